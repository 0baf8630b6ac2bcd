"""What is typed about a question that a body proposes, and about the answer to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from agencies.templatetags.speech import say_instant
from meetings import queries
from meetings.forms.inputs import BodyChoice, lines
from meetings.forms.meetings import ItemForm
from meetings.models import Meeting, Proposal


class ProposalForm(ItemForm):
    """Takes down a question with the body to which it is proposed."""

    to_body = BodyChoice(label=_("To whom"), queryset=None)
    body = BodyChoice(label=_("In whose name"), queryset=None)
    field_order = ("to_body", "body")

    def __init__(self, *arguments: Any, actor: User, **options: Any) -> None:
        """Offer the bodies in which one's own have seats; a single one is chosen already."""
        super().__init__(*arguments, **options)
        for name, bodies in (
            ("to_body", queries.bodies_to_propose_to(actor)),
            ("body", queries.bodies_that_propose(actor)),
        ):
            self.fields[name].queryset = bodies  # type: ignore[attr-defined]
            self.fields[name].initial = bodies.first() if bodies.count() == 1 else None

    def facts(self) -> dict[str, Any]:
        """Return what the action asks for."""
        facts = dict(self.cleaned_data)
        bodies = {name: facts.pop(name) for name in ("to_body", "body")}
        self.cleaned_data = facts
        return {**bodies, "text": self.text()}


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses a meeting by its day."""

    def label_from_instance(self, obj: Meeting) -> str:
        """Say when it is, and of which kind."""
        return f"{say_instant(obj.starts_at)}, {obj.get_kind_display()}"


class TakeForm(forms.Form):
    """Asks onto which agenda a proposed question goes."""

    meeting = MeetingChoice(
        label=_("Meeting"),
        queryset=None,
        help_text=_("Meetings whose agenda is still being built."),
    )

    def __init__(self, *arguments: Any, actor: User, proposal: Proposal, **options: Any) -> None:
        """Offer the meetings of the body whose agenda is not open yet."""
        super().__init__(*arguments, **options)
        meetings = queries.meetings_to_take(actor, proposal)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        self.fields["meeting"].initial = meetings.first()


class RefusalForm(forms.Form):
    """Takes down why a proposed question is postponed or returned."""

    reason = forms.CharField(
        label=_("Why"), widget=lines(), help_text=_("Whoever proposed it reads this.")
    )


class ProposalFilter(forms.Form):
    """Seeks proposals by their state."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every one")), *Proposal.State.choices]
    )
