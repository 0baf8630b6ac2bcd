"""Reads of a unit's page: what concerns one piece of the land, for whoever may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet

from agencies import access
from agencies.models import Body, Territory, User
from alerts import queries as alerts
from alerts.models import AddressedBody
from audit import clock
from meetings import queries as meetings
from meetings.models import Meeting
from plans import access as plan_access
from plans import queries as plans
from plans.models import PlanItemMoney


@dataclass(frozen=True)
class Place:
    """A piece of the land with the level in force on it."""

    territory: Territory
    level: alerts.LevelHere


@dataclass
class Year:
    """The money of one year, in millions of tenge; None where nothing is known."""

    year: int | None
    planned: Decimal | None = None
    allocated: Decimal | None = None
    spent: Decimal | None = None

    def add(self, row: plans.TerritoryMoney) -> None:
        """Add one source's sums to the year's."""
        for name in ("planned", "allocated", "spent"):
            more = getattr(row, name)
            if more is not None:
                setattr(self, name, (getattr(self, name) or Decimal(0)) + more)


@dataclass(frozen=True)
class Region:
    """Everything that one page says about one unit, as far as its reader may see."""

    unit: Territory
    level: alerts.LevelHere
    below: list[Place]
    commission: Body | None
    silent: list[AddressedBody]
    bodies: list[plans.BodyFigures]
    meeting: Meeting | None
    money: list[Year]
    is_whole: bool
    heirs: list[Territory] = field(default_factory=list)

    @property
    def open(self) -> int:
        """Return how many tasks are open here."""
        return sum(one.open for one in self.bodies)

    @property
    def late(self) -> int:
        """Return how many are late."""
        return sum(one.late for one in self.bodies)

    @property
    def due(self) -> int:
        """Return how many are still owed in time."""
        return sum(one.due for one in self.bodies)


def unit_of(user: User) -> QuerySet[Territory]:
    """Return the territories that have a page of their own: the Republic and every unit."""
    kinds = (Territory.Kind.REPUBLIC, *Territory.UNIT_KINDS)
    return Territory.objects.filter(kind__in=kinds).select_related("predecessor")


def region(user: User, unit: Territory) -> Region:
    """Return what one page says about a unit."""
    land = [*_land_below(unit)]
    levels = alerts.levels_of([unit.code, *(one.code for one in land)])
    commission = commission_of(unit)
    return Region(
        unit=unit,
        level=levels[unit.code],
        below=[Place(one, levels[one.code]) for one in land],
        commission=commission,
        silent=alerts.unanswered_in(unit, user),
        bodies=plans.region_figures(user, unit),
        meeting=meetings.next_meeting(commission, user) if commission else None,
        money=_by_year(plans.territory_money(unit, user)),
        is_whole=sees_whole(user, unit),
        heirs=[one for one in land if one.predecessor_id == unit.pk],
    )


def commission_of(unit: Territory) -> Body | None:
    """Return the commission that answers for a unit: its own, or that of what it was cut from."""
    lands = [unit.pk]
    if unit.predecessor_id:
        lands.append(unit.predecessor_id)
    kinds = (Body.Kind.UNIT_COMMISSION, Body.Kind.CENTRE)
    found = Body.objects.in_being(clock.today()).filter(kind__in=kinds, territory__in=lands)
    by_land = {one.territory_id: one for one in found}
    return next((by_land[land] for land in lands if land in by_land), None)


def sees_whole(user: User, unit: Territory) -> bool:
    """Tell whether a reader's rights show every task of a unit and not only some."""
    lands = [unit.pk, unit.predecessor_id]
    wide = Q(territory__in=lands) | Q(territory__kind=Territory.Kind.REPUBLIC)
    over_the_land = access.bodies_where(user, access.SEE_REGION).filter(wide)
    over_all = access.bodies_where(user, access.SEE).filter(kind=Body.Kind.CENTRE)
    return over_the_land.exists() or over_all.exists()


def own_units(user: User) -> list[Territory]:
    """Return the units for which a person sits in a commission's chair or keeps its papers."""
    bodies = access.bodies_where(user, access.SEE_REGION).filter(kind=Body.Kind.UNIT_COMMISSION)
    return list(Territory.objects.filter(pk__in=bodies.values("territory_id")).order_by("order"))


def units(user: User) -> tuple[list[alerts.UnitLevel], list[Territory]]:
    """Return the units of today with their levels, and those that are history."""
    today = alerts.unit_levels()
    codes = {one.code for one in today}
    gone = Territory.objects.units().exclude(code__in=codes).order_by("order", "code")
    return today, list(gone)


def money_rows(user: User, unit: Territory, *, year: str, kind: str) -> QuerySet[PlanItemMoney]:
    """Return the sums that stand behind one number of a unit's money (or behind all of it)."""
    lands = plan_access.lands_within([unit.pk])
    here = Q(territory__in=lands) | Q(territory__isnull=True, item__plan__territory__in=lands)
    found = PlanItemMoney.objects.filter(
        here,
        item__in=plan_access.visible_items(user).in_force().values("pk"),
    )
    if year:
        found = found.filter(year=int(year) if year.isdecimal() and len(year) == 4 else None)
    if kind in PlanItemMoney.Kind.values:
        found = found.filter(kind=kind)
    return found.select_related("item__plan", "territory").order_by(
        "year", "kind", "source", "item__sort_key", "pk"
    )


def _land_below(unit: Territory) -> QuerySet[Territory]:
    day = clock.today()
    held = Q(parents__valid_from__isnull=True) | Q(parents__valid_from__lte=day)
    held &= Q(parents__valid_to__isnull=True) | Q(parents__valid_to__gt=day)
    beneath = Q(parents__parent=unit) & held
    return (
        Territory.objects.filter(beneath | Q(predecessor=unit))
        .distinct()
        .order_by("order", "code")
    )


def _by_year(rows: Iterable[plans.TerritoryMoney]) -> list[Year]:
    years: dict[int | None, Year] = {}
    for row in rows:
        years.setdefault(row.year, Year(row.year)).add(row)
    return sorted(years.values(), key=lambda one: one.year or 0)
