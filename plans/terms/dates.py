"""From a phrase that was read to the days on which something is due."""

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.terms.days import WorkingCalendar
from plans.terms.parts import LAST, LENGTHS, Period, Phrase, Point, Unit
from plans.terms.phrases import read

TIMES: dict[Period, int] = {"year": 0, "half": 2, "quarter": 4, "month": 12}
CLEARLY_NEXT_MONTH = (
    15  # "every quarter, by the 5th" is the month after; by the 25th may be either
)
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class DueDates:
    """The due dates of a phrase, the same dates before the shift, or why there are none."""

    dates: tuple[dt.date, ...] = ()
    before_shift: tuple[dt.date, ...] = ()
    reason: str = ""
    is_understood: bool = True

    @property
    def pairs(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """Return each date before and after the shift to a working day."""
        return tuple(zip(self.before_shift, self.dates, strict=True))


class NotUnderstoodError(ValueError):
    """A phrase that says nothing certain; the message says why."""


def due_dates(
    text: str,
    *,
    start: dt.date,
    end: dt.date,
    signed: dt.date | None = None,
    working: WorkingCalendar | None = None,
) -> DueDates:
    """Return the due dates of a phrase that lie (before their shift) between two days."""
    working = working or WorkingCalendar()
    phrase = read(text)
    if phrase.rest:
        reason = _("Not understood: “%(words)s”.") % {"words": phrase.rest}
        return DueDates(reason=reason, is_understood=False)
    try:
        _refuse_contradictions(phrase)
        _refuse_far_years(phrase)
        reason = _why_undated(phrase, signed)
        if reason:
            return DueDates(reason=reason)
        every_day = sorted(set(_days(phrase, start, end, signed, working)))
    except NotUnderstoodError as refusal:
        return DueDates(reason=str(refusal), is_understood=False)
    days = tuple(day for day in every_day if start <= day <= end)
    if not days:
        return DueDates(reason=_("No date of this term lies in the period asked for."))
    return DueDates(tuple(working.on_or_before(day) for day in days), days)


def _refuse_contradictions(phrase: Phrase) -> None:
    first, last = phrase.year_range or (0, 0)
    if phrase.is_contradictory or first > last or (phrase.year_range and phrase.years):
        raise NotUnderstoodError(_("The term says two different things."))


def _refuse_far_years(phrase: Phrase) -> None:
    named = [*phrase.years, *(phrase.year_range or ()), *(one.year for one in phrase.points)]
    for year in named:
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            sentence = _("The term names the year %(year)s: no plan reaches there.")
            raise NotUnderstoodError(sentence % {"year": f"{year:04}"})


def _why_undated(phrase: Phrase, signed: dt.date | None) -> str:
    dated = phrase.points or phrase.day_of_month is not None or phrase.within
    if phrase.undated:
        if dated or (phrase.every and not phrase.at_least):
            raise NotUnderstoodError(_("The term names a date and says that there is none."))
        return _("The term gives no date: “%(words)s”.") % {"words": phrase.undated}
    if phrase.within and not phrase.after_period and signed is None:
        return _("The term counts from the signing, and the date of signing is not given.")
    return ""


def _days(
    phrase: Phrase,
    start: dt.date,
    end: dt.date,
    signed: dt.date | None,
    working: WorkingCalendar,
) -> Iterator[dt.date]:
    if phrase.within and phrase.after_period:
        return _counted_from_ends(phrase, phrase.after_period, start, end, working)
    if phrase.within and signed:
        return _counted(phrase, signed, working)
    if phrase.day_of_month is not None:
        return _monthly_days(phrase, start, end)
    if phrase.points:
        return _yearly_points(phrase, start, end)
    if phrase.every:
        return _ends_of_periods(phrase.every, _years(phrase, start, end))
    return _ends_of_years(phrase)


def _counted(phrase: Phrase, signed: dt.date, working: WorkingCalendar) -> Iterator[dt.date]:
    if phrase.points or phrase.every or phrase.years or phrase.year_range or not phrase.within:
        raise NotUnderstoodError(_("The term counts from the signing and names a date as well."))
    yield _later(signed, phrase.within, working)


def _counted_from_ends(
    phrase: Phrase, period: Period, start: dt.date, end: dt.date, working: WorkingCalendar
) -> Iterator[dt.date]:
    """Count from the end of every period, those before the first day included."""
    if phrase.points or phrase.day_of_month or phrase.every not in (None, "year", period):
        raise NotUnderstoodError(_("The term says two different things."))
    years = _years(phrase, start, end)
    if not (phrase.years or phrase.year_range):
        years = [years[0] - 1, *years]
    for last_day in _ends_of_periods(period, years):
        yield _later(last_day, phrase.within or (0, "days"), working)


def _later(day: dt.date, within: tuple[int, Unit], working: WorkingCalendar) -> dt.date:
    count, unit = within
    if unit == "working_days":
        return working.after(day, count)
    if unit == "months":
        month = day.month - 1 + count
        return _day_of(day.year + month // 12, month % 12 + 1, day.day)
    return day + dt.timedelta(days=count * (7 if unit == "weeks" else 1))


def _years(phrase: Phrase, start: dt.date, end: dt.date) -> list[int]:
    if phrase.year_range:
        return list(range(phrase.year_range[0], phrase.year_range[1] + 1))
    return phrase.years or list(range(start.year, end.year + 1))


def _period_of_day(phrase: Phrase) -> Period:
    """Say after which periods a day of the month falls due, or refuse."""
    stated = None if phrase.following == "" or phrase.following == "stated" else phrase.following
    if stated and phrase.every not in (None, "year", stated):
        raise NotUnderstoodError(_("The term names two different periods."))
    period = stated or phrase.every
    if period is None:
        raise NotUnderstoodError(_("The term names a day of the month but not how often."))
    is_early = (phrase.day_of_month or 0) <= CLEARLY_NEXT_MONTH and period != "year"
    if period != "month" and not phrase.following and not is_early:
        raise NotUnderstoodError(_("The term does not say of which month the day is."))
    return period


def _monthly_days(phrase: Phrase, start: dt.date, end: dt.date) -> Iterator[dt.date]:
    if phrase.points or not phrase.day_of_month or not 1 <= phrase.day_of_month <= 31:
        raise NotUnderstoodError(_("The term names a day that does not exist, or too many days."))
    step = LENGTHS[_period_of_day(phrase)]
    if phrase.month_of_period not in range(step + 1):
        raise NotUnderstoodError(_("The term names a month that the period does not have."))
    first = phrase.month_of_period or step
    for year in _years(phrase, start, end):
        for month in range(first, 13, step):
            yield _day_of(year, month, phrase.day_of_month)


def _yearly_points(phrase: Phrase, start: dt.date, end: dt.date) -> Iterator[dt.date]:
    points = _with_years(phrase.points)
    _check_repetition(phrase, points, one_year=start.year == end.year)
    for point in points:
        years = [point.year] if point.year else _years(phrase, start, end)
        for year in years:
            yield _point_in(point, year)


def _with_years(points: list[Point]) -> list[Point]:
    """Give "10 January and 10 July 2014" its year on both dates."""
    found: list[Point] = []
    year: int | None = None
    for point in reversed(points):
        year = point.year or year
        found.append(Point(point.month, point.day, year))
    return found[::-1]


def _check_repetition(phrase: Phrase, points: list[Point], *, one_year: bool) -> None:
    """Refuse what contradicts itself or leaves the year to a guess."""
    stated = all(point.year for point in points)
    if stated and (phrase.every or phrase.year_range or phrase.years):
        raise NotUnderstoodError(_("The term names a year and repeats as well."))
    if not stated and any(point.year for point in points):
        raise NotUnderstoodError(_("The term names a year for some dates only."))
    if phrase.every and TIMES[phrase.every] not in (0, len(points)):
        raise NotUnderstoodError(_("The number of dates does not fit how often it is due."))
    is_certain = stated or phrase.every or phrase.years or phrase.year_range or one_year
    if not is_certain:
        raise NotUnderstoodError(_("The term does not say in which year."))


def _ends_of_periods(period: Period, years: list[int]) -> Iterator[dt.date]:
    step = LENGTHS[period]
    for year in years:
        for month in range(step, 13, step):
            yield _day_of(year, month, 31)


def _ends_of_years(phrase: Phrase) -> Iterator[dt.date]:
    if phrase.year_range:
        yield dt.date(phrase.year_range[1], 12, 31)
    elif phrase.years:
        yield from (dt.date(year, 12, 31) for year in phrase.years)
    else:
        raise NotUnderstoodError(_("The term is empty."))


def _point_in(point: Point, year: int) -> dt.date:
    longest = calendar.monthrange(2000, point.month)[1] if 1 <= point.month <= 12 else 0
    if point.year and longest:
        longest = calendar.monthrange(point.year, point.month)[1]
    if not longest or (point.day != LAST and not 1 <= point.day <= longest):
        raise NotUnderstoodError(_("The term names a day that does not exist."))
    return _day_of(year, point.month, 31 if point.day == LAST else point.day)


def _day_of(year: int, month: int, day: int) -> dt.date:
    """Return a day of a month, or its last day where the month is shorter."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
