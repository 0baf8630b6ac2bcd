"""What is happening now: decisions on levels, their acts, the answers and the checklists."""

from alerts.models.answers import Acknowledgement, AddressedBody
from alerts.models.checklists import ChecklistEntry, ChecklistLine, ChecklistTemplate
from alerts.models.choices import COLOURS, CRITERIA, Action, Criterion, Level
from alerts.models.decisions import DecisionArea, LevelDecision

__all__ = [
    "COLOURS",
    "CRITERIA",
    "Acknowledgement",
    "Action",
    "AddressedBody",
    "ChecklistEntry",
    "ChecklistLine",
    "ChecklistTemplate",
    "Criterion",
    "DecisionArea",
    "Level",
    "LevelDecision",
]
