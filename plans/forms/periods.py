"""Closing a half-year and reopening it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from plans import queries
from plans.forms.inputs import LongText

HALVES = {1: ((1, 1), (6, 30)), 2: ((7, 1), (12, 31))}


class ClosePeriodForm(forms.Form):
    """Which half-year is closed."""

    half = forms.ChoiceField(label=gettext_lazy("Half-year"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Offer the half-years of the last two years that are over, the newest first."""
        super().__init__(*arguments, **options)
        self.fields["half"].choices = [  # type: ignore[attr-defined]
            (f"{year}-{half}", self.name_of(year, half))
            for year in range(clock.today().year, clock.today().year - 3, -1)
            for half in (2, 1)
            if self.days_of(year, half)[1] < clock.today()
        ]

    @staticmethod
    def name_of(year: int, half: int) -> str:
        """Name a half-year."""
        sentence = _("first half of %(year)s") if half == 1 else _("second half of %(year)s")
        return sentence % {"year": year}

    @staticmethod
    def days_of(year: int, half: int) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of a half-year."""
        first, last = HALVES[half]
        return dt.date(year, *first), dt.date(year, *last)

    def period(self) -> dict[str, dt.date]:
        """Return the days of the half-year that was chosen."""
        year, half = self.cleaned_data["half"].split("-")
        first, last = self.days_of(int(year), int(half))
        return {"first_day": first, "last_day": last}


class ReopenPeriodForm(forms.Form):
    """Why a closed period is opened again."""

    reason = LongText(label=gettext_lazy("Reason"), rows=3)


class PeriodRowsForm(forms.Form):
    """Which number of a report is opened: of what, and kept how."""

    by = forms.ChoiceField(required=False, choices=[(one, one) for one in queries.DIMENSIONS])
    key = forms.CharField(required=False, max_length=18)
    kept = forms.ChoiceField(required=False, choices=[(one, one) for one in queries.KEPT])
