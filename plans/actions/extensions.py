"""Later terms: the lead asks before the date, the chair decides; the original date never moves."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import record
from plans import access
from plans.actions import telling
from plans.actions.lines import settle_lines
from plans.models import ExtensionRequest, Task, TermChange
from plans.queries.calendar import working_calendar


@transaction.atomic
def request_extension(
    task: Task, *, actor: User, proposed_on: dt.date, reason: str, done_so_far: str = ""
) -> ExtensionRequest:
    """Ask for a later term, before the present one is over, with the reason.

    While a task is suspended its term does not run: one that passes meanwhile may still be moved.
    """
    task = Task.objects.locked(task.pk)
    capacity = access.require_worker(actor, task)
    term_then = _term_to_be_moved(task, proposed_on)
    request = ExtensionRequest.objects.create(
        task=task,
        body=task.lead,
        term_then=term_then,
        proposed_on=proposed_on,
        reason=reason,
        done_so_far=done_so_far,
        requested_by=actor,
        requested_at=clock.now(),
    )
    changes = {"proposed_on": [term_then.isoformat(), proposed_on.isoformat()]}
    record(
        capacity,
        gettext_noop("asked for a later term of the task"),
        task,
        changes=changes,
        reason=reason,
    )
    telling.tell_chair_of_request(capacity, task, proposed_on)
    return request


@transaction.atomic
def decide_extension(
    request: ExtensionRequest,
    *,
    actor: User,
    grant: bool,
    note: str = "",
    due_on: dt.date | None = None,
) -> ExtensionRequest:
    """Grant or refuse a later term; the chair may grant another date than the one asked for."""
    capacity = access.require_decider(actor, request.task, access.TERM)
    task = Task.objects.locked(request.task_id)
    request = ExtensionRequest.objects.select_for_update().get(pk=request.pk)
    if request.decision != ExtensionRequest.Decision.AWAITED:
        return request
    if request.requested_by_id in capacity.people:
        raise ValidationError(_("Whoever asked for a later term does not decide on it."))
    if grant and not task.is_open:
        raise ValidationError(_("The task is closed: its term moves no more."))
    if not grant and not note.strip():
        raise ValidationError({"note": _("Say why the later term is refused.")})
    decisions = ExtensionRequest.Decision
    request.decision = decisions.GRANTED if grant else decisions.REFUSED
    request.decided_by, request.decided_at, request.decision_note = actor, clock.now(), note
    request.save(update_fields=["decision", "decided_by", "decided_at", "decision_note"])
    settle_lines(task, actor=actor, approved=grant, remark=note, request=request)
    if grant:
        changes = _move_term(task, request, actor, due_on or request.proposed_on, note)
        record(
            capacity,
            gettext_noop("moved the term of the task"),
            task,
            changes=changes,
            reason=note,
        )
    else:
        record(capacity, gettext_noop("refused a later term of the task"), task, reason=note)
    telling.tell_lead_of_decision(capacity, task, granted=grant)
    return request


def _move_term(
    task: Task, request: ExtensionRequest, actor: User, stated: dt.date, note: str
) -> dict[str, list[str]]:
    old, new = task.due_on, working_calendar().on_or_before(stated)
    if old is None or new <= old:
        raise ValidationError({"due_on": _("The new term must be later than the present one.")})
    TermChange.objects.create(
        task=task,
        request=request,
        old_due_on=old,
        new_due_on=new,
        changed_by=actor,
        changed_at=clock.now(),
        reason=note or request.reason,
    )
    task.due_on = new
    task.save(update_fields=["due_on"])
    return {"due_on": [old.isoformat(), new.isoformat()]}


def _term_to_be_moved(task: Task, proposed_on: dt.date) -> dt.date:
    """Return the term that a request is about, or refuse the request."""
    if task.due_on is None:
        raise ValidationError(_("This task has no term that could be moved."))
    if not task.is_owed:
        raise ValidationError(_("A later term is asked for while the task is still owed."))
    if task.has_run_out(clock.today()):
        raise ValidationError(
            _("The term is over: a later one was to be asked for before it. The breach stands.")
        )
    _refuse_no_later_term(task.due_on, proposed_on)
    if proposed_on < clock.today():
        raise ValidationError({"proposed_on": _("Name a day that is still to come.")})
    if task.extension_requests.filter(decision=ExtensionRequest.Decision.AWAITED).exists():
        raise ValidationError(_("A request for a later term is already waiting for its decision."))
    return task.due_on


def _refuse_no_later_term(due_on: dt.date, proposed_on: dt.date) -> None:
    """Refuse a day that, moved to the working day before it, is no later than the term."""
    if proposed_on <= due_on:
        sentence = _("The new term must be later than the present one.")
        raise ValidationError({"proposed_on": sentence})
    if working_calendar().on_or_before(proposed_on) <= due_on:
        sentence = _("This is a day of rest, and the working day before it is no later term.")
        raise ValidationError({"proposed_on": sentence})
