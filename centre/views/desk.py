"""The first page of every role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from alerts import queries as alerts
from audit import clock
from centre import access, actions
from centre.queries import desks
from notices import queries as notices


@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the reader, the most pressing first."""
    if access.may_read_record(request.user):
        actions.read_record(actor=request.user, sought={})
    context = {"sections": desks.desk(request.user), "now": clock.now(), "day": clock.today()}
    return render(request, "centre/today.html", context)


@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """List exactly what the number on the bar counts: what waits for the reader's word."""
    context = {
        "notices": notices.notices_waiting_for(request.user),
        "proposals": alerts.proposals_waiting(request.user),
        "papers": alerts.papers_waiting(request.user),
        "now": clock.now(),
    }
    return render(request, "centre/waiting.html", context)
