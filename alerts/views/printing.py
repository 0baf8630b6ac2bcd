"""Two papers for the hour when systems fail: the present state, and a blank decision form."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from alerts import queries


@require_safe
def print_state(request: SignedInRequest) -> HttpResponse:
    """Show every level in force and whom to call, made for A4 in Kazakh and Russian."""
    if not queries.may_print(request.user):
        raise Http404
    context = {
        "state": queries.present_state(request.user),
        "words": queries.LEVELS_IN_WORDS,
        "duties": queries.duties_of(queries.rosters_kept(request.user)),
    }
    return render(request, "alerts/print_state.html", context)


@require_safe
def print_form(request: SignedInRequest) -> HttpResponse:
    """Show a blank decision to be filled in by hand and entered later with its real time."""
    if not queries.may_print(request.user):
        raise Http404
    return render(request, "alerts/print_form.html", {"words": queries.LEVELS_IN_WORDS})
