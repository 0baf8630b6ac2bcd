"""What the secretariat and the chair do with a meeting, from its planning to its protocol."""

from meetings.actions.agenda import (
    ItemText,
    add_item,
    change_item,
    move_item,
    open_agenda,
    remove_item,
)
from meetings.actions.attendance import (
    Mark,
    hold_meeting,
    invite_guest,
    mark_attendance,
    remove_guest,
)
from meetings.actions.decisions import (
    DecisionText,
    assign_decision,
    change_decision,
    enter_decision,
    remove_decision,
)
from meetings.actions.minutes import StaleMinutes, complete_minutes, record_minutes
from meetings.actions.protocol import (
    add_addendum,
    approve_protocol,
    return_protocol,
    submit_protocol,
)
from meetings.actions.schedule import cancel_meeting, change_meeting, schedule_meeting
from meetings.actions.seats import add_seat, compose_body, end_seat

__all__ = [
    "DecisionText",
    "ItemText",
    "Mark",
    "StaleMinutes",
    "add_addendum",
    "add_item",
    "add_seat",
    "approve_protocol",
    "assign_decision",
    "cancel_meeting",
    "change_decision",
    "change_item",
    "change_meeting",
    "complete_minutes",
    "compose_body",
    "end_seat",
    "enter_decision",
    "hold_meeting",
    "invite_guest",
    "mark_attendance",
    "move_item",
    "open_agenda",
    "record_minutes",
    "remove_decision",
    "remove_guest",
    "remove_item",
    "return_protocol",
    "schedule_meeting",
    "submit_protocol",
]
