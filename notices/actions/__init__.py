"""What is done with notices, contacts and mutes; sending itself is the work of `delivery`."""

from notices.actions.contacts import (
    add_contact,
    mark_wrong,
    raise_contact,
    remove_contact,
    test_contact,
    verify_contact,
)
from notices.actions.handing import hand_over_notices
from notices.actions.issuing import issue_notice, tell
from notices.actions.mutes import end_mute, mute
from notices.actions.resting import change_rest, make_digests
from notices.actions.systems import (
    add_system,
    change_key,
    read_key,
    remove_system,
    switch_on_system,
    test_system,
)
from notices.actions.watching import prove_channels
from notices.delivery import close_notice, settle_played_past, stop_deliveries
from notices.fanout import write_next_round as ask_again
from notices.fanout.previews import preview_notice, systems_told
from notices.texts import AddresseeSpec, NoticePreview, NoticeText, StepSpec, Terms

__all__ = [
    "AddresseeSpec",
    "NoticePreview",
    "NoticeText",
    "StepSpec",
    "Terms",
    "add_contact",
    "add_system",
    "ask_again",
    "change_key",
    "change_rest",
    "close_notice",
    "end_mute",
    "hand_over_notices",
    "issue_notice",
    "make_digests",
    "mark_wrong",
    "mute",
    "preview_notice",
    "prove_channels",
    "raise_contact",
    "read_key",
    "remove_contact",
    "remove_system",
    "settle_played_past",
    "stop_deliveries",
    "switch_on_system",
    "systems_told",
    "tell",
    "test_contact",
    "test_system",
    "verify_contact",
]
