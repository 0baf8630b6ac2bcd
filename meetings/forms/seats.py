"""What is typed about the seats of a body."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body
from audit import clock
from meetings import queries
from meetings.forms.inputs import BodyChoice


class SeatForm(forms.Form):
    """Takes down whose a new seat is: an organisation's, or one person's."""

    member = BodyChoice(
        label=_("Organisation"), required=False, queryset=None, empty_label=_("a personal seat")
    )
    holder: Any = forms.ModelChoiceField(
        label=_("Person"), required=False, queryset=None, empty_label=_("an organisation's seat")
    )
    title_kk = forms.CharField(
        label=_("Title of a personal seat, in Kazakh"), required=False, max_length=200
    )
    title_ru = forms.CharField(
        label=_("Title of a personal seat, in Russian"), required=False, max_length=200
    )
    title_en = forms.CharField(
        label=_("Title of a personal seat, in English"), required=False, max_length=200
    )
    act = forms.CharField(label=_("Act: its number and date"), required=False, max_length=200)
    valid_from = DayField(label=_("First day"))

    def __init__(self, *arguments: Any, body: Body, **options: Any) -> None:
        """Offer the bodies and people that may sit there."""
        super().__init__(*arguments, **options)
        self.fields["valid_from"].initial = clock.today()
        self.fields["member"].queryset = queries.bodies_to_seat(body)  # type: ignore[attr-defined]
        self.fields["holder"].queryset = queries.people_to_seat(body)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take exactly one of organisation and person."""
        given = super().clean() or self.cleaned_data
        if bool(given.get("member")) == bool(given.get("holder")):
            raise forms.ValidationError(gettext("Choose either an organisation or a person."))
        return given

    def facts(self) -> dict[str, Any]:
        """Return what the action asks for."""
        facts = dict(self.cleaned_data)
        title = tuple(facts.pop(f"title_{language}") for language in ("kk", "ru", "en"))
        return facts | {"title": title}


class SeatEndForm(forms.Form):
    """Takes down when a seat ends and why."""

    valid_to = DayField(label=_("First day without the seat"))
    reason = forms.CharField(label=_("Why, and by which act"), max_length=300)
