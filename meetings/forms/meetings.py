"""What is typed about a meeting and its agenda."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import User
from alerts.models import LevelDecision
from audit import clock
from meetings import queries
from meetings.actions.agenda import ItemText
from meetings.forms.inputs import BodyChoice, TimeInput, lines
from meetings.models import Meeting, MeetingSeries, MeetingTemplate


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
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until, inclusive"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Offer the bodies that meet."""
        super().__init__(*arguments, **options)
        self.fields["body"].queryset = queries.bodies_that_meet()  # type: ignore[attr-defined]

    def sought(self) -> dict[str, Any]:
        """Return what is really sought, by name."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}


class TemplateChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses a template by its name and by whose it is."""

    def label_from_instance(self, obj: MeetingTemplate) -> str:
        """Say the template and its body."""
        return f"{obj.name} · {obj.body.abbreviation or obj.body.name}"


class TemplateForm(forms.Form):
    """Takes down under which name a meeting is kept as a template."""

    name = forms.CharField(
        label=_("Name of the template"),
        max_length=120,
        help_text=_("A template of the same name is kept anew."),
    )


class MeetingForm(forms.Form):
    """Takes down when, where and how a body meets."""

    body = BodyChoice(label=_("Convening body"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    joint_with = BodyChoice(
        label=_("Together with"), required=False, queryset=None, empty_label=_("no other body")
    )
    day = DayField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"), widget=TimeInput(), help_text=_("24-hour clock, the time of Astana.")
    )
    length_minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=10, max_value=600, initial=90
    )
    place_kk = forms.CharField(label=_("Place, in Kazakh"), max_length=200)
    place_ru = forms.CharField(label=_("Place, in Russian"), max_length=200)
    quorum_rule = forms.ChoiceField(label=_("Quorum"), choices=Meeting.QuorumRule.choices)
    materials_days = forms.TypedChoiceField(
        label=_("Materials are taken until"),
        choices=[
            (3, _("3 working days before: the head of a state body is in the chair")),
            (7, _("7 working days before: the Prime Minister or a deputy is in the chair")),
        ],
        coerce=int,
    )
    template = TemplateChoice(
        label=_("Questions of a template"),
        required=False,
        queryset=None,
        empty_label=_("none: the agenda begins empty"),
    )
    repeat = forms.TypedChoiceField(
        label=_("Regularity"),
        required=False,
        choices=[(0, _("once")), *MeetingSeries.Every.choices],
        coerce=int,
        initial=0,
    )
    times = forms.IntegerField(
        label=_("How many meetings"),
        required=False,
        min_value=2,
        max_value=12,
        help_text=_("For a series; one on a day of rest moves to the next working day."),
    )
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
        options["initial"].setdefault("materials_days", settings.MATERIALS_WORKING_DAYS)
        super().__init__(*arguments, **options)
        bodies = queries.bodies_to_convene(actor)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["joint_with"].queryset = queries.partners()  # type: ignore[attr-defined]
        templates = queries.templates_for(actor)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        if meeting:
            for name in ("body", "template", "repeat", "times"):
                del self.fields[name]
            self.fields["reason"] = forms.CharField(
                label=_("Why it is changed"), required=False, max_length=300
            )
        else:
            self.fields["body"].initial = bodies.first()

    def clean(self) -> dict[str, Any]:
        """Ask how many meetings a series has, and for a template of the same body."""
        given = super().clean() or self.cleaned_data
        if given.get("repeat") and not given.get("times"):
            self.add_error("times", gettext("Say how many meetings the series has."))
        template = given.get("template")
        if template and given.get("body") and template.body_id != given["body"].pk:
            self.add_error("template", gettext("This template is of another body."))
        return given

    def regularity(self) -> tuple[int, int]:
        """Return how many months apart and how often; nothing of it for a single meeting."""
        repeat = self.cleaned_data.get("repeat") or 0
        return repeat, (self.cleaned_data.get("times") or 0) if repeat else 0

    def facts(self) -> dict[str, Any]:
        """Return what the action asks for."""
        facts = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("repeat", "times")
        }
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
        "materials_days",
        "basis",
    )
    return {name: getattr(meeting, name) for name in names} | {
        "day": local.date(),
        "time": local.time(),
    }


def template_facts(template: MeetingTemplate) -> dict[str, Any]:
    """Return with what a form begins that a template opens."""
    names = ("kind", "length_minutes", "place_kk", "place_ru", "quorum_rule", "materials_days")
    facts = {name: getattr(template, name) for name in names}
    return facts | {"body": template.body_id, "template": template.pk, "time": template.begins}


def level_facts(level: LevelDecision) -> dict[str, Any]:
    """Return with what a form begins on the ground of a level: extraordinary, and named by it."""
    day = f", {clock.local_date(level.decided_at):%d.%m.%Y}" if level.decided_at else ""
    ground = f"№ {level.number}{day}: деңгей туралы шешім / решение об уровне"
    return {"kind": Meeting.Kind.EXTRAORDINARY, "basis": ground, "day": clock.today()}


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

    is_closed = forms.BooleanField(
        label=_("Closed question"),
        required=False,
        help_text=_("Whoever does not sit in the meeting sees its number and “closed” only."),
    )

    def text(self) -> ItemText:
        """Return the question as the action asks for it."""
        return ItemText(**self.cleaned_data)


class MaterialForm(forms.Form):
    """Takes a paper for a question."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("The same title again makes the next version of the paper."),
    )
    upload = forms.FileField(
        label=_("File"),
        help_text=_("Marked “for official use”: not here, register its number only."),
    )


class LateForm(forms.Form):
    """Takes down why late materials are let in."""

    reason = forms.CharField(
        label=_("Ground"), widget=lines(2), help_text=_("It stays on record.")
    )


class SearchForm(forms.Form):
    """Asks which words are sought."""

    words = forms.CharField(
        label=_("Words"),
        min_length=3,
        max_length=100,
        help_text=_("At least three letters; a part of a word is enough."),
    )
