"""The lists beside that of tasks: measures and reports, each row with numbers that open rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.access.rights import Someone
from agencies.models import Body, Territory
from audit import clock
from plans import access
from plans.models import (
    RUNNING,
    ActionPlan,
    ColumnChoice,
    ExecutionReport,
    FormOfCompletion,
    PlanItemMoney,
    PlanItemQuerySet,
    PlanItemResponsible,
    Task,
    Wordings,
)
from plans.queries.tasks import lands_of_code
from plans.queries.words import Folded, says

MEASURE_ORDER = ("-plan__first_year", "plan__code", "sort_key", "pk")
REPORT_ORDER = ("-submitted_at", "-pk")


@dataclass(frozen=True)
class ListFilter:
    """What a reader narrowed a list of measures or of reports down to; empty means everything."""

    text: str = ""
    state: str = ""
    form: FormOfCompletion | None = None
    body: Body | None = None
    plan: ActionPlan | None = None
    territory: str = ""
    year: int | None = None

    @classmethod
    def of(cls, cleaned: Mapping[str, Any]) -> "ListFilter":
        """Build a filter from the cleaned fields of a form."""
        known = {name: cleaned[name] for name in cls.__dataclass_fields__ if cleaned.get(name)}
        return cls(**known)


def measures_of(user: Someone) -> PlanItemQuerySet:
    """Return the measures in force that a person may read, with their tasks counted."""
    today = clock.today()
    return (
        access.visible_items(user)
        .in_force()
        .select_related(
            "plan__controller", "plan__territory", "section", "form_of_completion", "added_in"
        )
        .prefetch_related(
            Prefetch("responsible", queryset=PlanItemResponsible.objects.select_related("body")),
            Prefetch("money", queryset=PlanItemMoney.objects.filter(kind="planned")),
        )
        .annotate(
            task_count=tasks_counted(user, Q()),
            open_count=tasks_counted(user, Q(state__in=Task.OPEN)),
            late_count=tasks_counted(user, RUNNING & Q(due_on__lt=today)),
        )
    )


def tasks_counted(user: Someone, wanted: Q) -> Coalesce:
    """Count the tasks of each measure that a person may read, earlier wordings' ones included."""
    tasks = access.readable(user).filter(wanted, plan_item__in=Wordings(OuterRef("pk")))
    of_one = tasks.order_by().values("plan_item__plan")
    counted = of_one.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def filtered_measures(
    user: Someone, found: PlanItemQuerySet, wanted: ListFilter
) -> PlanItemQuerySet:
    """Narrow a list from `measures_of` down to what the reader asked for."""
    if wanted.form:
        found = found.filter(form_of_completion=wanted.form)
    if wanted.plan:
        found = found.filter(plan=wanted.plan)
    if wanted.body:
        named = PlanItemResponsible.objects.filter(body=wanted.body).values("item_id")
        found = found.alias(led_count=tasks_counted(user, Q(lead=wanted.body)))
        found = found.filter(Q(pk__in=named) | Q(led_count__gt=0))
    if wanted.territory:
        found = found.filter(plan__territory__in=lands_of_code(wanted.territory))
    if wanted.year:
        found = found.filter(plan__first_year__lte=wanted.year, plan__last_year__gte=wanted.year)
    if wanted.text:
        found = found.alias(words_kk=Folded("text_kk"), words_ru=Folded("text_ru"))
        found = found.filter(says(wanted.text, "words_kk", "words_ru"))
    return found.filter(MEASURE_STATES.get(wanted.state, Q()))


def reports_seen(user: Someone) -> QuerySet[ExecutionReport]:
    """Return the reports on the tasks that a person may read, the newest first."""
    return (
        ExecutionReport.objects.filter(task__in=access.readable(user).values("pk"))
        .select_related("task__lead", "task__controller", "body", "submitted_by", "reviewed_by")
        .annotate(files=Count("evidence"))
        .order_by(*REPORT_ORDER)
    )


def filtered_reports(
    found: QuerySet[ExecutionReport], wanted: ListFilter
) -> QuerySet[ExecutionReport]:
    """Narrow a list from `reports_seen` down to what the reader asked for."""
    if wanted.form:
        found = found.filter(task__form_of_completion=wanted.form)
    if wanted.plan:
        found = found.filter(task__plan_item__plan=wanted.plan)
    if wanted.body:
        found = found.filter(body=wanted.body)
    if wanted.territory:
        found = found.filter(task__territory__in=lands_of_code(wanted.territory))
    if wanted.text:
        fields = {"said": "text", "letter": "letter_number", "task_kk": "task__text_kk",
                  "task_ru": "task__text_ru"}  # fmt: skip
        found = found.alias(**{name: Folded(field) for name, field in fields.items()})
        found = found.filter(says(wanted.text, *fields))
    return found.filter(REPORT_STATES.get(wanted.state, Q()))


def columns_chosen(user: Someone, listing: str) -> list[str]:
    """Return the columns that a person chose for a list; none where they chose nothing."""
    choice = ColumnChoice.objects.filter(person_id=user.pk, listing=listing).first()
    return list(choice.columns) if choice else []


def units_to_choose() -> list[tuple[str, str]]:
    """Return the Republic and the units of today, code and name: the choices of a filter."""
    kinds = (Territory.Kind.REPUBLIC, *Territory.UNIT_KINDS)
    lands = Territory.objects.filter(kind__in=kinds, valid_to__isnull=True)
    return [(land.code, land.name) for land in lands.order_by("order", "code")]


MEASURE_STATES = {
    "open": Q(open_count__gt=0),
    "late": Q(late_count__gt=0),
    "done": Q(task_count__gt=0, open_count=0),
    "not_issued": Q(task_count=0),
}
_LATE = Q(submitted_at__date__gt=F("task__due_on"))
REPORT_STATES = {
    **{value: Q(outcome=value) for value in ExecutionReport.Outcome.values},
    "late": _LATE,
}
