"""Inputs that the forms of levels share."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import FIRST_DAY, LAST_DAY, day_in_words

AT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M"]
LONGEST_REASON = 500  # it is read on boards, by telephone and in short messages
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*$")


class ReasonField(forms.CharField):
    """The reason that one of the answers needs: it is neither optional nor asked of all."""

    is_needed_by_one_answer = True

    def __init__(self, **options: Any) -> None:
        """Leave the asking to the act; what is too long for a board is refused."""
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, max_length=LONGEST_REASON, widget=widget, **options)


class InstantInput(forms.DateTimeInput):
    """A day with its time as people type it."""

    def __init__(self) -> None:
        """Show by an example how an instant is typed."""
        attrs = {"class": "short", "placeholder": "31.12.2026 14:05"}
        super().__init__(attrs=attrs, format="%d.%m.%Y %H:%M")


class InstantField(forms.DateTimeField):
    """A day and a time of Almaty, in figures or in words as the product itself writes it."""

    widget = InstantInput
    default_error_messages = {
        "invalid": _("Write the day and the time, as 31.12.2026 14:05 or as 5 March 2026, 14:05.")
    }

    def __init__(self, **options: Any) -> None:
        """Take the forms in which people write an instant."""
        super().__init__(input_formats=AT_FORMATS, **options)

    def to_python(self, value: Any) -> dt.datetime | None:
        """Read a day in words first: “5 марта 2026 г., 14:05”."""
        if isinstance(value, str):
            day, time = day_in_words(value), _CLOCK.search(value)
            if day and time:
                value = f"{day:%d.%m.%Y} {int(time[1]):02d}:{time[2]}"
        instant = super().to_python(value)
        if instant is not None and not FIRST_DAY <= instant.date() <= LAST_DAY:
            raise forms.ValidationError(_("Write a day between 1991 and 2099."))
        return instant
