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
from audit.record import Capacity, record
from plans import access
from plans.actions import telling
from plans.actions.files import attach
from plans.models import ExecutionReport, ProgressNote, Task

WORKED_ON = (Task.State.ISSUED, Task.State.IN_WORK, Task.State.RETURNED)


@transaction.atomic
def take_into_work(task: Task, *, actor: User) -> Task:
    """Say that the lead has begun."""
    capacity = access.require_worker(actor, task)
    task = _locked(task)
    if task.state == Task.State.IN_WORK:
        return task
    if task.state not in WORKED_ON:
        raise ValidationError(_("This task cannot be taken into work in its present state."))
    _set_state(capacity, task, Task.State.IN_WORK, gettext_noop("took the task into work"))
    return task


@transaction.atomic
def note_progress(
    task: Task, *, actor: User, text: str, happened_on: dt.date | None = None
) -> ProgressNote:
    """Note how far the lead or a co-executor has come, with the date it happened."""
    capacity = access.require_noter(actor, task)
    task = _locked(task)
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
) -> ExecutionReport:
    """Report that a task is done: text, outgoing letter and the papers that show it."""
    capacity = access.require_worker(actor, task)
    task = _locked(task)
    uploads = list(files)
    _refuse_a_report(task, letter_on, has_files=bool(uploads))
    highest = task.reports.filter(body=task.lead).aggregate(number=Max("number"))["number"] or 0
    report = ExecutionReport.objects.create(
        task=task,
        body=task.lead,
        number=highest + 1,
        text=text,
        letter_number=letter_number,
        letter_on=letter_on,
        submitted_by=actor,
        submitted_at=clock.now(),
    )
    attach(capacity, report, uploads)
    changes: dict[str, list[object]] = {"report": [None, report.pk]}
    verb = gettext_noop("reported the execution of the task")
    _set_state(capacity, task, Task.State.SUBMITTED, verb, changes=changes)
    telling.tell_secretariat_of_report(capacity, task)
    return report


def _refuse_a_report(task: Task, letter_on: dt.date, *, has_files: bool) -> None:
    if task.state not in WORKED_ON:
        raise ValidationError(_("A report on this task is already awaiting its answer."))
    if task.is_suspended:
        raise ValidationError(_("The task is suspended: it is not reported now."))
    if letter_on > clock.today():
        raise ValidationError({"letter_on": _("This date is still to come.")})
    form = task.form_of_completion
    if form.requires_document and not has_files:
        sentence = _("The form of completion is “%(form)s”: attach the document itself.")
        raise ValidationError({"attachments": sentence % {"form": form.name}})


def _set_state(
    capacity: Capacity,
    task: Task,
    state: str,
    verb: str,
    *,
    changes: dict[str, list[object]] | None = None,
) -> None:
    old, task.state = task.state, state
    task.save(update_fields=["state"])
    record(capacity, verb, task, changes={"state": [old, state], **(changes or {})})


def _locked(task: Task) -> Task:
    found = Task.objects.select_for_update(of=("self",))
    return found.select_related("lead", "controller", "form_of_completion").get(pk=task.pk)
