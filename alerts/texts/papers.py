"""A decision as it is being prepared: its acts, and what stands on the paper beside them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation

from agencies.models import Territory
from alerts.models import DecisionArea

LANGUAGES = ("kk", "ru", "en")
LEGAL_GROUND = "Указ Президента Республики Казахстан от 9 августа 2013 года № 611, глава 4"
GROUNDS = {
    "kk": "Қазақстан Республикасы Президентінің 2013 жылғы 9 тамыздағы № 611 Жарлығы, 4-тарау",
    "en": "Decree of the President of the Republic of Kazakhstan No. 611 of 9 August 2013, "
    "chapter 4",
}


@dataclass(frozen=True)
class ActSpec:
    """One act as it is being prepared: what happens to one territory, from when and until when.

    Where it begins with its approval, `starts_at` and `ends_at` say what they would be now.
    """

    territory: Territory
    action: str
    level: int
    starts_at: dt.datetime
    level_before: int = 0
    criterion: str = ""
    term_text: str = ""
    stated_end: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    is_from_approval: bool = False


@dataclass(frozen=True)
class Paper:
    """What stands on the paper beside the acts."""

    authority_kk: str
    authority_ru: str
    text_kk: str
    text_ru: str
    text_en: str = ""
    legal_ground: str = LEGAL_GROUND
    consent_by: str = ""
    consent_at: dt.datetime | None = None
    is_consent_required: bool = False
    is_operation_regime: bool = False
    review_on: dt.date | None = None
    answers_needed: int | None = None


def ground_here(ground: str) -> str:
    """Return the decree as the reader's language names it; any other ground as it was written."""
    language = (translation.get_language() or "")[:2]
    return GROUNDS.get(language, ground) if ground == LEGAL_GROUND else ground


def leaves_a_level(acts: Iterable[ActSpec | DecisionArea]) -> bool:
    """Tell whether a decision leaves a level anywhere; where not, it only ends levels."""
    return any(act.level for act in acts)
