"""Lists of tasks: my body's, filtered, cut into pages that stay put while others work."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from agencies import access as agencies_access
from agencies.access.rights import Someone
from agencies.models import Body, Territory
from audit import clock
from plans import access
from plans.models import (
    RUNNING,
    CoExecutor,
    Evidence,
    ExecutionReport,
    ExtensionRequest,
    Part,
    PlanItem,
    ProgressNote,
    ReportQuestion,
    Task,
    TaskQuerySet,
    Wordings,
)
from plans.queries.words import Folded, says

PAGE = 50
SOON_DAYS = 10
NO_DATE = "none"
YES, NO = Value(value=True), Value(value=False)
READ = Q(is_readable=True)


def visible_tasks(user: Someone) -> TaskQuerySet:
    """Return the tasks a person may know of, ready for a page of one."""
    return (
        access.visible(user)
        .select_related(
            "lead__successor",
            "controller",
            "territory",
            "form_of_completion",
            "moved_from",
            "plan_item__plan",
            "plan_item__section",
            "issued_by",
            "closed_by",
        )
        .marked(is_stale=is_stale())
    )


def readable_tasks(user: Someone) -> TaskQuerySet:
    """Return the tasks a person may read, ready for a page of one."""
    return access.readable(user).select_related("lead", "controller", "form_of_completion")


def tasks_of(user: Someone) -> TaskQuerySet:
    """Return the tasks that concern a person, by days left, each with the part they have in it.

    `part` is lead, co_executor, control or region; `is_readable` is False for the last.
    """
    seen = access.bodies_seen(user)
    own = list(agencies_access.bodies_of(user).values_list("pk", flat=True))
    shared = CoExecutor.objects.filter(body__in=own).values("task_id")
    shared_beneath = CoExecutor.objects.filter(body__in=seen).values("task_id")
    part = Case(
        When(lead__in=own, then=Value("lead")),
        When(pk__in=shared, then=Value("co_executor")),
        When(controller__in=seen, then=Value("control")),
        When(lead__in=seen, then=Value("lead")),
        When(pk__in=shared_beneath, then=Value("co_executor")),
        default=Value("region"),
        output_field=CharField(),
    )
    is_readable = Case(
        When(access.is_read_through(seen), then=YES),
        default=NO,
        output_field=BooleanField(),
    )
    return (
        access.visible(user)
        .marked(part=part, is_readable=is_readable, is_stale=is_stale())
        .select_related("lead", "controller", "territory", "form_of_completion", "plan_item__plan")
        .by_days_left()
    )


def is_stale() -> Case:
    """Return the mark of a running task on which nothing was said for so many days as are set."""
    since = clock.now() - dt.timedelta(days=settings.STALE_DAYS)
    of_it = OuterRef("pk")
    notes = ProgressNote.objects.filter(task=of_it, noted_at__gte=since)
    reports = ExecutionReport.objects.filter(task=of_it, submitted_at__gte=since)
    parts = Part.objects.filter(shared__task=of_it, submitted_at__gte=since)
    answers = ExecutionReport.objects.filter(task=of_it, reviewed_at__gte=since)
    requests = ExtensionRequest.objects.filter(task=of_it, requested_at__gte=since)
    silent = ~(
        Exists(notes) | Exists(reports) | Exists(parts) | Exists(answers) | Exists(requests)
    )
    is_old = RUNNING & Q(issued_at__lt=since)
    return Case(When(is_old & silent, then=YES), default=NO, output_field=BooleanField())


@dataclass(frozen=True)
class TaskFilter:
    """What a reader narrowed a list of tasks down to; empty means everything."""

    state: str = "open"
    part: str = ""
    late: bool = False
    due: str = ""
    text: str = ""
    plan: int | None = None
    item: int | None = None
    body: int | None = None
    lead: int | None = None
    form: int | None = None
    territory: str = ""

    @classmethod
    def of(cls, cleaned: Mapping[str, Any]) -> "TaskFilter":
        """Build a filter from the cleaned fields of a form."""
        plan, body, form = (cleaned.get(name) for name in ("plan", "body", "form"))
        return cls(
            state=cleaned.get("state") or "open",
            part=cleaned.get("part") or "",
            late=bool(cleaned.get("late")),
            due=cleaned.get("due") or "",
            text=(cleaned.get("text") or "").strip(),
            plan=plan.pk if plan else None,
            item=cleaned.get("item"),
            body=body.pk if body else None,
            lead=cleaned.get("lead"),
            form=form.pk if form else None,
            territory=cleaned.get("territory") or "",
        )


def filtered(tasks: TaskQuerySet, wanted: TaskFilter) -> TaskQuerySet:
    """Narrow a list from `tasks_of` down to what the reader asked for."""
    tasks = _about(_in_state(tasks, wanted.state), wanted)
    if wanted.part:
        tasks = tasks.filter(Q(part=wanted.part))
    if wanted.late:
        tasks = tasks.late(clock.today())
    if wanted.due:
        tasks = _due(tasks, wanted.due)
    if wanted.body:
        shared = CoExecutor.objects.filter(body=wanted.body).values("task_id")
        tasks = tasks.filter(Q(lead=wanted.body) | (READ & Q(pk__in=shared)))
    if wanted.lead:
        tasks = tasks.filter(lead=wanted.lead)
    if wanted.territory:
        tasks = tasks.filter(territory__in=lands_of_code(wanted.territory))
    return _with_text(tasks, wanted.text) if wanted.text else tasks


def tasks_due_in(territory: Territory, user: Someone) -> TaskQuerySet:
    """Return the open tasks due in a territory or in what lies in it, by days left."""
    return tasks_of(user).open().filter(territory__in=access.lands_within([territory.pk]))


def lands_of_code(code: str) -> set[int]:
    """Return a territory with all that lies in it, by its code."""
    return access.lands_within(Territory.objects.filter(code=code).values_list("pk", flat=True))


def name_of_land(code: str) -> str:
    """Return the name of a territory by its code, or the code where there is none."""
    land = Territory.objects.filter(code=code).first()
    return land.name if land else code


def name_of_body(pk: int) -> str:
    """Return the name of a body by its number: who belongs to the house is known to all."""
    body = Body.objects.filter(pk=pk).first()
    return body.name if body else "—"


def number_of_item(user: Someone, pk: int) -> str:
    """Return the number of a measure a person may read."""
    item = access.visible_items(user).filter(pk=pk).first()
    return item.number if item else "—"


@dataclass(frozen=True)
class Page:
    """One page of a list of tasks, and the cursors of the pages beside it."""

    rows: list[Task] = field(default_factory=list)
    after: str = ""
    before: str = ""


def page_of(tasks: TaskQuerySet, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """Cut one page out of a list ordered by days left: after a row, before a row, or the first."""
    here = _cursor(after) or _cursor(before)
    backwards = bool(not _cursor(after) and _cursor(before))
    if here:
        tasks = tasks.filter(_before(*here) if backwards else _after(*here))
    if backwards:
        tasks = tasks.reverse()
    found = list(tasks[: size + 1])
    rows = found[:size][::-1] if backwards else found[:size]
    has_more = len(found) > size
    has_next, has_previous = (True, has_more) if backwards else (has_more, bool(here))
    return Page(
        rows,
        after=_cursor_of(rows[-1]) if rows and has_next else "",
        before=_cursor_of(rows[0]) if rows and has_previous else "",
    )


def co_executors_of(task: Task) -> QuerySet[CoExecutor]:
    """Return the bodies that work on a task beside its lead."""
    parts = Part.objects.select_related("submitted_by", "answered_by", "merged_in")
    with_files = Prefetch("evidence", queryset=Evidence.objects.select_related("stored_file"))
    sent = Prefetch("parts", queryset=parts.order_by("-number").prefetch_related(with_files))
    shared = task.co_executors.select_related("body").prefetch_related(sent)
    return shared.order_by("body__order", "pk")


def corrections_made(task: Task) -> int:
    """Count the corrections of a task's wording."""
    return task.corrections.count()


