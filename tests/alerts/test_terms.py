"""Ends of terms from their words, as notices really state them."""

import datetime as dt

import pytest
from django.utils import translation

from alerts.terms import days_named, end_of_term
from alerts.texts.moments import say_term

SIX = dt.timezone(dt.timedelta(hours=6))


def at(text: str) -> dt.datetime:
    """Read an instant of UTC+6."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=SIX)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("40 days (40 суток)", "2016-06-06T12:00", "2016-07-16T00:00"),
        ("40 суток", "2016-06-06T12:00", "2016-07-16T00:00"),
        ("30 суток", "2016-07-16T00:00", "2016-08-15T00:00"),
        ("сроком на 14 (четырнадцать) суток", "2022-01-13T00:00", "2022-01-27T00:00"),
        ("14 days", "2022-01-26T00:00", "2022-02-09T00:00"),
        ("10 календарных дней", "2022-01-16T10:00", "2022-01-26T00:00"),
        ("40 тәулік мерзімге", "2016-06-06T12:00", "2016-07-16T00:00"),
        ("с 00.00 часов 26 января 2022 года на 14 суток", "2022-01-26T00:00", "2022-02-09T00:00"),
        ("until 15 Jan 2017 inclusive", "2016-08-15T00:00", "2017-01-16T00:00"),
        ("до 15 января 2017 года включительно", "2016-08-15T00:00", "2017-01-16T00:00"),
        ("до 15 января включительно", "2016-08-15T00:00", "2017-01-16T00:00"),
        (
            "2017 жылғы 15 қаңтарға дейін (қоса алғанда)",
            "2016-08-15T00:00",
            "2017-01-16T00:00",
        ),
        ("until 27 January 2022", "2022-01-13T00:00", "2022-01-27T00:00"),
        ("до 23:59 19 января 2022 года", "2022-01-05T00:00", "2022-01-19T23:59"),
        ("до 23.59 часов 19 января 2022 года", "2022-01-05T00:00", "2022-01-19T23:59"),
        ("до 24:00 19 января 2022 года", "2022-01-05T00:00", "2022-01-20T00:00"),
        ("до 18 часов 20 июля", "2016-07-18T12:20", "2016-07-20T18:00"),
        ("со 2 по 5 июля 2024 года", "2024-07-02T00:00", "2024-07-06T00:00"),
        ("2-5 July 2024", "2024-07-02T00:00", "2024-07-06T00:00"),
        ("from 2 to 5 July", "2024-07-02T00:00", "2024-07-06T00:00"),
        ("до 16.08.2016", "2016-07-16T00:00", "2016-08-16T00:00"),
        ("until 2022-01-27", "2022-01-13T00:00", "2022-01-27T00:00"),
        ("January 15, 2017 inclusive", "2016-08-15T00:00", "2017-01-16T00:00"),
        ("48 hours", "2022-01-05T10:00", "2022-01-07T10:00"),
        ("на 48 часов", "2022-01-05T10:00", "2022-01-07T10:00"),
        ("2 weeks", "2022-01-05T10:00", "2022-01-19T00:00"),
        ("5 месяцев", "2016-08-31T00:00", "2017-01-31T00:00"),
    ],
)
def test_the_end_follows_from_the_words(words: str, start: str, end: str) -> None:
    assert end_of_term(words, at(start)).ends_at == at(end)


@pytest.mark.parametrize(
    "words",
    ["", "до особого распоряжения", "until further notice", "ерекше өкімге дейін",
     "до отмены", "бессрочно"],
)  # fmt: skip
def test_some_terms_are_open(words: str) -> None:
    term = end_of_term(words, at("2022-01-05T10:00"))
    assert (term.ends_at, term.is_open, term.is_understood) == (None, True, True)


@pytest.mark.parametrize("words", ["as long as it takes", "до 4 января 2022", "31 февраля"])
def test_what_cannot_be_computed_is_said_to_be_unclear(words: str) -> None:
    term = end_of_term(words, at("2022-01-05T10:00"))
    assert (term.ends_at, term.is_understood) == (None, False)


def test_the_days_of_a_term_are_named() -> None:
    assert (days_named("на 14 суток"), days_named("until 27 January")) == (14, 0)


@pytest.mark.parametrize(
    ("words", "kk", "ru"),
    [("14 суток", "14 тәулік", "14 суток"), ("21 days", "21 тәулік", "21 сутки"),
     ("до 4 января 2022", "до 4 января 2022", "до 4 января 2022"),
     ("14 суток, затем отмена", "14 суток, затем отмена", "14 суток, затем отмена")],
)  # fmt: skip
def test_a_bare_number_of_days_is_said_in_the_readers_language(
    words: str, kk: str, ru: str
) -> None:
    for language, said in (("kk", kk), ("ru", ru)):
        with translation.override(language):
            assert say_term(words) == said
