"""Reading checklists: what each body has to do, what is late, what waits to be settled."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts import access
from alerts.models import (
    COLOURS,
    ChecklistEntry,
    ChecklistLine,
    ChecklistQuestion,
    ChecklistTemplate,
    LevelDecision,
    manager_of,
)
from alerts.queries.lines import chain_of
from audit import clock
from plans.models import FormOfCompletion

OPEN, DROPPED = ChecklistEntry.Outcome.OPEN, ChecklistEntry.Outcome.NOT_NEEDED
KINDS = ("", *(kind for kind in Body.Kind.values if kind in ("agency", "unit_commission")))


@dataclass(frozen=True)
class Row:
    """One line of a body as a page shows it, with the question that is open about it."""

    entry: ChecklistEntry
    is_late: bool
    may_tick: bool
    may_assign: bool
    question: ChecklistQuestion | None = None

    @property
    def is_asked(self) -> bool:
        """Tell whether the body still owes an answer about the line."""
        return self.question is not None and not self.question.answer

    @property
    def waits_for_a_task(self) -> bool:
        """Tell whether the body has asked for a task that nobody has given yet."""
        asked = self.question is not None and self.question.answer == "task"
        return asked and self.entry.is_open


@dataclass(frozen=True)
class State:
    """How much of a checklist is done, of what is still asked; what was dropped stands apart."""

    done: int = 0
    total: int = 0
    dropped: int = 0
    late: int = 0
    asked: int = 0


@dataclass(frozen=True)
class BodyList:
    """What one body has to do under a level, line by line."""

    body: Body
    rows: list[Row]

    @property
    def state(self) -> State:
        """Return how much of it is done."""
        dropped = sum(1 for row in self.rows if row.entry.outcome == DROPPED)
        return State(
            done=sum(1 for row in self.rows if not row.entry.is_open) - dropped,
            total=len(self.rows) - dropped,
            dropped=dropped,
            late=sum(1 for row in self.rows if row.is_late and row.entry.is_open),
            asked=sum(1 for row in self.rows if row.is_asked),
        )


@dataclass(frozen=True)
class Checklist:
    """The checklist of a decision as one reader sees it."""

    own: list[BodyList]
    others: list[BodyList]
    state: State
    at: dt.datetime = field(default_factory=clock.now)


@dataclass(frozen=True)
class Versions:
    """One checklist in its versions: what a colour adds for a kind of body."""

    level: int
    kind: str
    in_use: ChecklistTemplate | None
    draft: ChecklistTemplate | None

    @property
    def kind_name(self) -> str:
        """Return for which bodies the checklist is."""
        return str(Body.Kind(self.kind).label) if self.kind else ""


def checklist_page(user: User, decision: LevelDecision) -> Checklist:
    """Return the lines of a decision and of those it follows, the reader's bodies first."""
    entries = _entries(user, decision)
    own = set(rights.bodies_where(user, rights.ACKNOWLEDGE).values_list("pk", flat=True))
    assigned = _assignable(user, {entry.body_id for entry in entries})
    lists = _by_body(entries, own, assigned)
    state = checklist_state(user, decision)
    return Checklist(
        own=[one for one in lists if one.body.pk in own],
        others=[one for one in lists if one.body.pk not in own],
        state=state,
    )


def checklist_state(user: Someone, decision: LevelDecision) -> State:
    """Return how much of a decision's checklist is done, as far as a person may read it."""
    readable = access.readable_lines(user, is_exercise=decision.is_exercise)
    papers = [decision.pk, *chain_of(decision)]
    counted = readable.filter(decision__in=papers).aggregate(
        done=Count("pk", filter=~Q(outcome__in=(OPEN, DROPPED)), distinct=True),
        total=Count("pk", filter=~Q(outcome=DROPPED), distinct=True),
        dropped=Count("pk", filter=Q(outcome=DROPPED), distinct=True),
        late=Count("pk", filter=Q(outcome=OPEN, due_at__lt=clock.now()), distinct=True),
        asked=Count(
            "pk",
            filter=Q(outcome=OPEN, questions__answer="", questions__isnull=False),
            distinct=True,
        ),
    )
    return State(**counted)


