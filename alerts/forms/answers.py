"""Small forms: an answer, a reason, a tick, and the approver's word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import Acknowledgement


class AnswerForm(forms.Form):
    """The step of an answer that a button stands for."""

    state = forms.ChoiceField(label=_("answer"), choices=Acknowledgement.State.choices)
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class TickForm(forms.Form):
    """A note with a tick."""

    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class ApprovalForm(forms.Form):
    """What was shown to the approver, and for red the word of the level."""

    digest = forms.CharField(widget=forms.HiddenInput)
    typed_word = forms.CharField(
        label=_("Type the word of the level"),
        help_text=_("Type red, in one of the three languages, to show that you mean it."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, is_red: bool = False, **options: object) -> None:
        """Ask for the word only where a red level is sent."""
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own signature
        if not is_red:
            del self.fields["typed_word"]
