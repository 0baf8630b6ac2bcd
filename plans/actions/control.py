"""The answer to a report: the secretariat accepts or returns it, the chair closes the task."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import Capacity, record
from plans import access
from plans.actions import telling
from plans.actions.lines import settle_lines
from plans.actions.states import set_state
from plans.models import ExecutionReport, ExtensionRequest, Task


@transaction.atomic
def accept_report(task: Task, *, actor: User, note: str = "") -> Task:
    """Find a report sufficient and propose to the chair that the task be closed."""
    capacity = access.require_reviewer(actor, task)
    task = Task.objects.locked(task.pk)
    if task.state == Task.State.PROPOSED_FOR_CLOSING:
        return task
    report = _awaited_report(task)
    _refuse_the_reporter(capacity, report)
    _answer(report, actor, ExecutionReport.Outcome.ACCEPTED, note)
    verb = gettext_noop("accepted the report on the task")
    set_state(capacity, task, Task.State.PROPOSED_FOR_CLOSING, verb, reason=note)
    return task


@transaction.atomic
def return_report(
    task: Task, *, actor: User, reason: str, repeat_on: dt.date | None = None
) -> Task:
    """Return a report with the reason, and perhaps the day by which it is to come again."""
    capacity = access.require_returner(actor, task)
    task = Task.objects.locked(task.pk)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the report is returned.")})
    if repeat_on and repeat_on < clock.today():
        raise ValidationError({"repeat_on": _("Name a day that is still to come.")})
    if task.state == Task.State.PROPOSED_FOR_CLOSING:
        # What was accepted, only who closes sends back.
        capacity = access.require_decider(actor, task, access.CLOSING)
        settle_lines(task, actor=actor, approved=False, remark=reason)
    else:
        access.require_reviewer(actor, task)
        report = _awaited_report(task)
        _answer(report, actor, ExecutionReport.Outcome.RETURNED, reason, repeat_on)
    task.return_reason, task.repeat_on = reason, repeat_on
    verb = gettext_noop("returned the report on the task")
    again = {"repeat_on": ["", repeat_on.isoformat()]} if repeat_on else {}
    fields = ("return_reason", "repeat_on")
    set_state(capacity, task, Task.State.RETURNED, verb, *fields, reason=reason, also=again)
    telling.tell_lead_of_return(capacity, task, reason)
    return task


@transaction.atomic
def close_task(task: Task, *, actor: User, note: str = "") -> Task:
    """Remove a task from control: the chair's decision on what the secretariat proposed."""
    capacity = access.require_decider(actor, task, access.CLOSING)
    task = Task.objects.locked(task.pk)
    if task.state == Task.State.CLOSED:
        return task
    if task.state != Task.State.PROPOSED_FOR_CLOSING:
        raise ValidationError(_("Only a task whose report was accepted can be closed."))
    report = _reports_of_leads(task).latest("submitted_at", "pk")
    if report.submitted_by_id in capacity.people:
        raise ValidationError(_("Whoever reported a task does not close it."))
    task.closed_at, task.closed_by, task.closing_note = clock.now(), actor, note
    fields = ("closed_at", "closed_by", "closing_note")
    verb = gettext_noop("closed the task")
    set_state(capacity, task, Task.State.CLOSED, verb, *fields, reason=note)
    settle_lines(task, actor=actor, approved=True, remark=note)
    _refuse_what_no_term_is_for(capacity, task, actor)
    telling.tell_lead_of_closing(capacity, task)
    return task


def _refuse_what_no_term_is_for(capacity: Capacity, task: Task, actor: User) -> None:
    """Refuse the later term that a closed task still asked for, wherever it waits."""
    decisions = ExtensionRequest.Decision
    for request in task.extension_requests.select_for_update().filter(decision=decisions.AWAITED):
        note = _("The task is closed: it needs no later term.")
        request.decision, request.decision_note = decisions.REFUSED, note
        request.decided_by, request.decided_at = actor, clock.now()
        request.save(update_fields=["decision", "decision_note", "decided_by", "decided_at"])
        settle_lines(task, actor=actor, approved=False, remark=note, request=request)
        record(capacity, gettext_noop("refused a later term of the task"), task, reason=note)


def _awaited_report(task: Task) -> ExecutionReport:
    if task.state != Task.State.SUBMITTED:
        raise ValidationError(_("No report on this task is waiting for an answer."))
    awaited = _reports_of_leads(task).filter(outcome=ExecutionReport.Outcome.AWAITED)
    return awaited.select_for_update(of=("self",)).latest("submitted_at", "pk")


def _reports_of_leads(task: Task) -> QuerySet[ExecutionReport]:
    """Return what the lead reported, or a body that led before it: a task moves, reports stay."""
    return task.reports.all()


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
