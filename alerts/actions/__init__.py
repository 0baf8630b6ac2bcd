"""What is done with levels: propose, approve, withdraw, answer, tick, load a public record."""

from alerts.actions.answers import answer_notice
from alerts.actions.approvals import approve_level
from alerts.actions.checklists import (
    adopt_checklist,
    give_checklists,
    load_checklists,
    tick_line,
)
from alerts.actions.proposals import propose_level, withdraw_proposal
from alerts.actions.records import ImportReport, import_levels
from alerts.queries import settle_acts
from alerts.queries.record_file import RefusedRecordError
from alerts.texts import ActSpec, Paper

__all__ = [
    "ActSpec",
    "ImportReport",
    "Paper",
    "RefusedRecordError",
    "adopt_checklist",
    "answer_notice",
    "approve_level",
    "give_checklists",
    "import_levels",
    "load_checklists",
    "propose_level",
    "settle_acts",
    "tick_line",
    "withdraw_proposal",
]
