"""What is typed about one item while it is discussed."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from meetings.forms.inputs import lines
from meetings.models import AgendaItem, Minutes


class MinutesForm(forms.Form):
    """Takes down what was heard, said and decided, over the version the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    heard_kk = forms.CharField(label=_("Heard, in Kazakh"), required=False, widget=lines(4))
    heard_ru = forms.CharField(label=_("Heard, in Russian"), required=False, widget=lines(4))
    spoke_kk = forms.CharField(label=_("Spoke, in Kazakh"), required=False, widget=lines(4))
    spoke_ru = forms.CharField(label=_("Spoke, in Russian"), required=False, widget=lines(4))
    decided_kk = forms.CharField(
        label=_("Introduction to the decision, in Kazakh"), required=False, widget=lines(2)
    )
    decided_ru = forms.CharField(
        label=_("Introduction to the decision, in Russian"), required=False, widget=lines(2)
    )

    def __init__(self, *arguments: Any, item: AgendaItem, **options: Any) -> None:
        """Begin with what is written down already."""
        stored = getattr(item, "minutes", None)
        initial = {name: getattr(stored, name, "") for name in Minutes.TEXTS}
        options["initial"] = initial | {"version": stored.version if stored else 0}
        super().__init__(*arguments, **options)

    def texts(self) -> dict[str, str]:
        """Return the six texts with the line ends of the record."""
        return {
            name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in Minutes.TEXTS
        }

    def beside(self, stored: Minutes) -> list[tuple[BoundField, str]]:
        """Return each input beside what is stored, where the two differ."""
        return [
            (self[name], getattr(stored, name))
            for name in Minutes.TEXTS
            if getattr(stored, name) != self.cleaned_data.get(name)
        ]

    def see_version(self, version: int) -> None:
        """Let the writer, who now sees the other text too, save over this version."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "version": str(version)}
