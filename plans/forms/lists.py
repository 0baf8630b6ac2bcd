"""What a reader narrows a list down by, and which columns they want to see in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from plans import exports, queries
from plans.forms.inputs import BodyChoice
from plans.models import ActionPlan, ExecutionReport, FormOfCompletion, Programme, Task
from plans.queries import ListFilter, TaskFilter

if TYPE_CHECKING:
    PlanChoice = forms.ModelChoiceField[ActionPlan]
    WayChoice = forms.ModelChoiceField[FormOfCompletion]
    ProgrammeChoice = forms.ModelChoiceField[Programme]
else:
    PlanChoice = WayChoice = ProgrammeChoice = forms.ModelChoiceField


class ListForm(forms.Form):
    """The filter of a list; what it says stands in the address."""

    text = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    body = BodyChoice(label=_("Organisation"), required=False, queryset=None, empty_label=_("any"))
    territory = forms.CharField(
        label=_("Region"), required=False, max_length=60, widget=forms.Select
    )
    plan = PlanChoice(label=_("Plan"), required=False, queryset=None, empty_label=_("any"))
    form = WayChoice(
        label=_("Form of completion"), required=False, queryset=None, empty_label=_("any")
    )

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Offer the bodies and plans that the reader's list really has, and the units."""
        super().__init__(*arguments, **options)
        self.reader = reader
        self.fields["body"].queryset = queries.leads_of(reader)  # type: ignore[attr-defined]
        self.fields["plan"].queryset = queries.visible_plans(reader)  # type: ignore[attr-defined]
        self.fields["form"].queryset = queries.forms_of_completion()  # type: ignore[attr-defined]
        self.fields["territory"].widget.choices = self._lands()

    def cleaned(self) -> dict[str, Any]:
        """Return what was asked for; a field that says nonsense asks for nothing."""
        self.is_valid()
        return dict(getattr(self, "cleaned_data", {}))

    def filter(self) -> ListFilter:
        """Return what was asked for as a filter."""
        return ListFilter.of(self.cleaned())

    def in_words(self) -> list[tuple[str, str]]:
        """Say the filter as label and value, for the head of an export."""
        cleaned = self.cleaned()
        return [
            (str(self.fields[name].label), self._say(name, cleaned[name]))
            for name in self.fields
            if cleaned.get(name)
        ]

    def hidden_in_words(self) -> list[tuple[str, str]]:
        """Say what a link narrowed the list down to beside the fields that are seen."""
        cleaned = self.cleaned()
        return [
            (str(field.label), self._say(field.name, cleaned[field.name]))
            for field in self.hidden_fields()
            if cleaned.get(field.name)
        ]

    def _lands(self) -> list[tuple[str, Any]]:
        """Return the units, with whatever narrower land a link named."""
        units = queries.units_to_choose()
        code = str(self.data.get("territory", ""))[:60]
        if code and code not in dict(units):
            units = [*units, (code, queries.name_of_land(code))]
        return [("", _("any")), *units]

    def _say(self, name: str, value: Any) -> str:
        if name == "territory":
            return queries.name_of_land(value)
        if name == "item":
            return queries.number_of_item(self.reader, value)
        if name == "lead":
            return queries.name_of_body(value)
        if value is True:
            return str(_("yes"))
        choices = dict(getattr(self.fields[name], "choices", None) or [])
        return str(choices.get(value, value) if isinstance(value, str) else value)


class TaskFilterForm(ListForm):
    """The filter of a list of tasks."""

    PARTS = [
        ("", _("any")),
        ("lead", _("lead")),
        ("co_executor", _("co-executor")),
        ("control", _("under control")),
        ("region", _("due on my land")),
    ]
    STATES = [
        ("open", _("open")),
        ("owed", _("still owed")),
        *[choice for choice in Task.State.choices if choice[0] != "draft"],
        ("draft", _("draft")),
        ("all", _("all")),
    ]

    DUE = [("soon", _("due within 10 days")), ("ahead", _("still in time"))]

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES, initial="open")
    part = forms.ChoiceField(label=_("My part"), required=False, choices=PARTS)
    late = forms.BooleanField(label=_("Late only"), required=False)
    due = forms.ChoiceField(label=_("Term"), required=False, choices=DUE, widget=forms.HiddenInput)
    lead = forms.IntegerField(
        label=_("Lead"), required=False, min_value=1, widget=forms.HiddenInput
    )
    item = forms.IntegerField(
        label=_("Measure"), required=False, min_value=1, widget=forms.HiddenInput
    )

    def wanted(self) -> TaskFilter:
        """Return what was asked for; a field that says nonsense asks for nothing."""
        return TaskFilter.of(self.cleaned())


class MeasureFilterForm(ListForm):
    """The filter of a list of measures."""

    STATES = [
        ("", _("any")),
        ("open", _("with open tasks")),
        ("late", _("with late tasks")),
        ("done", _("all tasks closed")),
        ("not_issued", _("no task issued")),
    ]

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)


class ReportFilterForm(ListForm):
    """The filter of a list of reports."""

    STATES = [
        ("", _("any")),
        *ExecutionReport.Outcome.choices,
        ("late", _("submitted after the term")),
    ]

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)


class PlansFilterForm(forms.Form):
    """The filter of the list of plans and programmes."""

    text = forms.CharField(label=_("Words of the name"), required=False, max_length=100)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    programme = ProgrammeChoice(
        label=_("Programme"), required=False, queryset=None, empty_label=_("any")
    )

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Offer the programmes that the reader sees."""
        super().__init__(*arguments, **options)
        found = queries.programmes_listed(reader)
        self.fields["programme"].queryset = found  # type: ignore[attr-defined]

    def cleaned(self) -> dict[str, Any]:
        """Return what was asked for; a field that says nonsense asks for nothing."""
        self.is_valid()
        return dict(getattr(self, "cleaned_data", {}))

    def in_words(self) -> list[tuple[str, str]]:
        """Say the filter as label and value, for the head of an export."""
        return [
            (str(self.fields[name].label), str(value))
            for name, value in self.cleaned().items()
            if value
        ]


class ColumnsForm(forms.Form):
    """The columns that a reader wants to see in a list beside those it always has."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, every: Sequence[exports.Column], **options: Any) -> None:
        """Offer the columns that a list does not always show."""
        super().__init__(*arguments, **options)
        self.fields["columns"].choices = [  # type: ignore[attr-defined]
            (one.name, one.heading) for one in every if one.is_extra
        ]
