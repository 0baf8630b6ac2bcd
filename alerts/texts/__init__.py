"""The official wording of a decision in Kazakh, Russian and English, from the acts themselves.

The sentences follow the notices that were seen in public; what comes out is a draft that the
officer edits. They are generated from templates of which each version is kept; Kazakh and Russian
are official texts, so the first versions stand here and in no catalogue.
"""

from alerts.texts.drafting import draft_texts, notice_texts
from alerts.texts.ends import reminder_texts
from alerts.texts.moments import dated
from alerts.texts.names import genitive, name_in
from alerts.texts.papers import (
    LANGUAGES,
    LEGAL_GROUND,
    ActSpec,
    Paper,
    ground_here,
    leaves_a_level,
)
from alerts.texts.templates import (
    PLACEHOLDERS,
    Words,
    placeholders_of,
    require_placeholders,
    words_in_force,
)

__all__ = [
    "LANGUAGES",
    "LEGAL_GROUND",
    "PLACEHOLDERS",
    "ActSpec",
    "Paper",
    "Words",
    "dated",
    "draft_texts",
    "genitive",
    "ground_here",
    "leaves_a_level",
    "name_in",
    "notice_texts",
    "placeholders_of",
    "reminder_texts",
    "require_placeholders",
    "words_in_force",
]
