"""A day is read as people write it, and never outside the house's times."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from agencies.forms import DayField, add_refusal
from agencies.templatetags.speech import say_date

DAY = dt.date(2026, 5, 3)
EVERY_MONTH = [dt.date(2026, month, 28) for month in range(1, 13)]


class DayForm(forms.Form):
    """A form with one day."""

    day = DayField()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("day", EVERY_MONTH)
def test_a_day_is_read_as_the_product_writes_it(language: str, day: dt.date) -> None:
    with translation.override(language):
        assert DayField().clean(say_date(day)) == day


@pytest.mark.parametrize("typed", ["03.05.2026", "2026-05-03", "3 май 2026", " 3 мая 2026 года "])
def test_a_day_is_read_as_people_type_it(typed: str) -> None:
    with translation.override("ru"):
        assert DayField().clean(typed) == DAY


@pytest.mark.parametrize("typed", ["завтра", "31.02.2026", "31 февраля 2026", "3 foo 2026"])
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="5 March 2026"):
        DayField().clean(typed)


@pytest.mark.parametrize("typed", ["31.12.9999", "31.12.1990", "1 января 2100"])
def test_a_day_of_no_time_of_ours_is_refused(typed: str) -> None:
    with translation.override("ru"), pytest.raises(ValidationError, match="1991"):
        DayField().clean(typed)


def test_a_refusal_stands_beside_its_field_or_on_top() -> None:
    form = DayForm({"day": "03.05.2026"})
    assert form.is_valid()
    add_refusal(form, ValidationError({"day": ["too late"], "other": ["strange"]}))
    assert form.errors == {"day": ["too late"], "__all__": ["strange"]}
