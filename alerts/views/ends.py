"""The end of a term: what stops there, who was reminded, and the way to a decision about it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from alerts import queries
from alerts.queries import chains


@require_safe
def decision_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the ends of a decision that nobody has decided about, with the drafts that do."""
    decision = get_object_or_404(queries.published_decisions(request.user), pk=pk)
    context = {
        "decision": decision,
        "ends": queries.ends_shown(decision),
        "later": queries.later_decisions(request.user, decision),
        "may_follow": chains.may_follow(request.user, decision),
        "draft": request.GET.get("draft", ""),
    }
    return render(request, "alerts/decision_end.html", context)
