"""The Centre's frozen reports: their figures, the rows behind each, and their checksum."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agencies.access.rights import Someone
from alerts import access
from alerts.models import (
    CentreReport,
    CentreReportLine,
    LevelDecision,
    SituationReport,
    manager_of,
)

Lines = list[CentreReportLine]
KINDS: dict[str, Callable[[CentreReportLine], bool]] = {
    "asked": lambda line: True,
    "accepted": lambda line: line.has_accepted,
    "reported": lambda line: line.situation_id is not None,
    "silent": lambda line: line.has_accepted and line.situation_id is None,
    "late": lambda line: line.is_late,
    "needs": lambda line: line.has_needs,
}


@dataclass(frozen=True)
class FrozenReport:
    """One report of the Centre as its page shows it."""

    report: CentreReport
    lines: Lines
    shown: Lines
    is_intact: bool

    @property
    def reported(self) -> Lines:
        """Return those shown that had reported."""
        return of_kind(self.shown, "reported")

    @property
    def silent(self) -> Lines:
        """Return those shown that had accepted and not reported."""
        return of_kind(self.shown, "silent")

    @property
    def not_accepted(self) -> Lines:
        """Return those shown that had neither accepted nor reported."""
        return [one for one in self.shown if not one.has_accepted and one.situation_id is None]

    @property
    def figures(self) -> dict[str, int]:
        """Return each number of the report; `of_kind` finds exactly its rows."""
        return {kind: len(of_kind(self.lines, kind)) for kind in KINDS}


def of_kind(lines: Iterable[CentreReportLine], kind: str) -> Lines:
    """Return the rows behind a number of the report; all of them for no kind."""
    return [line for line in lines if KINDS.get(kind, KINDS["asked"])(line)]


def centre_reports(user: Someone, decision: LevelDecision) -> QuerySet[CentreReport]:
    """Return the reports of the Centre on a decision, for whom its whole board is open."""
    open_to_them = access.desks(user, is_exercise=decision.is_exercise).values("pk")
    return (
        manager_of(CentreReport, decision)
        .filter(decision=decision, decision__in=open_to_them)
        .select_related("prepared_by", "prepared_for", "decision")
        .order_by("-number")
    )


def frozen_report(report: CentreReport, kind: str = "") -> FrozenReport:
    """Return a report with its rows, all or those behind one number."""
    lines = list(
        manager_of(CentreReportLine, report.decision)
        .filter(report=report)
        .select_related("body", "situation__sent_by", "situation__sent_for")
        .order_by("body__order", "body_id")
    )
    return FrozenReport(
        report=report,
        lines=lines,
        shown=of_kind(lines, kind),
        is_intact=checksum_of(report, lines) == report.checksum,
    )


def checksum_of(report: CentreReport, lines: Iterable[CentreReportLine]) -> str:
    """Return the checksum over everything that a report of the Centre says."""
    said = {
        "decision": report.decision.number,
        "number": report.number,
        "as_of": _instant(report.as_of),
        "summary": report.summary,
        "prepared_by": report.prepared_by_id,
        "prepared_for": report.prepared_for_id,
        "lines": [_said(line) for line in sorted(lines, key=lambda line: line.body.code)],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(line: CentreReportLine) -> dict[str, Any]:
    return {
        "body": line.body.code,
        "accepted": line.has_accepted,
        "late": line.is_late,
        "needs": line.has_needs,
        "report": _report(line.situation) if line.situation else None,
    }


def _report(report: SituationReport) -> dict[str, Any]:
    return {
        "number": report.number,
        "sent_at": _instant(report.sent_at),
        "sent_by": report.sent_by_id,
        "conditions": report.conditions,
        "actions": report.actions,
        "needs": report.needs,
    }


def _instant(at: dt.datetime) -> str:
    """Write an instant in one way, in whichever zone it was played."""
    return at.astimezone(dt.UTC).isoformat()
