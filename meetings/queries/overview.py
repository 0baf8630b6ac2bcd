"""How the commissions beneath one's own work: their last meeting, late tasks and empty seats."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Body, Subordination
from audit import clock
from meetings import access
from meetings.models import Meeting, Seat
from plans.queries.tasks import TaskFilter, filtered, tasks_of


@dataclass(frozen=True)
class CommissionLine:
    """One commission as the one above it sees it."""

    body: Body
    last: Meeting | None
    coming: Meeting | None
    late: int
    seats: int
    empty: int
    quarter_began: dt.date

    @property
    def is_silent(self) -> bool:
        """Tell whether it has not met in this quarter."""
        return self.last is None or self.last.held_on < self.quarter_began


def quarter_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first day of the quarter of a day, and the first day of the next one."""
    first = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    following = first + dt.timedelta(days=100)
    return first, dt.date(following.year, following.month, 1)


def commissions_below(user: Someone) -> QuerySet[Body]:
    """Return the commissions directly beneath the bodies whose meetings a person keeps."""
    beneath = Body.objects.in_being(clock.today()).filter(
        kind__in=Body.COMMISSIONS,
        superiors__in=_ties().filter(parent__in=access.kept_bodies(user).values("pk")),
        pk__in=rights.bodies_where(user, rights.SEE).values("pk"),
    )
    return beneath.distinct().order_by("order", "pk")


def overview(user: Someone) -> list[CommissionLine]:
    """Return a line for each commission beneath, in the order of the roster."""
    bodies = list(commissions_below(user))
    numbers = [one.pk for one in bodies]
    seen = access.visible(user).filter(body__in=numbers)
    last = _first(seen.filter(state__in=Meeting.AFTER).order_by("body_id", "-starts_at", "-pk"))
    coming = seen.filter(state__in=Meeting.BEFORE, starts_at__gte=clock.now())
    following = _first(coming.order_by("body_id", "starts_at", "pk"))
    late = _late(user, numbers)
    seats = list(Seat.objects.on(clock.today()).filter(body__in=numbers).select_related("holder"))
    every, empty = Counter(one.body_id for one in seats), _empty(seats)
    quarter, _next = quarter_of(clock.today())
    return [
        CommissionLine(
            body=one,
            last=last.get(one.pk),
            coming=following.get(one.pk),
            late=late.get(one.pk, 0),
            seats=every[one.pk],
            empty=empty[one.pk],
            quarter_began=quarter,
        )
        for one in bodies
    ]


def empty_seats(body: Body) -> set[int]:
    """Return the seats of a body in which nobody can sit today."""
    seats = list(Seat.objects.on(clock.today()).filter(body=body).select_related("holder"))
    filled = _filled(seats)
    return {one.pk for one in seats if one.pk not in filled}


def _ties() -> QuerySet[Subordination]:
    return Subordination.objects.in_force(clock.today())


def _first(meetings: QuerySet[Meeting]) -> dict[int, Meeting]:
    """Return the first meeting of each body in an order that begins with the body."""
    return {one.body_id: one for one in meetings.distinct("body_id")}


def _late(user: Someone, numbers: list[int]) -> dict[int, int]:
    """Count the late tasks that each body leads, as its list of tasks does."""
    tasks = filtered(tasks_of(user), TaskFilter(late=True)).filter(lead__in=numbers)
    rows = tasks.order_by().values("lead_id").annotate(count=Count("pk"))
    return {row["lead_id"]: row["count"] for row in rows}


def _empty(seats: list[Seat]) -> Counter[int]:
    filled = _filled(seats)
    return Counter(one.body_id for one in seats if one.pk not in filled)


def _filled(seats: Iterable[Seat]) -> set[int]:
    """Return the seats whose holder serves, or whose organisation has somebody to send."""
    seats = list(seats)
    members = Body.objects.filter(pk__in={one.member_id for one in seats if one.member_id})
    sending = {body for _person, body in rights.pairs_who_may(rights.ATTEND, members)}
    return {
        one.pk
        for one in seats
        if (one.holder is not None and one.holder.is_active) or one.member_id in sending
    }
