"""Seats, meetings, what was said there, what was decided, and the paper that proves it."""

from meetings.models.agenda import AgendaItem
from meetings.models.circulation import Circulation, ProtocolRemark
from meetings.models.decision import Assignment, CoExecutor, Decision, Dissent
from meetings.models.invitation import CalendarFeed, Invitation
from meetings.models.material import LateAdmission, Material, MaterialReceipt
from meetings.models.meeting import Attendance, Guest, Meeting
from meetings.models.proposal import Proposal, ProposalPaper
from meetings.models.protocol import Addendum, Extract, Minutes, Protocol
from meetings.models.seat import Seat, SeatQuerySet
from meetings.models.template import MeetingSeries, MeetingTemplate, TemplateItem

__all__ = [
    "Addendum",
    "AgendaItem",
    "Assignment",
    "Attendance",
    "CalendarFeed",
    "Circulation",
    "CoExecutor",
    "Decision",
    "Dissent",
    "Extract",
    "Guest",
    "Invitation",
    "LateAdmission",
    "Material",
    "MaterialReceipt",
    "Meeting",
    "MeetingSeries",
    "MeetingTemplate",
    "Minutes",
    "Proposal",
    "ProposalPaper",
    "Protocol",
    "ProtocolRemark",
    "Seat",
    "SeatQuerySet",
    "TemplateItem",
]
