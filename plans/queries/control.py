"""What waits for the secretariat, the chair and the liaison: the questions their desks ask."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from agencies import access as agencies_access
from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from plans import access
from plans.models import ExecutionReport, ExtensionRequest, Task, TaskQuerySet
from plans.queries.tasks import SOON_DAYS, tasks_of


def reports_to_review(user: Someone) -> QuerySet[ExecutionReport]:
    """Return the reports a person is to accept or return, the oldest first."""
    return (
        ExecutionReport.objects.filter(
            outcome=ExecutionReport.Outcome.AWAITED,
            task__in=access.readable(user).values("pk"),
            task__controller__in=_bodies(user, agencies_access.REVIEW),
        )
        .select_related(
            "task__lead", "task__form_of_completion", "task__controller", "body", "submitted_by"
        )
        .annotate(files=Count("evidence"))
        .order_by("submitted_at", "pk")
    )


def tasks_to_close(user: Someone) -> TaskQuerySet:
    """Return the tasks proposed to a person for closing, the oldest proposal first."""
    last = ExecutionReport.objects.filter(task=OuterRef("pk")).order_by("-number")
    return (
        access.readable(user)
        .filter(
            state=Task.State.PROPOSED_FOR_CLOSING,
            controller__in=_bodies(user, agencies_access.DECIDE),
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
    """Return the requests for later terms that a person is to decide, the nearest term first."""
    return (
        ExtensionRequest.objects.filter(
            decision=ExtensionRequest.Decision.AWAITED,
            task__in=access.readable(user).values("pk"),
            task__controller__in=_bodies(user, agencies_access.DECIDE),
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
    return _own(user).filter(state__in=Task.OWED, due_on__lte=limit)


def returned_tasks(user: Someone) -> TaskQuerySet:
    """Return the tasks of a person's own bodies whose report came back."""
    return _own(user).filter(Q(part="lead"), state=Task.State.RETURNED)


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
    owed = Q(state__in=Task.OWED)
    counts = (
        tasks_of(user)
        .order_by()
        .aggregate(
            open=Count("pk", filter=Q(state__in=Task.OPEN)),
            late=Count("pk", filter=owed & Q(due_on__lt=today, suspended_at__isnull=True)),
            due_soon=Count("pk", filter=owed & Q(due_on__range=(today, soon))),
            returned=Count("pk", filter=Q(state=Task.State.RETURNED)),
        )
    )
    return DeskCounts(
        **counts,
        to_review=reports_to_review(user).count(),
        to_close=tasks_to_close(user).count(),
        to_extend=extensions_to_decide(user).count(),
    )


def controllers_of(user: Someone) -> QuerySet[Body]:
    """Return the bodies in whose name a person gives tasks: their own before those beneath."""
    direct = agencies_access.bodies_of(user).values("pk")
    where = agencies_access.bodies_where(user, agencies_access.ASSIGN)
    return where.filter(pk__in=direct).order_by("order", "pk")


def _own(user: Someone) -> TaskQuerySet:
    return tasks_of(user).filter(Q(part__in=("lead", "co_executor")))


def _bodies(user: Someone, right: str) -> list[int]:
    return list(agencies_access.bodies_where(user, right).values_list("pk", flat=True))
