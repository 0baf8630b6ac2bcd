"""Inputs that the forms of every room share, and how a refusal reaches the field it is about."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from agencies.templatetags.speech import MONTHS

FIRST_DAY, LAST_DAY = dt.date(1991, 1, 1), dt.date(2099, 12, 31)
_NUMBERS = {
    name[:3].lower(): number
    for names in MONTHS.values()
    for number, name in enumerate(names.split(), start=1)
} | {"май": 5}
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[^\W\d]{3,})\s+(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s+\S+\s+(?P<day>\d{1,2})\s+(?P<month>[^\W\d]{3,})")


class DayInput(forms.DateInput):
    """A day as people type it; a browser's own calendar would write it as its maker does."""

    def __init__(self) -> None:
        """Show by an example how a day is typed."""
        attrs = {"class": "short", "placeholder": "31.12.2026"}
        super().__init__(attrs=attrs, format="%d.%m.%Y")


class DayField(forms.DateField):
    """A day in figures or in words, as the product itself writes it, within the house's times."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("Write the day in figures, as 31.12.2026, or in words, as 5 March 2026.")
    }

    def __init__(self, **options: Any) -> None:
        """Hold the day between the first of the Republic's and the end of the century."""
        super().__init__(**options)
        sentence = _("Write a day between 1991 and 2099.")
        self.validators += [
            MinValueValidator(FIRST_DAY, sentence),
            MaxValueValidator(LAST_DAY, sentence),
        ]

    def to_python(self, value: Any) -> dt.date | None:
        """Read words first: “5 марта 2026 г.”, “2026 жылғы 5 наурыз”, “5 March 2026”."""
        spoken = day_in_words(value) if isinstance(value, str) else None
        return spoken or super().to_python(value)


def day_in_words(text: str) -> dt.date | None:
    """Read a day that is written in words in any of the three languages, or nothing."""
    found = _YEAR_FIRST.search(text) or _DAY_FIRST.search(text)
    month = _NUMBERS.get(found["month"][:3].lower()) if found else None
    if found is None or month is None:
        return None
    try:
        return dt.date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def add_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Put each sentence of a refusal beside the field it is about, else on top."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
