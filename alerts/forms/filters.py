"""The filter of the list of decisions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Territory
from alerts.models import COLOURS, LevelDecision
from alerts.queries.listing import LISTS

COLOURS_SAID = [(one.word, one.label) for one in reversed(COLOURS)]


class DecisionFilter(forms.Form):
    """Which decisions are listed."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("any")), *LevelDecision.State.choices],
    )
    territory = forms.ModelChoiceField(
        label=_("Territory"),
        required=False,
        queryset=Territory.objects.none(),
        to_field_name="code",
        empty_label=_("any"),
    )

    def __init__(self, *args: Any, territories: QuerySet[Territory], **options: Any) -> None:
        """Offer the territories handed in."""
        super().__init__(*args, **options)
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = territories


class ListFilter(forms.Form):
    """Which of the lists of levels is shown, and which part of it."""

    show = forms.ChoiceField(label=_("List"), choices=list(LISTS.items()))
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", _("any")), *COLOURS_SAID],
    )
    territory = forms.ModelChoiceField(
        label=_("Territory"),
        required=False,
        queryset=Territory.objects.none(),
        to_field_name="code",
        empty_label=_("any"),
    )

    def __init__(self, *args: Any, territories: QuerySet[Territory], **options: Any) -> None:
        """Offer the territories handed in; papers that wait carry no one colour."""
        super().__init__(*args, **options)
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = territories

    def in_words(self) -> list[tuple[str, str]]:
        """Say the filter as label and value, for the head of a file."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        said = {name: str(dict(COLOURS_SAID).get(value, value)) for name, value in cleaned.items()}
        return [
            (str(self.fields[n].label), said[n]) for n in ("level", "territory") if cleaned.get(n)
        ]