def visible_shares(user: Someone) -> QuerySet[CoExecutor]:
    """Return the places of co-executors in the tasks that a person may read."""
    shares = CoExecutor.objects.filter(task__in=access.readable(user).values("pk"))
    return shares.select_related("task__lead", "task__form_of_completion", "body")


def visible_parts(user: Someone) -> QuerySet[Part]:
    """Return the parts sent on the tasks that a person may read."""
    parts = Part.objects.filter(shared__task__in=access.readable(user).values("pk"))
    return parts.select_related("shared__task__lead", "shared__body")


def parts_at_hand(task: Task) -> QuerySet[Part]:
    """Return the parts that a lead may take into the report: sent or received, none returned."""
    parts = Part.objects.filter(shared__task=task).exclude(outcome=Part.Outcome.RETURNED)
    return parts.select_related("shared__body").order_by("shared__body__order", "pk")


def reports_of(task: Task) -> QuerySet[ExecutionReport]:
    """Return the reports on a task with their files, the newest first."""
    return (
        task.reports.select_related("body", "submitted_by", "reviewed_by", "form_given")
        .prefetch_related(
            Prefetch("evidence", queryset=Evidence.objects.select_related("stored_file")),
            Prefetch(
                "questions",
                queryset=ReportQuestion.objects.select_related("asked_by", "answered_by"),
            ),
            Prefetch("parts", queryset=Part.objects.select_related("shared__body")),
        )
        .order_by("-submitted_at", "-pk")
    )


