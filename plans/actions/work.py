"""The work of a liaison on a task: taking it, noting progress, reporting its execution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import record
from plans import access
from plans.actions import telling
from plans.actions.files import attach, faults_of_letter, refuse_faults
from plans.actions.parts import merge, parts_to_merge, refuse_untimely
from plans.actions.states import set_state
from plans.models import ExecutionReport, FormOfCompletion, Part, ProgressNote, Task

WORKED_ON = (Task.State.ISSUED, Task.State.IN_WORK, Task.State.RETURNED)


@transaction.atomic
def take_into_work(task: Task, *, actor: User) -> Task:
    """Say that the lead has begun."""
    task = Task.objects.locked(task.pk)
    capacity = access.require_worker(actor, task)
    if task.state == Task.State.IN_WORK:
        return task
    if task.state not in WORKED_ON:
        raise ValidationError(_("This task cannot be taken into work in its present state."))
    set_state(capacity, task, Task.State.IN_WORK, gettext_noop("took the task into work"))
    return task


@transaction.atomic
def note_progress(
    task: Task, *, actor: User, text: str, happened_on: dt.date | None = None
) -> ProgressNote:
    """Note how far the lead or a co-executor has come, with the date it happened."""
    task = Task.objects.locked(task.pk)
    capacity = access.require_noter(actor, task)
    if task.state not in WORKED_ON:
        raise ValidationError(_("Progress is noted while a task is being worked on."))
    happened_on = happened_on or clock.today()
    if happened_on > clock.today():
        raise ValidationError({"happened_on": _("This date is still to come.")})
    note = ProgressNote.objects.create(
        task=task,
        body=capacity.body or task.lead,
        noted_by=actor,
        noted_at=clock.now(),
        happened_on=happened_on,
        text=text,
    )
    record(
        capacity,
        gettext_noop("noted progress on the task"),
        task,
        changes={"progress_note": [None, note.pk]},
    )
    return note


@transaction.atomic
def report_execution(
    task: Task,
    *,
    actor: User,
    text: str,
    letter_number: str,
    letter_on: dt.date,
    files: Iterable[UploadedFile[bytes]] = (),
    without_evidence: str = "",
    form_given: FormOfCompletion | None = None,
    parts: Iterable[Part] = (),
) -> ExecutionReport:
    """Report that a task is done: text, letter, the papers that show it, the parts of others."""
    task = Task.objects.locked(task.pk)
    capacity = access.require_worker(actor, task)
    uploads, merged = list(files), parts_to_merge(task, parts)
    has_paper = bool(uploads) or any(part.evidence.exists() for part in merged)
    given = form_given or task.form_of_completion
    refuse_untimely(task)
    of_form = _faults_of_form(task, given, has_paper=has_paper, reason=without_evidence)
    refuse_faults(faults_of_letter(letter_on, uploads), of_form)
    report = ExecutionReport.objects.create(
        task=task,
        body=task.lead,
        number=_next_number(task),
        text=text,
        letter_number=letter_number,
        letter_on=letter_on,
        form_given=given,
        without_evidence=without_evidence.strip(),
        submitted_by=actor,
        submitted_at=clock.now(),
    )
    attach(capacity, report, uploads)
    merge(capacity, report, merged)
    changes: dict[str, list[object]] = {"report": [None, report.pk]}
    verb = gettext_noop("reported the execution of the task")
    set_state(capacity, task, Task.State.SUBMITTED, verb, also=changes)
    telling.tell_secretariat_of_report(capacity, task)
    return report


def _next_number(task: Task) -> int:
    of_the_lead = task.reports.filter(body=task.lead)
    return (of_the_lead.aggregate(number=Max("number"))["number"] or 0) + 1


def _faults_of_form(
    task: Task, given: FormOfCompletion, *, has_paper: bool, reason: str
) -> dict[str, list[str]]:
    """Say where what is handed in falls short of the form of completion."""
    asked = task.form_of_completion
    if not asked.is_completed_by(given):
        sentence = _("The form of completion is “%(form)s”: “%(given)s” does not complete it.")
        return {"form_given": [sentence % {"form": asked.name, "given": given.name}]}
    if has_paper:
        return {}
    if asked.requires_document:
        sentence = _("The form of completion is “%(form)s”: attach the document itself.")
        return {"attachments": [sentence % {"form": asked.name}]}
    if not reason.strip():
        return {"without_evidence": [_("Attach a paper, or say why there is none.")]}
    return {}
