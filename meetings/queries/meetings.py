"""Lists of meetings, and what stands on the page of one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import SEE, bodies_where
from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from meetings import access
from meetings.models import AgendaItem, Attendance, Guest, Meeting

TO_COME = (Meeting.State.PLANNED, Meeting.State.AGENDA_APPROVED)
IN_PROGRESS = (*Meeting.WRITING, Meeting.State.CIRCULATED, Meeting.State.SUBMITTED)


def visible_meetings(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings that a person knows of, with what a row or a page names."""
    return access.visible(user).select_related(
        "body", "joint_with", "chair", "secretary", "convened_on", "series"
    )


def readable_meetings(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings whose minutes a person reads."""
    return access.readable(user).select_related(
        "body", "joint_with", "chair", "secretary", "protocol__submitted_by",
        "protocol__approved_by", "protocol__approved_for",
    )  # fmt: skip


def reads_minutes(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person reads the minutes of a meeting."""
    return meeting.is_after and access.readable(user).filter(pk=meeting.pk).exists()


def meeting_list(
    user: Someone,
    *,
    body: Body | None = None,
    kind: str = "",
    state: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[Meeting]:
    """Return the meetings that fit a filter, the latest first."""
    found = visible_meetings(user).select_related("protocol")
    wanted: dict[str, Any] = {"body": body, "kind": kind, "state": state}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if since:
        found = found.filter(starts_at__gte=clock.midnight(since))
    if until:
        found = found.filter(starts_at__lt=clock.midnight(until + dt.timedelta(days=1)))
    items = Count("items", distinct=True)
    return found.annotate(item_count=items).order_by("-starts_at", "-pk")


def next_meetings(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings still to come, the nearest first, with what each lacks."""
    found = visible_meetings(user).filter(state__in=TO_COME, starts_at__gte=_this_morning())
    return found.annotate(item_count=Count("items")).order_by("starts_at", "pk")


def next_meeting(body: Body, user: Someone | None = None) -> Meeting | None:
    """Return the next meeting of a body: the reader's, or without one only what is announced."""
    found = access.visible(user) if user else Meeting.objects.filter(state__in=Meeting.OPENED)
    coming = found.filter(body=body, state__in=TO_COME, starts_at__gte=_this_morning())
    return coming.select_related("body").order_by("starts_at", "pk").first()


def meetings_this_week(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings from Monday to Sunday of this week."""
    today = clock.today()
    monday = today - dt.timedelta(days=today.weekday())
    week = (clock.midnight(monday), clock.midnight(monday + dt.timedelta(days=7)))
    found = visible_meetings(user).exclude(state=Meeting.State.CANCELLED)
    in_week = found.filter(starts_at__gte=week[0], starts_at__lt=week[1])
    return in_week.order_by("starts_at", "pk")


def protocols_in_progress(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings held whose protocol is not approved, the oldest first."""
    return readable_meetings(user).filter(state__in=IN_PROGRESS).order_by("starts_at", "pk")


def units_without_meeting_this_quarter(user: Someone) -> QuerySet[Body]:
    """Return the unit commissions in a reader's sight that have not met in this quarter."""
    today = clock.today()
    begins = clock.midnight(dt.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1))
    held = Meeting.objects.filter(
        body=OuterRef("pk"), state__in=Meeting.AFTER, starts_at__gte=begins
    )
    in_being = Body.objects.in_being(today).filter(kind=Body.Kind.UNIT_COMMISSION)
    seen = bodies_where(user, SEE).values("pk")
    return in_being.filter(~Exists(held), pk__in=seen).order_by("order", "pk")


def bodies_that_meet() -> QuerySet[Body]:
    """Return the bodies that hold meetings: the Centre and the commissions."""
    kinds = (Body.Kind.CENTRE, *Body.COMMISSIONS)
    return Body.objects.filter(kind__in=kinds).order_by("order", "pk")


def visible_items(user: Someone) -> QuerySet[AgendaItem]:
    """Return the agenda items of the meetings that a person knows of."""
    items = AgendaItem.objects.filter(
        access.open_items(user), meeting__in=access.visible(user).values("pk")
    )
    return items.select_related("meeting__body")


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the questions of a meeting in their order, for whoever keeps it."""
    return meeting.items.order_by("position")


def agenda_for(user: Someone, meeting: Meeting) -> list[AgendaItem]:
    """Return the questions of a meeting as a person reads them: of a closed one its number."""
    return unveiled(user, meeting, agenda_of(meeting))


def unveiled(user: Someone, meeting: Meeting, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Put a veil over the closed questions of a meeting before an outsider."""
    found = list(items)
    if not any(one.is_closed for one in found) or access.reads_closed(user, meeting):
        return found
    return [one.veiled() if one.is_closed else one for one in found]


def minutes_allotted(items: Sequence[AgendaItem]) -> int | None:
    """Return how long some questions will take together; nothing where one of them is veiled."""
    if any(one.is_veiled for one in items):
        return None
    return sum(one.minutes_allotted for one in items)


def time_left(meeting: Meeting, allotted: int | None) -> str:
    """Say in words how the minutes of the questions stand to the length of the meeting."""
    if allotted is None:
        return ""
    left = meeting.length_minutes - allotted
    if left == 0:
        return _("The questions take exactly as long as the meeting.")
    if left < 0:
        return ngettext(
            "The questions take %(count)d minute longer than the meeting:"
            " shorten them or plan a longer meeting.",
            "The questions take %(count)d minutes longer than the meeting:"
            " shorten them or plan a longer meeting.",
            -left,
        ) % {"count": -left}
    return ngettext("%(count)d minute is left.", "%(count)d minutes are left.", left) % {
        "count": left
    }


def attendance_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Return the seats of a meeting in their order."""
    rows = meeting.attendances.select_related("seat__member", "seat__holder")
    return rows.order_by("seat__position", "seat_id")


def guests_of(meeting: Meeting) -> QuerySet[Guest]:
    """Return those invited without a seat."""
    return meeting.guests.order_by("pk")


def visible_guests(user: Someone) -> QuerySet[Guest]:
    """Return the guests of the meetings that a person knows of."""
    visible = Q(meeting__in=access.visible(user).values("pk"))
    return Guest.objects.filter(visible).select_related("meeting__body")


def _this_morning() -> dt.datetime:
    return clock.midnight(clock.today())
