"""The list of plans and programmes, narrowed by words and year; numbers that open their rows."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.access.rights import Someone
from audit import clock
from plans import access
from plans.models import RUNNING, ActionPlan, Programme, Task
from plans.queries.words import Folded, says

NAMES = ("name_kk", "name_ru", "name_en")


def plans_listed(user: Someone) -> QuerySet[ActionPlan]:
    """Return the plans a person sees, with their measures, open tasks and late tasks counted."""
    items = access.visible_items(user).in_force().filter(plan=OuterRef("pk")).order_by()
    late = RUNNING & Q(due_on__lt=clock.today())
    return (
        access.visible_plans(user)
        .select_related("controller", "programme")
        .annotate(
            measure_count=_counted(items, "plan"),
            open_count=_tasks(user, Q(state__in=Task.OPEN)),
            late_count=_tasks(user, late),
        )
        .order_by("-first_year", "code")
    )


def programmes_listed(user: Someone) -> QuerySet[Programme]:
    """Return the programmes a person sees, the earliest first."""
    found = access.visible_programmes(user).select_related("controller")
    return found.order_by("first_year", "code")


def narrowed(found: Any, *, text: str = "", year: int | None = None, **exactly: Any) -> Any:
    """Narrow a list of plans or programmes by words of its name, a year, or a programme."""
    if year:
        found = found.filter(first_year__lte=year, last_year__gte=year)
    if text:
        found = found.alias(**{f"words_{name}": Folded(name) for name in NAMES})
        found = found.filter(says(text, *(f"words_{name}" for name in NAMES)))
    return found.filter(**{name: value for name, value in exactly.items() if value})


def _tasks(user: Someone, wanted: Q) -> Coalesce:
    tasks = access.readable(user).filter(wanted, plan_item__plan=OuterRef("pk")).order_by()
    return _counted(tasks, "plan_item__plan")


def _counted(rows: Any, name: str) -> Coalesce:
    counted = rows.values(name).annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
