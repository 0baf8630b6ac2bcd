"""What is typed about a protocol: why it goes back, and what corrects it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings import queries
from meetings.forms.inputs import lines
from meetings.models import AgendaItem, Meeting, Seat


class ReturnForm(forms.Form):
    """Takes down why a protocol goes back to the secretary."""

    reason = forms.CharField(label=_("What has to be changed"), widget=lines())


class AddendumForm(forms.Form):
    """Takes down a correction that stands beside the approved protocol."""

    text_kk = forms.CharField(label=_("Text, in Kazakh"), widget=lines(4))
    text_ru = forms.CharField(label=_("Text, in Russian"), widget=lines(4))
    reason = forms.CharField(label=_("Why the protocol is corrected"), widget=lines(2))


class ProofForm(forms.Form):
    """Asks for the checksum that stands on a paper, and perhaps for the text to compare."""

    checksum = forms.CharField(
        label=_("Checksum on the paper"),
        min_length=8,
        max_length=64,
        help_text=_("The letters and figures in the footer, for example 3f2a91c07be4."),
    )
    text = forms.CharField(
        label=_("Text to compare, if you wish"),
        required=False,
        widget=lines(6),
        help_text=_("Copied from the paper; each line is sought in it word for word."),
    )

    def clean_checksum(self) -> str:
        """Take it as it is read aloud: without blanks, in small letters."""
        return "".join(self.cleaned_data["checksum"].split()).lower()


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses a question of the agenda by its number and title."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """Say the question in the reader's language."""
        return f"{obj.position}. {obj.title}"


class SeatChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """Chooses a seat by whose it is."""

    def label_from_instance(self, obj: Seat) -> str:
        """Say the seat in the reader's language."""
        return obj.name


class RemarkForm(forms.Form):
    """Takes down a remark on a draft protocol."""

    item = ItemChoice(
        label=_("On which question"), required=False, queryset=None, empty_label=_("on the whole")
    )
    text = forms.CharField(
        label=_("Remark"),
        widget=lines(4),
        help_text=_("Say what stands there and what should stand there."),
    )

    def __init__(self, *arguments: Any, meeting: Meeting, **options: Any) -> None:
        """Offer the questions of the meeting."""
        super().__init__(*arguments, **options)
        self.fields["item"].queryset = queries.agenda_of(meeting)  # type: ignore[attr-defined]


class RemarkAnswerForm(forms.Form):
    """Takes down what becomes of a remark."""

    OUTCOMES = [("yes", _("accepted: the draft is changed")), ("no", _("declined"))]

    accepted = forms.ChoiceField(
        label=_("Outcome"), choices=OUTCOMES, initial="yes", widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        widget=lines(2),
        help_text=_("A declined remark needs one."),
    )

    def clean_accepted(self) -> bool:
        """Return yes or no."""
        return bool(self.cleaned_data["accepted"] == "yes")


class DissentForm(forms.Form):
    """Takes down who did not agree, and why."""

    seat = SeatChoice(label=_("Whose opinion"), queryset=None)
    text_kk = forms.CharField(label=_("Opinion, in Kazakh"), widget=lines(3))
    text_ru = forms.CharField(label=_("Opinion, in Russian"), widget=lines(3))

    def __init__(self, *arguments: Any, meeting: Meeting, **options: Any) -> None:
        """Offer the seats in which somebody sat."""
        super().__init__(*arguments, **options)
        self.fields["seat"].queryset = queries.seats_that_came(meeting)  # type: ignore[attr-defined]
