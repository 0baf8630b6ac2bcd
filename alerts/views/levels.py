"""What is in force, the decisions, and the history of one territory."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from alerts import forms, queries

PAGE = 20


@require_safe
def level_list(request: SignedInRequest) -> HttpResponse:
    """Show the levels in force on map and table, what ends soon, and the decisions."""
    shown = queries.overview(request.user)
    units = [replace(unit, url=_territory_url(unit.code)) for unit in shown.units]
    territories = queries.territories_for(request.user)
    form = forms.DecisionFilter(request.GET, territories=territories)
    decisions = queries.visible_decisions(request.user)
    if form.is_valid():
        decisions = queries.filtered_decisions(decisions, **form.cleaned_data)
    page = Paginator(decisions, PAGE).get_page(request.GET.get("page"))
    context = {
        "overview": shown,
        "units": units,
        "form": form,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in ("state", "territory")),
        "answers": queries.answers_waiting(request.user),
        "proposals": queries.proposals_open(request.user),
        "boards": queries.running_boards(request.user),
        "may_propose": queries.may_propose(request.user),
    }
    return render(request, "alerts/level_list.html", context)


@require_safe
def territory(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the level of one territory now and every level it has had."""
    place = get_object_or_404(queries.territories_for(request.user), code=code)
    decisions = queries.decisions_on(request.user, place)
    context = {
        "territory": place,
        "here": queries.level_here(place),
        "spans": queries.history(place),
        "page": Paginator(decisions, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "alerts/territory.html", context)


@require_safe
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the card of a decision: the paper, its acts, its texts and its history."""
    shown = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    context = {
        "decision": shown,
        "rows": queries.card(shown),
        "differences": queries.differences(queries.acts_of(shown)),
        "sources": queries.public_sources(queries.acts_of(shown)),
        "later": queries.later_decisions(request.user, shown),
        "history": queries.history_of(shown),
        "may_approve": queries.may_approve(request.user, shown),
        "may_withdraw": queries.may_withdraw(request.user, shown),
        "may_follow": shown.is_published and queries.may_propose(request.user),
        "may_see_board": queries.may_see_board(request.user, shown),
    }
    return render(request, "alerts/decision.html", context)


def _territory_url(code: str) -> str:
    return reverse("alerts:territory", kwargs={"code": code})
