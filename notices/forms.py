"""What people type about their contacts."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NewContact(forms.Form):
    """One more address at which a person can be reached."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("A code goes there; notices go there once you have entered it."),
    )


class MailFilter(forms.Form):
    """Whose caught mail to look at."""

    to = forms.CharField(label=_("Recipient"), max_length=254, required=False)
