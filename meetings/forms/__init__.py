"""What people type about seats, meetings, attendance, minutes, decisions and protocols."""

from meetings.forms.attendance import AttendanceForm, ChairForm, ClosingForm, GuestForm
from meetings.forms.decisions import DecisionForm
from meetings.forms.meetings import CancelForm, ItemForm, MeetingFilter, MeetingForm, OpeningForm
from meetings.forms.minutes import MinutesForm
from meetings.forms.protocol import AddendumForm, ReturnForm
from meetings.forms.seats import SeatEndForm, SeatForm

__all__ = [
    "AddendumForm",
    "AttendanceForm",
    "CancelForm",
    "ChairForm",
    "ClosingForm",
    "DecisionForm",
    "GuestForm",
    "ItemForm",
    "MeetingFilter",
    "MeetingForm",
    "MinutesForm",
    "OpeningForm",
    "ReturnForm",
    "SeatEndForm",
    "SeatForm",
]
