"""Forms of the desk: a call, a situation report, the report of the Centre."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import Call
from plans.forms.inputs import WARNING, LongText

LONGEST = 5000


class CallForm(forms.Form):
    """Which number was called and how the call ended; a button stands for the outcome."""

    key = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = forms.ChoiceField(label=_("outcome"), choices=Call.Outcome.choices)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For “cannot”: the reason, in the words of the organisation."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SituationReportForm(forms.Form):
    """What an organisation reports."""

    warning = WARNING

    conditions = LongText(
        label=_("Conditions"),
        help_text=_("What the situation is on your ground and at your facilities."),
        max_length=LONGEST,
        rows=4,
    )
    actions = LongText(
        label=_("Actions taken"),
        help_text=_("What your organisation has done and does now."),
        max_length=LONGEST,
        rows=4,
    )
    needs = LongText(
        label=_("Needs"),
        help_text=_("What you ask the Centre for. Leave it empty when nothing is needed."),
        max_length=LONGEST,
        required=False,
        rows=3,
    )


class CentreReportForm(forms.Form):
    """The Centre's own words over the reports of the organisations."""

    warning = WARNING

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    summary = LongText(
        label=_("Summary of the Centre"),
        help_text=_("Stands above the reports of the organisations, whose words are not changed."),
        max_length=LONGEST,
        required=False,
    )
