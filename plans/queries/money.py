"""The money of a programme by direction, source and year; every figure opens exactly its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from agencies.access.rights import Someone
from plans import access
from plans.models import Direction, PlanItemMoney, Programme, ProgrammeMoney

SCENARIOS = tuple(ProgrammeMoney.Scenario.values)
KINDS = tuple(PlanItemMoney.Kind.values)
SOURCES = list(ProgrammeMoney.Source.values)
NONE = "none"


@dataclass(frozen=True)
class MoneyFilter:
    """What a reader narrowed the money down to: "none" asks for sums without that mark."""

    direction: str = ""
    source: str = ""
    year: str = ""


@dataclass(frozen=True)
class MoneyLine:
    """The sums of one direction, source and year in millions of tenge; None is not known."""

    direction: Direction | None = None
    source: str = ""
    year: int | None = None
    draft: Decimal | None = None
    adopted: Decimal | None = None
    planned: Decimal | None = None
    allocated: Decimal | None = None
    spent: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Return adopted less draft, where both are known."""
        return None if None in (self.draft, self.adopted) else self.adopted - self.draft  # type: ignore[operator]

    @property
    def query(self) -> str:
        """Return what in the address asks for the rows behind this line."""
        direction = self.direction.pk if self.direction else NONE
        return f"direction={direction}&source={self.source}&year={self.year or NONE}"


@dataclass(frozen=True)
class Money:
    """The money of a programme: its lines, their total, and what of the plans buys equipment."""

    lines: list[MoneyLine]
    total: MoneyLine
    by_direction: list[MoneyLine]
    equipment: Decimal

    @property
    def equipment_share(self) -> Decimal | None:
        """Return the per cent of planned money that buys equipment; unknown without a plan."""
        return share_of(self.equipment, self.total.planned)


def money(user: Someone, programme: Programme, wanted: MoneyFilter) -> Money:
    """Return the money of a programme, as far as the plans' part of it is open to a person."""
    sums: dict[tuple[int | None, str, int | None], dict[str, Decimal]] = {}
    of_plans = sums_of_plans(user, programme, wanted)
    for rows, direction, name in (
        (sums_of_programme(programme, wanted), "direction_id", "scenario"),
        (of_plans, "item__section__direction_id", "kind"),
    ):
        found = rows.order_by().values("source", "year", where=F(direction), what=F(name))
        for row in found.annotate(total=Sum("amount")):
            line = sums.setdefault((row["where"], row["source"], row["year"]), {})
            line[row["what"]] = row["total"]
    directions = {one.pk: one for one in programme.directions.order_by("number")}
    lines = [
        MoneyLine(directions.get(where or 0), source, year, **amounts)
        for (where, source, year), amounts in sums.items()
    ]
    lines.sort(key=_place)
    bought = of_plans.filter(kind=PlanItemMoney.Kind.PLANNED, item__is_equipment=True)
    return Money(lines, _added(lines), _by_direction(lines), sum_of(bought))


def sums_of_programme(
    programme: Programme, wanted: MoneyFilter, scenario: str = ""
) -> QuerySet[ProgrammeMoney]:
    """Return the sums of the programme itself, in draft and as adopted: published figures."""
    found = ProgrammeMoney.objects.filter(programme=programme)
    found = found.filter(scenario=scenario) if scenario else found
    return found.filter(_asked(wanted, "direction")).select_related("direction")


def sums_of_plans(
    user: Someone, programme: Programme, wanted: MoneyFilter, kind: str = ""
) -> QuerySet[PlanItemMoney]:
    """Return the sums of the measures in force under a programme that a person may read."""
    items = access.visible_items(user).in_force().filter(plan__programme=programme)
    found = PlanItemMoney.objects.filter(item__in=items.values("pk"))
    found = found.filter(kind=kind) if kind else found
    related = ("item__plan", "item__section__direction", "territory")
    return found.filter(_asked(wanted, "item__section__direction")).select_related(*related)


def sum_of(sums: QuerySet[Any]) -> Decimal:
    """Add up sums: what the figure said that opened them."""
    return sums.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def years_of(programme: Programme) -> list[int]:
    """Return the years of a programme and of every sum under it."""
    own = ProgrammeMoney.objects.filter(programme=programme, year__isnull=False)
    under = PlanItemMoney.objects.filter(item__plan__programme=programme, year__isnull=False)
    years = {*range(programme.first_year, programme.last_year + 1)}
    for sums in (own, under):
        years |= set(sums.order_by().values_list("year", flat=True).distinct())
    return sorted(years)


def share_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return how many per cent a part is of a whole, where both are known."""
    return round(100 * part / whole, 1) if part is not None and whole else None


def _asked(wanted: MoneyFilter, direction: str) -> Q:
    asked = Q(source=wanted.source) if wanted.source else Q()
    for name, value in ((direction, wanted.direction), ("year", wanted.year)):
        if value == NONE:
            asked &= Q(**{f"{name}__isnull": True})
        elif value:
            asked &= Q(**{name: int(value)})
    return asked


def _place(line: MoneyLine) -> tuple[Any, ...]:
    number = line.direction.number if line.direction else 0
    return number, line.year or 0, SOURCES.index(line.source)


def _by_direction(lines: Iterable[MoneyLine]) -> list[MoneyLine]:
    """Add up the lines of each direction, those of no direction left out."""
    found: dict[Direction, list[MoneyLine]] = {}
    for line in lines:
        if line.direction:
            found.setdefault(line.direction, []).append(line)
    return [replace(_added(own), direction=direction) for direction, own in found.items()]


def _added(lines: Iterable[MoneyLine]) -> MoneyLine:
    every = list(lines)
    return MoneyLine(
        draft=_sum(one.draft for one in every),
        adopted=_sum(one.adopted for one in every),
        planned=_sum(one.planned for one in every),
        allocated=_sum(one.allocated for one in every),
        spent=_sum(one.spent for one in every),
    )


def _sum(sums: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in sums if one is not None]
    return sum(known, Decimal(0)) if known else None