def open_lines(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return what a person's bodies still have to do, what is due first on top."""
    return (
        access.checklist(user)
        .filter(outcome=OPEN)
        .filter(Q(due_at__isnull=False) | Q(line__start=ChecklistLine.Start.GIVEN))
        .select_related("body", "decision", "line")
        .order_by("due_at", "-decision", "body__order", "line__order", "pk")
    )


def late_lines(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return the lines past their time that a person may read, the longest late first."""
    return (
        access.readable_lines(user)
        .filter(outcome=OPEN, due_at__lt=clock.now())
        .select_related("body", "decision", "line")
        .order_by("due_at", "body__order", "line__order", "pk")
    )


def lines_with_a_file(user: Someone, *, is_exercise: bool = False) -> QuerySet[ChecklistEntry]:
    """Return the lines of one world a person may read with which a file was kept."""
    kept = access.readable_lines(user, is_exercise=is_exercise).exclude(evidence_file=None)
    return kept.select_related("body", "decision__headquarters", "line", "evidence_file")


def line_questions(user: Someone) -> QuerySet[ChecklistQuestion]:
    """Return what is asked about unfinished lines of the bodies a person answers for."""
    own = rights.bodies_where(user, rights.ACKNOWLEDGE).values("pk")
    return ChecklistQuestion.objects.filter(entry__body__in=own).select_related(
        "entry__body", "entry__line", "entry__decision", "decision"
    )


def questions_waiting(user: Someone) -> QuerySet[ChecklistQuestion]:
    """Return those that are not answered yet."""
    waiting = line_questions(user).filter(answer="", entry__outcome=OPEN)
    return waiting.order_by("asked_at", "entry__body__order", "pk")


def lines_for_tasks(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return the lines whose bodies ask for a task, for those who may give it."""
    given = rights.bodies_where(user, rights.ASSIGN).values("pk")
    asked = ChecklistQuestion.objects.filter(answer=ChecklistQuestion.Answer.TASK)
    return (
        access.readable_lines(user)
        .filter(outcome=OPEN, body__in=given, pk__in=asked.values("entry_id"))
        .select_related("body", "decision", "line")
        .order_by("body__order", "line__order", "pk")
    )


def readable_lines(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return every line a person may read."""
    return access.readable_lines(user).select_related("body", "decision", "line", "task")


def may_assign_line(user: User, entry: ChecklistEntry) -> bool:
    """Tell whether a person may make a line a task of its body."""
    return entry.body_id in _assignable(user, {entry.body_id})


def checklist_versions(user: Someone) -> list[Versions]:
    """Return every checklist: each colour, for every body and for each kind that has its own."""
    if not isinstance(user, User) or not user.is_active:
        return []
    found: dict[tuple[int, str], list[ChecklistTemplate]] = defaultdict(list)
    templates = ChecklistTemplate.objects.select_related("adopted_by", "drafted_by")
    for one in templates.annotate(line_count=Count("lines")).order_by("-version"):
        found[one.level, one.kind].append(one)
    keys = {(int(level), kind) for level in COLOURS for kind in KINDS} | set(found)
    return [
        Versions(
            level=level,
            kind=kind,
            in_use=next((one for one in found[level, kind] if one.is_adopted), None),
            draft=next((one for one in found[level, kind] if not one.is_adopted), None),
        )
        for level, kind in sorted(keys)
    ]


def checklist_templates(user: Someone) -> QuerySet[ChecklistTemplate]:
    """Return the versions a person may read: those adopted, and the drafts where they write."""
    lines = ChecklistLine.objects.order_by("order")
    templates = ChecklistTemplate.objects.select_related(
        "drafted_by", "adopted_by", "adopted_for"
    ).prefetch_related(Prefetch("lines", queryset=lines))
    if access.may_draft_checklists(user):
        return templates
    return templates.filter(adopted_at__isnull=False)


def earlier_versions(template: ChecklistTemplate) -> QuerySet[ChecklistTemplate]:
    """Return the other adopted versions of the same checklist, the newest first."""
    same = ChecklistTemplate.objects.filter(level=template.level, kind=template.kind)
    return same.filter(adopted_at__isnull=False).exclude(pk=template.pk).order_by("-version")


def may_draft_checklists(user: Someone) -> bool:
    """Tell whether a person writes drafts of checklists."""
    return access.may_draft_checklists(user)


def may_adopt_checklists(user: Someone) -> bool:
    """Tell whether a person adopts checklists."""
    return access.may_adopt_checklists(user)


def forms_of_completion(user: Someone) -> QuerySet[FormOfCompletion]:
    """Return the ways in which a task may be completed."""
    every = FormOfCompletion.objects.order_by("order", "code")
    return every if isinstance(user, User) else every.none()


def _entries(user: User, decision: LevelDecision) -> list[ChecklistEntry]:
    questions = manager_of(ChecklistQuestion, decision).select_related("answered_by", "decision")
    return list(
        access.readable_lines(user, is_exercise=decision.is_exercise)
        .filter(decision__in=[decision.pk, *chain_of(decision)])
        .select_related("body", "line__template", "decision", "done_by", "task")
        .prefetch_related(
            Prefetch("questions", queryset=questions.order_by("-pk"), to_attr="asked")
        )
        .order_by(
            "body__order", "body_id", "line__template__level", "line__template__kind",
            "line__order", "pk",
        )
    )  # fmt: skip


def _by_body(
    entries: Iterable[ChecklistEntry], own: set[int], assigned: set[int]
) -> list[BodyList]:
    now = clock.now()
    rows: dict[int, list[Row]] = defaultdict(list)
    for entry in entries:
        questions: list[ChecklistQuestion] = getattr(entry, "asked", [])
        rows[entry.body_id].append(
            Row(
                entry=entry,
                is_late=entry.is_late_at(now),
                may_tick=entry.is_open and entry.body_id in own,
                may_assign=entry.is_open and entry.body_id in assigned,
                question=questions[0] if questions else None,
            )
        )
    return [BodyList(own_rows[0].entry.body, own_rows) for own_rows in rows.values()]


def _assignable(user: User, bodies: set[int]) -> set[int]:
    """Return to which of some bodies a person may give a task."""
    given = rights.bodies_where(user, rights.ASSIGN).filter(pk__in=bodies)
    return set(given.values_list("pk", flat=True))
