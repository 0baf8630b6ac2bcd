"""Closed periods: which there are, what they say by body, direction and region, and their rows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractDay, Greatest, TruncDate

from agencies.access.rights import Someone
from agencies.models import Body, Territory
from audit import clock
from plans import access
from plans.models import (
    Direction,
    ExecutionReport,
    IndicatorValue,
    PeriodReport,
    PlanItem,
    PlanItemMoney,
    Task,
    TaskQuerySet,
    TermChange,
)

STANDING = (Task.State.SUBMITTED, Task.State.PROPOSED_FOR_CLOSING, Task.State.CLOSED)
DONE = Q(done_on__isnull=False)
KEPT = {
    "all": Q(),
    "done": DONE,
    "original": DONE & Q(done_on__lte=F("original_due_on")),
    "current": DONE & Q(done_on__lte=F("due_on")),
    "not_done": ~DONE,
    "returned": Q(returns__gt=0),
    "extended": Q(extensions__gt=0),
    "closed": Q(is_closed=True),
}
DIMENSIONS = {
    "body": ("lead", "lead__order"),
    "direction": ("direction", "direction__number"),
    "region": ("territory", "territory__order"),
}


class Median(Aggregate):
    """The number in the middle: half of the values are below it."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def visible_periods(user: Someone) -> QuerySet[PeriodReport]:
    """Return the reports of periods of the bodies that a person sees, the newest first."""
    return PeriodReport.objects.filter(controller__in=access.bodies_seen(user)).select_related(
        "controller", "closed_by", "reopened_by"
    )


def may_reopen(user: Someone, report: PeriodReport) -> bool:
    """Tell whether a person may reopen the period of a report."""
    return report.reopened_at is None and access.may_reopen_period(user, report)


def period_rows(report: PeriodReport, *, by: str = "", key: str = "", kept: str = "all") -> Any:
    """Return the rows behind one number of a report: of one body, direction or region, or all."""
    rows = report.tasks.select_related("task", "lead", "territory", "direction")
    if by in DIMENSIONS:
        name = DIMENSIONS[by][0]
        is_number = key.isdecimal() and len(key) < 18
        rows = rows.filter(**({name: int(key)} if is_number else {f"{name}__isnull": True}))
    return rows.filter(KEPT.get(kept, Q())).order_by("original_due_on", "task_id")


@dataclass(frozen=True)
class PeriodLine:
    """One line of a report: a body, a direction or a region (or all), with its counts."""

    key: int | None
    thing: Any
    counts: dict[str, int]
    returns: int
    extensions: int
    median_days: float | None


def period_lines(report: PeriodReport, by: str) -> list[PeriodLine]:
    """Return the lines of a report by body, direction or region; nobody is ranked."""
    name, order = DIMENSIONS[by]
    things = {row.pk: row for row in _things(report, name)}
    rows = report.tasks.order_by(order, name).values(name, order).annotate(**_figures())
    return [_line(row, row[name], things.get(row[name])) for row in rows]


def period_total(report: PeriodReport) -> PeriodLine:
    """Return the line of the whole report."""
    return _line(report.tasks.aggregate(**_figures()), None, None)


def _figures() -> dict[str, Any]:
    late = ExpressionWrapper(F("done_on") - F("original_due_on"), output_field=DurationField())
    counts = {f"n_{name}": Count("pk", filter=kept) for name, kept in KEPT.items()}
    return {
        **counts,
        "sum_returns": Coalesce(Sum("returns"), 0),
        "sum_extensions": Coalesce(Sum("extensions"), 0),
        "median_days": Median(ExtractDay(late)),
    }


def _line(row: dict[str, Any], key: int | None, thing: Any) -> PeriodLine:
    return PeriodLine(
        key=key,
        thing=thing,
        counts={name: row[f"n_{name}"] for name in KEPT},
        returns=row["sum_returns"],
        extensions=row["sum_extensions"],
        median_days=row["median_days"],
    )


def _things(report: PeriodReport, name: str) -> QuerySet[Any]:
    kinds: dict[str, Any] = {"lead": Body, "territory": Territory, "direction": Direction}
    found: QuerySet[Any] = kinds[name].objects.filter(pk__in=report.tasks.values(name))
    return found


def tasks_of_period(controller: Body, first: dt.date, last: dt.date) -> QuerySet[Task]:
    """Return the tasks of a body due by their original term in a period, as they stand now."""
    tasks = counted_tasks(Task.objects.filter(controller=controller), first, last)
    return tasks.select_related("plan_item__section").order_by("pk")


def counted_tasks(tasks: TaskQuerySet, first: dt.date, last: dt.date) -> TaskQuerySet:
    """Keep those due by their original term in a period, marked with what became of them."""
    # Reports stay when a task moves to another lead, and a chair returns what was accepted: the
    # state says whether the latest report stands, and every other one came back.
    reports = ExecutionReport.objects.filter(task=OuterRef("pk"))
    latest = reports.order_by("-submitted_at", "-pk").values("submitted_at")[:1]
    moved = TermChange.objects.filter(task=OuterRef("pk"))
    stands = Q(state__in=STANDING)
    done = Case(
        When(stands, then=TruncDate(Subquery(latest), tzinfo=clock.zone())),
        output_field=DateField(),
    )
    standing = Case(When(stands, then=Value(1)), default=Value(0))
    return (
        tasks.filter(original_due_on__range=(first, last), due_on__isnull=False)
        .exclude(state=Task.State.DRAFT)
        .marked(
            done_on=done,
            returns=Greatest(_number_of(reports) - standing, 0),
            extensions=_number_of(moved),
        )
    )


def money_of_period(controller: Body, year: int) -> list[dict[str, str]]:
    """Return the money of a body's plans in a year by direction and source, as it stands now."""
    kinds = PlanItemMoney.Kind
    items = PlanItem.objects.in_force().filter(plan__controller=controller)
    rows = (
        PlanItemMoney.objects.filter(item__in=items.values("pk"), year=year)
        .order_by("item__section__direction__number", "source")
        .values("item__section__direction__number", "source")
        .annotate(
            **{kind.value: Sum("amount", filter=Q(kind=kind)) for kind in kinds},
            equipment=Sum("amount", filter=Q(kind=kinds.PLANNED, item__is_equipment=True)),
        )
    )
    return [
        {
            name.rpartition("__")[2]: "" if value is None else str(value)
            for name, value in row.items()
        }
        for row in rows
    ]


def indicators_of_period(controller: Body, year: int) -> list[dict[str, str]]:
    """Return target and actual of a body's indicators in a year, as they stand now."""
    rows = (
        IndicatorValue.objects.filter(indicator__programme__controller=controller, year=year)
        .select_related("indicator")
        .order_by("indicator__programme_id", "indicator__number")
    )
    return [
        {
            "name_kk": one.indicator.name_kk,
            "name_ru": one.indicator.name_ru,
            "name_en": one.indicator.name_en,
            "target": "" if one.target is None else str(one.target),
            "actual": "" if one.actual is None else str(one.actual),
        }
        for one in rows
    ]


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("task").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