def readable_reports(user: Someone) -> QuerySet[ExecutionReport]:
    """Return the reports on the tasks that a person may read."""
    reports = ExecutionReport.objects.filter(task__in=access.readable(user).values("pk"))
    return reports.select_related("task__lead", "task__controller", "body")


def readable_evidence(user: Someone) -> QuerySet[Evidence]:
    """Return the files a person may fetch: with reports and parts of tasks they may read."""
    seen = access.readable(user).values("pk")
    return Evidence.objects.filter(
        Q(report__task__in=seen) | Q(part__shared__task__in=seen)
    ).select_related(
        "stored_file",
        "report__task__lead",
        "report__task__controller",
        "part__shared__task__lead",
        "part__shared__task__controller",
    )


def leads_of(user: Someone) -> QuerySet[Body]:
    """Return the bodies that may lead tasks a person sees: the choices of a filter.

    The roster and what stands beneath the person's own: never read out of the tasks themselves.
    """
    roster = (Body.Kind.AGENCY, Body.Kind.UNIT_COMMISSION)
    seen = Q(pk__in=access.bodies_seen(user)) & ~Q(kind__in=Body.HEADQUARTERS)
    return Body.objects.filter(Q(kind__in=roster) | seen).order_by("order", "pk")


def bodies_to_task(controller: Body) -> QuerySet[Body]:
    """Return the bodies in being to which a controller may give tasks."""
    today = clock.today()
    in_being = Body.objects.in_being(today)
    first = in_being.beneath(controller, today)
    found: QuerySet[Body] = in_being.filter(Q(pk=controller.pk) | Q(pk__in=first.values("pk")))
    return found.exclude(kind=Body.Kind.CENTRE).order_by("order", "pk")


def visible_items(user: Someone) -> QuerySet[PlanItem]:
    """Return the measures a person may read."""
    return access.visible_items(user).select_related("plan__controller", "added_in", "section")


def _in_state(tasks: TaskQuerySet, state: str) -> TaskQuerySet:
    if state == "open":
        return tasks.open()
    if state == "owed":
        return tasks.filter(state__in=Task.OWED)
    return tasks if state == "all" else tasks.filter(state=state)


def _due(tasks: TaskQuerySet, when: str) -> TaskQuerySet:
    """Keep what is still owed in time: within ten days (soon) or whenever (ahead)."""
    today = clock.today()
    tasks = tasks.running().filter(due_on__gte=today)
    last = today + dt.timedelta(days=SOON_DAYS)
    return tasks.filter(due_on__lte=last) if when == "soon" else tasks


def _about(tasks: TaskQuerySet, wanted: TaskFilter) -> TaskQuerySet:
    """Keep the tasks of a plan, of a measure, of a form of completion: all of it content."""
    if wanted.plan:
        tasks = tasks.filter(READ, plan_item__plan=wanted.plan)
    if wanted.item:
        tasks = tasks.filter(READ, plan_item__in=Wordings(Value(wanted.item)))
    if wanted.form:
        tasks = tasks.filter(READ, form_of_completion=wanted.form)
    return tasks


def _with_text(tasks: TaskQuerySet, text: str) -> TaskQuerySet:
    number = Q(pk=int(text)) if text.isdecimal() and len(text) < 12 else Q()
    tasks = tasks.alias(words_kk=Folded("text_kk"), words_ru=Folded("text_ru"))
    words = says(text, "words_kk", "words_ru")
    return tasks.filter(READ, words | number if number else words)


def _cursor(text: str) -> tuple[dt.date | None, int] | None:
    day, _sign, number = text.partition("_")
    if not number.isdecimal() or len(number) > 18:
        return None
    try:
        return (None if day == NO_DATE else dt.date.fromisoformat(day)), int(number)
    except ValueError:
        return None


def _cursor_of(task: Task) -> str:
    return f"{task.due_on.isoformat() if task.due_on else NO_DATE}_{task.pk}"


def _after(day: dt.date | None, number: int) -> Q:
    if day is None:
        return Q(due_on__isnull=True, pk__gt=number)
    return Q(due_on__gt=day) | Q(due_on=day, pk__gt=number) | Q(due_on__isnull=True)


def _before(day: dt.date | None, number: int) -> Q:
    if day is None:
        return Q(due_on__isnull=False) | Q(due_on__isnull=True, pk__lt=number)
    return Q(due_on__lt=day) | Q(due_on=day, pk__lt=number)
