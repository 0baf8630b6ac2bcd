"""What waits for the secretariat, the chair and the liaison: the questions their desks ask."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from agencies import access as agencies_access
from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from plans import access
from plans.models import (
    RUNNING,
    ExecutionReport,
    ExtensionRequest,
    Reminder,
    Task,
    TaskQuerySet,
)
from plans.queries.tasks import SOON_DAYS, tasks_of

DIGEST_LINES = 10


def reports_to_review(user: Someone) -> QuerySet[ExecutionReport]:
    """Return the reports a person is to accept or return, the newest first."""
    return (
        ExecutionReport.objects.filter(
            outcome=ExecutionReport.Outcome.AWAITED,
            task__in=access.readable(user).values("pk"),
            task__controller__in=access.bodies_reviewed(user),
        )
        .select_related(
            "task__lead", "task__form_of_completion", "task__controller", "body", "submitted_by"
        )
        .annotate(files=Count("evidence"))
        .order_by("-submitted_at", "-pk")
    )


def tasks_to_close(user: Someone) -> TaskQuerySet:
    """Return the tasks proposed to a person for closing, the oldest proposal first."""
    last = ExecutionReport.objects.filter(task=OuterRef("pk")).order_by("-submitted_at", "-pk")
    return (
        access.readable(user)
        .filter(
            state=Task.State.PROPOSED_FOR_CLOSING,
            controller__in=access.bodies_decided(user, access.CLOSING),
        )
        .select_related("lead", "form_of_completion", "controller")
        .marked(
            submitted_at=Subquery(last.values("submitted_at")[:1]),
            reviewed_at=Subquery(last.values("reviewed_at")[:1]),
            reviewer=Subquery(last.values("reviewed_by__full_name")[:1]),
            review_note=Subquery(last.values("review_note")[:1]),
        )
        .order_by(F("reviewed_at").asc(), "pk")
    )


def extensions_to_decide(user: Someone) -> QuerySet[ExtensionRequest]:
    """Return the requests on open tasks that a person is to decide, the nearest term first."""
    return (
        ExtensionRequest.objects.filter(
            decision=ExtensionRequest.Decision.AWAITED,
            task__state__in=Task.OPEN,
            task__in=access.readable(user).values("pk"),
            task__controller__in=access.bodies_decided(user, access.TERM),
        )
        .select_related("task__lead", "task__controller", "body", "requested_by")
        .annotate(moved_before=Count("task__term_changes"))
        .order_by("term_then", "pk")
    )


def visible_extensions(user: Someone) -> QuerySet[ExtensionRequest]:
    """Return every request for a later term on the tasks that a person may read."""
    return ExtensionRequest.objects.filter(
        task__in=access.readable(user).values("pk")
    ).select_related("task__lead", "task__controller", "requested_by", "body")


def due_soon(user: Someone, days: int = SOON_DAYS) -> TaskQuerySet:
    """Return what a person's own bodies still owe that is late or due within some days."""
    limit = clock.today() + dt.timedelta(days=days)
    return _own(user).running().filter(due_on__lte=limit)


def returned_tasks(user: Someone) -> TaskQuerySet:
    """Return the tasks of a person's own bodies, led or shared, whose report came back."""
    return _own(user).filter(state=Task.State.RETURNED)


def late_tasks(user: Someone) -> TaskQuerySet:
    """Return the tasks a person may read that are past their term, the worst first."""
    return tasks_of(user).filter(Q(is_readable=True)).late(clock.today())


@dataclass(frozen=True)
class DeskCounts:
    """The numbers on a desk; each is the length of a list that its link opens."""

    open: int
    late: int
    due_soon: int
    returned: int
    to_review: int
    to_close: int
    to_extend: int


def desk_counts(user: Someone) -> DeskCounts:
    """Count what waits for a person, in a constant number of queries."""
    today = clock.today()
    soon = today + dt.timedelta(days=SOON_DAYS)
    counts = (
        tasks_of(user)
        .order_by()
        .aggregate(
            open=Count("pk", filter=Q(state__in=Task.OPEN)),
            late=Count("pk", filter=RUNNING & Q(due_on__lt=today)),
            due_soon=Count("pk", filter=RUNNING & Q(due_on__range=(today, soon))),
            returned=Count("pk", filter=Q(state=Task.State.RETURNED)),
        )
    )
    return DeskCounts(
        **counts,
        to_review=reports_to_review(user).count(),
        to_close=tasks_to_close(user).count(),
        to_extend=extensions_to_decide(user).count(),
    )


def digest_lines(user: Someone) -> list[Task]:
    """Return what is most pressing for a reader: late or due soon, and theirs to read."""
    limit = clock.today() + dt.timedelta(days=SOON_DAYS)
    pressing = tasks_of(user).filter(Q(is_readable=True)).running().filter(due_on__lte=limit)
    return list(pressing[:DIGEST_LINES])


def late_by_lead(user: Someone) -> list[tuple[Body, int]]:
    """Count by lead what is late among the tasks a person may read, the most first."""
    late = late_tasks(user).order_by().values("lead").annotate(number=Count("pk"))
    counts = dict(late.order_by("-number", "lead").values_list("lead", "number")[:DIGEST_LINES])
    bodies = Body.objects.in_bulk(list(counts))
    return [(bodies[pk], number) for pk, number in counts.items()]


def reminders_of(task: Task) -> QuerySet[Reminder]:
    """Return whom the system reminded of a task, the last first."""
    return task.reminders.select_related("person", "body").order_by("-sent_at", "-pk")


def controllers_of(user: Someone) -> QuerySet[Body]:
    """Return the bodies in whose name a person gives tasks: their own before those beneath."""
    direct = agencies_access.bodies_of(user).values("pk")
    where = agencies_access.bodies_where(user, agencies_access.ASSIGN)
    return where.filter(pk__in=direct).order_by("order", "pk")


def _own(user: Someone) -> TaskQuerySet:
    return tasks_of(user).filter(Q(part__in=("lead", "co_executor")))
