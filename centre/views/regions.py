"""One page for each unit of the land."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from centre.queries import regions
from plans import queries as plans


@require_safe
def region_list(request: SignedInRequest) -> HttpResponse:
    """Show the units of today with their levels, and those that are history."""
    units, gone = regions.units(request.user)
    return render(request, "centre/regions.html", {"units": units, "gone": gone})


@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """Show the open and late tasks of every unit by the agency that leads them."""
    return render(request, "centre/figures.html", {"heat": plans.heat(request.user)})


@require_safe
def region(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what concerns one unit, as far as the reader may see."""
    unit = get_object_or_404(regions.unit_of(request.user), code=code)
    context = {"region": regions.region(request.user, unit), "now": clock.now()}
    return render(request, "centre/region.html", context)


@require_safe
def region_money(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the sums that stand behind the money of a unit."""
    unit = get_object_or_404(regions.unit_of(request.user), code=code)
    year, kind = request.GET.get("year", ""), request.GET.get("kind", "")
    rows = regions.money_rows(request.user, unit, year=year, kind=kind)
    context = {"unit": unit, "rows": rows, "total": sum(row.amount for row in rows)}
    return render(request, "centre/region_money.html", context)
