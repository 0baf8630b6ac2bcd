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
    StaleSheet,
    hold_meeting,
    invite_guest,
    mark_attendance,
    remove_guest,
)
from meetings.actions.circulation import (
    answer_remark,
    circulate_protocol,
    end_circulation,
    make_remark,
)
from meetings.actions.decisions import (
    DecisionText,
    assign_decision,
    change_decision,
    enter_decision,
    remove_decision,
)
from meetings.actions.dissents import note_dissent, strike_dissent
from meetings.actions.feeds import open_feed, revoke_feed
from meetings.actions.invitations import Reply, answer_invitation
from meetings.actions.materials import add_material, allow_late_materials, open_material
from meetings.actions.minutes import StaleMinutes, complete_minutes, record_minutes
from meetings.actions.proposals import (
    add_proposal_paper,
    change_proposal,
    open_proposal_paper,
    postpone_proposal,
    propose_item,
    return_proposal,
    take_proposal,
    withdraw_proposal,
)
from meetings.actions.protocol import (
    add_addendum,
    approve_protocol,
    return_protocol,
    submit_protocol,
)
from meetings.actions.schedule import cancel_meeting, change_meeting, schedule_meeting
from meetings.actions.seats import add_seat, compose_body, end_seat
from meetings.actions.templates import keep_template, plan_series, remove_template

__all__ = [
    "DecisionText",
    "ItemText",
    "Mark",
    "Reply",
    "StaleMinutes",
    "StaleSheet",
    "add_addendum",
    "add_item",
    "add_material",
    "add_proposal_paper",
    "add_seat",
    "allow_late_materials",
    "answer_invitation",
    "answer_remark",
    "approve_protocol",
    "assign_decision",
    "cancel_meeting",
    "change_decision",
    "change_item",
    "change_meeting",
    "change_proposal",
    "circulate_protocol",
    "complete_minutes",
    "compose_body",
    "end_circulation",
    "end_seat",
    "enter_decision",
    "hold_meeting",
    "invite_guest",
    "keep_template",
    "make_remark",
    "mark_attendance",
    "move_item",
    "note_dissent",
    "open_agenda",
    "open_feed",
    "open_material",
    "open_proposal_paper",
    "plan_series",
    "postpone_proposal",
    "propose_item",
    "record_minutes",
    "remove_decision",
    "remove_guest",
    "remove_item",
    "remove_template",
    "return_proposal",
    "return_protocol",
    "revoke_feed",
    "schedule_meeting",
    "strike_dissent",
    "submit_protocol",
    "take_proposal",
    "withdraw_proposal",
]
