"""What is typed about one point of a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body
from meetings import queries
from meetings.actions import DecisionText
from meetings.forms.inputs import BodiesChoice, BodyChoice, lines
from meetings.models import Decision, Meeting

NOT_OF_THE_TEXT = ("co_executors",)


class DecisionForm(forms.Form):
    """Takes down what was decided, who carries it out, by when, and how it is proved."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Decision.Kind.choices, widget=forms.RadioSelect
    )
    text_kk = forms.CharField(label=_("Text, in Kazakh"), widget=lines())
    text_ru = forms.CharField(label=_("Text, in Russian"), widget=lines())
    lead = BodyChoice(
        label=_("Responsible (lead)"),
        required=False,
        queryset=None,
        help_text=_("Left empty for a statement only: an assignment needs one."),
    )
    term_kk = forms.CharField(label=_("Term in words, in Kazakh"), required=False, max_length=300)
    term_ru = forms.CharField(
        label=_("Term in words, in Russian"),
        required=False,
        max_length=300,
        help_text=_("The date is computed from these words and shifted to a working day."),
    )
    due_on = DayField(
        label=pgettext_lazy("date", "Due"),
        required=False,
        help_text=_("Leave empty to have it computed."),
    )
    review_on = DayField(
        label=_("Date of review"),
        required=False,
        help_text=_("For a permanent assignment."),
    )
    form_of_completion: Any = forms.ModelChoiceField(
        label=_("Form of completion"),
        required=False,
        queryset=None,
        help_text=_("A task needs one; it says how the task is proved."),
    )
    adopted = forms.ChoiceField(label=_("How adopted"), choices=Decision.Adopted.choices)
    co_executors = BodiesChoice(label=_("Co-executors"), required=False, queryset=None)

    def __init__(
        self, *arguments: Any, meeting: Meeting, decision: Decision | None = None, **options: Any
    ) -> None:
        """Offer the bodies to which this meeting may assign."""
        super().__init__(*arguments, **options)
        self.initial = _initial(decision)
        self.fields["lead"].queryset = queries.leads_for(meeting)  # type: ignore[attr-defined]
        helpers = queries.executors_for(meeting)
        self.fields["co_executors"].queryset = helpers  # type: ignore[attr-defined]
        self.fields["form_of_completion"].queryset = queries.forms_of_completion()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a responsible body where somebody has to act."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Decision.Kind.ASSIGNMENT and not given.get("lead"):
            self.add_error("lead", gettext("Say who is responsible."))
        return given

    def text(self) -> DecisionText:
        """Return the point as the action asks for it."""
        facts = self.cleaned_data.items()
        return DecisionText(**{key: value for key, value in facts if key not in NOT_OF_THE_TEXT})

    def helpers(self) -> list[Body]:
        """Return the bodies that help the lead."""
        return list(self.cleaned_data["co_executors"])


def _initial(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {"kind": Decision.Kind.ASSIGNMENT}
    names = DecisionText.__dataclass_fields__
    bodies = [row.body_id for row in decision.co_executors.all()]
    return {name: getattr(decision, name) for name in names} | {"co_executors": bodies}
