"""Plans as the official table, and programmes with what belongs to them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet, Value

from agencies import access as agencies_access
from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from plans import access
from plans.models import (
    RUNNING,
    ActionPlan,
    FormOfCompletion,
    Indicator,
    IndicatorValue,
    PlanItem,
    PlanItemMoney,
    PlanItemResponsible,
    PlanSection,
    PlanVersion,
    Programme,
    ProgrammeMoney,
    Task,
    Wordings,
)
from plans.queries.calendar import working_calendar
from plans.queries.lists import tasks_counted
from plans.terms import DueDates, due_dates


def visible_plans(user: Someone) -> QuerySet[ActionPlan]:
    """Return the plans a person sees, with the number of measures and of open tasks in each."""
    return (
        access.visible_plans(user)
        .select_related("controller", "programme")
        .order_by("-first_year", "code")
    )


def visible_programmes(user: Someone) -> QuerySet[Programme]:
    """Return the programmes a person sees."""
    return access.visible_programmes(user).select_related("controller")


def versions_of(plan: ActionPlan) -> list[PlanVersion]:
    """Return every version of a plan, the newest first."""
    return list(plan.versions.order_by("-number"))


def version_in_force(versions: Iterable[PlanVersion]) -> PlanVersion | None:
    """Return the newest approved version out of several."""
    return next((version for version in versions if version.is_approved), None)


def sees_whole_plan(user: Someone, plan: ActionPlan) -> bool:
    """Tell whether a person sees every measure of a plan, not only those of their bodies."""
    return agencies_access.may(user, agencies_access.SEE, plan.controller)


def may_keep(user: Someone, body: Body) -> bool:
    """Tell whether a person keeps the plans of a body and gives its tasks."""
    return agencies_access.may(user, agencies_access.ASSIGN, body)


@dataclass
class TableSection:
    """One section of the official table with its measures in order."""

    section: PlanSection | None
    items: list[PlanItem] = field(default_factory=list)


def official_table(user: Someone, plan: ActionPlan, version: PlanVersion) -> list[TableSection]:
    """Return the measures of a version that a person may read, section by section."""
    late = RUNNING & Q(due_on__lt=clock.today())
    items = (
        access.visible_items(user)
        .filter(plan=plan)
        .filter(pk__in=PlanItem.objects.of_version(version.number).values("pk"))
        .select_related("section__direction", "form_of_completion")
        .prefetch_related(
            Prefetch("responsible", queryset=PlanItemResponsible.objects.select_related("body")),
            Prefetch("money", queryset=PlanItemMoney.objects.filter(kind="planned")),
        )
        .annotate(
            task_count=tasks_counted(user, Q()),
            closed_count=tasks_counted(user, Q(state=Task.State.CLOSED)),
            late_count=tasks_counted(user, late),
        )
        .order_by("section__number", "sort_key", "pk")
    )
    table: list[TableSection] = []
    for item in items:
        if not table or table[-1].section != item.section:
            table.append(TableSection(item.section))
        table[-1].items.append(item)
    return table


def tasks_of_item(user: Someone, item: PlanItem) -> QuerySet[Task]:
    """Return the tasks of a measure, however worded, that a person may read, by days left."""
    found = access.readable(user).filter(plan_item__in=Wordings(Value(item.pk)))
    return found.select_related("lead", "territory").order_by("due_on", "pk")


def item_page(user: Someone) -> QuerySet[PlanItem]:
    """Return the measures a person may read, each ready for its page."""
    return (
        access.visible_items(user)
        .select_related(
            "plan__controller",
            "plan__territory",
            "section",
            "form_of_completion",
            "added_in",
            "removed_in",
            "previous",
        )
        .prefetch_related(
            Prefetch("responsible", queryset=PlanItemResponsible.objects.select_related("body")),
            Prefetch("money", queryset=PlanItemMoney.objects.select_related("territory")),
        )
    )


def sections_of(plan: ActionPlan) -> QuerySet[PlanSection]:
    """Return the sections of a plan in order."""
    return plan.sections.order_by("number")


def indicators_of(programme: Programme) -> QuerySet[Indicator]:
    """Return the indicators of a programme with their values by year."""
    values = IndicatorValue.objects.order_by("year")
    return (
        programme.indicators.select_related("direction")
        .prefetch_related(Prefetch("values", queryset=values))
        .order_by("number")
    )


def forms_of_completion() -> QuerySet[FormOfCompletion]:
    """Return the vocabulary of forms of completion."""
    return FormOfCompletion.objects.order_by("order", "code")


def version_to_show(
    versions: list[PlanVersion], wanted: str, *, may_see_drafts: bool
) -> PlanVersion | None:
    """Return the version asked for by its number, else the one in force, else the draft."""
    open_to_reader = [one for one in versions if may_see_drafts or one.is_approved]
    asked = next((one for one in open_to_reader if str(one.number) == wanted), None)
    return asked or version_in_force(versions) or next(iter(open_to_reader), None)


def versions_in_preparation(user: Someone) -> QuerySet[PlanVersion]:
    """Return the versions that wait for their act, of the plans a person sees."""
    return PlanVersion.objects.filter(
        approved_on__isnull=True, plan__in=access.visible_plans(user).values("pk")
    ).select_related("plan__controller")


def sums_of(programme: Programme) -> QuerySet[ProgrammeMoney]:
    """Return every sum of a programme with the source it is known from."""
    return programme.money.select_related("direction").order_by("scenario", "source", "year", "pk")


def rest_of_the_year(plan: ActionPlan) -> tuple[dt.date, dt.date]:
    """Return the period for which the tasks of a plan are issued unless said otherwise."""
    today = clock.today()
    year = min(max(today.year, plan.first_year), plan.last_year)
    return max(today, dt.date(year, 1, 1)), dt.date(year, 12, 31)


def term_of(item: PlanItem) -> DueDates:
    """Return the due dates of a measure over the whole time of its plan, or why there are none."""
    return due_dates(
        item.term_ru,
        start=dt.date(item.plan.first_year, 1, 1),
        end=dt.date(item.plan.last_year, 12, 31),
        signed=item.added_in.approved_on,
        working=working_calendar(),
    )
