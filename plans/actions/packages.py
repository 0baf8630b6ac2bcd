"""Packages for the head: closings and later terms with their grounds, one by one or all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.record import Changes, record
from plans import access
from plans.actions import telling
from plans.actions.control import close_task, return_report
from plans.actions.extensions import decide_extension
from plans.models import DecisionPackage, ExtensionRequest, PackageLine, Task


@dataclass(frozen=True)
class LineSpec:
    """One thing to be laid before the head, with its ground in one line."""

    task: Task
    ground: str
    request: ExtensionRequest | None = None


@dataclass(frozen=True)
class LineDecision:
    """What the head decided on one line."""

    approve: bool
    remark: str = ""


@transaction.atomic
def prepare_package(
    *, actor: User, controller: Body, lines: Iterable[LineSpec]
) -> DecisionPackage:
    """Lay closings and later terms before the head as one package."""
    capacity = access.require_package_maker(actor, controller)
    wanted = sorted(lines, key=lambda line: line.task.pk)
    if not wanted:
        raise ValidationError(_("Choose what goes into the package."))
    Body.objects.select_for_update(no_key=True).get(pk=controller.pk)
    wanted = [_under_lock(line) for line in wanted]
    for line in wanted:
        _refuse_a_line(line, controller)
    last = controller.decision_packages.aggregate(number=Max("number"))["number"] or 0
    package = DecisionPackage.objects.create(
        controller=controller, number=last + 1, prepared_by=actor, prepared_at=clock.now()
    )
    PackageLine.objects.bulk_create(
        PackageLine(
            package=package,
            task=line.task,
            request=line.request,
            ground=" ".join(line.ground.split()),
        )
        for line in wanted
    )
    changes: Changes = {"lines": [0, len(wanted)]}
    record(capacity, gettext_noop("prepared the package"), package, changes=changes)
    telling.tell_deciders_of_package(capacity, package, len(wanted))
    return package


def decide_package(
    package: DecisionPackage, *, actor: User, decisions: Mapping[int, LineDecision]
) -> dict[int, list[str]]:
    """Decide lines of a package, each by itself; return why a line could not be decided."""
    access.require_package_decider(actor, package)
    faults: dict[int, list[str]] = {}
    waiting = package.lines.filter(pk__in=decisions, outcome=PackageLine.Outcome.AWAITED)
    for line in waiting.select_related("task", "request").order_by("task_id", "pk"):
        try:
            decide_line(line, actor=actor, decision=decisions[line.pk])
        except ValidationError as refusal:
            faults[line.pk] = refusal.messages
        except PermissionDenied:
            faults[line.pk] = [_("You do not decide this on the task.")]
    return faults


@transaction.atomic
def decide_line(line: PackageLine, *, actor: User, decision: LineDecision) -> PackageLine:
    """Close or return a task, grant or refuse a later term, as the line proposes it."""
    access.require_decider(actor, line.task, line.kind)
    # The task before its lines, as every decision on it locks them.
    task = Task.objects.locked(line.task_id)
    rows = PackageLine.objects.select_for_update(of=("self",)).select_related("request")
    line = rows.get(pk=line.pk)
    if line.outcome != PackageLine.Outcome.AWAITED:
        return line
    _refuse_what_waits_no_more(task, line.request)
    _carry_out(line, actor, decision)
    line.refresh_from_db()
    return line


def _carry_out(line: PackageLine, actor: User, decision: LineDecision) -> None:
    if line.request:
        decide_extension(line.request, actor=actor, grant=decision.approve, note=decision.remark)
    elif decision.approve:
        close_task(line.task, actor=actor, note=decision.remark)
    else:
        return_report(line.task, actor=actor, reason=decision.remark)


def _refuse_a_line(line: LineSpec, controller: Body) -> None:
    """Refuse what is not the head's to decide now, or lies before them already."""
    facts = {"number": line.task.pk}
    if line.task.controller_id != controller.pk:
        raise ValidationError(_("Task No. %(number)s is under other control.") % facts)
    if not line.ground.strip():
        raise ValidationError(_("Give a ground for task No. %(number)s.") % facts)
    awaits = PackageLine.objects.filter(task=line.task, outcome=PackageLine.Outcome.AWAITED)
    if awaits.filter(request=line.request).exists():
        raise ValidationError(_("Task No. %(number)s lies before the head already.") % facts)
    _refuse_what_waits_no_more(line.task, line.request)


def _under_lock(line: LineSpec) -> LineSpec:
    """Read a line anew; a request for a later term is decided under its task's lock."""
    task = Task.objects.locked(line.task.pk)
    request = line.request and ExtensionRequest.objects.get(pk=line.request.pk, task=task)
    return replace(line, task=task, request=request)


def _refuse_what_waits_no_more(task: Task, request: ExtensionRequest | None) -> None:
    """Refuse a closing or a later term that was decided elsewhere, or is not to be decided yet."""
    if request:
        is_ready = request.decision == ExtensionRequest.Decision.AWAITED
    else:
        is_ready = task.state == Task.State.PROPOSED_FOR_CLOSING
    if not is_ready:
        facts = {"number": task.pk}
        raise ValidationError(_("On task No. %(number)s there is nothing to decide.") % facts)
