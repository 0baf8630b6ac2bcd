"""What is typed around a head's decisions: packages, decisions on them, delegations, questions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from agencies.models import Body, User
from audit import clock
from plans import queries
from plans.actions import LineDecision, LineSpec
from plans.forms.inputs import LongText
from plans.models import PackageLine
from plans.queries import Candidate

Fields = tuple[Any, forms.BoundField, forms.BoundField]
if TYPE_CHECKING:
    OnePerson = forms.ModelChoiceField[User]
else:
    OnePerson = forms.ModelChoiceField


class PackageForm(forms.Form):
    """Takes down what goes into a package, with a ground in one line for each."""

    def __init__(self, *arguments: Any, candidates: list[Candidate], **options: Any) -> None:
        """Offer a box and a line for each candidate."""
        super().__init__(*arguments, **options)
        self.candidates = candidates
        for one in candidates:
            number = {"number": one.task.pk}
            self.fields[f"take_{one.key}"] = forms.BooleanField(
                label=_("Task No. %(number)s goes in") % number, required=False
            )
            self.fields[f"ground_{one.key}"] = forms.CharField(
                label=_("Ground for task No. %(number)s") % number,
                max_length=300,
                required=False,
                initial=one.ground,
            )

    def rows(self) -> Iterator[Fields]:
        """Walk the candidates with their fields."""
        for one in self.candidates:
            yield one, self[f"take_{one.key}"], self[f"ground_{one.key}"]

    def lines(self) -> list[LineSpec]:
        """Return what was chosen."""
        return [
            LineSpec(one.task, self.cleaned_data[f"ground_{one.key}"], one.request)
            for one in self.candidates
            if self.cleaned_data[f"take_{one.key}"]
        ]


class DecisionsForm(forms.Form):
    """Takes down a head's decision and remark on each line of a package that waits."""

    CHOICES = [("later", _("not now")), ("approve", _("approve")), ("refuse", _("refuse"))]

    def __init__(
        self,
        *arguments: Any,
        lines: list[PackageLine],
        kinds: frozenset[str],
        **options: Any,
    ) -> None:
        """Offer a choice and a remark for each line that waits and is of a kind decided here."""
        super().__init__(*arguments, **options)
        self.lines, self.kinds = lines, kinds
        self.faults: dict[int, list[str]] = {}
        for line in self._waiting():
            number = {"number": line.task_id}
            self.fields[f"choice_{line.pk}"] = forms.ChoiceField(
                label=_("Decision on task No. %(number)s") % number,
                choices=self.CHOICES,
                initial="later",
                required=False,
            )
            self.fields[f"remark_{line.pk}"] = forms.CharField(
                label=_("Remark on task No. %(number)s") % number, max_length=500, required=False
            )

    def rows(self) -> Iterator[tuple[PackageLine, Any, Any, list[str]]]:
        """Walk all lines; those that wait with their fields, and why one could not be decided."""
        for line in self.lines:
            waits = f"choice_{line.pk}" in self.fields
            fields = (self[f"choice_{line.pk}"], self[f"remark_{line.pk}"]) if waits else ("", "")
            yield line, *fields, self.faults.get(line.pk, [])

    def decisions(self, *, all_at_once: bool) -> dict[int, LineDecision]:
        """Return what was decided: as marked, or everything that waits approved."""
        decided = {}
        for line in self._waiting():
            choice = "approve" if all_at_once else self.cleaned_data[f"choice_{line.pk}"]
            if choice in ("approve", "refuse"):
                remark = self.cleaned_data[f"remark_{line.pk}"]
                decided[line.pk] = LineDecision(choice == "approve", remark)
        return decided

    def _waiting(self) -> list[PackageLine]:
        awaited = PackageLine.Outcome.AWAITED
        return [one for one in self.lines if one.outcome == awaited and one.kind in self.kinds]


class PersonChoice(OnePerson):
    """Chooses a person by name and position."""

    def label_from_instance(self, obj: User) -> str:
        """Show the position too: two may have one name."""
        return f"{obj.full_name}, {obj.position}" if obj.position else obj.full_name


class DelegationForm(forms.Form):
    """Takes down who decides for the head, on what, and between which days."""

    delegate = PersonChoice(label=_("Who decides"), queryset=None)
    closing = forms.BooleanField(label=_("closing tasks"), required=False)
    term = forms.BooleanField(label=_("moving terms"), required=False)
    starts_on = DayField(label=_("From"), initial=clock.today)
    ends_on = DayField(label=_("To and including"))
    ground = forms.CharField(label=_("Ground"), max_length=300, required=False)

    def __init__(self, *arguments: Any, head: User, body: Body, **options: Any) -> None:
        """Offer those who hold a post at the body."""
        super().__init__(*arguments, **options)
        people = queries.possible_delegates(head, body)
        self.fields["delegate"].queryset = people  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """Takes down a question on a report."""

    text = LongText(label=_("Question"), rows=4)


class AnswerForm(forms.Form):
    """Takes down the answer to a question on a report."""

    answer = LongText(label=_("Answer"), rows=4)
