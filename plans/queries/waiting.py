"""My work: everything that waits for one person, one row for each act, what is due first on top.

A source finds the rows of one kind in their order; whoever shows the list merges the sources.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from plans import access
from plans.models import (
    CoExecutor,
    DecisionPackage,
    ExtensionRequest,
    PackageLine,
    Part,
    PlanImport,
    ReportQuestion,
    Task,
    TaskQuerySet,
)
from plans.queries.control import extensions_to_decide, reports_to_review, tasks_to_close

AWAITED = PackageLine.Outcome.AWAITED


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person: what it is, until when, and where it is done."""

    kind: str
    number: str
    text: str
    url: str
    act_url: str
    pk: int
    due_on: dt.date | None = None
    due_at: dt.datetime | None = None
    body: str = ""
    acting_for: str = ""
    is_late: bool = False
    is_official: bool = True
    by_button: bool = False
    acts: Sequence[Any] = ()
    rank: int = 0

    @property
    def moment(self) -> dt.datetime | None:
        """Return by when it is due: an instant, or the end of a day."""
        if self.due_at or self.due_on is None:
            return self.due_at
        return clock.midnight(self.due_on + dt.timedelta(days=1))


@dataclass(frozen=True)
class Source:
    """All rows of one kind that wait for a person, in their order."""

    kind: str
    found: "QuerySet[Any] | Sequence[Any]"
    row: Callable[[Any], Waiting] = field(repr=False)

    def count(self) -> int:
        """Count the rows."""
        return self.found.count() if isinstance(self.found, QuerySet) else len(self.found)

    def first(self, size: int) -> list[Waiting]:
        """Return the first rows, ready to be merged with those of other kinds."""
        return [self.row(one) for one in self.found[:size]]


def waiting_sources(user: Someone) -> list[Source]:
    """Return what waits for a person in the room of tasks, kind by kind."""
    seen = access.readable(user)
    own = access.parts_sent_by(user)
    return [*_of_the_lead(seen, own), *_of_parts(seen, own), *_of_control(user, seen)]


def owed_by(body: Body) -> tuple[int, int]:
    """Count the tasks and the parts that a body still owes: numbers, for who keeps people."""
    tasks = Task.objects.filter(lead=body, state__in=Task.OPEN)
    parts = CoExecutor.objects.filter(
        body=body, state__in=CoExecutor.OWED, task__state__in=Task.OWED
    )
    return tasks.count(), parts.count()


def _of_the_lead(seen: TaskQuerySet, own: list[int]) -> list[Source]:
    led = seen.running().filter(lead__in=own).select_related("lead", "controller").by_days_left()
    states = (("take", Task.State.ISSUED), ("report", Task.State.IN_WORK),
              ("again", Task.State.RETURNED))  # fmt: skip
    asked = ReportQuestion.objects.filter(
        answered_at__isnull=True, report__task__in=seen.filter(lead__in=own).values("pk")
    ).select_related("report__task__lead", "asked_by")
    return [
        *(Source(kind, led.filter(state=state), _task_row(kind)) for kind, state in states),
        Source("answer", asked.order_by(_last("report__task__due_on"), "pk"), _question_row),
    ]


def _of_parts(seen: TaskQuerySet, own: list[int]) -> list[Source]:
    owed = CoExecutor.objects.filter(
        body__in=own, state__in=CoExecutor.OWED, task__in=seen.running().values("pk")
    ).select_related("task__lead", "body")
    dated = owed.annotate(until=Coalesce("inner_due_on", "task__due_on"))
    sent = Part.objects.filter(
        outcome=Part.Outcome.AWAITED,
        shared__state=CoExecutor.State.SENT,
        shared__task__in=seen.running().filter(lead__in=own).values("pk"),
    ).select_related("shared__task", "shared__body")
    return [
        Source("part", dated.order_by(_last("until"), "pk"), _share_row),
        Source("receive", sent.order_by(_last("shared__task__due_on"), "pk"), _part_row),
    ]


