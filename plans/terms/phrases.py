"""Reading a term phrase: its parts one after another, every word accounted for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from plans.terms import words
from plans.terms.words import (
    AND,
    BY,
    CASE_KK,
    GENITIVE,
    KAZAKH,
    NAMED,
    NUMBER,
    ORDINAL,
    UNTIL_KK,
    YEAR_KK,
    YEAR_RU,
)

Period = Literal["month", "quarter", "half", "year"]
Unit = Literal["days", "working_days", "weeks", "months"]
LAST = 0  # the last day of the month, whichever it is


@dataclass(frozen=True)
class Point:
    """One day of a year: month and day (0: the last), in a stated year or in any."""

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
    within: tuple[int, Unit] | None = None
    undated: str = ""
    rest: str = ""


Reader = Callable[[Phrase, "re.Match[str]"], None]


def _year(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    year = found.get("year") or found.get("year_kk")
    return int(year) if year else None


def _dates(phrase: Phrase, match: re.Match[str]) -> None:
    month = words.month_number(match["month"])
    for day in re.findall(r"\d{1,2}", match["days"]):
        phrase.points.append(Point(month, int(day), _year(match)))


def _numeric_date(phrase: Phrase, match: re.Match[str]) -> None:
    phrase.points.append(Point(int(match["m"]), int(match["d"]), int(match["y"])))


def _month(phrase: Phrase, match: re.Match[str]) -> None:
    phrase.points.append(Point(words.month_number(match["month"]), LAST, _year(match)))


def _parts(length: int) -> Reader:
    def reader(phrase: Phrase, match: re.Match[str]) -> None:
        for word in re.findall(ORDINAL, match["parts"]):
            number = words.ordinal(word)
            phrase.points.append(Point(number * length, LAST, _year(match)))

    return reader


def _range(phrase: Phrase, match: re.Match[str]) -> None:
    phrase.year_range = (int(match["first"]), int(match["last"]))


def _years(phrase: Phrase, match: re.Match[str]) -> None:
    phrase.years += [int(year) for year in re.findall(r"\d{4}", match.group())]


def _day(phrase: Phrase, match: re.Match[str]) -> None:
    phrase.day_of_month = int(match["day"])
    found = match.groupdict()
    if found.get("each"):
        phrase.every = phrase.every or "month"
    elif found.get("after"):
        phrase.following = PERIOD_WORDS.get((found.get("period") or "")[:5], "stated")


def _within(unit: Unit) -> Reader:
    def reader(phrase: Phrase, match: re.Match[str]) -> None:
        phrase.within = (words.count(match.groupdict().get("count") or "1"), unit)

    return reader


def _every(period: Period, *, at_least: bool = False) -> Reader:
    def reader(phrase: Phrase, match: re.Match[str]) -> None:
        phrase.at_least = phrase.at_least or at_least
        phrase.every = phrase.every or period

    return reader


def _undated(phrase: Phrase, match: re.Match[str]) -> None:
    phrase.undated = match.group()


PERIOD_WORDS: dict[str, Period] = {
    "месяц": "month", "айдан": "month",
    "кварт": "quarter", "тоқса": "quarter",
    "полуг": "half", "жарты": "half",
    "годом": "year", "жылда": "year",
}  # fmt: skip

_ONCE = r"(?:(?:один|1|бір)\s+)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{NUMBER})"
_LIST = rf"(?P<parts>{ORDINAL}(?:{AND}{ORDINAL})*)"
_IN = r"(?:(?:в|во|в течение|до конца|к концу)\s+)?"
_END_KK = r"(?:н?[ыі]ң\s+(?:соңына|аяғына)\s+дейін)"
_SIGNED_RU = r"(?:\s+(?:со дня|с даты|после)\s+(?:подписания|утверждения|принятия))?"
_SIGNED_KK = r"(?:(?:қол қойылған|бекітілген|қабылданған)\s+күн(?:н?ен|інен)\s+бастап\s+)?"

GRAMMAR: tuple[tuple[str, Reader], ...] = (
    (r"постоянно|на постоянной основе|тұрақты(?:\s+түрде|\s+негізде)?|үнемі", _undated),
    (r"по мере (?:необходимости|поступления|обращения)", _undated),
    (r"при необходимости|қажеттілігіне қарай|қажет болған жағдайда|түсуіне қарай", _undated),
    (r"по отдельному (?:плану|графику)|жеке (?:жоспар|кесте) бойынша", _undated),
    # within so many days of the signing
    (rf"в месячный срок{_SIGNED_RU}|{_SIGNED_KK}айлық мерзімде", _within("months")),
    (rf"в (?:{_COUNT})[- ]?месячный срок{_SIGNED_RU}", _within("months")),
    (rf"в недельный срок{_SIGNED_RU}|{_SIGNED_KK}апталық мерзімде", _within("weeks")),
    (rf"в (?:{_COUNT})[- ]?дневный срок{_SIGNED_RU}", _within("days")),
    (rf"в течение {_COUNT} рабочих дней{_SIGNED_RU}", _within("working_days")),
    (rf"в течение {_COUNT} (?:календарных )?дней{_SIGNED_RU}", _within("days")),
    (rf"в течение (?:{_COUNT} )?(?:месяцев|месяца){_SIGNED_RU}", _within("months")),
    (rf"в течение (?:{_COUNT} )?(?:недель|недели){_SIGNED_RU}", _within("weeks")),
    (rf"{_SIGNED_KK}{_COUNT} жұмыс күні (?:ішінде|мерзімде|мерзімінде)", _within("working_days")),
    (
        rf"{_SIGNED_KK}{_COUNT} (?:күнтізбелік )?күн(?:дік|і)? (?:ішінде|мерзімде|мерзімінде)",
        _within("days"),
    ),
    (rf"{_SIGNED_KK}{_COUNT} ай(?:лық)? (?:ішінде|мерзімде|мерзімінде)", _within("months")),
    (rf"{_SIGNED_KK}{_COUNT} апта(?:лық)? (?:ішінде|мерзімде|мерзімінде)", _within("weeks")),
    # how often
    (
        r"не реже (?:одного |1 )?раза в год|жылына кемінде (?:бір|1) рет",
        _every("year", at_least=True),
    ),
    (r"не реже (?:одного |1 )?раза в полугодие", _every("half", at_least=True)),
    (r"не реже (?:одного |1 )?раза в квартал", _every("quarter", at_least=True)),
    (r"не реже (?:одного |1 )?раза в месяц", _every("month", at_least=True)),
    (rf"ежегодно|каждый год|{_ONCE}раз в год|жыл сайын|жылына (?:бір|1) рет", _every("year")),
    (
        rf"(?:два|2) раза в год|{_ONCE}раз в (?:полугодие|полгода)|каждое полугодие|по полугодиям"
        r"|жылына (?:екі|2) рет|жартыжылдық сайын|жарты жыл сайын|жартыжылдықта бір рет",
        _every("half"),
    ),
    (
        rf"ежеквартально|поквартально|каждый квартал|{_ONCE}раз в квартал"
        r"|(?:әр )?тоқсан сайын|тоқсанына бір рет|тоқсанда бір рет",
        _every("quarter"),
    ),
    (
        rf"ежемесячно|каждый месяц|{_ONCE}раз в месяц|ай сайын|айына бір рет",
        _every("month"),
    ),
    # a day of the month
    (
        rf"{BY}(?P<day>\d{{1,2}})(?:-?(?:го|му|ого|ому))? числ[ау]"
        r"(?P<each> каждого месяца)?"
        r"(?P<after> месяца,? следующего за отчетным"
        r"(?:\s+(?P<period>месяцем|кварталом|полугодием|годом|периодом))?)?",
        _day,
    ),
    (
        r"(?P<after>есепті (?P<period>айдан|тоқсаннан|жартыжылдықтан|жылдан|кезеңнен)"
        r" кейінгі )?(?P<each>әр )?(?:айдың )?(?P<day>\d{1,2})"
        rf"(?:-?(?:ы|і|сы|сі|ші|шы))?[- ]?күн{CASE_KK}{UNTIL_KK}",
        _day,
    ),
    (
        r"(?P<after>есепті (?P<period>айдан|тоқсаннан|жартыжылдықтан|жылдан|кезеңнен)"
        r" кейінгі )?(?P<each>әр )?айдың (?P<day>\d{1,2})"
        rf"-(?:ы|і|сы|сі)?{CASE_KK}{UNTIL_KK}",
        _day,
    ),
    # days of a year
    (rf"{BY}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}})(?:\s*(?:года|г))?", _numeric_date),
    (
        rf"{BY}(?P<days>\d{{1,2}}(?:-?го)?(?:{AND}\d{{1,2}}(?:-?го)?)*)\s+"
        rf"(?P<month>{GENITIVE}){YEAR_RU}",
        _dates,
    ),
    (
        rf"{YEAR_KK}(?P<days>\d{{1,2}}(?:{AND}\d{{1,2}})*)\s+(?P<month>{KAZAKH}){CASE_KK}{UNTIL_KK}",
        _dates,
    ),
    (rf"(?:в\s+)?(?P<month>{NAMED}){YEAR_RU}", _month),
    (rf"(?:до конца|к концу|в течение)\s+(?P<month>{GENITIVE}){YEAR_RU}", _month),
    (
        rf"{YEAR_KK}(?P<month>{KAZAKH})(?:\s+ай(?:ы|ында|ының соңына дейін))?(?!\w)",
        _month,
    ),
    # parts of a year
    (rf"{_IN}{_LIST}\s+квартал(?:а|е|ы|ов|ах)?{YEAR_RU}", _parts(3)),
    (
        rf"{YEAR_KK}{_LIST}[- ]тоқсан(?:{_END_KK}|дар(?:ы|да|ында)?|ында|да|ы)?(?!\w)",
        _parts(3),
    ),
    (rf"{_IN}{_LIST}\s+полугоди(?:е|я|и|й){YEAR_RU}", _parts(6)),
    (
        rf"{YEAR_KK}{_LIST}[- ]жарты\s?жылды(?:қ|ғы|қта|ғында|қтар){_END_KK}?(?!\w)",
        _parts(6),
    ),
    # years
    (
        r"(?:(?:в|на|в течение)\s+)?(?P<first>\d{4})-(?P<last>\d{4})\s*"
        r"(?:годы|годах|годов|годам|гг\.?|жылдар(?:ы|да|ында|ға)?|жж\.?)",
        _range,
    ),
    (
        rf"(?:(?:в|в течение|до конца|к концу)\s+)?\d{{4}}(?:{AND}\d{{4}})*\s*"
        r"(?:годы|годах|годов|года|году|год|гг\.?|г\.?)(?!\w)",
        _years,
    ),
    (
        rf"\d{{4}}(?:{AND}\d{{4}})*\s*"
        r"(?:жылдың (?:соңына|аяғына) дейін|жылдары|жылдар|жылы|жылғы|жыл)(?!\w)",
        _years,
    ),
)  # fmt: skip

_READERS = tuple((re.compile(rf"(?:{pattern})(?!\w)"), reader) for pattern, reader in GRAMMAR)
_BETWEEN = re.compile(r"[\s,;().]+|(?:и|а также|және)(?!\w)")


def read(text: str) -> Phrase:
    """Read a phrase part by part; the longest reading of each place wins."""
    phrase, rest = Phrase(), words.tidy(text)
    while rest:
        between = _BETWEEN.match(rest)
        if between:
            rest = rest[between.end() :]
            continue
        found = [(match, reader) for rule, reader in _READERS if (match := rule.match(rest))]
        if not found:
            phrase.rest = rest
            return phrase
        match, reader = max(found, key=lambda pair: pair[0].end())
        reader(phrase, match)
        rest = rest[match.end() :]
    return phrase
