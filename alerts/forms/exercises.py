"""Forms of exercises: the plan, who takes part, and the short form of a level that is played."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, Territory, User
from alerts.forms.inputs import InstantField
from alerts.models import COLOURS, CRITERIA, Level

LEVELS = [
    *((int(level), level.label) for level in COLOURS),
    (int(Level.NONE), _("no level any more: all-clear")),
]


class ExerciseForm(forms.Form):
    """What an exercise is called, what is played, and from when until when."""

    name_kk = forms.CharField(
        label=_("Name in Kazakh"), max_length=200, widget=forms.TextInput(attrs={"lang": "kk"})
    )
    name_ru = forms.CharField(
        label=_("Name in Russian"), max_length=200, widget=forms.TextInput(attrs={"lang": "ru"})
    )
    starts_at = InstantField(
        label=_("Planned start"),
        help_text=_("The time of UTC+5. The exercise begins when its first level is sent."),
    )
    ends_at = InstantField(label=_("Planned end"))
    scenario = forms.CharField(
        label=_("Scenario"),
        help_text=_(
            "Read by the headquarters alone. No names of real suspects, nothing for official use."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned = super().clean() or {}
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The end lies before the beginning."))
        return cleaned


class _Bodies(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ParticipantsForm(forms.Form):
    """The exercise's own list of organisations."""

    bodies = _Bodies(
        label=_("Organisations that take part"),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: QuerySet[Body], **options: Any) -> None:
        """Offer the organisations handed in."""
        super().__init__(*args, **options)
        field = self.fields["bodies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = offered


class _People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name}, {obj.position}" if obj.position else str(obj.full_name)


class NamedPeopleForm(forms.Form):
    """The people of one organisation who alone are told."""

    people = _People(
        label=_("Only these people are told"),
        help_text=_("Choose nobody to tell everyone who is told in earnest."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, offered: QuerySet[User], **options: Any) -> None:
        """Offer the people handed in."""
        super().__init__(*args, **options)
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = offered


class InjectForm(forms.Form):
    """A level that is played: where, which, on which criterion, and what is told besides."""

    territories = forms.MultipleChoiceField(
        label=_("Territories"), widget=forms.CheckboxSelectMultiple
    )
    level = forms.TypedChoiceField(
        label=_("Level"), choices=LEVELS, coerce=int, widget=forms.RadioSelect
    )
    criterion = forms.ChoiceField(
        label=_("Criterion"),
        choices=[
            ("", _("the usual one of the level")),
            *((str(one), one.label) for one in CRITERIA[Level.RED]),
        ],
        required=False,
        help_text=_("Only red has two: the usual one is an act that was committed."),
    )
    told_kk = forms.CharField(
        label=_("What the participants are told besides, in Kazakh"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "kk"}),
    )
    told_ru = forms.CharField(
        label=_("What the participants are told besides, in Russian"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "ru"}),
    )

    def __init__(self, *args: Any, territories: Iterable[Territory], **options: Any) -> None:
        """Offer the territories handed in."""
        super().__init__(*args, **options)
        self.offered = {one.code: one for one in territories}
        field = self.fields["territories"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the types apart
        field.choices = [(one.code, one.name) for one in self.offered.values()]

    def clean(self) -> dict[str, Any]:
        """Ask for both languages of what is told, or none; hand out territories, not codes."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("told_kk")) != bool(cleaned.get("told_ru")):
            raise ValidationError(_("Write what is told in Kazakh and in Russian, or in neither."))
        chosen = cleaned.get("territories", ())
        told = {"kk": cleaned.get("told_kk", ""), "ru": cleaned.get("told_ru", "")}
        return {
            "territories": [self.offered[code] for code in chosen],
            "level": cleaned.get("level"),
            "criterion": cleaned.get("criterion", ""),
            "told": told,
        }


class ExerciseSendForm(forms.Form):
    """What was shown to the approver, and for red a word that no real level asks for."""

    digest = forms.CharField(widget=forms.HiddenInput)
    typed_word = forms.CharField(
        label=_("Confirmation"),
        help_text=_("Type exercise, in one of the three languages, to show that you mean one."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, is_red: bool = False, **options: Any) -> None:
        """Ask for the word only where a red level is played."""
        super().__init__(*args, **options)
        if not is_red:
            del self.fields["typed_word"]
