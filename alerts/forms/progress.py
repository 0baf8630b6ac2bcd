"""A note of progress."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProgressForm(forms.Form):
    """What the organisation has done, in a sentence."""

    text = forms.CharField(
        label=_("What has been done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
