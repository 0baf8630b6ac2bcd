"""What the administrator does with people and bodies, and how reference data is loaded."""

from agencies.actions.bodies import add_body, end_body, place_body_beneath
from agencies.actions.capabilities import issue_capabilities
from agencies.actions.people import (
    add_person,
    appoint,
    block_person,
    change_language,
    change_person,
    end_appointment,
    refresh_posts,
    unblock_person,
)
from agencies.actions.reference import add_territory, load_bodies, load_territories
from agencies.actions.second_factor import enrol_second_factor
from agencies.actions.substitution import end_substitution, name_substitute

__all__ = [
    "add_body",
    "add_person",
    "add_territory",
    "appoint",
    "block_person",
    "change_language",
    "change_person",
    "end_appointment",
    "end_body",
    "end_substitution",
    "enrol_second_factor",
    "issue_capabilities",
    "load_bodies",
    "load_territories",
    "name_substitute",
    "place_body_beneath",
    "refresh_posts",
    "unblock_person",
]
