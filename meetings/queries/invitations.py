"""Whom the invitation to a meeting reaches."""

from django.db.models import Q

from agencies import access
from agencies.models import Body, User
from meetings.models import Meeting
from notices.actions import preview_notice
from notices.texts import AddresseeSpec, NoticePreview


def invited_people(meeting: Meeting) -> list[AddresseeSpec]:
    """Return who is told: each seat's people (counted), and the convening body's own."""
    seats = meeting.seats_of_the_day()
    members = Body.objects.filter(held_seats__in=seats)
    own = Body.objects.filter(pk=meeting.body_id)
    counted = dict.fromkeys(access.pairs_who_may(access.BE_NOTIFIED, members), True)
    counted |= dict.fromkeys(_holders(meeting), True)
    for pair in access.pairs_who_may(access.BE_NOTIFIED, own):
        counted.setdefault(pair, False)
    return [
        AddresseeSpec(person_id=person, body_id=body, counted=is_counted)
        for (person, body), is_counted in counted.items()
    ]


def invitation_preview(meeting: Meeting) -> NoticePreview:
    """Say whom opening the agenda will reach, counted by the code that will send."""
    return preview_notice(invited_people(meeting), "ordinary")


def _holders(meeting: Meeting) -> list[tuple[int, int]]:
    """Return each holder of a personal seat with the first body where they hold a post."""
    holders = User.objects.filter(held_seats__in=meeting.seats_of_the_day())
    homes = Body.objects.filter(Q(posts__appointments__person__in=holders))
    wanted = set(holders.values_list("pk", flat=True))
    first: dict[int, int] = {}
    for person, body in access.pairs_who_may(access.BE_NOTIFIED, homes):
        if person in wanted:
            first.setdefault(person, body)
    return list(first.items())
