"""One task waits for another: said with a reason, seen on both sides, lifted when it is over."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from audit import clock
from audit.record import Changes, record
from plans import access
from plans.actions import telling
from plans.models import Task, TaskBlock


@transaction.atomic
def block_task(task: Task, *, actor: User, blocker: Task, reason: str) -> TaskBlock:
    """Say that a task waits for another, perhaps of another body; its lead is told."""
    capacity = access.require_tier(actor, task)
    first, second = sorted((task.pk, blocker.pk))
    locked = {pk: Task.objects.locked(pk) for pk in dict.fromkeys((first, second))}
    task, blocker = locked[task.pk], locked[blocker.pk]
    _refuse_a_tie(task, blocker, reason)
    known = TaskBlock.objects.filter(task=task, blocker=blocker, lifted_at__isnull=True).first()
    if known:
        return known
    tie = TaskBlock.objects.create(
        task=task, blocker=blocker, reason=reason, set_by=actor, set_at=clock.now()
    )
    changes: Changes = {"waits_for": ["", f"№ {blocker.pk}"]}
    verb = gettext_noop("said that the task waits for another")
    record(capacity, verb, task, changes=changes, reason=reason)
    held: Changes = {"holds_up": ["", f"№ {task.pk}"]}
    record(capacity, gettext_noop("said that the task holds up another"), blocker, changes=held)
    telling.tell_lead_of_tie(capacity, tie)
    return tie


@transaction.atomic
def lift_block(tie: TaskBlock, *, actor: User) -> TaskBlock:
    """Say that a task waits for another no longer."""
    capacity = access.require_tier(actor, tie.task)
    rows = TaskBlock.objects.select_for_update(of=("self",)).select_related("task", "blocker")
    tie = rows.get(pk=tie.pk)
    if tie.lifted_at is not None:
        return tie
    tie.lifted_by, tie.lifted_at = actor, clock.now()
    tie.save(update_fields=["lifted_by", "lifted_at"])
    for task, name, other in (
        (tie.task, "waits_for", tie.blocker_id),
        (tie.blocker, "holds_up", tie.task_id),
    ):
        changes: Changes = {name: [f"№ {other}", ""]}
        record(capacity, gettext_noop("lifted a tie between tasks"), task, changes=changes)
    return tie


def _refuse_a_tie(task: Task, blocker: Task, reason: str) -> None:
    if task.pk == blocker.pk:
        raise ValidationError({"blocker": _("A task does not wait for itself.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the task waits.")})
    if not task.is_open or not blocker.is_open:
        raise ValidationError({"blocker": _("Both tasks are open while one waits.")})
    if blocker.pk in _held_up_by(task.pk):
        raise ValidationError({"blocker": _("That task already waits for this one.")})


def _held_up_by(task: int) -> set[int]:
    """Return the tasks that wait for a task, however indirectly."""
    links = list(
        TaskBlock.objects.filter(lifted_at__isnull=True).values_list("blocker_id", "task_id")
    )
    found: set[int] = set()
    more = {task}
    while more:
        more = {held for blocker, held in links if blocker in more} - found
        found |= more
    return found
