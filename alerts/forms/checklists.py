"""Forms of the checklists: an answer about a line, a task, the lines of a version."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from alerts.models import ChecklistLine, ChecklistQuestion, ChecklistTemplate
from plans.models import FormOfCompletion

HOUR = 60


class LineAnswerForm(forms.Form):
    """What becomes of an unfinished line of a higher level."""

    answer = forms.ChoiceField(label=_("Answer"), choices=ChecklistQuestion.Answer.choices)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class LineTaskForm(forms.Form):
    """By when a line that lives on as a task is due, and what shows that it is done."""

    due_on = DayField(label=_("Due on"))
    form_of_completion = forms.ModelChoiceField(
        label=_("Form of completion"), queryset=FormOfCompletion.objects.none()
    )

    def __init__(
        self, *args: Any, completions: QuerySet[FormOfCompletion], **options: Any
    ) -> None:
        """Offer the ways of completing a task."""
        super().__init__(*args, **options)
        field = self.fields["form_of_completion"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = completions


class ChecklistLineForm(forms.Form):
    """One line of a version: its words, and how long there is for it."""

    text_kk = forms.CharField(label=_("In Kazakh"), required=False, max_length=300)
    text_ru = forms.CharField(label=_("In Russian"), required=False, max_length=300)
    text_en = forms.CharField(label=_("In English"), required=False, max_length=300)
    hours = forms.IntegerField(label=_("Hours"), required=False, min_value=0, max_value=2000)
    minutes = forms.IntegerField(label=_("And minutes"), required=False, min_value=0, max_value=59)
    start = forms.ChoiceField(
        label=_("Counted"),
        required=False,
        choices=ChecklistLine.Start.choices,
        initial=ChecklistLine.Start.GIVEN,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for all three languages or for none: an empty line is left out."""
        facts = super().clean() or {}
        texts = [facts.get(f"text_{language}", "") for language in ("kk", "ru", "en")]
        if any(texts) and not all(texts):
            raise forms.ValidationError(_("Write the line in Kazakh, in Russian and in English."))
        return facts

    @property
    def is_written(self) -> bool:
        """Tell whether the line has words."""
        return bool(self.cleaned_data.get("text_ru"))

    @property
    def total_minutes(self) -> int | None:
        """Return the time given for the line."""
        facts = self.cleaned_data
        return (facts.get("hours") or 0) * HOUR + (facts.get("minutes") or 0) or None


ChecklistFormSet = forms.formset_factory(ChecklistLineForm, extra=2, max_num=40)


def lines_of(template: ChecklistTemplate) -> list[dict[str, object]]:
    """Return the lines of a version as the fields show them."""
    return [
        {
            "text_kk": line.text_kk,
            "text_ru": line.text_ru,
            "text_en": line.text_en,
            "hours": line.minutes // HOUR if line.minutes else None,
            "minutes": line.minutes % HOUR if line.minutes else None,
            "start": line.start,
        }
        for line in template.lines.all()
    ]
