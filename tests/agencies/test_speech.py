"""Dates and numbers as the three languages write them."""

import datetime as dt

import pytest
from django.utils import translation
from django.utils.formats import date_format

from agencies.templatetags import speech

DAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "2026 жылғы 5 наурыз"), ("ru", "5 марта 2026 г."), ("en", "5 March 2026")],
)
def test_a_date_that_obliges_is_said_in_words(language: str, words: str) -> None:
    with translation.override(language):
        assert speech.date_in_words(DAY) == words
        assert speech.date_in_words(None) == "—"


def test_an_instant_is_said_in_the_institutions_zone() -> None:
    instant = dt.datetime(2026, 3, 5, 19, 30, tzinfo=dt.UTC)
    assert speech.instant(instant) == "6 March 2026, 00:30"
    assert speech.say_instant(instant, "ru", "UTC") == "5 марта 2026 г., 19:30"
    assert speech.clock_time(instant) == "00:30"


def test_numbers_carry_the_readers_separators() -> None:
    with translation.override("kk"):
        assert speech.amount("103176.5") == "103\xa0176,5"
    assert speech.amount(1250) == "1,250"
    assert speech.amount(None) == "—"


@pytest.mark.parametrize(
    ("language", "written"), [("kk", "05.03.2026"), ("ru", "05.03.2026"), ("en", "05.03.2026")]
)
def test_no_language_writes_the_month_first(language: str, written: str) -> None:
    with translation.override(language):
        assert date_format(DAY, "SHORT_DATE_FORMAT") == written
