"""Forms of the duty: a pattern of shifts, a gap filled, a replacement, notes and remarks."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import User
from alerts.forms.inputs import InstantField
from audit import clock
from plans.forms.inputs import LongText

PLACES = 6


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # stubs only
    """Chooses a person by name."""

    def label_from_instance(self, obj: User) -> str:
        """Show the name."""
        return obj.full_name


class PatternForm(forms.Form):
    """Who follows whom, from when, for how many hours each, until when."""

    starts_on = DayField(label=_("First shift begins on"))
    starts_time = forms.TimeField(
        label=_("Time of the first shift"),
        widget=forms.TimeInput(attrs={"class": "short"}, format="%H:%M"),
    )
    hours = forms.TypedChoiceField(
        label=_("A shift lasts"),
        coerce=int,
        choices=[(24, _("24 hours")), (12, _("12 hours")), (8, _("8 hours")), (6, _("6 hours"))],
    )
    until = DayField(label=_("Last shift begins before"), help_text=_("This day is not included."))

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        """Offer as many places as a pattern has turns."""
        super().__init__(*args, **options)
        for place in range(1, PLACES + 1):
            self.fields[f"person_{place}"] = PersonChoice(
                label=_("Officer %(place)d") % {"place": place},
                queryset=people,
                required=place == 1,
            )

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the pattern says, as the action asks for it."""
        typed = self.cleaned_data
        named = [typed[f"person_{place}"] for place in range(1, PLACES + 1)]
        at = dt.datetime.combine(typed["starts_on"], typed["starts_time"], tzinfo=clock.zone())
        return {
            "people": [person for person in named if person is not None],
            "starts_at": at,
            "hours": typed["hours"],
            "until": clock.midnight(typed["until"]),
        }


class StretchForm(forms.Form):
    """Who is on duty from when until when."""

    person = PersonChoice(label=_("Who takes the duty"), queryset=User.objects.none())
    starts_at = InstantField(label=_("From"))
    ends_at = InstantField(label=_("Until"))

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        """Offer the people who hold a duty post."""
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = people


class ReplacementForm(StretchForm):
    """The same, with the reason why the duty changes hands."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class DecisionOnReplacementForm(forms.Form):
    """Whether a replacement asked for is made, with a remark."""

    decision = forms.ChoiceField(choices=[("grant", _("Make it")), ("refuse", _("Refuse"))])
    remark = forms.CharField(label=_("Remark"), required=False, max_length=300)


class NotesForm(forms.Form):
    """What the next officer should know."""

    notes = LongText(label=_("Notes for the next officer"), rows=6, required=False)


class AnewForm(forms.Form):
    """Why a handover is begun anew."""

    reason = LongText(label=_("Why it is begun anew"), rows=2)


class RemarkForm(forms.Form):
    """What is wrong with a line of a handover."""

    remark = LongText(label=_("Remark"), rows=3)


class ReplyForm(forms.Form):
    """The answer to a remark."""

    reply = LongText(label=_("Answer"), rows=3)
