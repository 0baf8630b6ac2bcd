"""What a term phrase may say, part by part, and what is taken down when a part is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from plans.terms import words

Period = Literal["month", "quarter", "half", "year"]
Unit = Literal["days", "working_days", "weeks", "months"]
LAST = -1  # the last day of the month, whichever it is
NEXT = 1  # the month after the period reported on
LENGTHS: dict[Period, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Point:
    """One day of a year: month and day (or the last), in a stated year or in any."""

    month: int
    day: int
    year: int | None = None


@dataclass
class Phrase:
    """The parts found in a phrase; `rest` is what was not understood."""

    points: list[Point] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    year_range: tuple[int, int] | None = None
    every: Period | None = None
    at_least: bool = False
    day_of_month: int | None = None
    following: Period | Literal["", "stated"] = ""
    month_of_period: int = NEXT  # 1, 2…: that month after the period; 0: its own last month
    within: tuple[int, Unit] | None = None
    after_period: Period | None = None
    undated: str = ""
    is_contradictory: bool = False
    rest: str = ""

    def say_once(self, name: str, value: object, nothing: object = None) -> None:
        """Take down what a phrase may say once; saying something else as well contradicts it."""
        already = getattr(self, name)
        if already not in (nothing, value):
            self.is_contradictory = True
        setattr(self, name, value)

    def say_how_often(self, period: Period) -> None:
        """Take down how often: "every year, each quarter" is each quarter."""
        if self.every in (None, "year"):
            self.every = period
        elif period not in ("year", self.every):
            self.is_contradictory = True


Reader = Callable[[Phrase, "re.Match[str]"], None]
Grammar = tuple[tuple[str, Reader], ...]


def year_of(match: re.Match[str]) -> int | None:
    """Return the year that a part names before (kk) or after (ru) its day."""
    found = match.groupdict()
    year = found.get("year") or found.get("year_kk")
    return int(year) if year else None


def dates(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down the days of one month: "10 и 25 декабря"."""
    month = words.month_number(match["month"])
    for day in re.findall(r"\d{1,2}", match["days"]):
        phrase.points.append(Point(month, int(day), year_of(match)))


def day_of_months(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down one day of several months: "к 10 числу января и июля"."""
    for name in re.findall(words.MONTH, match["months"]):
        phrase.points.append(Point(words.month_number(name), int(match["day"]), year_of(match)))


def numeric_date(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down a day in figures."""
    phrase.points.append(Point(int(match["m"]), int(match["d"]), int(match["y"])))


def month(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down the end of a month."""
    phrase.points.append(Point(words.month_number(match["month"]), LAST, year_of(match)))


def decade(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down the end of the first, second or third ten days of a month."""
    number = words.ordinal(match["part"])
    day = number * 10 if number < 3 else LAST
    phrase.is_contradictory = phrase.is_contradictory or number > 3
    phrase.points.append(Point(words.month_number(match["month"]), day, year_of(match)))


def parts(length: int) -> Reader:
    """Take down the ends of quarters (3) or half-years (6); of a span, its end alone."""

    def reader(phrase: Phrase, match: re.Match[str]) -> None:
        for listed in re.split(words.AND, match["parts"]):
            ends = [words.ordinal(word) for word in re.findall(words.ORDINAL, listed)]
            if ends != sorted(set(ends)):
                phrase.is_contradictory = True
            phrase.points.append(Point(ends[-1] * length, LAST, year_of(match)))

    return reader


def end_of_year(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down the end of a year that is not named."""
    phrase.points.append(Point(12, LAST))


def year_range(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down the first and the last of a range of years."""
    phrase.say_once("year_range", (int(match["first"]), int(match["last"])))


def years(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down years that are listed one by one."""
    phrase.years += [int(year) for year in re.findall(r"\d{4}", match.group())]


def day(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down a day of the month, and of which month it is if that is said."""
    phrase.say_once("day_of_month", int(match["day"]))
    found = match.groupdict()
    if found.get("each"):
        phrase.every = phrase.every or "month"
    if found.get("last"):
        phrase.month_of_period = 0
        phrase.following = _period_named(found) or "stated"
    elif found.get("after"):
        phrase.month_of_period = words.ordinal(found["nth"]) if found.get("nth") else NEXT
        phrase.following = _period_named(found) or "stated"


def within(unit: Unit) -> Reader:
    """Take down a number of days, weeks or months, from the signing or from a period's end."""

    def reader(phrase: Phrase, match: re.Match[str]) -> None:
        found = match.groupdict()
        phrase.say_once("within", (words.count(found.get("count") or "1"), unit))
        if found.get("period"):
            phrase.say_once("after_period", _period_named(found))

    return reader


def every(period: Period, *, at_least: bool = False) -> Reader:
    """Take down how often."""

    def reader(phrase: Phrase, match: re.Match[str]) -> None:
        if at_least:
            phrase.at_least = True
            phrase.every = phrase.every or period
        else:
            phrase.say_how_often(period)

    return reader


def undated(phrase: Phrase, match: re.Match[str]) -> None:
    """Take down the words that say that there is no date."""
    phrase.undated = phrase.undated or match.group()


def passing(phrase: Phrase, match: re.Match[str]) -> None:
    """Pass over words that add nothing to the date."""


def _period_named(found: dict[str, str]) -> Period | None:
    name = found.get("period") or ""
    return next((period for stem, period in words.PERIODS.items() if name.startswith(stem)), None)
