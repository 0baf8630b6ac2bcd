"""What a liaison types about a task: progress, a request for a later term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayField
from audit import clock
from plans.forms.inputs import LongText


class ProgressForm(forms.Form):
    """Takes down how far a task has come, and when."""

    happened_on = DayField(label=_("Date"), initial=clock.today)
    text = LongText(label=_("What was done"), rows=4)


class ExtensionForm(forms.Form):
    """Takes down a request for a later term."""

    proposed_on = DayField(label=_("Proposed term"))
    reason = LongText(label=_("Reason"), rows=4)
    done_so_far = LongText(label=_("What is done already"), rows=4, required=False)


class InnerDateForm(forms.Form):
    """Takes down another inner date of a co-executor."""

    inner_due_on = DayField(label=_("Inner term"))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class ReturnPartForm(forms.Form):
    """Takes down why a part is returned, and by when it is to come again."""

    reason = LongText(label=_("Reason"), rows=4)
    inner_due_on = DayField(label=_("Inner term"), required=False)
