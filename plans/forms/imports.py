"""What the secretariat gives and mends when a table of a plan is brought in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans import queries
from plans.forms.inputs import LONGEST, WARNING
from plans.models import PlanImport

MENDED_AT_ONCE = 40
CELLS = {
    "number": _("Number"),
    "text": _("Measure"),
    "form": _("Form of completion"),
    "responsible": _("Responsible"),
    "term": _("Term"),
    "cost": _("Expected cost"),
    "source": _("Source of funds"),
    "total": _("Total"),
    "unit": _("Unit"),
}


class TableFileForm(forms.Form):
    """Takes the file with the table."""

    file = forms.FileField(
        label=_("File with the table"),
        help_text=WARNING,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx"}),
    )


class MendForm(forms.Form):
    """Offers cells of a table for mending, each beside what is wrong with it."""

    def __init__(
        self,
        *arguments: Any,
        one: PlanImport,
        cells: list[dict[str, Any]],
        **options: Any,
    ) -> None:
        """Make a field for each cell."""
        super().__init__(*arguments, **options)
        for cell in cells[:MENDED_AT_ONCE]:
            name = f"{cell['row']}-{cell['column']}"
            if name in self.fields:
                self.fields[name].help_text += f" {cell['message']}"
            else:
                self.fields[name] = _field_for(one, cell)

    @property
    def mended(self) -> Mapping[tuple[int, str], str]:
        """Return the cells whose words were changed."""
        found = {}
        for name, typed in self.cleaned_data.items():
            text = typed.replace("\r\n", "\n")
            place, _dash, cell = name.partition("-")
            if text != self.fields[name].initial and not (cell == "form" and not text):
                found[int(place), cell] = text
        return found


def _field_for(one: PlanImport, cell: dict[str, Any]) -> forms.Field:
    """Return a text field, or a choice out of the vocabulary for a form of completion."""
    name = CELLS.get(cell["column"], cell["column"].removeprefix("y"))
    facts = {"cell": cell["cell"], "name": name}
    about: dict[str, Any] = {
        "label": _("%(cell)s, %(name)s") % facts,
        "required": False,
        "help_text": cell["message"],
    }
    if cell["column"] == "form":
        words = [
            (getattr(form, f"name_{one.language}"), form.name)
            for form in queries.forms_of_completion()
        ]
        first = ("", cell["text"] or "—")
        return forms.ChoiceField(choices=[first, *words], initial="", **about)
    box = forms.Textarea(attrs={"rows": 2, "lang": one.language})
    return forms.CharField(initial=cell["text"], widget=box, max_length=LONGEST, **about)
