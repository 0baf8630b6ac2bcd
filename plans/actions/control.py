"""The answer to a report: the secretariat accepts or returns it, the chair closes the task."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import Capacity, record
from plans import access
from plans.actions import telling
from plans.models import ExecutionReport, Task


@transaction.atomic
def accept_report(task: Task, *, actor: User, note: str = "") -> Task:
    """Find a report sufficient and propose to the chair that the task be closed."""
    capacity = access.require_reviewer(actor, task)
    task = _locked(task)
    if task.state == Task.State.PROPOSED_FOR_CLOSING:
        return task
    report = _awaited_report(task)
    _refuse_the_reporter(capacity, report)
    _answer(report, actor, ExecutionReport.Outcome.ACCEPTED, note)
    _set_state(
        capacity,
        task,
        Task.State.PROPOSED_FOR_CLOSING,
        gettext_noop("accepted the report on the task"),
        note,
    )
    return task


@transaction.atomic
def return_report(
    task: Task, *, actor: User, reason: str, repeat_on: dt.date | None = None
) -> Task:
    """Return a report with the reason, and perhaps the day by which it is to come again."""
    capacity = access.require_reviewer(actor, task)
    task = _locked(task)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the report is returned.")})
    if task.state == Task.State.PROPOSED_FOR_CLOSING:
        access.require_decider(actor, task)  # what was accepted, only the chair sends back
    else:
        report = _awaited_report(task)
        _answer(report, actor, ExecutionReport.Outcome.RETURNED, reason, repeat_on)
    task.return_reason = reason
    verb = gettext_noop("returned the report on the task")
    _set_state(capacity, task, Task.State.RETURNED, verb, reason, "return_reason")
    telling.tell_lead_of_return(capacity, task, reason)
    return task


@transaction.atomic
def close_task(task: Task, *, actor: User, note: str = "") -> Task:
    """Remove a task from control: the chair's decision on what the secretariat proposed."""
    capacity = access.require_decider(actor, task)
    task = _locked(task)
    if task.state == Task.State.CLOSED:
        return task
    if task.state != Task.State.PROPOSED_FOR_CLOSING:
        raise ValidationError(_("Only a task whose report was accepted can be closed."))
    report = task.reports.latest("number")
    if report.submitted_by_id in capacity.people:
        raise ValidationError(_("Whoever reported a task does not close it."))
    task.closed_at, task.closed_by, task.closing_note = clock.now(), actor, note
    fields = ("closed_at", "closed_by", "closing_note")
    _set_state(capacity, task, Task.State.CLOSED, gettext_noop("closed the task"), note, *fields)
    telling.tell_lead_of_closing(capacity, task)
    return task


def _awaited_report(task: Task) -> ExecutionReport:
    if task.state != Task.State.SUBMITTED:
        raise ValidationError(_("No report on this task is waiting for an answer."))
    return task.reports.select_for_update().get(
        body=task.lead, outcome=ExecutionReport.Outcome.AWAITED
    )


def _refuse_the_reporter(capacity: Capacity, report: ExecutionReport) -> None:
    if report.submitted_by_id in capacity.people:
        raise ValidationError(_("Whoever submitted a report does not accept it."))


def _answer(
    report: ExecutionReport,
    actor: User,
    outcome: str,
    note: str,
    repeat_on: dt.date | None = None,
) -> None:
    report.outcome, report.review_note, report.repeat_on = outcome, note, repeat_on
    report.reviewed_by, report.reviewed_at = actor, clock.now()
    report.save(
        update_fields=["outcome", "review_note", "repeat_on", "reviewed_by", "reviewed_at"]
    )


def _set_state(
    capacity: Capacity, task: Task, state: str, verb: str, reason: str, *fields: str
) -> None:
    old, task.state = task.state, state
    task.save(update_fields=["state", *fields])
    record(capacity, verb, task, changes={"state": [old, state]}, reason=reason)


def _locked(task: Task) -> Task:
    found = Task.objects.select_for_update(of=("self",))
    return found.select_related("lead", "controller", "form_of_completion").get(pk=task.pk)
