"""The systems of an organisation to which notices also go: kept by its head or administrator."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from audit import clock
from notices import actions, queries
from notices.forms import NewSystem

if TYPE_CHECKING:
    from collections.abc import Callable

    from notices.models import Contact


@require_safe
def system_list(request: SignedInRequest) -> HttpResponse:
    """Show the organisations whose systems the reader keeps."""
    bodies = queries.bodies_with_systems(request.user)
    return render(request, "notices/systems/list.html", {"bodies": bodies})


@require_http_methods(["GET", "HEAD", "POST"])
def body_systems(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the systems of one organisation, or add one."""
    body = get_object_or_404(queries.bodies_with_systems(request.user), pk=pk)
    form = NewSystem(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_system(body, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Added. Read its key, enter it there, and send a test."))
            return redirect("notices:systems-of", pk=body.pk)
        except ValidationError as refusal:
            form.add_error("address", refusal.messages)
    systems = queries.systems_of(request.user, body)
    context = {"body": body, "systems": systems, "form": form, "as_of": clock.now()}
    status = 422 if form.errors else 200
    return render(request, "notices/systems/body.html", context, status=status)


@require_POST
def test(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a test to a system."""
    return _done(request, pk, actions.test_system, _("A test is on its way."))


@require_POST
def switch_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let notices go to a system that took its test."""
    return _done(request, pk, actions.switch_on_system, _("Notices go there from now on."))


@require_POST
def change_key(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a system a new key."""
    said = _("The key is changed: enter the new one there; the former signs as well for a while.")
    return _done(request, pk, actions.change_key, said)


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send nothing to a system any more."""
    return _done(request, pk, actions.remove_system, _("Removed: nothing goes there any more."))


@never_cache
@require_POST
def key(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the secret of a system once more; that it was read is recorded."""
    system = get_object_or_404(queries.visible_systems(request.user), pk=pk)
    secret = actions.read_key(system, actor=request.user)
    context = {"system": system, "secret": secret, "body": system.body}
    return render(request, "notices/systems/key.html", context)


def _done(
    request: SignedInRequest, pk: int, act: "Callable[..., object]", said: str
) -> HttpResponse:
    system: Contact = get_object_or_404(queries.visible_systems(request.user), pk=pk)
    try:
        act(system, actor=request.user)
        messages.success(request, said)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("notices:systems-of", pk=system.body_id)
