"""What is typed when work is handed in: the report of a lead, the part of a co-executor."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from audit import clock
from plans import queries
from plans.forms.inputs import WARNING, LongText, SeveralFiles
from plans.models import FormOfCompletion, Part, Task

if TYPE_CHECKING:
    OneForm = forms.ModelChoiceField[FormOfCompletion]
    ManyParts = forms.ModelMultipleChoiceField[Part]
else:
    OneForm, ManyParts = forms.ModelChoiceField, forms.ModelMultipleChoiceField


class PartsChoice(ManyParts):
    """Chooses which parts of co-executors go into a report."""

    def __init__(self, **options: Any) -> None:
        """Offer a box to tick for each."""
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, obj: Part) -> str:
        """Say whose part it is, and under which letter it came."""
        return f"{sender(obj)} · № {obj.letter_number}"


class PartForm(forms.Form):
    """Takes down a part for the lead: text, outgoing letter, files or why there are none."""

    text = LongText(label=_("What was done"), rows=8)
    letter_number = forms.CharField(label=_("Number of the outgoing letter"), max_length=60)
    letter_on = DayField(label=_("Date of the letter"), initial=clock.today)
    attachments = SeveralFiles(label=_("Files"), required=False, help_text=WARNING)
    without_evidence = forms.CharField(
        label=_("Why without a paper"),
        max_length=500,
        required=False,
        help_text=_("Only where no file is attached."),
    )


class ReportForm(PartForm):
    """Takes down a report of execution: what is handed in, and which parts go into it."""

    form_given = OneForm(label=_("What is handed in"), queryset=None)
    parts = PartsChoice(
        label=_("Parts that go into the report"),
        queryset=None,
        required=False,
        help_text=_("Their papers go with the report."),
    )

    field_order = ("parts", "form_given", "text")

    def __init__(self, *arguments: Any, task: Task, **options: Any) -> None:
        """Offer the parts at hand, their words put together; ask for a file where one must be."""
        at_hand = queries.parts_at_hand(task)
        start: dict[str, Any] = {"parts": [part.pk for part in at_hand], "text": merged(at_hand)}
        asked = task.form_of_completion
        if not asked.requires_document:
            start["form_given"] = asked.pk
        super().__init__(*arguments, **options)
        self.initial.update(start)
        self.fields["form_given"].required = asked.requires_document
        self.fields["form_given"].queryset = queries.forms_of_completion()  # type: ignore[attr-defined]
        self.fields["parts"].queryset = at_hand  # type: ignore[attr-defined]
        if not at_hand:
            del self.fields["parts"]
        if asked.requires_document:
            del self.fields["without_evidence"]
            self.fields["attachments"].required = not at_hand
            sentence = _("Attach the document itself.")
            self.fields["attachments"].error_messages["required"] = sentence


def merged(parts: Any) -> str:
    """Put the words of parts together, each under the name of its sender."""
    return "\n\n".join(f"{sender(part)} (№ {part.letter_number}):\n{part.text}" for part in parts)


def sender(part: Part) -> str:
    """Say whose part it is."""
    body = part.shared.body
    return body.abbreviation or body.name
