"""What is sought among the bodies, and what an administrator types about one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body, Territory
from centre.forms.people import BodyChoice
from centre.queries import bodies

LANGUAGES = ("kk", "ru", "en")


class BodyFilter(forms.Form):
    """Seeks bodies by name and kind, the ended ones too when asked."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("every one")), *Body.Kind.choices]
    )
    ended = forms.BooleanField(label=_("Also those that have ended"), required=False)
    empty = forms.BooleanField(label=_("Only where nobody serves"), required=False)

    def __init__(self, *arguments: Any, keeps: bool, **options: Any) -> None:
        """Let only those who keep people seek by who serves where."""
        super().__init__(*arguments, **options)
        if not keeps:
            del self.fields["empty"]

    def sought(self) -> dict[str, Any]:
        """Return what is really sought, by name."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}


class NewBody(forms.Form):
    """Takes down a new body: where it stands, its names in three languages, since when."""

    parent = BodyChoice(label=_("Stands beneath"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind.choices)
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Short, in Latin letters; never changes.")
    )
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=300)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300)
    abbreviation_kk = forms.CharField(label=_("Short name in Kazakh"), max_length=60)
    abbreviation_ru = forms.CharField(label=_("Short name in Russian"), max_length=60)
    abbreviation_en = forms.CharField(label=_("Short name in English"), max_length=60)
    territory: "forms.ModelChoiceField[Territory]" = forms.ModelChoiceField(
        label=_("Territory"), queryset=None
    )
    valid_from = DayField(label=_("Exists from"))
    acts_by_agreement = forms.BooleanField(
        label=_("Acts by agreement (stands outside the Government)"), required=False
    )

    def __init__(self, *arguments: Any, reader: Any, **options: Any) -> None:
        """Offer the administrator's bodies and the land of today."""
        super().__init__(*arguments, **options)
        self.fields["parent"].queryset = bodies.managed(reader)  # type: ignore[attr-defined]
        self.fields["territory"].queryset = bodies.territories()  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what was typed in the form in which a body is added."""
        typed = dict(self.cleaned_data)
        names = {language: typed.pop(f"name_{language}") for language in LANGUAGES}
        short = {language: typed.pop(f"abbreviation_{language}") for language in LANGUAGES}
        return {**typed, "names": names, "abbreviations": short}


class BodyEnd(forms.Form):
    """Takes down when a body ends, who succeeds it, and why."""

    ends_on = DayField(
        label=_("First day without it"),
        help_text=_("Its appointments end at the beginning of that day."),
    )
    successor = BodyChoice(
        label=_("Successor"), required=False, queryset=None, empty_label=_("none")
    )
    reason = forms.CharField(
        label=_("Ground"), max_length=500, help_text=_("The act that ends it: number, date.")
    )

    def __init__(self, *arguments: Any, reader: Any, body: Body, **options: Any) -> None:
        """Offer every other living body as successor."""
        super().__init__(*arguments, **options)
        others = bodies.bodies(reader).exclude(pk=body.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
