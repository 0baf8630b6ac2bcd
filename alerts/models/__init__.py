"""What is happening now: decisions on levels, their acts, the answers and the checklists."""

from alerts.models.answers import Acknowledgement, AddressedBody, ProgressNote
from alerts.models.calls import Call, CallLease
from alerts.models.checklists import (
    ChecklistEntry,
    ChecklistLine,
    ChecklistQuestion,
    ChecklistTemplate,
)
from alerts.models.choices import COLOURS, CRITERIA, Action, Criterion, Level
from alerts.models.consents import Consent
from alerts.models.decisions import DecisionArea, LevelDecision
from alerts.models.exercises import Exercise, Participant
from alerts.models.handovers import Handover, HandoverLine
from alerts.models.publications import Publication, TermReminder
from alerts.models.reports import (
    CentreReport,
    CentreReportLine,
    ReportReminder,
    SituationReport,
)
from alerts.models.reviews import DecisionReview, SuppressedNotice
from alerts.models.rosters import GapNotice, Replacement, Shift
from alerts.models.telephone import TelephoneApproval, TelephoneConfirmation
from alerts.models.templates import TextTemplate
from alerts.models.worlds import manager_of

__all__ = [
    "COLOURS",
    "CRITERIA",
    "Acknowledgement",
    "Action",
    "AddressedBody",
    "Call",
    "CallLease",
    "CentreReport",
    "CentreReportLine",
    "ChecklistEntry",
    "ChecklistLine",
    "ChecklistQuestion",
    "ChecklistTemplate",
    "Consent",
    "Criterion",
    "DecisionArea",
    "DecisionReview",
    "Exercise",
    "GapNotice",
    "Handover",
    "HandoverLine",
    "Level",
    "LevelDecision",
    "Participant",
    "ProgressNote",
    "Publication",
    "Replacement",
    "ReportReminder",
    "Shift",
    "SituationReport",
    "SuppressedNotice",
    "TelephoneApproval",
    "TelephoneConfirmation",
    "TermReminder",
    "TextTemplate",
    "manager_of",
]
