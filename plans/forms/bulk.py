"""What is typed when one decision is taken on many tasks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body, User
from plans import queries
from plans.actions import BulkDecision
from plans.forms.inputs import BodyChoice
from plans.models import Task

if TYPE_CHECKING:
    ManyTasks = forms.ModelMultipleChoiceField[Task]
    TaskBoxes = ModelChoiceIterator[Task]
else:
    ManyTasks = forms.ModelMultipleChoiceField
    TaskBoxes = ModelChoiceIterator


class FirstTasks(TaskBoxes):
    """Offers the tasks whose term is nearest, as many as one decides at once."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        """Walk the boxes of the first tasks; what is chosen is looked for among all."""
        return (self.choice(task) for task in self.queryset[: queries.MOST_AT_ONCE])


class TasksChoice(ManyTasks):
    """Chooses several tasks by number, lead and words."""

    iterator = FirstTasks

    def __init__(self, **options: Any) -> None:
        """Offer a box to tick for each."""
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, obj: Task) -> str:
        """Say the number, whose it is, and what it is about."""
        lead = obj.lead.abbreviation or obj.lead.name
        return f"№ {obj.pk} · {lead} · {obj.text[:100]}"


class BulkForm(forms.Form):
    """Takes down the tasks, and what the decision needs: a remark, a day, another lead."""

    NOTES = {
        "accept": _("Remark"),
        "return": _("Reason"),
        "close": _("Remark"),
        "extend": _("Remark"),
        "reassign": _("Reason"),
    }

    tasks = TasksChoice(label=_("Tasks"), queryset=None)
    note = forms.CharField(label=_("Remark"), max_length=500, required=False)

    def __init__(self, *arguments: Any, act: str, reader: User, **options: Any) -> None:
        """Offer the tasks on which this reader may take this decision."""
        super().__init__(*arguments, **options)
        self.act = act
        self.fields["tasks"].queryset = queries.tasks_for(reader, act)  # type: ignore[attr-defined]
        self.fields["note"].label = self.NOTES[act]
        self.fields["note"].required = act in ("return", "reassign")
        if act in ("return", "extend"):
            label = _("To be reported again by") if act == "return" else _("Term granted")
            self.fields["due_on"] = DayField(label=label, required=False)
        if act == "reassign":
            controller = queries.controllers_of(reader).first()
            bodies = queries.bodies_to_task(controller) if controller else Body.objects.none()
            self.fields["lead"] = BodyChoice(label=_("Lead"), queryset=bodies)

    def decision(self) -> BulkDecision:
        """Return what was decided."""
        cleaned = self.cleaned_data
        return BulkDecision(self.act, cleaned["note"], cleaned.get("due_on"), cleaned.get("lead"))
