"""What a liaison types about a task: progress, a report, a request for a later term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from plans.forms.inputs import WARNING, DayInput, LongText, SeveralFiles


class ProgressForm(forms.Form):
    """Takes down how far a task has come, and when."""

    happened_on = forms.DateField(label=_("Date"), widget=DayInput(), initial=clock.today)
    text = LongText(label=_("What was done"), rows=4)


class ReportForm(forms.Form):
    """Takes down a report of execution: text, outgoing letter, files."""

    text = LongText(label=_("What was done"), rows=8)
    letter_number = forms.CharField(label=_("Number of the outgoing letter"), max_length=60)
    letter_on = forms.DateField(
        label=_("Date of the letter"), widget=DayInput(), initial=clock.today
    )
    attachments = SeveralFiles(label=_("Files"), required=False, help_text=WARNING)


class ExtensionForm(forms.Form):
    """Takes down a request for a later term."""

    proposed_on = forms.DateField(label=_("Proposed term"), widget=DayInput())
    reason = LongText(label=_("Reason"), rows=4)
    done_so_far = LongText(label=_("What is done already"), rows=4, required=False)
