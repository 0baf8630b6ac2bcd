"""What the secretariat and the chair type about a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body
from plans import queries
from plans.forms.inputs import BodiesChoice, BodyChoice, LongText
from plans.models import FormOfCompletion


class NoteForm(forms.Form):
    """Takes down a remark with a decision; it may be left empty."""

    note = LongText(label=_("Remark"), rows=3, required=False)


class ReasonForm(forms.Form):
    """Takes down the reason for a decision."""

    reason = LongText(label=_("Reason"), rows=4)


class ReturnForm(ReasonForm):
    """Takes down why a report is returned, and by when it is to come again."""

    repeat_on = DayField(label=_("To be reported again by"), required=False)


class DecideExtensionForm(forms.Form):
    """Takes down the chair's decision on a later term."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("grant", _("Grant the later term")), ("refuse", _("Refuse: the term stays"))],
        widget=forms.RadioSelect,
    )
    due_on = DayField(
        label=_("Term granted"),
        required=False,
        help_text=_("Another date than the one asked for, if you decide so."),
    )
    note = LongText(label=_("Remark"), rows=3, required=False)


class CorrectionForm(forms.Form):
    """Takes down a visible correction of a task's wording."""

    text_kk = LongText(label=_("Text in Kazakh"), rows=5)
    text_ru = LongText(label=_("Text in Russian"), rows=5)
    reason = forms.CharField(label=_("Reason of the correction"), max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def see(self, corrections: int) -> None:
        """Take it that the author has now seen so many corrections; what was typed stays."""
        self.data = {**self.data.dict(), "seen": str(corrections)}  # type: ignore[attr-defined]  # a POST


class TaskForm(forms.Form):
    """Takes down a task given between meetings."""

    lead = BodyChoice(label=_("Lead"), queryset=None)
    co_executors = BodiesChoice(label=_("Co-executors"), queryset=None, required=False)
    text_kk = LongText(label=_("Text in Kazakh"), rows=5)
    text_ru = LongText(label=_("Text in Russian"), rows=5)
    form_of_completion: "forms.ModelChoiceField[FormOfCompletion]" = forms.ModelChoiceField(
        label=_("Form of completion"), queryset=None
    )
    due_on = DayField(label=_("Term"))
    term_phrase = forms.CharField(
        label=_("Term in words, as the resolution says it"), max_length=300, required=False
    )
    source_title = forms.CharField(
        label=_("Ground"),
        max_length=300,
        required=False,
        help_text=_("The resolution of the head: number and date."),
    )

    def __init__(self, *arguments: Any, controller: Body, **options: Any) -> None:
        """Offer the bodies beneath the one that gives the task."""
        super().__init__(*arguments, **options)
        bodies = queries.bodies_to_task(controller)
        self.fields["lead"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["co_executors"].queryset = bodies  # type: ignore[attr-defined]
        forms_of = queries.forms_of_completion()
        self.fields["form_of_completion"].queryset = forms_of  # type: ignore[attr-defined]
