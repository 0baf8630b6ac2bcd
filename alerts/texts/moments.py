"""From when and until when, as the official texts say it in each language."""

import datetime as dt

from django.utils import translation

from agencies.templatetags.speech import say_date
from alerts.terms import amount_named, days_alone, days_named, is_inclusive
from alerts.texts.papers import ActSpec
from audit import clock

OPEN = {
    "kk": "ерекше өкімге дейін",
    "ru": "до особого распоряжения",
    "en": "until further notice",
}
INCLUSIVE = {
    "kk": "{day} дейін (қоса алғанда)",
    "ru": "до {day} включительно",
    "en": "until {day} inclusive",
}
FOR_DAYS = {
    "kk": "{days} тәулік мерзімге, {until}",
    "ru": "сроком на {days} {word}, {until}",
    "en": "for {days} {word}, {until}",
}
AT_APPROVAL = {
    "kk": "бекітілген сәттен бастап",
    "ru": "с момента утверждения",
    "en": "from the moment of approval",
}
COUNTED = {
    "kk": {
        "days": "бекітілген күннен бастап {number} тәулік мерзімге",
        "months": "бекітілген күннен бастап {number} ай мерзімге",
        "hours": "{number} сағат мерзімге, бекітілген сәттен санағанда",
    },
    "ru": {
        "days": "сроком на {number} {word}, считая со дня утверждения",
        "months": "сроком на {number} {word}, считая со дня утверждения",
        "hours": "сроком на {number} {word}, считая от утверждения",
    },
    "en": {
        "days": "for {number} {word} counted from the day of approval",
        "months": "for {number} {word} counted from the day of approval",
        "hours": "for {number} {word} counted from the approval",
    },
}
# One, two to four, more: after “сроком на”.
RUSSIAN = {
    "days": ("сутки", "суток", "суток"),
    "months": ("месяц", "месяца", "месяцев"),
    "hours": ("час", "часа", "часов"),
}
# What a Kazakh number ends in decides its suffix: (… дейін, … бастап), by the last word said.
_UNITS = {
    1: ("ге", "ден"), 2: ("ге", "ден"), 3: ("ке", "тен"), 4: ("ке", "тен"), 5: ("ке", "тен"),
    6: ("ға", "дан"), 7: ("ге", "ден"), 8: ("ге", "ден"), 9: ("ға", "дан"),
}  # fmt: skip
_TENS = {
    0: ("ге", "ден"), 1: ("ға", "нан"), 2: ("ға", "дан"), 3: ("ға", "дан"), 4: ("қа", "тан"),
    5: ("ге", "ден"),
}  # fmt: skip
_MONTHS_OF = [
    "дағы", "дағы", "дағы", "дегі", "дағы", "дағы", "дегі", "дағы", "тегі", "дағы", "дағы", "дағы",
]  # fmt: skip
_MONTHS_TO = ["ға", "ға", "ға", "ге", "ға", "ға", "ге", "ға", "ке", "ға", "ға", "ға"]


def begins(language: str, act: ActSpec) -> str:
    """Say since when an act holds: at its instant, or in words while it waits for approval."""
    return AT_APPROVAL[language] if act.is_from_approval else from_when(language, act.starts_at)


def is_counted(act: ActSpec) -> bool:
    """Tell whether the end of an act moves with the approval that it waits for."""
    is_waiting = act.is_from_approval and act.stated_end is None
    return is_waiting and amount_named(act.term_text) is not None


def from_when(language: str, instant: dt.datetime) -> str:
    """Say since when: с 00:00 часов 26 января 2022 года."""
    day, local = _day(language, instant), instant.astimezone(clock.zone())
    if language == "kk":
        return f"{day} сағат {local:%H:%M}-{_suffixes(local.minute)[1]} бастап"
    return f"с {local:%H:%M} часов {day}" if language == "ru" else f"from {local:%H:%M} on {day}"


def until_when(language: str, act: ActSpec) -> str:
    """Say until when, as the term was stated: in days, to a day inclusive, to an hour, or open."""
    if act.ends_at is None:
        return OPEN[language]
    if is_counted(act):
        return _counted(language, *(amount_named(act.term_text) or (0, "days")))
    last = act.ends_at - dt.timedelta(minutes=1)
    if (
        is_inclusive(act.term_text)
        and clock.midnight(clock.local_date(act.ends_at)) == act.ends_at
    ):
        return INCLUSIVE[language].format(day=_day(language, last, towards=True))
    until = _until_hour(language, act.ends_at)
    days = days_named(act.term_text)
    if not days:
        return until
    return FOR_DAYS[language].format(days=days, word=_word(language, days), until=until)


def say_term(words: str) -> str:
    """Say a term that is nothing but a number of days in the reader's language."""
    days = days_alone(words)
    return say_days(days) if days else words


def say_days(days: int) -> str:
    """Say a number of days as a term says them, in the reader's language."""
    language = (translation.get_language() or "en")[:2]
    return f"{days} {_word(language, days) or 'тәулік'}"


def _word(language: str, days: int) -> str:
    word = {"ru": RUSSIAN["days"][_form(days)], "en": "day" if days == 1 else "days"}
    return word.get(language, "")


def _counted(language: str, number: int, unit: str) -> str:
    words = {"ru": RUSSIAN[unit][_form(number)], "en": unit[:-1] if number == 1 else unit}
    return COUNTED[language][unit].format(number=number, word=words.get(language, ""))


def _form(number: int) -> int:
    """Return which Russian form a number asks for: one, two to four, more."""
    tens, units = number % 100, number % 10
    if units == 1 and tens != 11:
        return 0
    return 1 if units in (2, 3, 4) and tens not in (12, 13, 14) else 2


def dated(language: str, instant: dt.datetime) -> str:
    """Say of which day a paper is: от 30 ноября 2026 года, 2026 жылғы 30 қарашадағы."""
    day = _day(language, instant)
    if language == "kk":
        return day + _MONTHS_OF[clock.local_date(instant).month - 1]
    return f"от {day}" if language == "ru" else f"of {day}"


def _until_hour(language: str, instant: dt.datetime) -> str:
    day, local = _day(language, instant), instant.astimezone(clock.zone())
    if language == "kk":
        return f"{day} сағат {local:%H:%M}-{_suffixes(local.minute)[0]} дейін"
    return f"до {local:%H:%M} часов {day}" if language == "ru" else f"until {local:%H:%M} on {day}"


def _day(language: str, instant: dt.datetime, *, towards: bool = False) -> str:
    day = clock.local_date(instant)
    suffix = _MONTHS_TO[day.month - 1] if towards and language == "kk" else ""
    return say_date(day, language).replace(" г.", " года") + suffix


def _suffixes(number: int) -> tuple[str, str]:
    tens, units = divmod(number, 10)
    return _UNITS[units] if units else _TENS[tens]
