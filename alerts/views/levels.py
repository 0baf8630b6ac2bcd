"""What is in force, the decisions, and the history of one territory."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from alerts import access, forms, queries
from alerts.queries import chains

PAGE = 20
SHORT = 10


@require_safe
def level_list(request: SignedInRequest) -> HttpResponse:
    """Show the levels in force on map and table, what ends soon, and the decisions."""
    shown = queries.overview(request.user)
    units = [replace(unit, url=_territory_url(unit.code)) for unit in shown.units]
    territories = queries.territories_to_filter(request.user, request.GET.get("territory", ""))
    form = forms.DecisionFilter(request.GET, territories=territories)
    chosen = form.cleaned_data if form.is_valid() else {}
    decisions = queries.filtered_decisions(queries.visible_decisions(request.user), **chosen)
    page = Paginator(decisions, PAGE).get_page(request.GET.get("page"))
    context = {
        "overview": shown,
        "units": units,
        "form": form,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in ("state", "territory")),
        "answers": queries.answers_waiting(request.user),
        "proposals": queries.proposals_open(request.user)[: SHORT + 1],
        "boards": queries.running_boards(request.user)[: SHORT + 1],
        "short": f":{SHORT}",
        "may_propose": queries.may_propose(request.user),
        "instants": forms.InstantsForm(),
        "may_print": queries.may_print(request.user),
        "may_read_wordings": queries.may_read_wordings(request.user),
    }
    return render(request, "alerts/level_list.html", context)


@require_safe
def level_then(request: SignedInRequest) -> HttpResponse:
    """Show the levels in force at any instant, also as they were known at a second one."""
    form = forms.InstantsForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    at, known_at = asked.get("at"), asked.get("known")
    shown = queries.overview(request.user, at=at, known_at=known_at)
    context = {
        "form": form,
        "overview": shown,
        "known_at": known_at,
        "units": [replace(unit, url=_territory_url(unit.code)) for unit in shown.units],
    }
    return render(request, "alerts/level_then.html", context)


@require_safe
def territory(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the level of one territory now and every level it has had."""
    place = get_object_or_404(queries.territories_for(request.user), code=code)
    decisions = queries.decisions_on(request.user, place)
    form = forms.InstantsForm(request.GET if _asks_then(request) else None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    at, known_at = asked.get("at"), asked.get("known")
    context = {
        "territory": place,
        "here": queries.level_here(place),
        "form": form,
        "then": queries.level_here(place, at, known_at) if at or known_at else None,
        "at": at,
        "known_at": known_at,
        "spans": queries.history(place, known_at),
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
        "history": queries.history_seen(request.user, shown),
        "may_approve": queries.may_approve(request.user, shown),
        "papers": queries.papers_of(shown, request.user),
        "may_withdraw": queries.may_withdraw(request.user, shown),
        "may_follow": chains.may_follow(request.user, shown),
        "may_convene": access.may_convene(request.user, shown),
        "may_see_board": queries.may_see_board(request.user, shown),
        "publicity": queries.publicity_of(shown),
    }
    return render(request, "alerts/decision.html", context)


def _asks_then(request: SignedInRequest) -> bool:
    return any(request.GET.get(name) for name in ("at", "known"))


def _territory_url(code: str) -> str:
    return reverse("alerts:territory", kwargs={"code": code})
