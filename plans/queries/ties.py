"""What hangs on what: the shares of a task that was split, and which tasks wait for which."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from plans import access
from plans.models import Task, TaskBlock, TaskQuerySet
from plans.queries.calendar import working_calendar
from plans.queries.tasks import bodies_to_task

INNER_DAYS = 5


@dataclass(frozen=True)
class RollUp:
    """How far the shares of a task have come, and the worst date among those still open."""

    count: int
    closed: int
    reported: int
    late: int
    worst_on: dt.date | None
    latest_on: dt.date | None

    @property
    def worst_days(self) -> int:
        """Return by how many days the worst open share is late, zero if none is."""
        days = (clock.today() - self.worst_on).days if self.worst_on else 0
        return max(days, 0)


def shares_of(user: Someone, task: Task) -> TaskQuerySet:
    """Return the shares of a task of which a person may know, the most pressing first."""
    shares = access.visible(user).filter(parent=task)
    return shares.select_related("lead", "controller").by_days_left()


def roll_up(task: Task) -> RollUp | None:
    """Return the progress of the shares of a task; nothing where it is not split."""
    today = clock.today()
    owed = Q(state__in=Task.OWED, suspended_at__isnull=True)
    counts = task.shares.aggregate(
        count=Count("pk"),
        closed=Count("pk", filter=Q(state=Task.State.CLOSED)),
        reported=Count(
            "pk", filter=Q(state__in=(Task.State.SUBMITTED, Task.State.PROPOSED_FOR_CLOSING))
        ),
        late=Count("pk", filter=owed & Q(due_on__lt=today)),
        worst_on=Min("due_on", filter=owed),
        latest_on=Max("due_on", filter=Q(state__in=Task.OPEN)),
    )
    return RollUp(**counts) if counts["count"] else None


def bodies_to_share(task: Task) -> QuerySet[Body]:
    """Return who may get a share of a task: those beneath its lead without an open one."""
    taken = task.shares.filter(state__in=Task.OPEN).values("lead_id")
    return bodies_to_task(task.lead).exclude(pk=task.lead_id).exclude(pk__in=taken)


def inner_date(task: Task) -> dt.date | None:
    """Return the date that a share gets unless another is named."""
    return working_calendar().before(task.due_on, INNER_DAYS) if task.due_on else None


def may_split(user: Someone, task: Task) -> bool:
    """Tell whether a person splits a task: who gives tasks for its lead."""
    return task.is_owed and access.may_split(user, task)


def waits_for(task: Task) -> QuerySet[TaskBlock]:
    """Return the ties by which a task waits for others, those in force first."""
    ties = task.blocked_by.select_related("blocker__lead", "set_by")
    return ties.order_by("-lifted_at", "set_at", "pk")


def holds_up(task: Task) -> QuerySet[TaskBlock]:
    """Return the ties by which a task holds others up, those in force first."""
    ties = task.blocks.select_related("task__lead", "set_by")
    return ties.order_by("-lifted_at", "set_at", "pk")


def may_tie(user: Someone, task: Task) -> bool:
    """Tell whether a person says for what a task waits."""
    return task.is_open and access.may_tie(user, task)


def visible_ties(user: Someone) -> QuerySet[TaskBlock]:
    """Return the ties of tasks that a person may read, on either side."""
    seen = access.readable(user).values("pk")
    ties = TaskBlock.objects.filter(Q(task__in=seen) | Q(blocker__in=seen))
    return ties.select_related("task__lead", "task__controller", "blocker__lead")
