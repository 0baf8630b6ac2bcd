"""Whom the invitation to a meeting reaches."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, Capability, User
from audit import clock
from meetings import access as meeting_access
from meetings.models import Attendance, CalendarFeed, Invitation, Meeting
from meetings.models.quorum import Answers, answers_to
from notices.actions import preview_notice
from notices.texts import AddresseeSpec, NoticePreview


def invited_people(meeting: Meeting) -> list[AddresseeSpec]:
    """Return who is told: each seat's people (counted), the hosts' own, a joint partner's too."""
    seats = meeting.seats_of_the_day()
    members = Body.objects.filter(held_seats__in=seats)
    own = Body.objects.filter(Q(pk=meeting.body_id) | Q(pk=meeting.joint_with_id))
    counted = dict.fromkeys(access.pairs_who_may(access.BE_NOTIFIED, members), True)
    counted |= dict.fromkeys(holders_of_seats(meeting), True)
    for pair in access.pairs_who_may(access.BE_NOTIFIED, own):
        counted.setdefault(pair, False)
    return [
        AddresseeSpec(person_id=person, body_id=body, counted=is_counted)
        for (person, body), is_counted in counted.items()
    ]


def invitation_preview(meeting: Meeting) -> NoticePreview:
    """Say whom opening the agenda will reach, counted by the code that will send."""
    return preview_notice(invited_people(meeting), "ordinary")


def holders_of_seats(meeting: Meeting) -> list[tuple[int, int]]:
    """Return each holder of a personal seat with the first body where they hold a post."""
    holders = User.objects.filter(held_seats__in=meeting.seats_of_the_day())
    homes = Body.objects.filter(Q(posts__appointments__person__in=holders))
    wanted = set(holders.values_list("pk", flat=True))
    first: dict[int, int] = {}
    for person, body in access.pairs_who_may(access.BE_NOTIFIED, homes):
        if person in wanted:
            first.setdefault(person, body)
    return list(first.items())


def substitutes_for(attendance: Attendance) -> QuerySet[User]:
    """Return who may come in the place of a seat's own people: whoever has a post there."""
    body = attendance.seat.member or attendance.meeting.body
    return access.people_at(body).order_by("full_name", "pk")


def answerable(user: Someone) -> QuerySet[Attendance]:
    """Return the seats for which a person answers invitations."""
    related = ("meeting__body", "seat__member", "seat__holder", "substitute", "answered_by")
    return meeting_access.answerable(user).select_related(*related).order_by("seat__position")


def own_seats(user: Someone, meeting: Meeting) -> list[Attendance]:
    """Return the seats of a meeting for which a person may still answer."""
    if meeting.state != Meeting.State.AGENDA_APPROVED or meeting.starts_at <= clock.now():
        return []
    return list(answerable(user).filter(meeting=meeting))


def answers_of(meeting: Meeting, seats: Sequence[Attendance]) -> Answers | None:
    """Count the answers while the meeting is to come; afterwards the sheet counts."""
    is_to_come = meeting.state == Meeting.State.AGENDA_APPROVED
    return answers_to(meeting, seats) if is_to_come and seats else None


def answerable_by_link(token: str) -> tuple[User, Attendance] | None:
    """Return who bears a signed link and the seat it answers for; none when it leads nowhere."""
    capability = access.bearer_of(token, Capability.Purpose.ANSWER_INVITATION)
    if capability is None:
        return None
    invitation = Invitation.objects.filter(notice=capability.subject).first()
    if invitation is None:
        return None
    own = Q(seat__member=capability.body_id) | Q(seat__holder=capability.person_id)
    seats = answerable(capability.person).filter(own, meeting=invitation.meeting_id)
    attendance = seats.first()
    return (capability.person, attendance) if attendance else None


def calendar_of(feed: CalendarFeed) -> QuerySet[Meeting]:
    """Return the meetings of a person's calendar: announced, not older than a year."""
    since = clock.now() - dt.timedelta(days=366)
    seen = meeting_access.visible(feed.person).filter(
        agenda_opened_at__isnull=False, starts_at__gte=since
    )
    return seen.select_related("body").order_by("starts_at", "pk")


def live_feed(user: User) -> CalendarFeed | None:
    """Return the calendar that a person has open, if any."""
    return CalendarFeed.objects.filter(person=user, revoked_at__isnull=True).first()


def feed_behind(token: str) -> CalendarFeed | None:
    """Return the live calendar at a secret address whose person still serves."""
    live = CalendarFeed.objects.filter(revoked_at__isnull=True, person__is_active=True)
    feed = live.filter(digest=access.digest_of(token)).select_related("person").first()
    return feed if feed and access.serves(feed.person) else None
