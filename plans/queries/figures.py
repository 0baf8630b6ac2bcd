"""Figures of a territory and money: numbers that open exactly their rows."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from agencies.access.rights import Someone
from agencies.models import Body, Territory
from audit import clock
from plans import access
from plans.models import RUNNING, PlanItem, PlanItemMoney, Programme, ProgrammeMoney
from plans.queries.tasks import tasks_due_in


@dataclass(frozen=True)
class BodyFigures:
    """How many tasks one body leads in a territory: open, late, still owed in time."""

    body: Body
    open: int
    late: int
    due: int


def region_figures(user: Someone, territory: Territory) -> list[BodyFigures]:
    """Count the tasks due in a territory by the body that leads them, the latest bodies first.

    The rows behind are `/tasks/?territory=CODE&lead=ID`, with `&late=on` or `&due=ahead`.
    """
    today = clock.today()
    rows = (
        tasks_due_in(territory, user)
        .order_by()
        .values("lead_id")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=RUNNING & Q(due_on__lt=today)),
            due=Count("pk", filter=RUNNING & Q(due_on__gte=today)),
        )
    )
    found = {row["lead_id"]: (row["open"], row["late"], row["due"]) for row in rows}
    bodies = Body.objects.filter(pk__in=found).order_by("order", "pk")
    figures = [BodyFigures(body, *found[body.pk]) for body in bodies]
    return sorted(figures, key=lambda one: -one.late)


@dataclass(frozen=True)
class SourceMoney:
    """One line of a table of money: a source with its sum in draft and as adopted."""

    source: str
    label: str
    draft: Decimal | None
    adopted: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Return adopted less draft, where both are known."""
        if self.draft is None or self.adopted is None:
            return None
        return self.adopted - self.draft


@dataclass(frozen=True)
class ProgrammeFigures:
    """The money of a programme in millions of tenge, by source, and the share of equipment."""

    lines: list[SourceMoney]
    draft: Decimal | None
    adopted: Decimal | None
    planned: Decimal
    equipment: Decimal

    @property
    def difference(self) -> Decimal | None:
        """Return adopted less draft, where both are known."""
        if self.draft is None or self.adopted is None:
            return None
        return self.adopted - self.draft

    @property
    def equipment_share(self) -> Decimal | None:
        """Return the per cent of planned money that buys equipment; unknown without a plan."""
        return round(100 * self.equipment / self.planned, 1) if self.planned else None


@dataclass(frozen=True)
class TerritoryMoney:
    """One line of the money of a territory: a year and a source, planned to spent."""

    year: int | None
    source: str
    label: str
    planned: Decimal | None
    allocated: Decimal | None
    spent: Decimal | None


def money_of(
    where: Programme | Territory, user: Someone
) -> ProgrammeFigures | list[TerritoryMoney]:
    """Return the money of a programme, or that of a territory by year and source."""
    if isinstance(where, Programme):
        return programme_money(where, user)
    return territory_money(where, user)


def programme_money(programme: Programme, user: Someone) -> ProgrammeFigures:
    """Return the money of a programme by source: draft beside adopted, and for equipment."""
    rows = ProgrammeMoney.objects.filter(programme=programme).order_by()
    sums = {
        (row["scenario"], row["source"]): row["total"]
        for row in rows.values("scenario", "source").annotate(total=Sum("amount"))
    }
    scenarios = ProgrammeMoney.Scenario
    lines = [
        SourceMoney(
            source=source.value,
            label=str(source.label),
            draft=sums.get((scenarios.DRAFT, source)),
            adopted=sums.get((scenarios.ADOPTED, source)),
        )
        for source in ProgrammeMoney.Source
        if (scenarios.DRAFT, source) in sums or (scenarios.ADOPTED, source) in sums
    ]
    plans = access.visible_plans(user).filter(programme=programme)
    planned = PlanItemMoney.objects.filter(
        item__in=PlanItem.objects.in_force().filter(plan__in=plans.values("pk")).values("pk"),
        kind=PlanItemMoney.Kind.PLANNED,
    ).aggregate(total=Sum("amount"), equipment=Sum("amount", filter=Q(item__is_equipment=True)))
    return ProgrammeFigures(
        lines=lines,
        draft=_total([line.draft for line in lines]),
        adopted=_total([line.adopted for line in lines]),
        planned=planned["total"] or Decimal(0),
        equipment=planned["equipment"] or Decimal(0),
    )


def territory_money(territory: Territory, user: Someone) -> list[TerritoryMoney]:
    """Return the sums of measures in a territory by year and source: planned, allocated, spent."""
    kinds = PlanItemMoney.Kind
    lands = access.lands_within([territory.pk])
    rows = (
        PlanItemMoney.objects.filter(
            Q(territory__in=lands) | Q(territory__isnull=True, item__plan__territory__in=lands),
            item__in=access.visible_items(user).in_force().values("pk"),
        )
        .order_by("year", "source")
        .values("year", "source")
        .annotate(
            planned=Sum("amount", filter=Q(kind=kinds.PLANNED)),
            allocated=Sum("amount", filter=Q(kind=kinds.ALLOCATED)),
            spent=Sum("amount", filter=Q(kind=kinds.SPENT)),
        )
    )
    labels = dict(ProgrammeMoney.Source.choices)
    return [TerritoryMoney(label=str(labels[row["source"]]), **row) for row in rows]


def _total(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None
