"""How every screen of meetings carries out what was asked and answers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.forms import add_refusal
from agencies.http import SignedInRequest

if TYPE_CHECKING:
    from meetings.models import Meeting

T = TypeVar("T")


def done(form: forms.Form, act: Callable[[], T], request: HttpRequest, said: str = "") -> T | None:
    """Carry out a change if the form is right and say so; a refusal becomes its sentence."""
    if not form.is_valid():
        return None
    try:
        answer = act()
    except ValidationError as error:
        add_refusal(form, error)
        return None
    if said:
        messages.success(request, said)
    return answer


def locked(request: SignedInRequest, meeting: "Meeting") -> HttpResponse:
    """Show, in place of a form that could only be refused, why nothing is written here now."""
    return render(request, "meetings/locked.html", {"meeting": meeting}, status=403)


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
