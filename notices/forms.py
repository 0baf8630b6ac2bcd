"""What people type about their contacts, and about whom a headquarters does not ring."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, User
from audit import clock
from notices import channels
from notices.models import Contact

HOURS = (
    (1, _("for an hour")),
    (4, _("for four hours")),
    (12, _("for twelve hours: one shift")),
    (24, _("for a day")),
    (72, _("for three days")),
    (168, _("for seven days")),
)
WHOLE = "body"
_TIME = forms.TimeInput(format="%H:%M", attrs={"class": "short"})


class NewContact(forms.Form):
    """One more address or number at which a person can be reached."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[],
        help_text=_("A telephone number is called by people; nothing is written to it."),
    )
    address = forms.CharField(
        label=_("Address or number"),
        max_length=254,
        help_text=_(
            "A code goes there by e-mail or SMS; notices follow once you have entered it."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer a person's channels that this place has a way out for, and the telephone."""
        super().__init__(*args, **options)
        offered = {*channels.in_use(), Contact.Channel.PHONE} - {Contact.Channel.WEBHOOK}
        self.fields["channel"].choices = [  # type: ignore[attr-defined]  # a choice of ours
            (key, name) for key, name in Contact.Channel.choices if key in offered
        ]


class RestForm(forms.Form):
    """When ordinary notices may come."""

    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=_TIME)
    quiet_until = forms.TimeField(label=_("Quiet until"), required=False, widget=_TIME)
    digest_at = forms.TimeField(
        label=_("In one message, once a day at"),
        required=False,
        widget=_TIME,
        help_text=_("Empty: each notice comes by itself."),
    )


class NewSystem(forms.Form):
    """One more system of an organisation."""

    address = forms.URLField(
        label=_("Address"),
        max_length=254,
        assume_scheme="https",
        help_text=_("Begins with https:// and leads to no private network."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )


class MailFilter(forms.Form):
    """Whose caught messages to look at, and by which channel they came."""

    to = forms.CharField(label=_("Recipient"), max_length=254, required=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=[
            ("", _("every channel")),
            ("email", _("e-mail")),
            ("sms", _("SMS")),
            ("webhook", _("system of an organisation")),
        ],
    )


class WhomToMute(forms.Form):
    """Which organisation the mute is about; a person of it is named on the next page."""

    body = forms.ModelChoiceField(label=_("Organisation"), queryset=Body.objects.none())

    def __init__(self, *args: Any, bodies: QuerySet[Body], **options: Any) -> None:
        """Offer the organisations that the reader sees."""
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a model choice
        self.fields["body"].label_from_instance = str  # type: ignore[attr-defined]  # likewise


class NewMute(forms.Form):
    """Whom not to ring, in whose notices, why, and for how long."""

    issuer = forms.ModelChoiceField(
        label=_("In the notices of"), queryset=Body.objects.none(), empty_label=None
    )
    whom = forms.ChoiceField(label=_("Who is not rung"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    hours = forms.TypedChoiceField(label=_("For how long"), choices=HOURS, coerce=int, initial=4)

    def __init__(
        self,
        *args: Any,
        body: Body,
        people: QuerySet[User],
        issuers: QuerySet[Body],
        **options: Any,
    ) -> None:
        """Offer the whole organisation or one of its people."""
        super().__init__(*args, **options)
        self.body, self.people = body, {str(one.pk): one for one in people}
        self.fields["issuer"].queryset = issuers  # type: ignore[attr-defined]  # a model choice
        self.fields["issuer"].initial = issuers.first()
        self.fields["whom"].choices = [  # type: ignore[attr-defined]  # a choice of ours
            (WHOLE, _("Everyone of the organisation")),
            *((key, one.full_name) for key, one in self.people.items()),
        ]

    @property
    def order(self) -> dict[str, Any]:
        """Return what the action is asked for."""
        data = self.cleaned_data
        is_whole = data["whom"] == WHOLE
        return {
            "reason": data["reason"],
            "ends_at": clock.now() + dt.timedelta(hours=data["hours"]),
            "body": self.body if is_whole else None,
            "person": None if is_whole else self.people[data["whom"]],
        }
