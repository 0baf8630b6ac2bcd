"""Correcting what was sent by mistake: until when, with which acts, in which words."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings

from agencies.models import User
from alerts import access, levels
from alerts.models import Action, DecisionArea, Level, LevelDecision, manager_of
from alerts.queries import standing
from alerts.queries.chains import taken_back_by
from alerts.texts import LANGUAGES, ActSpec, dated, draft_texts, genitive, name_in
from audit import clock

# Official texts, read in both languages at once: they stand here and in no catalogue.
REMAINS = {
    "kk": "{where} аумағында террористік қауіптіліктің {level} деңгейі қолданылады.",
    "ru": "На территории {where} действует {level} уровень террористической опасности.",
    "en": "The {level} level of terrorist threat is in force in {where}.",
}
NOTHING = {
    "kk": "{where} аумағында террористік қауіптілік деңгейі белгіленбеген.",
    "ru": "На территории {where} уровень террористической опасности не установлен.",
    "en": "No level of terrorist threat is in force in {where}.",
}
WITHDRAWN = {
    "kk": "{date} № {number} шешімді кері қайтарып алған: {authority}.",
    "ru": "Решение № {number} {date} отозвал: {authority}.",
    "en": "Decision No. {number} {date} is withdrawn by: {authority}.",
}
NAMES = {
    "kk": {1: "орташа («сары»)", 2: "жоғары («қызғылт сары»)", 3: "шекті («қызыл»)"},
    "ru": {1: "умеренный («желтый»)", 2: "высокий («оранжевый»)", 3: "критический («красный»)"},
    "en": {1: "moderate (“yellow”)", 2: "high (“orange”)", 3: "critical (“red”)"},
}


def corrected_until(decision: LevelDecision) -> dt.datetime | None:
    """Return until when one person may take a decision back."""
    if decision.published_at is None or decision.is_imported:
        return None
    return decision.published_at + dt.timedelta(minutes=settings.CORRECTION_MINUTES)


def is_correctable(decision: LevelDecision) -> bool:
    """Tell whether a decision can still be taken back by one person."""
    until = corrected_until(decision)
    if until is None or not decision.is_published or decision.is_correction:
        return False
    return clock.now() < until and correction_of(decision) is None


def may_correct(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may take a decision back now: the board's "Wrong: correct it"."""
    return is_correctable(decision) and access.is_officer(user, decision)


def correction_of(decision: LevelDecision) -> LevelDecision | None:
    """Return the correction that took a decision back, if there is one."""
    return taken_back_by(decision)


def acts_of_correction(wrong: LevelDecision) -> list[ActSpec]:
    """Return the acts that take a decision back: what is in force there now, and will be then."""
    now = clock.now()
    acts = standing.acts(exercise=wrong.exercise)
    land = standing.land()
    without = levels.replay((act for act in acts if act.decision != wrong.pk), land).state_at(now)
    present = levels.replay(acts, land).state_at(now)
    own = manager_of(DecisionArea, wrong).filter(decision=wrong).select_related("territory")
    places = {act.territory_id: act.territory for act in own.order_by("seq")}
    return [
        ActSpec(
            territory=place,
            action=Action.CORRECT,
            level=int(without.level(place.code, now)),
            level_before=int(present.level(place.code, now)),
            starts_at=now,
        )
        for place in places.values()
    ]


def corrected_by(wrong: LevelDecision) -> dict[str, str]:
    """Return who takes a decision back, in each language: its headquarters, whoever decided it."""
    body = wrong.headquarters
    names = {language: getattr(body, f"name_{language}", "") for language in LANGUAGES}
    return {language: name or names["ru"] for language, name in names.items()}


def correction_texts(wrong: LevelDecision) -> dict[str, str]:
    """Return the texts of the correction in three languages, ready to be sent.

    They name the paper that is taken back and who takes it back, not who had decided it.
    """
    acts, by = acts_of_correction(wrong), corrected_by(wrong)
    drafted = draft_texts(acts, "", "", own_ground=True)
    return {
        language: _joined(
            drafted[language],
            _what_holds(language, acts),
            WITHDRAWN[language].format(
                number=wrong.number,
                date=dated(language, wrong.decided_at or clock.now()),
                authority=by[language],
            ),
        )
        for language in LANGUAGES
    }


def _joined(drafted: str, *more: str) -> str:
    """Put what is in force now, and which paper is taken back, right behind the first sentence."""
    first, _gap, rest = drafted.partition("\n\n")
    return "\n\n".join(part for part in (first, *more, rest) if part)


def _what_holds(language: str, acts: Sequence[ActSpec]) -> str:
    by_level: dict[int, list[str]] = {}
    for act in acts:
        name = name_in(act.territory, language)
        by_level.setdefault(act.level, []).append(genitive(name) if language == "ru" else name)
    return " ".join(
        (REMAINS if level > Level.NONE else NOTHING)[language].format(
            where=", ".join(names), level=NAMES[language].get(level, "")
        )
        for level, names in by_level.items()
    )
