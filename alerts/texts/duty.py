"""What people read about the duty roster: gaps, and replacements asked for, made and refused."""

import datetime as dt
from collections.abc import Sequence

from agencies.models import Body, User
from agencies.templatetags.speech import say_instant
from alerts.texts.papers import LANGUAGES
from notices.texts import NoticeText

GAP_SUBJECT = {
    "kk": "Кезекшілік кестесінде бос уақыт бар: {body}",
    "ru": "В графике дежурств пробел: {body}",
    "en": "Nobody is on duty for a while: {body}",
}
GAP_BODY = {
    "kk": "Алдағы жеті күнде кезекші тағайындалмаған уақыт:\n{gaps}",
    "ru": "В ближайшие семь дней дежурный не назначен:\n{gaps}",
    "en": "In the next seven days nobody is on duty:\n{gaps}",
}
GAP_ACT = {
    "kk": "Кестені толықтырыңыз.",
    "ru": "Дополните график.",
    "en": "Fill the roster.",
}
SPAN = {"kk": "{start} — {end}", "ru": "{start} — {end}", "en": "{start} — {end}"}
OPEN = {"kk": "{start} бастап", "ru": "с {start}", "en": "from {start}"}
CHANGES = {
    "asked": {
        "kk": "Кезекшілікте алмастыру сұралды: {body}",
        "ru": "Просьба о замене на дежурстве: {body}",
        "en": "A replacement on duty is asked for: {body}",
    },
    "made": {
        "kk": "Кезекшілікте алмастыру: {body}",
        "ru": "Замена на дежурстве: {body}",
        "en": "A replacement on duty: {body}",
    },
    "refused": {
        "kk": "Кезекшілікте алмастырудан бас тартылды: {body}",
        "ru": "В замене на дежурстве отказано: {body}",
        "en": "A replacement on duty was refused: {body}",
    },
}
CHANGE_BODY = {
    "kk": "{person}: {span}.\nСебебі: {reason}",
    "ru": "{person}: {span}.\nПричина: {reason}",
    "en": "{person}: {span}.\nReason: {reason}",
}
DECIDE = {
    "kk": "Кестені ашып, шешім қабылдаңыз.",
    "ru": "Откройте график и решите.",
    "en": "Open the roster and decide.",
}

Span = tuple[dt.datetime, dt.datetime | None]


def gap_texts(body: Body, gaps: Sequence[Span]) -> dict[str, NoticeText]:
    """Return what those who keep a roster read about its gaps, in every language."""
    return {
        language: NoticeText(
            subject=GAP_SUBJECT[language].format(body=_abbreviation(body, language)),
            body=GAP_BODY[language].format(
                gaps="\n".join(_span(language, gap) for gap in gaps),
            ),
            act=GAP_ACT[language],
        )
        for language in LANGUAGES
    }


def replacement_texts(
    body: Body, state: str, person: User, span: Span, reason: str
) -> dict[str, NoticeText]:
    """Return what is told of a replacement that was asked for, made or refused."""
    return {
        language: NoticeText(
            subject=CHANGES[state][language].format(body=_abbreviation(body, language)),
            body=CHANGE_BODY[language].format(
                person=person.full_name, span=_span(language, span), reason=reason
            ),
            act=DECIDE[language] if state == "asked" else "",
        )
        for language in LANGUAGES
    }


def _span(language: str, span: Span) -> str:
    start, end = span
    said = say_instant(start, language)
    if end is None:
        return OPEN[language].format(start=said)
    return SPAN[language].format(start=said, end=say_instant(end, language))


def _abbreviation(body: Body, language: str) -> str:
    return str(getattr(body, f"abbreviation_{language}"))
