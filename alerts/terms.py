"""The end of a level's term from the words in which the term is stated.

Day 1 is the day of introduction: "40 days" from 6 June at noon end on 16 July at 00:00.
The result is exclusive: at that instant the level is no longer in force.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_MONTH_STEMS = {
    1: ("янв", "jan", "қаңтар"),
    2: ("февр", "feb", "ақпан"),
    3: ("март", "mar", "наурыз"),
    4: ("апр", "apr", "сәуір"),
    5: ("май", "мая", "мае", "may", "мамыр"),
    6: ("июн", "jun", "маусым"),
    7: ("июл", "jul", "шілде"),
    8: ("авг", "aug", "тамыз"),
    9: ("сент", "sep", "қыркүйек"),
    10: ("окт", "oct", "қазан"),
    11: ("нояб", "nov", "қараша"),
    12: ("дек", "dec", "желтоқсан"),
}
_STEMS = sorted(
    ((stem, number) for number, stems in _MONTH_STEMS.items() for stem in stems),
    key=lambda pair: -len(pair[0]),
)
_MONTH = "(" + "|".join(stem for stem, _ in _STEMS) + r")\w*\.?"
_AMOUNT = r"(\d{1,4})(?:-?(?:ти|х|ми|и))?\s*(?:\([^)]*\)\s*)?(?:календарн\w*\s+|calendar\s+)?"

_DAYS = re.compile(_AMOUNT + r"(?:сут|дн|день|days?\b|тәулік|күн)")
_DAYS_ALONE = re.compile(_AMOUNT + r"(?:сут\w*|дн\w*|день|days?|тәулік|күн)")
_HOURS = re.compile(_AMOUNT + r"(?:час(?!\w*\s*\d)|hours?\b|сағат)")
_WEEKS = re.compile(_AMOUNT + r"(?:недел|weeks?\b|апта)")
_MONTHS = re.compile(_AMOUNT + r"(?:месяц|months?\b|ай(?:ға|ы)?\b)")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r"(?:,?\s*(\d{4})(?!\s*(?:жыл\w*)\s+\d))?"
)
_MONTH_DAY = re.compile(_MONTH + r"\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s*(\d{4}))?")
_YEAR_DAY_MONTH = re.compile(r"(\d{4})\s*(?:жыл\w*|ж\.)\s+(\d{1,2})[\s-]+" + _MONTH)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CLOCK = re.compile(r"(?<![\d.])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d.])")
_HOUR_OF_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:час\w*|сағат\w*)(?:\s+([0-5]?\d)\s*мин\w*)?(?=\s+\d)"
)
_AFTERNOON = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])[:.]([0-5]\d)\s*p\.?\s?m\b")
_INCLUSIVE = re.compile(
    r"включит|inclusive|through|қоса\s*алған|(?<!\w)по\s+\d|(?<!\w)to\s+\d"
    r"|(?<![\d-])\d{1,2}\s*[–—-]\s*\d{1,2}\s+[^\W\d]"
)
_OPEN = re.compile(
    r"особого\s+распоряж|дальнейш|отмен|further\s+(?:notice|order)|special\s+order|ерекше\s+өкім"
    r"|бессроч|open[- ]ended|indefinite|мерзімсіз"
    r"|(?:келесі|әрі\s+қарай\w*)\s+(?:шешім|өкім|хабар|нұсқау)"
)


LAST_YEAR = 2099


@dataclass(frozen=True)
class Term:
    """What was understood of a stated term."""

    ends_at: dt.datetime | None
    is_open: bool = False
    is_understood: bool = True


def end_of_term(words: str, starts_at: dt.datetime) -> Term:
    """Compute the exclusive end of a term from its words, where the level begins."""
    said = " ".join(words.lower().replace("«", " ").replace("»", " ").split())
    if not said:
        return Term(None, is_open=True)
    if _OPEN.search(said):
        return Term(None, is_open=True)
    try:
        ends_at = _by_days(said, starts_at) or _by_date(said, starts_at)
        ends_at = ends_at or _by_hours(said, starts_at)
    except (OverflowError, ValueError):  # past the last day that a calendar has
        return Term(None, is_understood=False)
    if ends_at is None or ends_at <= starts_at or ends_at.year > LAST_YEAR:
        return Term(None, is_understood=False)
    return Term(ends_at)


def days_named(words: str) -> int:
    """Return how many days a term names, or none."""
    found = _DAYS.search(" ".join(words.lower().split()))
    return int(found[1]) if found else 0


def amount_named(words: str) -> tuple[int, str] | None:
    """Return how many days, months or hours a term counts from its beginning; none for a date."""
    said = " ".join(words.lower().split())
    if _OPEN.search(said):
        return None
    for pattern, unit, times in ((_DAYS, "days", 1), (_WEEKS, "days", 7), (_MONTHS, "months", 1)):
        if found := pattern.search(said):
            return int(found[1]) * times, unit
    found = _HOURS.search(said)
    if found is None or _last_day(said, dt.date(2000, 1, 1)) is not None:
        return None
    return int(found[1]), "hours"


def days_alone(words: str) -> int:
    """Return how many days a term names where it says nothing else, or none."""
    found = _DAYS_ALONE.fullmatch(" ".join(words.lower().split()))
    return int(found[1]) if found else 0


def is_inclusive(words: str) -> bool:
    """Tell whether a term names its last day as one that still counts."""
    return bool(words) and not days_named(words) and bool(_INCLUSIVE.search(words.lower()))


def _by_days(said: str, starts_at: dt.datetime) -> dt.datetime | None:
    day_one = starts_at.date()
    if found := _DAYS.search(said):
        return _midnight(day_one + dt.timedelta(days=int(found[1])), starts_at)
    if found := _WEEKS.search(said):
        return _midnight(day_one + dt.timedelta(weeks=int(found[1])), starts_at)
    if found := _MONTHS.search(said):
        return _midnight(_months_later(day_one, int(found[1])), starts_at)
    return None


def _by_hours(said: str, starts_at: dt.datetime) -> dt.datetime | None:
    found = _HOURS.search(said)
    return starts_at + dt.timedelta(hours=int(found[1])) if found else None


def _by_date(said: str, starts_at: dt.datetime) -> dt.datetime | None:
    day = _last_day(said, starts_at.date())
    if day is None:
        return None
    clock = _last_clock(said)
    if clock is not None:
        return _midnight(day, starts_at) + clock
    inclusive = dt.timedelta(days=1 if _INCLUSIVE.search(said) else 0)
    return _midnight(day + inclusive, starts_at)


def _last_day(said: str, start: dt.date) -> dt.date | None:
    """Return the last calendar day that is named; a missing year is that of the start or next."""
    found = [
        (one.end(), _day(one[1], one[3], one[2], start)) for one in _YEAR_DAY_MONTH.finditer(said)
    ]
    if not found:
        found += [
            (one.end(), _day(one[3], one[2], one[1], start)) for one in _DAY_MONTH.finditer(said)
        ]
    if not found:
        found += [
            (one.end(), _day(one[3], one[1], one[2], start)) for one in _MONTH_DAY.finditer(said)
        ]
    found += [(one.end(), _day(one[3], one[2], one[1], start)) for one in _NUMERIC.finditer(said)]
    found += [(one.end(), _day(one[1], one[2], one[3], start)) for one in _ISO.finditer(said)]
    days = [day for _, day in sorted(found, key=lambda pair: pair[0]) if day is not None]
    return days[-1] if days else None


def _day(year: str | None, month: str, day: str, start: dt.date) -> dt.date | None:
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        named = dt.date(int(year or start.year), number, int(day))
        if not year and named < start:
            named = named.replace(year=start.year + 1)
    except ValueError:
        return None
    return named


def _month_number(word: str) -> int:
    return next((number for stem, number in _STEMS if word.startswith(stem)), 0)


def _last_clock(said: str) -> dt.timedelta | None:
    if afternoon := _AFTERNOON.findall(said):
        hours, minutes = afternoon[-1]
        return dt.timedelta(hours=int(hours) % 12 + 12, minutes=int(minutes))
    if clocks := _CLOCK.findall(_NUMERIC.sub(" ", said)):
        hours, minutes = clocks[-1]
        return dt.timedelta(hours=int(hours), minutes=int(minutes))
    if hours_of_day := _HOUR_OF_DAY.findall(said):
        hours, minutes = hours_of_day[-1]
        return dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    return None


def _midnight(day: dt.date, like: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=like.tzinfo)


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
