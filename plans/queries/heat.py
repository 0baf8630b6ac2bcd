"""The figures of the whole land at one glance: tasks by unit and by agency, open and late."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Max, Q

from agencies import access as agencies_access
from agencies import queries as agencies
from agencies.access.rights import Someone
from agencies.models import Body, Territory
from audit import clock
from audit.models import Entry
from plans import access
from plans.models import RUNNING, Task

Pair = tuple[int, int]


@dataclass(frozen=True)
class Heat:
    """Open and late tasks as far as one reader sees: by unit and lead, and by unit alone."""

    as_of: dt.datetime
    lands: list[Territory]
    bodies: list[Body]
    open: Counter[Pair] = field(default_factory=Counter)
    late: Counter[Pair] = field(default_factory=Counter)

    def whole(self, land: Territory) -> Pair:
        """Return open and late in one unit, whoever leads."""
        return self.open[land.pk, 0], self.late[land.pk, 0]


def heat(user: Someone) -> Heat:
    """Count the tasks by the unit they are due in and by the agency that leads them.

    The rows behind a number are `/tasks/?territory=CODE&lead=ID`, with `&late=on` for the late.
    """
    lands = _units_with_a_commission()
    bodies = list(agencies.members_of_the_centre().order_by("order", "pk"))
    as_of, counted = _counted(user)
    found = Heat(as_of, lands, bodies)
    units = _units_of(lands)
    for land, lead, is_open, is_late in counted:
        for unit in units.get(land, ()):
            for column in (lead, 0):
                found.open[unit, column] += is_open
                found.late[unit, column] += is_late
    return found


def _units_with_a_commission() -> list[Territory]:
    commissions = agencies.unit_commissions().values("territory_id")
    return list(Territory.objects.filter(pk__in=commissions).order_by("order", "code"))


def _units_of(lands: list[Territory]) -> dict[int, list[int]]:
    """Say for each land in which units it lies (an heir also in what it was cut from)."""
    units: dict[int, list[int]] = {}
    for unit in lands:
        for land in access.lands_within([unit.pk]):
            units.setdefault(land, []).append(unit.pk)
    return units


def _counted(user: Someone) -> tuple[dt.datetime, list[list[int]]]:
    """Count once for all who see the same, until anything is recorded or the day is over."""
    key = _key(user)
    kept: tuple[dt.datetime, list[list[int]]] | None = cache.get(key)
    if kept is None:
        kept = clock.now(), _count(user)
        cache.set(key, kept, settings.FIGURES_KEPT_SECONDS)
    return kept


def _count(user: Someone) -> list[list[int]]:
    late = Count("pk", filter=RUNNING & Q(due_on__lt=clock.today()))
    rows = (
        access.visible(user)
        .open()
        .order_by()
        .values_list("territory_id", "lead_id")
        .annotate(open=Count("pk"), late=late)
    )
    return [list(row) for row in rows]


def _key(user: Someone) -> str:
    """Name what is counted: whose sight, as of which entry of the record, on which day."""
    posts = agencies_access.bodies_where(user, agencies_access.SEE_REGION)
    sight = (
        sorted(access.bodies_seen(user)),
        sorted(posts.values_list("territory_id", flat=True)),
    )
    last = Entry.objects.aggregate(last=Max("pk"))["last"]
    facts = f"{Task._meta.label} {sight} {last} {clock.today()}"
    return f"plans.heat.{hashlib.sha256(facts.encode()).hexdigest()}"
