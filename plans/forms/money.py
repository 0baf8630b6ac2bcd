"""What a reader narrows the money of a programme down by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans import queries
from plans.models import PlanItemMoney, Programme, ProgrammeMoney
from plans.queries.money import NONE, MoneyFilter


class MoneyFilterForm(forms.Form):
    """The filter of the money of a programme; what it says stands in the address."""

    direction = forms.ChoiceField(label=_("Direction"), required=False)
    source = forms.ChoiceField(
        label=_("Source"), required=False,
        choices=[("", _("any")), *ProgrammeMoney.Source.choices],
    )  # fmt: skip
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *arguments: Any, programme: Programme, **options: Any) -> None:
        """Offer the directions and the years of one programme."""
        super().__init__(*arguments, **options)
        named = [(str(one.pk), str(one)) for one in programme.directions.order_by("number")]
        years = [(str(year), str(year)) for year in queries.years_of(programme)]
        self._offer("direction", [*named, (NONE, _("without a direction"))])
        self._offer("year", [*years, (NONE, _("whole period"))])

    def wanted(self) -> MoneyFilter:
        """Return what was asked for; a field that says nonsense asks for nothing."""
        return MoneyFilter(**{
            name: self._cleaned().get(name) or "" for name in ("direction", "source", "year")
        })  # fmt: skip

    def in_words(self) -> list[tuple[str, str]]:
        """Say the filter as label and value, for the head of a file."""
        return [
            (str(self.fields[name].label), str(dict(self.fields[name].choices)[value]))  # type: ignore[attr-defined]
            for name, value in self._cleaned().items()
            if value and name in self.fields
        ]

    def _cleaned(self) -> dict[str, Any]:
        self.is_valid()
        return dict(getattr(self, "cleaned_data", {}))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("any")), *choices]  # type: ignore[attr-defined]


class MoneyRowsForm(MoneyFilterForm):
    """The same with which column of figures was opened."""

    COLUMNS = [*ProgrammeMoney.Scenario.choices, *PlanItemMoney.Kind.choices]

    column = forms.ChoiceField(
        label=_("Kind"), choices=COLUMNS, widget=forms.HiddenInput, required=False
    )

    def column_asked(self) -> str:
        """Return the column, the first one where none is named."""
        return str(self._cleaned().get("column") or ProgrammeMoney.Scenario.DRAFT)
