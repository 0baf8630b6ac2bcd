"""Seats, meetings, what was said there, what was decided, and the paper that proves it."""

from meetings.models.decision import Assignment, CoExecutor, Decision
from meetings.models.meeting import AgendaItem, Attendance, Guest, Meeting
from meetings.models.protocol import Addendum, Minutes, Protocol
from meetings.models.seat import Seat

__all__ = [
    "Addendum",
    "AgendaItem",
    "Assignment",
    "Attendance",
    "CoExecutor",
    "Decision",
    "Guest",
    "Meeting",
    "Minutes",
    "Protocol",
    "Seat",
]
