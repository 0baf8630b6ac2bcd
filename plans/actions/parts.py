"""The parts of co-executors: taken up, sent to the lead, received or returned, merged."""

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
from audit.record import Capacity, Changes, record
from plans import access
from plans.actions import telling
from plans.actions.files import attach, faults_of_letter, hold, refuse_faults
from plans.models import CoExecutor, ExecutionReport, Part, Task

WORKED_ON = (Task.State.ISSUED, Task.State.IN_WORK, Task.State.RETURNED)
RESPITE = dt.timedelta(days=1)


@transaction.atomic
def take_part(shared: CoExecutor, *, actor: User) -> CoExecutor:
    """Say that a co-executor has begun with its part."""
    capacity = access.require_co_worker(actor, shared)
    task, shared = _locked(shared)
    if shared.state == CoExecutor.State.IN_WORK:
        return shared
    if not (task.is_owed and shared.is_owed):
        raise ValidationError(_("This part cannot be taken into work in its present state."))
    _set_state(shared, CoExecutor.State.IN_WORK)
    record(capacity, gettext_noop("took its part of the task into work"), task)
    return shared


@transaction.atomic
def send_part(
    shared: CoExecutor,
    *,
    actor: User,
    text: str,
    letter_number: str,
    letter_on: dt.date,
    files: Iterable[UploadedFile[bytes]] = (),
    without_evidence: str = "",
) -> Part:
    """Send the part of a co-executor to the lead: text, letter, and the papers that show it."""
    capacity = access.require_co_worker(actor, shared)
    task, shared = _locked(shared)
    uploads = list(files)
    _refuse_a_part(task, shared)
    refuse_faults(
        faults_of_letter(letter_on, uploads), _faults_of_evidence(uploads, without_evidence)
    )
    highest = shared.parts.aggregate(number=Max("number"))["number"] or 0
    part = Part.objects.create(
        shared=shared,
        number=highest + 1,
        text=text,
        letter_number=letter_number,
        letter_on=letter_on,
        without_evidence=without_evidence.strip(),
        submitted_by=actor,
        submitted_at=clock.now(),
    )
    attach(capacity, part, uploads)
    _set_state(shared, CoExecutor.State.SENT)
    changes: Changes = {"part": [None, part.pk]}
    record(capacity, gettext_noop("sent its part of the task to the lead"), task, changes=changes)
    telling.tell_lead_of_part(capacity, task, shared.body)
    return part


@transaction.atomic
def receive_part(part: Part, *, actor: User) -> Part:
    """Say that the lead has the part and finds it sufficient."""
    task, _shared = _locked(part.shared)
    capacity = access.require_worker(actor, task)
    part = _part(part)
    if part.outcome == Part.Outcome.RECEIVED:
        return part
    _receive(part, actor)
    changes: Changes = {"part": [None, part.pk]}
    record(capacity, gettext_noop("received the part of a co-executor"), task, changes=changes)
    return part


@transaction.atomic
def return_part(
    part: Part, *, actor: User, reason: str, inner_due_on: dt.date | None = None
) -> Part:
    """Return a part to its co-executor with the reason, and perhaps another inner date."""
    task, shared = _locked(part.shared)
    capacity = access.require_worker(actor, task)
    part = _part(part)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the part is returned.")})
    if part.outcome == Part.Outcome.RETURNED:
        return part
    if part.merged_in_id is not None and not task.is_owed:
        raise ValidationError(_("This part is in a report that awaits its answer."))
    if inner_due_on:
        _refuse_an_inner_date(task, inner_due_on)
        shared.inner_due_on = inner_due_on
        shared.save(update_fields=["inner_due_on"])
    _answer(part, actor, Part.Outcome.RETURNED, reason)
    _set_state(shared, CoExecutor.State.RETURNED)
    changes: Changes = {"co_executor": ["", shared.body.name_ru]}
    verb = gettext_noop("returned the part of a co-executor")
    record(capacity, verb, task, changes=changes, reason=reason)
    telling.tell_co_executor_of_return(capacity, task, shared, reason)
    return part


@transaction.atomic
def set_inner_date(
    shared: CoExecutor, *, actor: User, inner_due_on: dt.date, reason: str = ""
) -> CoExecutor:
    """Give a co-executor another inner date; it is the lead's to give."""
    task, shared = _locked(shared)
    capacity = access.require_worker(actor, task)
    if shared.inner_due_on == inner_due_on:
        return shared
    _refuse_an_inner_date(task, inner_due_on)
    before, shared.inner_due_on = shared.inner_due_on, inner_due_on
    shared.save(update_fields=["inner_due_on"])
    changes: Changes = {
        "co_executor": ["", shared.body.name_ru],
        "inner_due_on": [before.isoformat() if before else "", inner_due_on.isoformat()],
    }
    verb = gettext_noop("gave a co-executor another inner date")
    record(capacity, verb, task, changes=changes, reason=reason)
    telling.tell_co_executors_of_date(capacity, task, [shared])
    return shared


