"""Reporting periods: closing one freezes its figures, reopening one is an act with a reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.record import record
from plans import access, queries
from plans.models import PeriodReport, PeriodTask, Task

BATCH = 1000


@transaction.atomic
def close_period(
    controller: Body, *, actor: User, first_day: dt.date, last_day: dt.date
) -> PeriodReport:
    """Close a period of a body: count its tasks, money and indicators once, and keep them."""
    capacity = access.require_assigner(actor, controller)
    controller = Body.objects.select_for_update(no_key=True).get(pk=controller.pk)
    if last_day >= clock.today():
        raise ValidationError({"half": _("This period is not over yet.")})
    reports = PeriodReport.objects.filter(
        controller=controller, first_day=first_day, last_day=last_day
    )
    if reports.filter(reopened_at__isnull=True).exists():
        raise ValidationError({"half": _("This period is closed already.")})
    report = PeriodReport.objects.create(
        controller=controller,
        first_day=first_day,
        last_day=last_day,
        number=(reports.aggregate(last=Max("number"))["last"] or 0) + 1,
        closed_at=clock.now(),
        closed_by=actor,
        money=queries.money_of_period(controller, last_day.year),
        indicators=queries.indicators_of_period(controller, last_day.year),
    )
    tasks = queries.tasks_of_period(controller, first_day, last_day)
    PeriodTask.objects.bulk_create(
        (_frozen(report, task) for task in tasks.iterator(chunk_size=BATCH)), batch_size=BATCH
    )
    record(capacity, gettext_noop("closed a reporting period"), report)
    return report


@transaction.atomic
def reopen_period(report: PeriodReport, *, actor: User, reason: str) -> PeriodReport:
    """Reopen a closed period, so that it may be closed anew; what was frozen stays as it was."""
    capacity = access.require_period_reopener(actor, report)
    report = PeriodReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.reopened_at is not None:
        return report
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the period is reopened.")})
    report.reopened_at, report.reopened_by = clock.now(), actor
    report.reopening_reason = reason.strip()
    report.save(update_fields=["reopened_at", "reopened_by", "reopening_reason"])
    record(capacity, gettext_noop("reopened a reporting period"), report, reason=reason)
    return report


def _frozen(report: PeriodReport, task: Task) -> PeriodTask:
    """Write down how a task stands now."""
    section = task.plan_item.section if task.plan_item else None
    return PeriodTask(
        report=report,
        task=task,
        lead_id=task.lead_id,
        territory_id=task.territory_id,
        direction_id=section.direction_id if section else None,
        original_due_on=task.original_due_on,  # type: ignore[misc]  # the query asks for terms
        due_on=task.due_on,
        done_on=task.done_on,  # type: ignore[attr-defined]  # marked by the query
        returns=task.returns,  # type: ignore[attr-defined]  # likewise
        extensions=task.extensions,  # type: ignore[attr-defined]  # likewise
        is_closed=task.state == Task.State.CLOSED,
    )
