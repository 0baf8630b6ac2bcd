"""The question pages of a proposal: one decision on each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.models import Territory
from alerts.models import COLOURS, CRITERIA, Action, Criterion, Level
from alerts.models.choices import ACTIONS_WITH_TERM

OFFERED = [
    (Action.SET, _("Set a level")),
    (Action.RAISE, _("Raise the level")),
    (Action.LOWER, _("Lower the level")),
    (Action.EXTEND, _("Extend the term")),
    (Action.CANCEL, _("Cancel the level")),
    (Action.CANCEL_PART, _("Take the territory out of a wider level")),
    (Action.KEEP, _("Confirm the level without change")),
]
LEVELS = [(int(level), level.label) for level in (Level.NONE, *COLOURS)]
AT_INPUT = forms.DateTimeInput(
    attrs={"class": "short", "placeholder": "31.12.2026 14:05"}, format="%d.%m.%Y %H:%M"
)
AT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"]


class TerritoriesForm(forms.Form):
    """Where: the Republic, units, cities and districts of the headquarters' own territory."""

    wide = forms.MultipleChoiceField(
        label=_("Republic and units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    inside = forms.MultipleChoiceField(
        label=_("Cities and districts"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, territories: Iterable[Territory], chosen: Iterable[str], **options: Any
    ) -> None:
        """Offer the territories handed in: wide ones first, then the places inside units."""
        super().__init__(*args, **options)
        offered: dict[str, list[tuple[str, str]]] = {"wide": [], "inside": []}
        for one in territories:
            offered["inside" if "/" in one.code else "wide"].append((one.code, one.name))
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the types apart
            field.choices = choices
            field.initial = list(chosen)
            if not choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one territory, wherever it stands."""
        cleaned = super().clean() or {}
        named = [*cleaned.get("wide", ()), *cleaned.get("inside", ())]
        if not named:
            raise ValidationError(_("Name at least one territory."))
        return {"territories": named}


class ActionForm(forms.Form):
    """What happens there: one action and level for all, or another for some."""

    action = forms.ChoiceField(
        label=_("What is decided"), choices=OFFERED, widget=forms.RadioSelect
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=LEVELS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only where a level is set, raised or lowered."),
    )

    def __init__(self, *args: Any, territories: Sequence[Territory], **options: Any) -> None:
        """Add, where there are several territories, a different decision for each."""
        super().__init__(*args, **options)
        self.territories = territories if len(territories) > 1 else ()
        for one in self.territories:
            self.fields[f"action_{one.code}"] = forms.ChoiceField(
                label=_("%(place)s: what is decided") % {"place": one.name},
                choices=[("", _("as above")), *OFFERED],
                required=False,
            )
            self.fields[f"level_{one.code}"] = forms.ChoiceField(
                label=_("%(place)s: level") % {"place": one.name},
                choices=[("", _("as above")), *LEVELS],
                required=False,
            )

    @property
    def common(self) -> list[forms.BoundField]:
        """Return what holds for all the territories."""
        return [self["action"], self["level"]]

    @property
    def each(self) -> list[forms.BoundField]:
        """Return what may differ for one territory."""
        return [self[name] for name in self.fields if "_" in name]

    def clean(self) -> dict[str, Any]:
        """Refuse a set, raise or lower that names no level."""
        cleaned = super().clean() or {}
        if cleaned.get("action") in (Action.SET, Action.RAISE) and not cleaned.get("level"):
            self.add_error("level", _("Choose the level that is set."))
        return cleaned


class CriterionForm(forms.Form):
    """On which legal ground: the decree binds one criterion, or one of two, to each colour."""

    def __init__(self, *args: Any, levels: Iterable[int], **options: Any) -> None:
        """Ask once for each colour that the decision names."""
        super().__init__(*args, **options)
        for level in sorted(levels, reverse=True):
            self.fields[f"criterion_{level}"] = forms.ChoiceField(
                label=_("Criterion for the level %(level)s") % {"level": Level(level).label},
                choices=Criterion.choices,
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse the criterion of another colour."""
        cleaned = super().clean() or {}
        for name, criterion in list(cleaned.items()):
            level = Level(int(name.rpartition("_")[2]))
            if criterion not in CRITERIA[level]:
                self.add_error(
                    name,
                    ValidationError(
                        _("This criterion is not the one of the level %(level)s."),
                        params={"level": level.label},
                    ),
                )
        return cleaned


class TermForm(forms.Form):
    """From when, and until when."""

    starts_at = forms.DateTimeField(
        label=_("In force from"),
        required=False,
        help_text=_("Leave empty for this moment. The time of Almaty."),
        widget=AT_INPUT,
        input_formats=AT_FORMATS,
    )
    term_text = forms.CharField(
        label=_("Term in words"),
        required=False,
        max_length=300,
        help_text=_("“40 days”, “40 суток”, “until 15 January 2017 inclusive”; "
                    "empty means until further notice. Day 1 is the day of introduction."),
    )  # fmt: skip
    stated_end = forms.DateTimeField(
        label=_("Stated end, if another one is stated"),
        required=False,
        widget=AT_INPUT,
        input_formats=AT_FORMATS,
    )
    review_on = forms.DateField(
        label=_("Date of review"),
        required=False,
        help_text=_("Compulsory where there is no end."),
        input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(
            attrs={"class": "short", "placeholder": "31.12.2026"}, format="%d.%m.%Y"
        ),
    )

    def __init__(self, *args: Any, actions: Iterable[str], **options: Any) -> None:
        """Ask for a term only where an action has one."""
        super().__init__(*args, **options)
        if not set(actions) & {str(one) for one in ACTIONS_WITH_TERM}:
            for name in ("term_text", "stated_end", "review_on"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for a date of review where no end is named."""
        cleaned = super().clean() or {}
        names_an_end = cleaned.get("term_text") or cleaned.get("stated_end")
        if "review_on" in self.fields and not names_an_end and not cleaned.get("review_on"):
            self.add_error("review_on", _("A level without an end needs a date of review."))
        return cleaned


class GroundForm(forms.Form):
    """Who decides, in which capacity, on which legal ground, with whose consent."""

    authority_ru = forms.CharField(
        label=_("Decided by, in which capacity (Russian)"), max_length=300
    )
    authority_kk = forms.CharField(
        label=_("Decided by, in which capacity (Kazakh)"), max_length=300
    )
    legal_ground = forms.CharField(label=_("Legal ground"), max_length=300)
    is_operation_regime = forms.BooleanField(
        label=_("The regime of a counter-terrorist operation is in force"), required=False
    )
    consent_by = forms.CharField(
        label=_("Consent given by"),
        required=False,
        max_length=300,
        help_text=_("Where the decision needs somebody's consent."),
    )
    consent_at = forms.DateTimeField(
        label=_("Consent given at"), required=False, widget=AT_INPUT, input_formats=AT_FORMATS
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of a consent, or none."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("consent_by")) != bool(cleaned.get("consent_at")):
            self.add_error("consent_by", _("Say who gave the consent, and when."))
        return cleaned


class TextsForm(forms.Form):
    """The official texts, drafted from the answers and open to editing."""

    text_kk = forms.CharField(
        label=_("Text in Kazakh"), widget=forms.Textarea(attrs={"rows": 9, "lang": "kk"})
    )
    text_ru = forms.CharField(
        label=_("Text in Russian"), widget=forms.Textarea(attrs={"rows": 9, "lang": "ru"})
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 9, "lang": "en"}),
    )
