"""Plans as the official table, and programmes with what belongs to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from agencies import access as agencies_access
from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from plans import access
from plans.models import (
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
    Task,
)


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
    seen = access.is_read_through(access.bodies_seen(user))
    tasks = Task.objects.filter(seen, plan_item__isnull=False)
    today = clock.today()
    mine = Q(tasks__in=tasks.values("pk"))
    owed = Q(tasks__state__in=Task.OWED, tasks__suspended_at__isnull=True)
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
            task_count=Count("tasks", filter=mine, distinct=True),
            closed_count=Count("tasks", filter=mine & Q(tasks__state="closed"), distinct=True),
            late_count=Count(
                "tasks", filter=mine & owed & Q(tasks__due_on__lt=today), distinct=True
            ),
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
    """Return the tasks of a measure that a person may read, by days left."""
    found = access.readable(user).filter(plan_item=item).select_related("lead", "territory")
    return found.order_by("due_on", "pk")


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
            "money",
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
