"""One way to act from a form: ask, do, say what was done; a refusal stays beside its field."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.forms import add_refusal
from agencies.http import SignedInRequest

WRITING = ["GET", "HEAD", "POST"]


def act_by_form(
    request: SignedInRequest,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    *,
    template: str,
    context: dict[str, Any],
    done: str,
    to: str,
) -> HttpResponse:
    """Show a form; once it is right, act and go back with the sentence of what was done."""
    if form.is_bound and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, done)
            return redirect(to)
    status = 422 if form.is_bound else 200
    return render(request, template, {**context, "form": form}, status=status)


def act_by_button(
    request: SignedInRequest, act: Callable[[], object], *, done: str, to: str
) -> HttpResponse:
    """Act at once on a button and go back, with what was done or why not."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect(to)


def typed(request: SignedInRequest) -> Any:
    """Return what was sent with a POST, nothing with a GET."""
    return request.POST if request.method == "POST" else None


def sent_files(request: SignedInRequest) -> Any:
    """Return the files sent with a POST, nothing with a GET."""
    return request.FILES if request.method == "POST" else None
