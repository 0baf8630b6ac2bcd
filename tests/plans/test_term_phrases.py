"""Term phrases of appendix B and their relatives, ru and kk, and what holds of any phrase."""

import datetime as dt
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.terms import WorkingCalendar, due_dates, read

START, END = dt.date(2013, 1, 1), dt.date(2017, 12, 31)
SIGNED = dt.date(2013, 9, 24)


def stated(phrase: str, start: dt.date = START, end: dt.date = END) -> list[str]:
    """Return the dates of a phrase before their shift."""
    found = due_dates(phrase, start=start, end=end, signed=SIGNED)
    return [day.isoformat() for day in found.before_shift]


def each_year(*days: str, first: int = 2013, last: int = 2017) -> list[str]:
    """Write days of a year out over the years."""
    return [f"{year}-{day}" for year in range(first, last + 1) for day in days]


QUARTERS = ("03-31", "06-30", "09-30", "12-31")
AFTER_QUARTERS = ("01-05", "04-05", "07-05", "10-05")
TENTHS = tuple(f"{month:02}-10" for month in range(1, 13))

APPENDIX_B = {
    "до 1 марта 2014 года": ["2014-03-01"],
    "2014 жылғы 1 наурызға дейін": ["2014-03-01"],
    "I квартал 2014 года": ["2014-03-31"],
    "2014 жылғы I тоқсан": ["2014-03-31"],
    "IV квартал, ежегодно": each_year("12-31"),
    "жыл сайын, IV тоқсан": each_year("12-31"),
    "ежеквартально, до 5 числа месяца, следующего за отчетным": each_year(*AFTER_QUARTERS),
    "тоқсан сайын, есепті тоқсаннан кейінгі айдың 5-күніне дейін": each_year(*AFTER_QUARTERS),
    "тоқсан сайын": each_year(*QUARTERS),
    "два раза в год, к 10 января и 10 июля": each_year("01-10", "07-10"),
    "жылына екі рет, 10 қаңтарға және 10 шілдеге": each_year("01-10", "07-10"),
    "жылына екі рет": each_year("06-30", "12-31"),
    "ежемесячно, до 10 числа": each_year(*TENTHS),
    "ай сайын, 10-күніне дейін": each_year(*TENTHS),
    "в месячный срок": ["2013-10-24"],
    "бір ай мерзімде": ["2013-10-24"],
    "в десятидневный срок": ["2013-10-04"],
    "он күн мерзімде": ["2013-10-04"],
    "не позднее 15 числа месяца, следующего за отчетным полугодием": each_year("01-15", "07-15"),
    "2013-2017 годы": ["2017-12-31"],
    "2013 - 2017 жылдар": ["2017-12-31"],
}

SAMPLE_ROWS = {
    "ежегодно, до 20 декабря": each_year("12-20"),
    "ежеквартально, до 5 числа": each_year(*AFTER_QUARTERS),
    "IV квартал 2015 года": ["2015-12-31"],
    "2014-2017 годы, ежегодно к 15 января": each_year("01-15", first=2014),
    "1 марта 2014 года": ["2014-03-01"],
    "ежегодно, II и IV кварталы": each_year("06-30", "12-31"),
    "ежегодно, до 1 апреля": each_year("04-01"),
}

RELATIVES = {
    "ІV квартал 2014 г.": ["2014-12-31"],  # a Cyrillic І, as typists write it
    "4 квартал 2014 года": ["2014-12-31"],
    "первое полугодие 2014 года": ["2014-06-30"],
    "2014 жылғы II жартыжылдық": ["2014-12-31"],
    "в течение 10 рабочих дней": ["2013-10-08"],
    "қол қойылған күннен бастап 10 жұмыс күні ішінде": ["2013-10-08"],
    "до конца 2014 года": ["2014-12-31"],
    "2014 жылдың соңына дейін": ["2014-12-31"],
    "до 25.12.2014": ["2014-12-25"],
    "ежегодно, декабрь": each_year("12-31"),
    "2014 жылғы желтоқсан": ["2014-12-31"],
    "10 января и 10 июля 2014 года": ["2014-01-10", "2014-07-10"],
    "Ежемесячно": [f"{y}-{m:02}-{d}" for y in range(2013, 2018) for m, d in (
        (1, 31), (2, 29 if y == 2016 else 28), (3, 31), (4, 30), (5, 31), (6, 30),
        (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31))],
    "раз в полугодие": each_year("06-30", "12-31"),
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "dates"), (APPENDIX_B | SAMPLE_ROWS | RELATIVES).items())
def test_a_phrase_gives_its_dates(phrase: str, dates: list[str]) -> None:
    """The table of the appendix, the sample rows, and how people really write them."""
    assert stated(phrase) == dates


