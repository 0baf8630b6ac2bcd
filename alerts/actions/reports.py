"""Situation reports: an organisation reports, and the desk freezes a report of the Centre."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.actions.progress import progressed
from alerts.models import (
    AddressedBody,
    CentreReport,
    CentreReportLine,
    LevelDecision,
    SituationReport,
    manager_of,
)
from alerts.queries.centre_reports import checksum_of
from alerts.queries.reporting import Reporting, period_of, reporting, reporting_of, term_after
from audit import clock
from audit.record import Capacity, record
from notices import feed


@transaction.atomic
def send_situation_report(
    addressed: AddressedBody, *, actor: User, conditions: str, actions: str, needs: str = ""
) -> SituationReport:
    """Report for an organisation: conditions, actions, needs; the same again adds nothing."""
    capacity = access.require_answerer(actor, addressed.body)
    addressed = _lock(addressed)
    standing = reporting_of(addressed)
    words = {
        "conditions": conditions.strip(),
        "actions": actions.strip(),
        "needs": needs.strip(),
    }
    newest = standing.newest
    if newest is not None and all(getattr(newest, name) == said for name, said in words.items()):
        return newest
    _require_open(standing, words)
    report = _write(capacity, actor, standing, words)
    record(
        capacity,
        gettext_noop("sent the situation report"),
        report,
        changes={"number": ["", report.number]},
        body=addressed.body,
    )
    progressed(addressed.decision, addressed.body)
    feed.publish(f"board-{addressed.decision_id}", addressed.decision_id)
    return report


@transaction.atomic
def make_centre_report(
    decision: LevelDecision, *, actor: User, number: int, summary: str = ""
) -> CentreReport:
    """Freeze what the organisations report at this instant as the Centre's report.

    `number` is the number that the officer was shown: a report of that number is made once.
    """
    capacity = access.require_desk_officer(actor, decision)
    world = manager_of(LevelDecision, decision)
    world.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    reports = manager_of(CentreReport, decision).filter(decision=decision)
    made = reports.filter(number=number).first()
    if made is not None and made.prepared_by_id == actor.pk:
        return made
    if number != reports.count() + 1:
        raise ValidationError(
            _("Another report has been made meanwhile. Look at it, then make the next one.")
        )
    report = _freeze(capacity, decision, number, summary.strip())
    record(
        capacity,
        gettext_noop("made the report of the Centre"),
        report,
        changes={"checksum": ["", report.checksum]},
    )
    feed.publish(f"board-{decision.pk}", decision.pk)
    return report


def _lock(addressed: AddressedBody) -> AddressedBody:
    world = manager_of(AddressedBody, addressed.decision)
    rows = world.select_related("decision__exercise", "decision__refers_to", "notice", "body")
    return rows.select_for_update(of=("self",)).get(pk=addressed.pk)


def _require_open(standing: Reporting, words: dict[str, str]) -> None:
    if standing.addressed.notice.closed_at is not None:
        raise ValidationError(
            _("A later decision has replaced this notice: report under that one.")
        )
    if not standing.has_accepted:
        raise ValidationError(_("Accept the level first: then your organisation reports."))
    missing = {
        "conditions": _("Write what the conditions are."),
        "actions": _("Write what your organisation does."),
    }
    empty = {name: said for name, said in missing.items() if not words[name]}
    if empty:
        raise ValidationError(empty)


def _write(
    capacity: Capacity, actor: User, standing: Reporting, words: dict[str, str]
) -> SituationReport:
    """Write the report; one sent more than a period before its term moves no term."""
    now, due_at = clock.now(), standing.due_at
    period = period_of(standing.addressed.decision, now)
    next_due_at = due_at
    if due_at is not None and period is not None:
        if now > due_at - period:
            next_due_at = term_after(due_at, period, now)
        else:
            due_at = None
    decision = standing.addressed.decision
    return manager_of(SituationReport, decision).create(
        decision=decision,
        body=standing.body,
        number=len(standing.reports) + 1,
        due_at=due_at,
        next_due_at=next_due_at,
        sent_at=now,
        sent_by=actor,
        sent_for=capacity.acting_for,
        **words,
    )


def _freeze(
    capacity: Capacity, decision: LevelDecision, number: int, summary: str
) -> CentreReport:
    now = clock.now()
    counted = manager_of(AddressedBody, decision).filter(decision=decision, is_counted=True)
    standing = reporting(decision, counted.select_related("body").order_by("body__order"), now)
    report = CentreReport(
        decision=decision,
        number=number,
        as_of=now,
        summary=summary,
        prepared_by=capacity.person,
        prepared_for=capacity.acting_for,
    )
    lines = _lines(report, standing.values())
    report.checksum = checksum_of(report, lines)
    report.save(force_insert=True)
    manager_of(CentreReportLine, decision).bulk_create(lines)
    return report


def _lines(report: CentreReport, standing: Iterable[Reporting]) -> list[CentreReportLine]:
    return [
        CentreReportLine(
            report=report,
            body=one.body,
            situation=one.newest,
            has_accepted=one.has_accepted,
            is_late=one.is_late,
            has_needs=one.has_needs,
        )
        for one in standing
    ]
