"""The filter of the list of decisions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Territory
from alerts.models import LevelDecision


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
