"""Forms of the second person in all its forms: calls, consents, corrections, reviews."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, User
from alerts.forms.inputs import InstantField, ReasonField

SHORT = forms.TextInput(attrs={"autocomplete": "off"})
CODE = forms.TextInput(
    attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
)


class SendingForm(forms.Form):
    """What was shown before sending, and for red the word of the level."""

    digest = forms.CharField(widget=forms.HiddenInput)
    typed_word = forms.CharField(
        label=_("Type the word of the level"),
        help_text=_("Type red, in one of the three languages, to show that you mean it."),
        max_length=20,
        widget=SHORT,
    )
    code = forms.CharField(
        label=_("Code of your second factor"),
        help_text=_("The six figures that your device shows now."),
        max_length=12,
        widget=CODE,
    )

    def __init__(
        self, *args: Any, is_red: bool = False, asks_code: bool = False, **options: Any
    ) -> None:
        """Ask for the word only where a red level is sent, for the code only where it is due."""
        super().__init__(*args, **options)
        if not is_red:
            del self.fields["typed_word"]
        if not asks_code:
            del self.fields["code"]


class ApprovalForm(SendingForm):
    """The approver's own hand."""


class AloneForm(SendingForm):
    """Why one person decides: asked before everything else."""

    reason = forms.CharField(
        label=_("Why can nobody else approve?"),
        help_text=_("It stands on the decision and on every board. Another person reviews it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["reason", "typed_word", "code", "digest"]


class TelephoneForm(SendingForm):
    """Who approved by telephone, when, and on which number."""

    approver = forms.ModelChoiceField(
        label=_("Who approved"), queryset=User.objects.none(), empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    called_at = InstantField(label=_("When the call was made"), help_text=_("The time of Almaty."))
    number = forms.CharField(label=_("Number called"), max_length=60, widget=SHORT)
    field_order = ["approver", "called_at", "number", "typed_word", "digest"]

    def __init__(self, *args: Any, approvers: Iterable[User], **options: Any) -> None:
        """Offer the approvers who can be called."""
        super().__init__(*args, **options)
        field = self.fields["approver"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = User.objects.filter(pk__in=[one.pk for one in approvers])


class CallConfirmationForm(forms.Form):
    """What the approver says of the call: it was so, or it was not and why."""

    answer = forms.ChoiceField(
        label=_("Did you approve this decision by telephone?"),
        choices=[("confirm", _("Yes, I approved it")), ("deny", _("No, I did not"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("If you did not: what happened?"))


class ConsentForm(forms.Form):
    """The answer of the headquarters asked."""

    answer = forms.ChoiceField(
        label=_("Does your headquarters consent?"),
        choices=[("give", _("We consent")), ("refuse", _("We refuse"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("If you refuse: why?"))


class CorrectionForm(forms.Form):
    """The texts of a correction, ready to be sent as they are."""

    text_kk = forms.CharField(
        label=_("Text in Kazakh"), widget=forms.Textarea(attrs={"rows": 7, "lang": "kk"})
    )
    text_ru = forms.CharField(
        label=_("Text in Russian"), widget=forms.Textarea(attrs={"rows": 7, "lang": "ru"})
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "lang": "en"}),
    )
    reason = forms.CharField(
        label=_("What was wrong"),
        help_text=_("For the review; the organisations do not read it."),
        max_length=300,
    )

    def said(self) -> dict[str, Any]:
        """Return the texts by language, and the reason."""
        texts = {name: self.cleaned_data[f"text_{name}"] for name in ("kk", "ru", "en")}
        return {"texts": texts, "reason": self.cleaned_data["reason"]}


class ReviewForm(forms.Form):
    """What the review of a lonely decision found."""

    findings = forms.CharField(
        label=_("What the review found"), widget=forms.Textarea(attrs={"rows": 6})
    )


class SourceForm(forms.Form):
    """Where a decision taken elsewhere came from, and when it reached the house."""

    headquarters = forms.ModelChoiceField(
        label=_("Which headquarters decided"), queryset=Body.objects.none(), empty_label=None
    )
    source = forms.CharField(
        label=_("The paper"),
        help_text=_("“Letter No. 12-3/45 of 20 November 2026”, or “blank form no. 7”."),
        max_length=300,
    )
    decided_at = InstantField(
        label=_("When it was decided"), help_text=_("As the paper says. The time of Almaty.")
    )
    received_at = InstantField(
        label=_("When it reached you"),
        help_text=_("For a blank form: when it was filled in. From then on the house knew."),
    )

    def __init__(self, *args: Any, headquarters: Iterable[Body], **options: Any) -> None:
        """Offer the headquarters handed in."""
        super().__init__(*args, **options)
        field = self.fields["headquarters"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the types apart
        field.queryset = Body.objects.filter(pk__in=[one.pk for one in headquarters]).order_by(
            "order", "pk"
        )
