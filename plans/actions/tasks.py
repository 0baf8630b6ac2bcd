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
from plans.terms import WorkingCalendar


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
    parent: Task | None = None


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
    quoted: bool = True,
) -> Task:
    """Give a task, at once or as a draft; unless quoted, its letter leaves its words unsaid."""
    capacity = access.require_assigner(actor, controller)
    refuse_a_short_term(due_on)
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
    refuse_a_body_not_beneath(lead, controller)
    task = enter_task(capacity, spec, controller=controller, lead=lead, co_executors=co_executors)
    return _draft(capacity, task) if as_draft else _issue(capacity, task, quoted=quoted)


@transaction.atomic
def issue_task(task: Task, *, actor: User) -> Task:
    """Issue a draft: from now on its executors see it and are told."""
    capacity = access.require_assigner(actor, task.controller)
    task = Task.objects.locked(task.pk)
    return task if task.state != Task.State.DRAFT else _issue(capacity, task)


@transaction.atomic
def correct_task(
    task: Task,
    *,
    actor: User,
    text_kk: str,
    text_ru: str,
    reason: str,
    seen: int | None = None,
) -> Task:
    """Correct the wording of a task visibly: the earlier one stays readable, with the reason.

    `seen` says how many corrections its author had before them: a later one is not overwritten.
    """
    capacity = access.require_assigner(actor, task.controller)
    task = Task.objects.locked(task.pk)
    if (task.text_kk, task.text_ru) == (text_kk, text_ru):
        return task
    if task.state == Task.State.CLOSED:
        raise ValidationError(_("A closed task is not corrected."))
    _refuse_what_is_stale(task, seen)
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
    changes = _write_wording(task, text_kk, text_ru)
    verb = gettext_noop("corrected the wording of the task")
    record(capacity, verb, task, changes=changes, reason=reason)
    return task


@transaction.atomic
def suspend_task(task: Task, *, actor: User, reason: str) -> Task:
    """Let the clock of a task stand still, by decision of the chair."""
    capacity = access.require_decider(actor, task)
    task = Task.objects.locked(task.pk)
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
    task = Task.objects.locked(task.pk)
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
    task = Task.objects.locked(task.pk)
    old = task.lead
    if old.is_in_being(clock.today()) or old.successor is None:
        raise ValidationError(_("Only a body that has ended and named a successor is replaced."))
    if not task.is_open:
        raise ValidationError(_("Only an open task is moved."))
    task.lead, task.moved_from = old.successor, old
    task.save(update_fields=["lead", "moved_from"])
    CoExecutor.objects.filter(task=task, body=task.lead, parts__isnull=True).delete()
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


@transaction.atomic
def reassign_task(task: Task, *, actor: User, lead: Body, reason: str) -> Task:
    """Give an open task to another lead beneath the controller, with its whole history."""
    capacity = access.require_assigner(actor, task.controller)
    task = Task.objects.locked(task.pk)
    old = task.lead
    if old.pk == lead.pk:
        return task
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the task changes hands.")})
    if not task.is_owed:
        raise ValidationError(_("Only a task that is still owed changes hands."))
    refuse_a_body_not_beneath(lead, task.controller)
    task.lead, task.moved_from = lead, old
    task.save(update_fields=["lead", "moved_from"])
    CoExecutor.objects.filter(task=task, body=lead, parts__isnull=True).delete()
    changes = {"lead": [old.name_ru, lead.name_ru]}
    verb = gettext_noop("gave the task to another lead")
    record(capacity, verb, task, changes=changes, reason=reason)
    telling.tell_executors(capacity, task)
    return task


def enter_task(
    capacity: Capacity,
    spec: TaskSpec,
    *,
    controller: Body,
    lead: Body,
    co_executors: Iterable[Body] = (),
    working: WorkingCalendar | None = None,
    due_before_shift: dt.date | None = None,
) -> Task:
    """Write a task and its co-executors as a draft, its term moved to a working day."""
    working = working or working_calendar()
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
        parent=spec.parent,
    )
    inner = working.before(due_on, settings.INNER_TERM_WORKING_DAYS) if due_on else None
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


def _draft(capacity: Capacity, task: Task) -> Task:
    record(capacity, gettext_noop("drafted the task"), task)
    return task


def _issue(capacity: Capacity, task: Task, *, quoted: bool = True) -> Task:
    mark_issued(capacity, task)
    telling.tell_executors(capacity, task, quoted=quoted)
    return task


def _write_wording(task: Task, text_kk: str, text_ru: str) -> dict[str, list[str]]:
    """Write the new wording of a task, and return what changed from what to what."""
    new = {"text_kk": text_kk, "text_ru": text_ru}
    changes = {
        name: [getattr(task, name), text]
        for name, text in new.items()
        if getattr(task, name) != text
    }
    task.text_kk, task.text_ru = text_kk, text_ru
    task.save(update_fields=["text_kk", "text_ru"])
    return changes


def _refuse_what_is_stale(task: Task, seen: int | None) -> None:
    """Refuse a correction of a wording that another has corrected meanwhile; name both texts."""
    if seen is None or task.corrections.count() == seen:
        return
    last = task.corrections.select_related("corrected_by").latest("corrected_at", "pk")
    facts = {
        "name": last.corrected_by.full_name,
        "kk": last.new_text_kk,
        "ru": last.new_text_ru,
    }
    sentence = _(
        "Meanwhile %(name)s has corrected the wording. It now reads: “%(kk)s” / “%(ru)s”. "
        "Yours stands below: hold it against this one, and save again if it is to replace it."
    )
    raise ValidationError(sentence % facts, code="stale")


def refuse_a_short_term(due_on: dt.date | None) -> None:
    """Refuse a term shorter than the least that may be given."""
    if due_on is None:
        return
    least: int = settings.LEAST_TERM_WORKING_DAYS
    working = working_calendar()
    if working.on_or_before(due_on) < working.after(clock.today(), least):
        sentence = _("The term is too short: give at least %(days)s working days.")
        raise ValidationError({"due_on": sentence % {"days": least}})


def refuse_a_body_not_beneath(lead: Body, controller: Body) -> None:
    """Refuse to task a body that has ended or that stands in another tree."""
    above: Body | None = lead
    while above is not None and above.pk != controller.pk:
        above = superior_of(above)
    if above is None or not lead.is_in_being(clock.today()):
        names = {"lead": lead.name, "controller": controller.name}
        sentence = _(
            "%(lead)s does not stand beneath %(controller)s: it takes no tasks from there."
        )
        raise ValidationError({"lead": sentence % names})
