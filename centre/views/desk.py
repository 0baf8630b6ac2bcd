"""The first page of every role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from centre import access, actions
from centre.queries import desks


@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the reader, the most pressing first."""
    if access.may_read_record(request.user):
        actions.read_record(actor=request.user, sought={})
    context = {"sections": desks.desk(request.user), "now": clock.now(), "day": clock.today()}
    return render(request, "centre/today.html", context)
