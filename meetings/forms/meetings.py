"""What is typed about a meeting and its agenda."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from audit import clock
from meetings import queries
from meetings.actions.agenda import ItemText
from meetings.forms.inputs import BodyChoice, DayInput, TimeInput, lines
from meetings.models import Meeting


class MeetingFilter(forms.Form):
    """Seeks meetings by body, kind, state and days."""

    EVERY = [("", _("every one"))]

    body = BodyChoice(
        label=_("Organisation"), required=False, queryset=None, empty_label=_("every one")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[*EVERY, *Meeting.Kind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*EVERY, *Meeting.State.choices]
    )
    since = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Until, inclusive"), required=False, widget=DayInput())

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Offer the bodies that meet."""
        super().__init__(*arguments, **options)
        self.fields["body"].queryset = queries.bodies_that_meet()  # type: ignore[attr-defined]

    def sought(self) -> dict[str, Any]:
        """Return what is really sought, by name."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}


class MeetingForm(forms.Form):
    """Takes down when, where and how a body meets."""

    body = BodyChoice(label=_("Convening body"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    joint_with = BodyChoice(
        label=_("Together with"), required=False, queryset=None, empty_label=_("no other body")
    )
    day = forms.DateField(label=_("Day"), widget=DayInput())
    time = forms.TimeField(
        label=_("Time"), widget=TimeInput(), help_text=_("24-hour clock, the time of Astana.")
    )
    length_minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=10, max_value=600, initial=90
    )
    place_kk = forms.CharField(label=_("Place, in Kazakh"), max_length=200)
    place_ru = forms.CharField(label=_("Place, in Russian"), max_length=200)
    quorum_rule = forms.ChoiceField(label=_("Quorum"), choices=Meeting.QuorumRule.choices)
    basis = forms.CharField(
        label=_("Ground for convening"),
        required=False,
        max_length=300,
        help_text=_("For an extraordinary meeting: on whose decision. Names no persons."),
    )

    def __init__(
        self, *arguments: Any, actor: User, meeting: Meeting | None = None, **options: Any
    ) -> None:
        """Offer the bodies for which this person convenes; an existing meeting keeps its own."""
        options.setdefault("initial", _initial(meeting) if meeting else {})
        options["initial"].setdefault("quorum_rule", settings.QUORUM)
        super().__init__(*arguments, **options)
        bodies = queries.bodies_to_convene(actor)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["joint_with"].queryset = queries.partners()  # type: ignore[attr-defined]
        if meeting:
            del self.fields["body"]
            self.fields["reason"] = forms.CharField(
                label=_("Why it is changed"), required=False, max_length=300
            )
        else:
            self.fields["body"].initial = bodies.first()

    def facts(self) -> dict[str, Any]:
        """Return what the action asks for."""
        facts = dict(self.cleaned_data)
        moment = dt.datetime.combine(facts.pop("day"), facts.pop("time"), tzinfo=clock.zone())
        return facts | {"starts_at": moment}


def _initial(meeting: Meeting) -> dict[str, Any]:
    local = meeting.starts_at.astimezone(clock.zone())
    names = (
        "kind",
        "joint_with",
        "length_minutes",
        "place_kk",
        "place_ru",
        "quorum_rule",
        "basis",
    )
    return {name: getattr(meeting, name) for name in names} | {
        "day": local.date(),
        "time": local.time(),
    }


class CancelForm(forms.Form):
    """Takes down why a meeting is cancelled."""

    reason = forms.CharField(
        label=_("Why it is cancelled"), max_length=300, help_text=_("It stays on record.")
    )


class OpeningForm(forms.Form):
    """Asks whether those invited are told now."""

    CHOICES = [("yes", _("Yes, send the invitations now")), ("no", _("No, only open it"))]

    notify = forms.ChoiceField(
        label=_("Tell those who are invited?"),
        choices=CHOICES,
        initial="yes",
        widget=forms.RadioSelect,
    )


class ItemForm(forms.Form):
    """Takes down one question of the agenda."""

    title_kk = forms.CharField(label=_("Question, in Kazakh"), widget=lines(2))
    title_ru = forms.CharField(label=_("Question, in Russian"), widget=lines(2))
    speaker_kk = forms.CharField(label=_("Speaker, in Kazakh"), required=False, max_length=300)
    speaker_ru = forms.CharField(label=_("Speaker, in Russian"), required=False, max_length=300)
    minutes_allotted = forms.IntegerField(
        label=_("Minutes allotted"), min_value=1, max_value=240, initial=15
    )
    draft_decision_kk = forms.CharField(
        label=_("Draft decision, in Kazakh"), required=False, widget=lines()
    )
    draft_decision_ru = forms.CharField(
        label=_("Draft decision, in Russian"), required=False, widget=lines()
    )

    def text(self) -> ItemText:
        """Return the question as the action asks for it."""
        return ItemText(**self.cleaned_data)
