"""Forms of what follows a decision: two instants, a publication, a wording."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import day_in_words
from audit import clock

FORMATS = ["%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


class MomentField(forms.DateTimeField):
    """A moment of Almaty as people type it; a day alone is its first moment."""

    default_error_messages = {
        "invalid": _("Write a day or a moment: 31.12.2026, 31.12.2026 14:05, 5 March 2026.")
    }

    def __init__(self, **options: Any) -> None:
        """Show by an example how a moment is typed."""
        attrs = {"class": "short", "placeholder": "31.12.2026 14:05"}
        widget = forms.DateTimeInput(attrs=attrs, format="%d.%m.%Y %H:%M")
        super().__init__(input_formats=FORMATS, widget=widget, **options)

    def to_python(self, value: Any) -> dt.datetime | None:
        """Read a day in words as well; years outside the house's times are no moment."""
        spoken = day_in_words(value) if isinstance(value, str) else None
        moment = clock.midnight(spoken) if spoken else super().to_python(value)
        if moment is not None and not 1991 <= moment.year < 2100:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class InstantsForm(forms.Form):
    """When, and as it was known when."""

    at = MomentField(
        label=_("In force at"), required=False, help_text=_("The time of Almaty; empty means now.")
    )
    known = MomentField(
        label=_("As it was known at"),
        required=False,
        help_text=_("Empty means with everything known today."),
    )


class Named(Protocol):
    """What the form asks of a place."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...


class PublicationForm(forms.Form):
    """Where a decision was made public, and when."""

    place = forms.ChoiceField(label=_("Where it was published"))
    link = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=500,
        help_text=_("Under which everybody can read it. Compulsory for sites and Telegram."),
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Where there is no link: which operators, which channels, who confirmed it."),
    )
    published_at = MomentField(
        label=_("Published at"), help_text=_("When it could first be read. The time of Almaty.")
    )

    def __init__(self, *args: Any, places: Iterable[Named], **options: Any) -> None:
        """Offer the places that the reader may tick."""
        super().__init__(*args, **options)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the types apart
        field.choices = [(one.value, one.label) for one in places]


class WordingForm(forms.Form):
    """New words for one piece of the official texts in one language."""

    words = forms.CharField(label=_("New words"), widget=forms.Textarea(attrs={"rows": 6}))
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Kept with the version: on whose advice, for which reason."),
    )
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        """Tell the reader's tools in which language the words are."""
        super().__init__(*args, **options)
        self.fields["words"].widget.attrs["lang"] = language

    @property
    def is_previewed(self) -> bool:
        """Tell whether exactly these words were shown in a whole text before."""
        shown: str = self.cleaned_data["previewed"]
        return shown == digest_of(self.cleaned_data["words"])

    def previewing(self) -> "WordingForm":
        """Return the same answers, remembering which words are shown now."""
        shown = digest_of(self.cleaned_data["words"])
        data = {**self.data.dict(), "previewed": shown}  # type: ignore[attr-defined]  # a QueryDict
        form = WordingForm(data, language=self.fields["words"].widget.attrs["lang"])
        form.is_valid()
        return form


def digest_of(words: str) -> str:
    """Return by what words are known again, however a browser breaks their lines."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()