@pytest.mark.parametrize(
    "phrase",
    ["постоянно", "тұрақты", "по мере необходимости", "қажеттілігіне қарай",
     "по мере поступления", "по отдельному плану", "жеке жоспар бойынша",
     "по мере необходимости, не реже раза в год"],
)  # fmt: skip
def test_some_terms_give_no_date_and_say_so(phrase: str) -> None:
    """Understood, without a date, with the words that say so."""
    found = due_dates(phrase, start=START, end=END)
    assert (found.dates, found.is_understood) == ((), True)
    assert read(phrase).undated in found.reason


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("скоро", "Not understood: “скоро”."),
        ("до марта 2014 года", "Not understood"),
        ("ежегодно, до 1 апреля, кроме високосных", "Not understood: “кроме високосных”."),
        ("до 1 марта", "in which year"),
        ("до 10 числа", "not how often"),
        ("ежеквартально, до 25 числа", "of which month"),
        ("30 февраля 2014 года", "does not exist"),
        ("два раза в год, к 10 января", "does not fit how often"),
        ("ежемесячно, до 15 числа месяца, следующего за отчетным кварталом", "two different"),
        ("1 марта 2014 года, ежегодно", "repeats as well"),
        ("постоянно, до 1 марта 2014 года", "says that there is none"),
        ("", "is empty"),
        ("ежегодно, 0000-2026 годы", "the year 0000"),
        ("2015-9999 годы, ежегодно к 15 января", "the year 9999"),
        ("0000 жылғы 1 наурыз", "the year 0000"),
        ("с 0001 по 2015 год, ежегодно", "the year 0001"),
        ("0 марта 2014 года", "does not exist"),
        ("00.03.2014", "does not exist"),
        ("к 0 числу января и июля 2014 года", "does not exist"),
        ("ежеквартально, до 0 числа", "does not exist"),
    ],
)
def test_what_is_not_certain_is_never_guessed(phrase: str, reason: str) -> None:
    """No date, and the sentence that says what is missing."""
    found = due_dates(phrase, start=START, end=END, signed=SIGNED)
    assert (found.dates, found.is_understood) == ((), False)
    assert reason in found.reason


def test_a_term_from_signing_needs_the_signing() -> None:
    """Without the date of signing there is no date, and the reason says so."""
    found = due_dates("в месячный срок", start=START, end=END)
    assert found.dates == ()
    assert "date of signing is not given" in found.reason


def test_the_year_is_taken_from_a_period_of_one_year() -> None:
    """In a plan of one year «до 1 марта» is certain."""
    year = dt.date(2014, 1, 1), dt.date(2014, 12, 31)
    assert stated("до 1 марта", *year) == ["2014-03-01"]
    assert stated("IV квартал", *year) == ["2014-12-31"]


def test_the_shift_goes_back_to_a_working_day_and_is_kept() -> None:
    """1 March 2014 was a Saturday; Nauryz and a day worked instead are known to the calendar."""
    working = WorkingCalendar({dt.date(2014, 3, 21): False, dt.date(2014, 3, 22): True})
    saturday = due_dates("до 1 марта 2014 года", start=START, end=END, working=working)
    assert saturday.pairs == ((dt.date(2014, 3, 1), dt.date(2014, 2, 28)),)
    rested = due_dates("21 марта 2014 года", start=START, end=END, working=working)
    assert rested.dates == (dt.date(2014, 3, 20),)
    worked = due_dates("22 марта 2014 года", start=START, end=END, working=working)
    assert worked.dates == worked.before_shift == (dt.date(2014, 3, 22),)


# The machine may be shared: a slow draw is not a fault of the code.
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DATED = st.sampled_from(sorted(APPENDIX_B | SAMPLE_ROWS))
DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2018, 12, 31))
CALENDARS = st.dictionaries(DAYS, st.booleans(), max_size=15).map(WorkingCalendar)


@BUSY
@given(DATED, CALENDARS)
def test_every_due_date_is_worked_and_the_latest_such(
    phrase: str, working: WorkingCalendar
) -> None:
    """Between a due date and the stated one no day is worked; shifting twice changes nothing."""
    found = due_dates(phrase, start=START, end=END, signed=SIGNED, working=working)
    assert found.before_shift == tuple(sorted(set(found.before_shift)))
    for before, due in found.pairs:
        assert START <= before <= END
        assert due <= before
        assert working.is_working(due)
        assert working.on_or_before(due) == due
        between = ((due + dt.timedelta(days=n)) for n in range(1, (before - due).days + 1))
        assert not any(working.is_working(day) for day in between)


@BUSY
@given(DATED, DAYS)
def test_a_period_cut_in_two_gives_the_same_dates(phrase: str, cut: dt.date) -> None:
    """No occurrence is lost or doubled where one plan period ends and the next begins."""
    if "квартал 20" in phrase or cut >= END:
        cut = dt.date(2015, 6, 15)
    whole = stated(phrase)
    parts = stated(phrase, START, cut) + stated(phrase, cut + dt.timedelta(days=1), END)
    assert parts == whole


@BUSY
@given(st.text(alphabet=string.ascii_lowercase + " абвгдежзийклмнопрстуф,.", max_size=40))
def test_no_text_is_guessed_at(text: str) -> None:
    """Whatever is typed: dates, or a reason; and never both."""
    found = due_dates(text, start=START, end=END, signed=SIGNED)
    assert bool(found.dates) != bool(found.reason)


@BUSY
@given(st.integers(2013, 2017), st.sampled_from(range(4)))
def test_kazakh_and_russian_say_the_same(year: int, quarter: int) -> None:
    """A quarter in kk is the quarter in ru."""
    roman = ("I", "II", "III", "IV")[quarter]
    assert stated(f"{year} жылғы {roman} тоқсан") == stated(f"{roman} квартал {year} года")


def test_the_shipped_calendar_knows_its_days(house: None) -> None:
    """Holidays, days in lieu and moved days of 2013–2027, each with source and certainty."""
    from plans.models import WorkingDayException
    from plans.queries import working_calendar

    working = working_calendar()
    for rested in ("2014-01-03", "2013-05-10", "2018-12-31", "2016-09-12", "2026-12-16"):
        assert not working.is_working(dt.date.fromisoformat(rested)), rested
    for worked in ("2013-12-28", "2018-03-03", "2014-05-11", "2026-12-17"):
        assert working.is_working(dt.date.fromisoformat(worked)), worked
    years = {row.day.year for row in WorkingDayException.objects.all()}
    assert years == set(range(2013, 2028))
    assert not WorkingDayException.objects.filter(source="").exists()
    last = WorkingDayException.objects.filter(day__year__gte=2026)
    assert set(last.values_list("confidence", flat=True)) == {"unverified"}
