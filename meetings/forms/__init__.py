"""What people type about seats, meetings, attendance, minutes, decisions and protocols."""

from meetings.forms.attendance import (
    AnswerForm,
    AttendanceForm,
    ChairForm,
    ClosingForm,
    GuestForm,
)
from meetings.forms.decisions import DecisionForm
from meetings.forms.meetings import (
    CancelForm,
    ItemForm,
    LateForm,
    MaterialForm,
    MeetingFilter,
    MeetingForm,
    OpeningForm,
    SearchForm,
    TemplateForm,
)
from meetings.forms.minutes import MinutesForm
from meetings.forms.proposals import ProposalFilter, ProposalForm, RefusalForm, TakeForm
from meetings.forms.protocol import (
    AddendumForm,
    DissentForm,
    ProofForm,
    RemarkAnswerForm,
    RemarkForm,
    ReturnForm,
)
from meetings.forms.seats import SeatEndForm, SeatForm

__all__ = [
    "AddendumForm",
    "AnswerForm",
    "AttendanceForm",
    "CancelForm",
    "ChairForm",
    "ClosingForm",
    "DecisionForm",
    "DissentForm",
    "GuestForm",
    "ItemForm",
    "LateForm",
    "MaterialForm",
    "MeetingFilter",
    "MeetingForm",
    "MinutesForm",
    "OpeningForm",
    "ProofForm",
    "ProposalFilter",
    "ProposalForm",
    "RefusalForm",
    "RemarkAnswerForm",
    "RemarkForm",
    "ReturnForm",
    "SearchForm",
    "SeatEndForm",
    "SeatForm",
    "TakeForm",
    "TemplateForm",
]