@transaction.atomic
def remind_co_executors(task: Task, *, actor: User) -> list[CoExecutor]:
    """Remind, in one click, every co-executor whose part is missing; each once a day at most."""
    task = Task.objects.locked(task.pk)
    capacity = access.require_worker(actor, task)
    if not task.is_owed:
        raise ValidationError(_("This task is not being worked on: nobody is reminded."))
    owed = task.co_executors.filter(state__in=CoExecutor.OWED).select_related("body")
    since = clock.now() - RESPITE
    silent = [one for one in owed if one.reminded_at is None or one.reminded_at <= since]
    if not silent:
        return []
    CoExecutor.objects.filter(pk__in=[one.pk for one in silent]).update(reminded_at=clock.now())
    names = ", ".join(one.body.name_ru for one in silent)
    changes: Changes = {"co_executor": ["", names]}
    record(capacity, gettext_noop("reminded the co-executors"), task, changes=changes)
    telling.tell_co_executors_of_date(capacity, task, silent)
    return silent


def refuse_untimely(task: Task) -> None:
    """Refuse a report or a part that comes at the wrong time."""
    if task.state not in WORKED_ON:
        raise ValidationError(_("A report on this task is already awaiting its answer."))
    if task.is_suspended:
        raise ValidationError(_("The task is suspended: it is not reported now."))


def parts_to_merge(task: Task, parts: Iterable[Part]) -> list[Part]:
    """Return under lock the parts that go into a report; only what lies with the lead goes."""
    wanted = [part.pk for part in parts]
    rows = Part.objects.filter(shared__task=task, pk__in=wanted)
    found = list(rows.select_for_update(of=("self",)).select_related("shared").order_by("pk"))
    if any(part.outcome == Part.Outcome.RETURNED for part in found):
        raise ValidationError({"parts": _("A part that was returned goes into no report.")})
    return found


def merge(capacity: Capacity, report: ExecutionReport, parts: list[Part]) -> None:
    """Take the parts of others into a report, with their papers; taking is receiving."""
    for part in parts:
        for evidence in part.evidence.select_related("stored_file"):
            hold(capacity, report, evidence.stored_file, evidence.name)
        if part.outcome == Part.Outcome.AWAITED:
            _receive(part, report.submitted_by)
        part.merged_in = report
        part.save(update_fields=["merged_in"])


def _locked(shared: CoExecutor) -> tuple[Task, CoExecutor]:
    task = Task.objects.locked(shared.task_id)
    rows = CoExecutor.objects.select_for_update(of=("self",)).select_related("body")
    return task, rows.get(pk=shared.pk)


def _part(part: Part) -> Part:
    return Part.objects.select_for_update(of=("self",)).select_related("shared").get(pk=part.pk)


def _receive(part: Part, actor: User) -> None:
    if part.outcome != Part.Outcome.AWAITED:
        raise ValidationError(_("This part was answered already."))
    _answer(part, actor, Part.Outcome.RECEIVED, "")
    _set_state(part.shared, CoExecutor.State.RECEIVED)


def _answer(part: Part, actor: User, outcome: str, note: str) -> None:
    part.outcome, part.answer_note = outcome, note
    part.answered_by, part.answered_at = actor, clock.now()
    part.save(update_fields=["outcome", "answer_note", "answered_by", "answered_at"])


def _set_state(shared: CoExecutor, state: str) -> None:
    shared.state = state
    shared.save(update_fields=["state"])


def _refuse_a_part(task: Task, shared: CoExecutor) -> None:
    refuse_untimely(task)
    if shared.state == CoExecutor.State.SENT:
        raise ValidationError(_("Your part is with the lead already."))
    if shared.state == CoExecutor.State.RECEIVED:
        raise ValidationError(_("The lead has received your part: it is sent once."))


def _faults_of_evidence(
    uploads: list[UploadedFile[bytes]], without_evidence: str
) -> dict[str, list[str]]:
    if uploads or without_evidence.strip():
        return {}
    return {"without_evidence": [_("Attach a paper, or say why there is none.")]}


def _refuse_an_inner_date(task: Task, day: dt.date) -> None:
    if day < clock.today():
        raise ValidationError({"inner_due_on": _("Name a day that is still to come.")})
    if task.due_on and day > task.due_on:
        raise ValidationError({"inner_due_on": _("The inner date lies before the term.")})
