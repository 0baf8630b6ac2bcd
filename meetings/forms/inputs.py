"""Inputs that every form of meetings shares."""

from typing import Any

from django import forms

from agencies.models import Body


class TimeInput(forms.TimeInput):
    """A time of day on the 24-hour clock."""

    def __init__(self) -> None:
        """Show by an example how a time is typed."""
        super().__init__(attrs={"class": "short", "placeholder": "14:05"}, format="%H:%M")


class HourField(forms.TimeField):
    """An hour of the day of a meeting, kept as people write it: 14:05."""

    def __init__(self, **options: Any) -> None:
        """Ask for a time on the 24-hour clock that may be left out."""
        super().__init__(widget=TimeInput(), required=False, **options)
        del self.widget.attrs["placeholder"]  # on a sheet an example reads as an hour

    def clean(self, value: Any) -> str:
        """Return the hour in one form whatever was typed, or nothing."""
        hour = super().clean(value)
        return f"{hour:%H:%M}" if hour else ""


def lines(rows: int = 3) -> forms.Textarea:
    """Return an input of some lines."""
    return forms.Textarea(attrs={"rows": rows})


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses a body by its name in the reader's language."""

    def label_from_instance(self, obj: Body) -> str:
        """Show the short name first: that is what people type."""
        return in_choice(obj)


class BodiesChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses several bodies by their names in the reader's language."""

    def __init__(self, **options: Any) -> None:
        """Offer a box to tick for each."""
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, obj: Body) -> str:
        """Show the short name first: that is what people type."""
        return in_choice(obj)


def in_choice(body: Body) -> str:
    """Say a body as one of many to choose from."""
    return f"{body.abbreviation} · {body.name}" if body.abbreviation else body.name
