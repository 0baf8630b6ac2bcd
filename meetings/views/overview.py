"""The commissions beneath one's own, and the year's meetings and exercises."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from audit import clock
from meetings import queries
from meetings.queries.overview import overview as lines_below

FIRST_YEAR, LAST_YEAR = 2013, 2099
LONGEST = 9  # figures of a number that is looked at


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Show how the commissions beneath one's own work."""
    lines = lines_below(request.user)
    context = {"lines": lines, "silent": sum(one.is_silent for one in lines)}
    return render(request, "meetings/overview.html", context)


@require_safe
def year(request: SignedInRequest) -> HttpResponse:
    """Show the meetings and the exercises of a year, month by month."""
    asked = request.GET.get("year", "")
    is_year = asked.isdecimal() and len(asked) <= LONGEST
    chosen = int(asked) if is_year else clock.today().year
    if not FIRST_YEAR <= chosen <= LAST_YEAR:
        raise Http404
    months = queries.year_of(request.user, chosen)
    context = {
        "year": chosen,
        "before": chosen - 1 if chosen > FIRST_YEAR else None,
        "after": chosen + 1 if chosen < LAST_YEAR else None,
        "months": months,
        "count": sum(len(one.events) for one in months),
        "gaps": queries.gaps(request.user),
    }
    return render(request, "meetings/year.html", context)