def _of_control(user: Someone, seen: TaskQuerySet) -> list[Source]:
    """Return what the secretariat and the head have to do; what lies in a package waits there."""
    in_package = PackageLine.objects.filter(outcome=AWAITED)
    closing = tasks_to_close(user).exclude(
        pk__in=in_package.filter(request__isnull=True).values("task_id")
    )
    terms = extensions_to_decide(user).exclude(
        pk__in=in_package.filter(request__isnull=False).values("request_id")
    )
    drafts = seen.filter(state=Task.State.DRAFT, controller__in=access.bodies_assigned(user))
    reviewed = reports_to_review(user).order_by(_last("task__due_on"), "pk")
    for_whom = {
        str(kind): access.decided_for(user, kind) for kind in (access.CLOSING, access.TERM)
    }
    tables = access.visible_imports(user).filter(state__in=PlanImport.OPEN)
    mine = tables.filter(received_by=user.pk).select_related("plan").order_by("pk")
    return [
        Source("review", reviewed, lambda one: _row("review", one.task, body=one.body)),
        Source("package", _packages(user), _package_row(for_whom)),
        Source("term", terms, _term_row(for_whom[access.TERM])),
        Source("close", closing.by_days_left(), _close_row(for_whom[access.CLOSING])),
        Source("issue", drafts.select_related("lead").by_days_left(), _draft_row),
        Source("table", mine, _table_row),
    ]


def _packages(user: Someone) -> QuerySet[DecisionPackage]:
    """Return the packages with lines that a person decides, by the nearest term in them."""
    closing = Q(lines__request__isnull=True,
                controller__in=access.bodies_decided(user, access.CLOSING))  # fmt: skip
    term = Q(lines__request__isnull=False,
             controller__in=access.bodies_decided(user, access.TERM))  # fmt: skip
    mine = Q(lines__outcome=AWAITED) & (closing | term)
    found = access.visible_packages(user).filter(mine).annotate(until=Min("lines__task__due_on"))
    return found.select_related("controller").order_by(_last("until"), "pk")


def _task_row(kind: str) -> Callable[[Task], Waiting]:
    acts = {"take": "plans:task-take", "report": "plans:task-report", "again": "plans:task-report"}
    return lambda task: _row(
        kind, task, act=acts[kind], body=task.controller, by_button=kind == "take"
    )


def _question_row(asked: ReportQuestion) -> Waiting:
    task = asked.report.task
    return _row("answer", task, act="plans:question-answer", pk=asked.pk, text=asked.text)


def _share_row(shared: CoExecutor) -> Waiting:
    day = shared.inner_due_on or shared.task.due_on
    lead = shared.task.lead
    return _row("part", shared.task, act="plans:part-send", pk=shared.pk, day=day, body=lead)


def _part_row(part: Part) -> Waiting:
    return _row("receive", part.shared.task, pk=part.pk, anchor="#parts", body=part.shared.body)


def _draft_row(task: Task) -> Waiting:
    return _row("issue", task, act="plans:task-issue", body=task.lead, by_button=True)


def _term_row(for_whom: dict[int, str]) -> Callable[[ExtensionRequest], Waiting]:
    return lambda one: _row(
        "term", one.task, act="plans:extension-decide", pk=one.pk, day=one.term_then,
        body=one.body, acting_for=for_whom.get(one.task.controller_id, ""),
    )  # fmt: skip


def _close_row(for_whom: dict[int, str]) -> Callable[[Task], Waiting]:
    return lambda task: _row(
        "close", task, act="plans:task-close", body=task.lead,
        acting_for=for_whom.get(task.controller_id, ""),
    )  # fmt: skip


def _package_row(
    for_whom: dict[str, dict[int, str]],
) -> Callable[[DecisionPackage], Waiting]:
    def row(package: DecisionPackage) -> Waiting:
        names = (granted.get(package.controller_id, "") for granted in for_whom.values())
        until = getattr(package, "until", None)
        return Waiting(
            "package", f"№ {package.number}", "", package.get_absolute_url(),
            package.get_absolute_url(), package.pk, due_on=until, body=package.controller.name,
            acting_for=next(filter(None, names), ""), is_late=_is_over(until), is_official=False,
        )  # fmt: skip

    return row


def _table_row(one: PlanImport) -> Waiting:
    page = one.get_absolute_url()
    return Waiting(
        "table", "", f"{one.file_name} · {one.plan.name}", page, page, one.pk, is_official=False
    )


def _row(
    kind: str,
    task: Task,
    *,
    act: str = "",
    pk: int | None = None,
    day: dt.date | None = None,
    body: Any = None,
    text: str = "",
    anchor: str = "",
    acting_for: str = "",
    by_button: bool = False,
) -> Waiting:
    page = f"{task.get_absolute_url()}{anchor}"
    until = day or task.due_on
    return Waiting(
        kind, f"№ {task.pk}", text or task.text, page,
        reverse(act, args=[pk or task.pk]) if act else page, pk or task.pk, due_on=until,
        body=body.abbreviation or body.name if body else "", acting_for=acting_for,
        is_late=_is_over(until), is_official=not text, by_button=by_button,
    )  # fmt: skip


def _is_over(day: dt.date | None) -> bool:
    return day is not None and day < clock.today()


def _last(name: str) -> Any:
    return F(name).asc(nulls_last=True)
