"""What is typed about a protocol: why it goes back, and what corrects it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.inputs import lines


class ReturnForm(forms.Form):
    """Takes down why a protocol goes back to the secretary."""

    reason = forms.CharField(label=_("What has to be changed"), widget=lines())


class AddendumForm(forms.Form):
    """Takes down a correction that stands beside the approved protocol."""

    text_kk = forms.CharField(label=_("Text, in Kazakh"), widget=lines(4))
    text_ru = forms.CharField(label=_("Text, in Russian"), widget=lines(4))
    reason = forms.CharField(label=_("Why the protocol is corrected"), widget=lines(2))
