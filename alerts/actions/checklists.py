"""Checklists at work: giving each body its lines, ticking them, and settling what was begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access
from alerts.actions.progress import progressed
from alerts.models import (
    AddressedBody,
    ChecklistEntry,
    ChecklistQuestion,
    LevelDecision,
    manager_of,
)
from alerts.queries import lines
from audit import clock
from audit.record import Capacity, record
from notices import feed
from plans import actions as plans
from plans.actions import files
from plans.models import FormOfCompletion

TAKEN_BACK = gettext_noop("The decision that asked for this line was taken back as wrong.")
OUTCOMES, ANSWERS = ChecklistEntry.Outcome, ChecklistQuestion.Answer


def give_checklists(decision: LevelDecision, bodies: Iterable[Body], *, capacity: Capacity) -> int:
    """Give every body the lines that a decision adds, and ask about those it makes doubtful.

    Part of a publication, once the acts of the decision are in force.
    """
    ground, now = lines.ground_of(decision), clock.now()
    rows = [
        ChecklistEntry(
            decision=decision,
            body=body,
            line=line,
            given_at=now,
            due_at=None if line.is_after_the_end else line.due_after(now),
        )
        for body, line in lines.lines_to_give(ground, list(bodies))
    ]
    ChecklistEntry.objects.bulk_create(rows)
    if rows:
        verb = gettext_noop("gave out the checklist of the level")
        record(capacity, verb, decision, changes={"lines": [0, len(rows)]})
    doubtful = lines.doubtful_entries(ground)
    ended = lines.lines_after_the_end(ground)
    if decision.origin == LevelDecision.Origin.CORRECTION:
        _take_back(decision, [*doubtful, *ended], capacity)
    else:
        _ask_about(decision, doubtful, capacity)
        _start_clocks(decision, ended, ground.instant)
    return len(rows)


@transaction.atomic
def tick_line(
    entry: ChecklistEntry,
    *,
    actor: User,
    note: str = "",
    evidence: str = "",
    file: UploadedFile[bytes] | None = None,
) -> ChecklistEntry:
    """Mark a line as done, with name, time and proof; ticking it twice changes nothing."""
    capacity = access.require_answerer(actor, entry.body)
    entry = _locked(entry)
    if entry.outcome == OUTCOMES.DONE:
        return entry
    if not entry.is_open:
        raise ValidationError(_("This line is no longer to be done."))
    entry.outcome, entry.done_at, entry.done_by = OUTCOMES.DONE, clock.now(), actor
    entry.note, entry.evidence = note.strip(), evidence.strip()
    changes = {"note": ["", entry.note], "evidence": ["", entry.evidence]}
    if file is not None:
        changes |= _keep_file(entry, capacity, file)
    entry.save(
        update_fields=[
            "outcome", "done_at", "done_by", "note", "evidence", "evidence_file", "evidence_name",
        ]
    )  # fmt: skip
    verb = gettext_noop("ticked a line of the checklist")
    record(capacity, verb, entry, changes=changes, body=entry.body)
    _progress(entry)
    _tell_the_board(entry.decision)
    return entry


def _keep_file(
    entry: ChecklistEntry, capacity: Capacity, file: UploadedFile[bytes]
) -> dict[str, list[str]]:
    """Keep a file with a line under the hash of its content; return what changed."""
    if faults := files.faults_of([file]):
        raise ValidationError({"file": faults})
    entry.evidence_file = files.keep_file(capacity, file)
    entry.evidence_name = PurePath(file.name or "").name[-200:]
    return {"file": ["", entry.evidence_name], "sha256": ["", entry.evidence_file.sha256]}


@transaction.atomic
def take_evidence(entry: ChecklistEntry, *, actor: User) -> bytes:
    """Hand out the file of a line to one who may read the line, and write down who took it."""
    capacity = access.require_reader_of_line(actor, entry)
    if entry.evidence_file is None:
        raise ValidationError(_("No file was kept with this line."))
    changes: dict[str, list[object]] = {"file": [None, entry.evidence_name]}
    verb = gettext_noop("downloaded the evidence of a line")
    record(capacity, verb, entry, changes=changes, body=entry.body)
    return entry.evidence_file.content()


@transaction.atomic
def answer_about_line(
    question: ChecklistQuestion, *, actor: User, answer: str, reason: str = ""
) -> ChecklistQuestion:
    """Say of an unfinished line of a higher level: keep it, drop it, or make it a task."""
    capacity = access.require_answerer(actor, question.entry.body)
    entry = _locked(question.entry)
    question = _locked_question(question)
    if question.answer == answer:
        return question
    _require_open_question(question, entry, answer, reason)
    question.answer, question.reason = answer, reason.strip()
    _sign(question, capacity)
    if answer == ANSWERS.NOT_NEEDED:
        entry.outcome, entry.reason = OUTCOMES.NOT_NEEDED, question.reason
        entry.save(update_fields=["outcome", "reason"])
    record(
        capacity,
        gettext_noop("answered about an unfinished line of the checklist"),
        entry,
        changes={"answer": ["", answer]},
        reason=question.reason,
        body=entry.body,
    )
    progressed(entry.decision, entry.body)
    _tell_the_board(question.decision)
    return question


@transaction.atomic
def make_line_a_task(
    entry: ChecklistEntry, *, actor: User, due_on: dt.date, form_of_completion: FormOfCompletion
) -> ChecklistEntry:
    """Let an unfinished line live on as a task of its body; the line then names the task."""
    controller = access.controller_of_line(actor, entry)
    entry = _locked(entry)
    if entry.task is not None:
        return entry
    if entry.decision.is_exercise:
        raise ValidationError(_("An exercise gives nobody a real task."))
    if not entry.is_open:
        raise ValidationError(_("This line is no longer to be done."))
    entry.task = plans.assign_task(
        actor=actor,
        controller=controller,
        lead=entry.body,
        text_kk=entry.line.text_kk,
        text_ru=entry.line.text_ru,
        due_on=due_on,
        form_of_completion=form_of_completion,
        source_title=_source(entry),
        source_path=reverse("alerts:checklist", kwargs={"pk": entry.decision_id}),
    )
    entry.outcome = OUTCOMES.TASK
    entry.save(update_fields=["outcome", "task"])
    capacity = Capacity(person=actor, body=controller)
    _close_questions(entry, capacity)
    record(capacity, gettext_noop("made a line of the checklist a task"), entry, body=entry.body)
    _progress(entry)
    progressed(entry.decision, entry.body)
    _tell_the_board(entry.decision)
    return entry


def _progress(entry: ChecklistEntry) -> None:
    """Begin the clock anew of every running notice that carries the line on."""
    running = manager_of(AddressedBody, entry.decision).filter(
        body=entry.body, progress_due_at__isnull=False
    )
    for addressed in running.select_related("decision").order_by("pk"):
        papers = (addressed.decision_id, *lines.chain_of(addressed.decision))
        if entry.decision_id in papers:
            progressed(addressed.decision, entry.body)


def _locked(entry: ChecklistEntry) -> ChecklistEntry:
    rows = manager_of(ChecklistEntry, entry.decision).select_for_update(of=("self",))
    return rows.select_related("body", "line", "decision", "task").get(pk=entry.pk)


def _locked_question(question: ChecklistQuestion) -> ChecklistQuestion:
    rows = manager_of(ChecklistQuestion, question.decision).select_for_update(of=("self",))
    return rows.select_related("decision").get(pk=question.pk)


def _require_open_question(
    question: ChecklistQuestion, entry: ChecklistEntry, answer: str, reason: str
) -> None:
    if answer not in ANSWERS.values:
        raise ValidationError(_("Say: keep it, no longer needed, or make it a task."))
    if not entry.is_open or question.answer == ANSWERS.NOT_NEEDED:
        raise ValidationError(_("This line has already been settled."))
    if answer == ANSWERS.NOT_NEEDED and not reason.strip():
        raise ValidationError({"reason": _("Say why the line is no longer needed.")})
    if answer == ANSWERS.TASK and entry.decision.is_exercise:
        raise ValidationError(_("An exercise gives nobody a real task."))


def _sign(question: ChecklistQuestion, capacity: Capacity) -> None:
    question.answered_at = clock.now()
    question.answered_by, question.answered_for = capacity.person, capacity.acting_for
    question.save(update_fields=["answer", "reason", "answered_at", "answered_by", "answered_for"])


def _close_questions(entry: ChecklistEntry, capacity: Capacity) -> None:
    asked = manager_of(ChecklistQuestion, entry.decision).filter(entry=entry, answer="")
    for question in asked.select_for_update():
        question.answer = ANSWERS.TASK
        _sign(question, capacity)


def _ask_about(
    decision: LevelDecision, doubtful: Sequence[ChecklistEntry], capacity: Capacity
) -> None:
    """Ask each body line by line; what is still open under another question is not asked again."""
    now = clock.now()
    open_ones = manager_of(ChecklistQuestion, decision).filter(answer__in=("", ANSWERS.TASK))
    asked = set(open_ones.filter(entry__in=doubtful).values_list("entry_id", flat=True))
    questions = [
        ChecklistQuestion(entry=entry, decision=decision, asked_at=now)
        for entry in doubtful
        if entry.pk not in asked
    ]
    ChecklistQuestion.objects.bulk_create(questions)
    if questions:
        verb = gettext_noop("asked what becomes of the unfinished lines of the higher level")
        record(capacity, verb, decision, changes={"lines": [0, len(questions)]})


def _start_clocks(
    decision: LevelDecision, ended: Sequence[ChecklistEntry], instant: dt.datetime
) -> None:
    for entry in ended:
        entry.due_at = entry.line.due_after(instant)
    manager_of(ChecklistEntry, decision).bulk_update(ended, ["due_at"])


def _take_back(
    decision: LevelDecision, wrong: Sequence[ChecklistEntry], capacity: Capacity
) -> None:
    """Drop the unfinished lines of a paper that was wrong from the beginning: nobody is asked.

    What somebody ticks at the same moment stays done.
    """
    world = manager_of(ChecklistEntry, decision)
    unfinished = world.filter(pk__in=[entry.pk for entry in wrong], outcome=OUTCOMES.OPEN)
    held = list(unfinished.select_for_update(of=("self",)).order_by("pk"))
    for entry in held:
        entry.outcome, entry.reason = OUTCOMES.NOT_NEEDED, TAKEN_BACK
    world.bulk_update(held, ["outcome", "reason"])
    if held:
        verb = gettext_noop("dropped the unfinished lines of the corrected decision")
        record(capacity, verb, decision, changes={"lines": [0, len(held)]})


def _source(entry: ChecklistEntry) -> str:
    with translation.override("ru"):
        return _("Checklist of the decision %(number)s") % {"number": entry.decision.number}


def _tell_the_board(decision: LevelDecision) -> None:
    feed.publish(f"board-{decision.pk}", decision.pk)
