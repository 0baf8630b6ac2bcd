"""Inputs that every form of this room shares."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from agencies.models import Body

WARNING = _(
    "Do not enter content marked “for official use” or secret: name such a paper by its number "
    "only. This product is not accredited for state secrets."
)
LONGEST = 20_000

if TYPE_CHECKING:
    OneBody = forms.ModelChoiceField[Body]
    ManyBodies = forms.ModelMultipleChoiceField[Body]
else:
    OneBody, ManyBodies = forms.ModelChoiceField, forms.ModelMultipleChoiceField


class LongText(forms.CharField):
    """A text of some lines, with the warning that stands by every one of them."""

    def __init__(self, *, rows: int = 6, help_text: Any = "", **options: Any) -> None:
        """Say what may not be typed here."""
        options.setdefault("max_length", LONGEST)
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text or WARNING, **options
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the server count: a browser would cut what is pasted and say nothing."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class BodyChoice(OneBody):
    """Chooses a body by its name in the reader's language."""

    def label_from_instance(self, obj: Body) -> str:
        """Show the short name first: that is what people type."""
        return in_choice(obj)


class BodiesChoice(ManyBodies):
    """Chooses several bodies by their names in the reader's language."""

    def __init__(self, **options: Any) -> None:
        """Offer a box to tick for each."""
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, obj: Body) -> str:
        """Show the short name first: that is what people type."""
        return in_choice(obj)


class SeveralFilesInput(forms.ClearableFileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """A list of files; what they may be is decided by the action that keeps them."""

    def __init__(self, **options: Any) -> None:
        """Take several files at once."""
        super().__init__(widget=SeveralFilesInput(), **options)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Return every file that was chosen."""
        chosen: Sequence[Any] = data if isinstance(data, list | tuple) and data else [data or None]
        cleaned = [super(SeveralFiles, self).clean(one, initial) for one in chosen]
        return [one for one in cleaned if one]


def in_choice(body: Body) -> str:
    """Say a body as one of many to choose from."""
    return f"{body.abbreviation} · {body.name}" if body.abbreviation else body.name
