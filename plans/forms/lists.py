"""What a reader narrows a list of tasks down by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from plans import queries
from plans.forms.inputs import BodyChoice
from plans.models import ActionPlan, Task
from plans.queries import TaskFilter


class TaskFilterForm(forms.Form):
    """The filter of a list of tasks; what it says stands in the address."""

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

    text = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES, initial="open")
    part = forms.ChoiceField(label=_("My part"), required=False, choices=PARTS)
    body = BodyChoice(label=_("Organisation"), required=False, queryset=None, empty_label=_("any"))
    plan: "forms.ModelChoiceField[ActionPlan]" = forms.ModelChoiceField(
        label=_("Plan"), required=False, queryset=None, empty_label=_("any")
    )
    late = forms.BooleanField(label=_("Late only"), required=False)
    due = forms.ChoiceField(label=_("Term"), required=False, choices=DUE, widget=forms.HiddenInput)
    item = forms.IntegerField(
        label=_("Measure"), required=False, min_value=1, widget=forms.HiddenInput
    )
    territory = forms.CharField(
        label=_("Territory"), required=False, max_length=60, widget=forms.HiddenInput
    )

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Offer the bodies and plans that the reader's tasks really have."""
        super().__init__(*arguments, **options)
        self.reader = reader
        self.fields["body"].queryset = queries.leads_of(reader)  # type: ignore[attr-defined]
        self.fields["plan"].queryset = queries.visible_plans(reader)  # type: ignore[attr-defined]

    def wanted(self) -> TaskFilter:
        """Return what was asked for; a field that says nonsense asks for nothing."""
        self.is_valid()
        return TaskFilter.of(getattr(self, "cleaned_data", {}))

    def in_words(self) -> list[tuple[str, str]]:
        """Say the filter as label and value, for the head of an export."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return [
            (str(self.fields[name].label), self._say(name, cleaned[name]))
            for name in self.fields
            if cleaned.get(name)
        ]

    def hidden_in_words(self) -> list[tuple[str, str]]:
        """Say what a link narrowed the list down to beside the fields that are seen."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return [
            (str(field.label), self._say(field.name, cleaned[field.name]))
            for field in self.hidden_fields()
            if cleaned.get(field.name)
        ]

    def _say(self, name: str, value: Any) -> str:
        if name == "territory":
            return queries.name_of_land(value)
        if name == "item":
            return queries.number_of_item(self.reader, value)
        if value is True:
            return str(_("yes"))
        choices = dict(getattr(self.fields[name], "choices", None) or [])
        return str(choices.get(value, value) if isinstance(value, str) else value)
