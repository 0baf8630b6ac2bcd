"""What is typed when a task is split, or said to wait for another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body, User
from plans import queries
from plans.actions import Share
from plans.forms.inputs import LongText, in_choice
from plans.models import Task

if TYPE_CHECKING:
    OneTask = forms.ModelChoiceField[Task]
else:
    OneTask = forms.ModelChoiceField


class SplitForm(forms.Form):
    """Takes down who gets a share of a task, and by when; the words may be narrowed."""

    text_kk = LongText(label=_("Text in Kazakh"), rows=3)
    text_ru = LongText(label=_("Text in Russian"), rows=3)

    def __init__(self, *arguments: Any, task: Task, **options: Any) -> None:
        """Offer a box and a date for each body beneath the lead."""
        start = {"text_kk": task.text_kk, "text_ru": task.text_ru}
        super().__init__(*arguments, **options)
        self.initial.update(start)
        self.bodies = list(queries.bodies_to_share(task))
        day = queries.inner_date(task)
        for body in self.bodies:
            name = {"body": in_choice(body)}
            self.fields[f"take_{body.pk}"] = forms.BooleanField(
                label=_("%(body)s gets a share") % name, required=False
            )
            self.fields[f"due_{body.pk}"] = DayField(
                label=_("Term of %(body)s") % name, required=False, initial=day
            )

    def rows(self) -> Iterator[tuple[Body, forms.BoundField, forms.BoundField]]:
        """Walk the bodies with their fields."""
        for body in self.bodies:
            yield body, self[f"take_{body.pk}"], self[f"due_{body.pk}"]

    def clean(self) -> dict[str, Any]:
        """Ask for a date where a body is ticked."""
        cleaned = super().clean() or {}
        for body in self.bodies:
            due = f"due_{body.pk}"
            if cleaned.get(f"take_{body.pk}") and due in cleaned and cleaned[due] is None:
                self.add_error(due, _("Name the term."))
        return cleaned

    def shares(self) -> list[Share]:
        """Return what was chosen."""
        return [
            Share(body, self.cleaned_data[f"due_{body.pk}"])
            for body in self.bodies
            if self.cleaned_data[f"take_{body.pk}"]
        ]


class TieForm(forms.Form):
    """Takes down for which task another waits, and why."""

    blocker = OneTask(
        label=_("Number of the task waited for"),
        queryset=None,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={"invalid_choice": _("You see no task with this number.")},
    )
    reason = LongText(label=_("Why it waits"), rows=3)

    def __init__(self, *arguments: Any, reader: User, **options: Any) -> None:
        """Take the number of any task that the writer may read."""
        super().__init__(*arguments, **options)
        self.fields["blocker"].queryset = queries.readable_tasks(reader)  # type: ignore[attr-defined]
