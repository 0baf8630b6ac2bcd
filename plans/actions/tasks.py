"""Giving tasks: assigning, issuing, correcting visibly, suspending, moving to a successor."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, Territory, User
from agencies.queries import superior_of
from audit import clock
from audit.record import Capacity, record
from plans import access
from plans.actions import telling
from plans.models import CoExecutor, Correction, FormOfCompletion, PlanItem, Task
from plans.queries.calendar import working_calendar

INNER_TERM_WORKING_DAYS = 5


@dataclass(frozen=True)
class TaskSpec:
    """What a task is to be: the words, the form and the term."""

    text_kk: str
    text_ru: str
    form_of_completion: FormOfCompletion
    term_ru: str = ""
    term_kk: str = ""
    due_on: dt.date | None = None
    territory: Territory | None = None
    plan_item: PlanItem | None = None
    source_title: str = ""
    source_path: str = ""


@transaction.atomic
def assign_task(
    *,
    actor: User,
    controller: Body,
    lead: Body,
    co_executors: Iterable[Body] = (),
    text_kk: str,
    text_ru: str,
    term_phrase: str = "",
    term_phrase_kk: str = "",
    due_on: dt.date | None,
    form_of_completion: FormOfCompletion,
    territory: Territory | None = None,
    plan_item: PlanItem | None = None,
    source_title: str = "",
    source_path: str = "",
    as_draft: bool = False,
) -> Task:
    """Give a task to a body beneath the controller, at once or as a draft to be issued later."""
    capacity = access.require_assigner(actor, controller)
    _refuse_a_short_term(due_on)
    spec = TaskSpec(
        text_kk=text_kk,
        text_ru=text_ru,
        form_of_completion=form_of_completion,
        term_ru=term_phrase,
        term_kk=term_phrase_kk,
        due_on=due_on,
        territory=territory,
        plan_item=plan_item,
        source_title=source_title,
        source_path=source_path,
    )
    task = enter_task(capacity, spec, controller=controller, lead=lead, co_executors=co_executors)
    if not as_draft:
        return _issue(capacity, task)
    record(capacity, gettext_noop("drafted the task"), task)
    return task


@transaction.atomic
def issue_task(task: Task, *, actor: User) -> Task:
    """Issue a draft: from now on its executors see it and are told."""
    capacity = access.require_assigner(actor, task.controller)
    task = _locked(task)
    return task if task.state != Task.State.DRAFT else _issue(capacity, task)


@transaction.atomic
def correct_task(task: Task, *, actor: User, text_kk: str, text_ru: str, reason: str) -> Task:
    """Correct the wording of a task visibly: the earlier one stays readable, with the reason."""
    capacity = access.require_assigner(actor, task.controller)
    task = _locked(task)
    if (task.text_kk, task.text_ru) == (text_kk, text_ru):
        return task
    if task.state == Task.State.CLOSED:
        raise ValidationError(_("A closed task is not corrected."))
    Correction.objects.create(
        task=task,
        old_text_kk=task.text_kk,
        old_text_ru=task.text_ru,
        new_text_kk=text_kk,
        new_text_ru=text_ru,
        reason=reason,
        corrected_by=actor,
        corrected_at=clock.now(),
    )
    changes = {
        name: [getattr(task, name), new]
        for name, new in (("text_kk", text_kk), ("text_ru", text_ru))
        if getattr(task, name) != new
    }
    task.text_kk, task.text_ru = text_kk, text_ru
    task.save(update_fields=["text_kk", "text_ru"])
    record(
        capacity,
        gettext_noop("corrected the wording of the task"),
        task,
        changes=changes,
        reason=reason,
    )
    return task


@transaction.atomic
def suspend_task(task: Task, *, actor: User, reason: str) -> Task:
    """Let the clock of a task stand still, by decision of the chair."""
    capacity = access.require_decider(actor, task)
    task = _locked(task)
    if task.is_suspended:
        return task
    if not task.is_owed:
        raise ValidationError(_("Only a task that is still owed can be suspended."))
    task.suspended_at = clock.now()
    task.save(update_fields=["suspended_at"])
    record(capacity, gettext_noop("suspended the task"), task, reason=reason)
    return task


@transaction.atomic
def resume_task(task: Task, *, actor: User) -> Task:
    """Let the clock of a suspended task run again."""
    capacity = access.require_decider(actor, task)
    task = _locked(task)
    if not task.is_suspended:
        return task
    task.suspended_at = None
    task.save(update_fields=["suspended_at"])
    record(capacity, gettext_noop("resumed the task"), task)
    return task


@transaction.atomic
def move_to_successor(task: Task, *, actor: User, reason: str = "") -> Task:
    """Move an open task from a body that is no more to its successor, with its whole history."""
    capacity = access.require_assigner(actor, task.controller)
    task = _locked(task)
    old = task.lead
    if old.is_in_being(clock.today()) or old.successor is None:
        raise ValidationError(_("Only a body that has ended and named a successor is replaced."))
    if not task.is_open:
        raise ValidationError(_("Only an open task is moved."))
    task.lead, task.moved_from = old.successor, old
    task.save(update_fields=["lead", "moved_from"])
    CoExecutor.objects.filter(task=task, body=task.lead).delete()
    changes = {"lead": [old.name_ru, task.lead.name_ru]}
    record(
        capacity,
        gettext_noop("moved the task to the successor"),
        task,
        changes=changes,
        reason=reason,
    )
    telling.tell_executors(capacity, task)
    return task


def enter_task(
    capacity: Capacity,
    spec: TaskSpec,
    *,
    controller: Body,
    lead: Body,
    co_executors: Iterable[Body] = (),
    due_before_shift: dt.date | None = None,
) -> Task:
    """Write a task and its co-executors as a draft, its term moved to a working day."""
    _refuse_a_body_not_beneath(lead, controller)
    working = working_calendar()
    due_on = working.on_or_before(spec.due_on) if spec.due_on else None
    task = Task.objects.create(
        controller=controller,
        lead=lead,
        territory=spec.territory or lead.territory,
        plan_item=spec.plan_item,
        text_kk=spec.text_kk,
        text_ru=spec.text_ru,
        form_of_completion=spec.form_of_completion,
        term_kk=spec.term_kk,
        term_ru=spec.term_ru,
        stated_due_on=due_before_shift or spec.due_on,
        original_due_on=due_on,
        due_on=due_on,
        source_title=spec.source_title,
        source_path=spec.source_path,
    )
    inner = working.before(due_on, INNER_TERM_WORKING_DAYS) if due_on else None
    inner = inner if inner and inner > clock.today() else due_on
    others = {body.pk: body for body in co_executors if body.pk != lead.pk}
    CoExecutor.objects.bulk_create(
        CoExecutor(task=task, body=body, inner_due_on=inner, by_agreement=body.acts_by_agreement)
        for body in others.values()
    )
    return task


def mark_issued(capacity: Capacity, task: Task) -> Task:
    """Turn a draft into an issued task, in the name of whoever issues it."""
    task.state = Task.State.ISSUED
    task.issued_at = clock.now()
    task.issued_by = capacity.person
    task.save(update_fields=["state", "issued_at", "issued_by"])
    changes: dict[str, list[object]] = {
        "state": [Task.State.DRAFT, Task.State.ISSUED],
        "due_on": [None, task.due_on.isoformat() if task.due_on else None],
    }
    record(capacity, gettext_noop("issued the task"), task, changes=changes)
    return task


def _issue(capacity: Capacity, task: Task) -> Task:
    mark_issued(capacity, task)
    telling.tell_executors(capacity, task)
    return task


def _locked(task: Task) -> Task:
    found = Task.objects.select_for_update(of=("self",)).select_related(
        "lead__successor", "controller", "form_of_completion"
    )
    return found.get(pk=task.pk)


def _refuse_a_short_term(due_on: dt.date | None) -> None:
    if due_on is None:
        return
    least: int = settings.LEAST_TERM_WORKING_DAYS
    working = working_calendar()
    if working.on_or_before(due_on) < working.after(clock.today(), least):
        sentence = _("The term is too short: give at least %(days)s working days.")
        raise ValidationError({"due_on": sentence % {"days": least}})


def _refuse_a_body_not_beneath(lead: Body, controller: Body) -> None:
    above: Body | None = lead
    while above is not None and above.pk != controller.pk:
        above = superior_of(above)
    if above is None or not lead.is_in_being(clock.today()):
        names = {"lead": lead.name, "controller": controller.name}
        sentence = _(
            "%(lead)s does not stand beneath %(controller)s: it takes no tasks from there."
        )
        raise ValidationError({"lead": sentence % names})
