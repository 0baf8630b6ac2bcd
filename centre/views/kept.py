"""What was typed when a session ended: shown to its writer, sent again or dropped."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.http import SignedInRequest
from centre.queries.kept import KEPT, kept_for


@require_safe
def kept(request: SignedInRequest) -> HttpResponse:
    """Show what was typed, with the button that sends it; another person's is dropped unseen."""
    found = kept_for(request.user, request.session.get(KEPT))
    if found is None:
        request.session.pop(KEPT, None)
        return redirect("centre:today")
    return render(request, "centre/kept.html", {"kept": found})


@require_POST
def drop_kept(request: SignedInRequest) -> HttpResponse:
    """Forget what was typed."""
    request.session.pop(KEPT, None)
    return redirect("centre:today")
