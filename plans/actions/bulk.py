"""One decision on many tasks: first tried on each and undone, then done on each that may."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Body, User
from plans.actions.control import accept_report, close_task, return_report
from plans.actions.extensions import decide_extension
from plans.actions.tasks import reassign_task
from plans.models import ExtensionRequest, Task

ACTS = ("accept", "return", "close", "extend", "reassign")


@dataclass(frozen=True)
class BulkDecision:
    """What is to be done with every task of a list: the act, its words, and what it needs."""

    act: str
    note: str = ""
    due_on: dt.date | None = None
    lead: Body | None = None


@dataclass(frozen=True)
class BulkRow:
    """One task of a list, and why the decision cannot be taken on it (empty: it can)."""

    task: Task
    faults: list[str]


def preview_bulk(tasks: Iterable[Task], *, reader: User, decision: BulkDecision) -> list[BulkRow]:
    """Say of each task whether the decision can be taken, by the code that will take it."""
    return [BulkRow(task, _tried(task, reader, decision, keep=False)) for task in tasks]


def decide_in_bulk(tasks: Iterable[Task], *, actor: User, decision: BulkDecision) -> list[BulkRow]:
    """Take one decision on many tasks, each by itself: a refusal on one stops no other."""
    return [BulkRow(task, _tried(task, actor, decision, keep=True)) for task in tasks]


def _tried(task: Task, actor: User, decision: BulkDecision, *, keep: bool) -> list[str]:
    """Take a decision on one task, undo it unless it is to be kept, and say why it failed."""
    try:
        with transaction.atomic():
            _take[decision.act](task, actor, decision)
            if not keep:
                transaction.set_rollback(True)
    except PermissionDenied:
        return [_("You do not decide this on the task.")]
    except ValidationError as refusal:
        return list(refusal.messages)
    return []


def _extend(task: Task, actor: User, decision: BulkDecision) -> None:
    awaited = task.extension_requests.filter(decision=ExtensionRequest.Decision.AWAITED).first()
    if awaited is None:
        raise ValidationError(_("No later term is asked for."))
    decide_extension(awaited, actor=actor, grant=True, note=decision.note, due_on=decision.due_on)


def _reassign(task: Task, actor: User, decision: BulkDecision) -> None:
    if decision.lead is None:
        raise ValidationError(_("Name the new lead."))
    reassign_task(task, actor=actor, lead=decision.lead, reason=decision.note)


_take: dict[str, Callable[[Task, User, BulkDecision], object]] = {
    "accept": lambda task, actor, one: accept_report(task, actor=actor, note=one.note),
    "return": lambda task, actor, one: return_report(
        task, actor=actor, reason=one.note, repeat_on=one.due_on
    ),
    "close": lambda task, actor, one: close_task(task, actor=actor, note=one.note),
    "extend": _extend,
    "reassign": _reassign,
}
