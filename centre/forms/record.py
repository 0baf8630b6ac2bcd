"""What a reader of the record may seek."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body, User
from centre.queries import record


class RecordFilter(forms.Form):
    """Seeks entries by person, organisation, act, thing and days."""

    who = forms.CharField(label=_("Who, or for whom"), required=False, max_length=200)
    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        label=_("Organisation"), required=False, queryset=None, empty_label=_("every one")
    )
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    kind = forms.ChoiceField(label=_("Kind of thing"), required=False)
    number = forms.CharField(label=_("Number of the thing"), required=False, max_length=40)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until, inclusive"), required=False)

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Offer what the record of this reader really holds."""
        super().__init__(*arguments, **options)
        every = [("", _("every one"))]
        self.fields["body"].queryset = record.bodies_with_entries(reader)  # type: ignore[attr-defined]
        self.fields["verb"].choices = every + record.verbs(reader)  # type: ignore[attr-defined]
        self.fields["kind"].choices = every + record.kinds(reader)  # type: ignore[attr-defined]

    def sought(self) -> dict[str, Any]:
        """Return what is really sought, by name."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self) -> dict[str, str]:
        """Return what is sought as texts, as the reading itself is recorded."""
        return {name: str(value) for name, value in self.sought().items()}
