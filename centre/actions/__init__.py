"""Changes of the site itself: reading the record, how people come in, go out and hand over."""

from centre.actions.handing import Handover, engage_substitute, hand_over
from centre.actions.people import (
    appoint_first_administrator,
    ask_for_password,
    change_password,
    read_record,
    refuse_sign_in,
    sign_in,
    sign_out,
    welcome_person,
)

__all__ = [
    "Handover",
    "appoint_first_administrator",
    "ask_for_password",
    "change_password",
    "engage_substitute",
    "hand_over",
    "read_record",
    "refuse_sign_in",
    "sign_in",
    "sign_out",
    "welcome_person",
]
