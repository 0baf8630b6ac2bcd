"""Small forms: an answer, a reason, a tick, and the approver's word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.forms.inputs import ReasonField
from alerts.models import Acknowledgement


class AnswerForm(forms.Form):
    """The step of an answer that a button stands for."""

    state = forms.ChoiceField(label=_("answer"), choices=Acknowledgement.State.choices)
    reason = ReasonField(label=_("Reason"))


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class TickForm(forms.Form):
    """A note, and a link to the evidence or the evidence itself, with a tick."""

    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    evidence = forms.URLField(
        label=_("Link to the evidence"), required=False, max_length=500, assume_scheme="https"
    )
    file = forms.FileField(label=_("File as evidence"), required=False)
