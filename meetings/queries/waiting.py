"""What waits for one person around meetings: seats to answer for, protocols to write and sign."""

from django.db.models import QuerySet

from agencies import access as rights
from agencies.access.rights import Someone
from audit import clock
from meetings.models import Attendance, Meeting
from meetings.queries.invitations import answerable
from meetings.queries.meetings import readable_meetings


def seats_waiting(user: Someone) -> QuerySet[Attendance]:
    """Return the seats for which nobody has answered yet, the nearest meeting first."""
    waiting = answerable(user).filter(
        answer=Attendance.Answer.AWAITED,
        meeting__state=Meeting.State.AGENDA_APPROVED,
        meeting__starts_at__gt=clock.now(),
    )
    return waiting.order_by("meeting__starts_at", "pk")


def count_words_asked(user: Someone) -> int:
    """Return how many invitations and protocols ask for a person's word: in one query."""
    seats, protocols = seats_waiting(user), protocols_to_approve(user)
    return seats.order_by().values("pk").union(protocols.order_by().values("pk"), all=True).count()


def protocols_to_write(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings held whose minutes a person keeps, the oldest first."""
    kept = rights.bodies_where(user, rights.MINUTE).values("pk")
    found = readable_meetings(user).filter(state__in=Meeting.WRITING, body__in=kept)
    return found.order_by("starts_at", "pk")


def protocols_to_approve(user: Someone) -> QuerySet[Meeting]:
    """Return the submitted protocols a person may approve: never those of their own hand."""
    signed = rights.bodies_where(user, rights.SIGN).values("pk")
    found = readable_meetings(user).filter(state=Meeting.State.SUBMITTED, body__in=signed)
    return found.exclude(protocol__submitted_by=user.pk or 0).order_by("starts_at", "pk")
