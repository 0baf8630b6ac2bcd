"""Saying dates, instants and amounts in the reader's language."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone, translation
from django.utils.formats import number_format

from audit import clock

register = template.Library()

MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
WORDS = {
    "kk": "{year} жылғы {day} {month}",
    "ru": "{day} {month} {year} г.",
    "en": "{day} {month} {year}",
}
MISSING = "—"


def _language() -> str:
    code = (translation.get_language() or "en")[:2]
    return code if code in WORDS else "en"


def say_date(day: dt.date, language: str = "") -> str:
    """Return a date in words: 2026 жылғы 5 наурыз, 5 марта 2026 г., 5 March 2026."""
    code = language or _language()
    month = MONTHS[code].split()[day.month - 1]
    return WORDS[code].format(day=day.day, month=month, year=day.year)


def say_instant(instant: dt.datetime, language: str = "", zone: str = "") -> str:
    """Return an instant in words with its 24-hour time, in the institution's zone or another."""
    local = instant.astimezone(ZoneInfo(zone) if zone else clock.zone())
    return f"{say_date(local.date(), language)}, {local:%H:%M}"


@register.filter
def date_in_words(value: dt.date | dt.datetime | None) -> str:
    """Say a date in words; a dash where there is none."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, dt.datetime):
        value = clock.local_date(value)
    return say_date(value)


MONTHS_ALONE = {
    "kk": "Қаңтар Ақпан Наурыз Сәуір Мамыр Маусым Шілде Тамыз Қыркүйек Қазан Қараша Желтоқсан",
    "ru": "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь",
    "en": MONTHS["en"],
}


@register.filter
def month_name(day: dt.date) -> str:
    """Name a month by itself, as a calendar heads it."""
    return MONTHS_ALONE[_language()].split()[day.month - 1]


@register.filter
def instant(value: dt.datetime | None) -> str:
    """Say an instant in words; a dash where there is none."""
    return say_instant(value) if value else MISSING


@register.filter
def clock_time(value: dt.datetime | None) -> str:
    """Say the time of day of an instant, as 14:05."""
    return f"{value.astimezone(clock.zone()):%H:%M}" if value else MISSING


@register.filter
def iso(value: dt.date | dt.datetime | None) -> str:
    """Return the machine form for <time datetime>."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


@register.filter
def amount(value: object) -> str:
    """Say a number with the reader's separators; a dash where it is not known."""
    if value is None or value == "":
        return MISSING
    return str(number_format(str(value), use_l10n=True, force_grouping=True))
