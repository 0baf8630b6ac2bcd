"""How every screen of meetings carries out what was asked and answers."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError

from agencies.http import SignedInRequest

T = TypeVar("T")


def done(form: forms.Form, act: Callable[[], T]) -> T | None:
    """Carry out a change if the form is right; a refusal becomes a sentence in the form."""
    if not form.is_valid():
        return None
    try:
        return act()
    except ValidationError as error:
        _tell(form, error)
        return None


def done_or_told(request: SignedInRequest, act: Callable[[], Any], said: str) -> bool:
    """Carry out a change asked for by a button; a refusal becomes a message."""
    try:
        act()
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return False
    messages.success(request, said)
    return True


def status_of(form: forms.Form) -> int:
    """Return the status of a page that shows a form: 422 when it was refused."""
    return 422 if form.is_bound and form.errors else 200


def _tell(form: forms.Form, error: ValidationError) -> None:
    """Show a refusal at its field where the form has one, else above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, sentences in error.error_dict.items():
        form.add_error(name if name in form.fields else None, sentences)
