"""Whether messages go out: what stands still, which channel is proven, whose contact is broken."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.http import SignedInRequest
from audit import clock
from notices import actions, watch

PAGE = 50


@require_safe
def delivery_state(request: SignedInRequest) -> HttpResponse:
    """Show the duty desk what stands still, what waits, and when each channel was proven."""
    if not watch.may_watch(request.user):
        raise PermissionDenied(_("The state of the delivery is for the duty desk."))
    context = {
        "state": watch.state(),
        "broken": watch.broken_contacts(request.user).count(),
        "as_of": clock.now(),
    }
    template = "notices/watch/_state.html" if request.htmx else "notices/watch/state.html"
    return render(request, template, context)


@require_POST
def prove_channels(request: SignedInRequest) -> HttpResponse:
    """Ask each channel to prove itself now."""
    actions.prove_channels(actor=request.user)
    messages.success(request, _("Each channel is asked to prove itself: look again in a moment."))
    return redirect("notices:delivery-state")


@require_safe
def broken_contacts(request: SignedInRequest) -> HttpResponse:
    """Show whose contacts do not work, among the people of bodies that the reader sees."""
    found = watch.broken_contacts(request.user)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/watch/broken.html", {"page": page, "as_of": clock.now()})
