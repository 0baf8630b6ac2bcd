"""One page for each unit of the land."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from centre.queries import regions


@require_safe
def region_list(request: SignedInRequest) -> HttpResponse:
    """Show the units."""
    return render(request, "centre/regions.html", {"units": regions.units(request.user)})


@require_safe
def region(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one unit."""
    unit = get_object_or_404(regions.unit_of(request.user), code=code)
    return render(request, "centre/region.html", {"unit": unit})
