"""The board of answers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies import background
from agencies.http import SignedInRequest
from alerts import queries
from alerts.queries import chains
from notices import watch


@require_safe
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who has answered and who is late; the fragment alone for a live page."""
    decision = get_object_or_404(queries.boards(request.user), pk=pk)
    has_desk = queries.has_desk(request.user, decision)
    context = {
        "board": queries.board(request.user, decision, request.GET.get("only", "")),
        "decision": decision,
        "differences": queries.differences(queries.acts_of(decision)),
        "has_desk": has_desk,
        "takes_tasks": background.takes_tasks() if has_desk else True,
        "stands_since": watch.stands_since() if has_desk else None,
        "desk": queries.desk(decision) if has_desk else None,
        "may_call": queries.may_call(request.user, decision),
        "may_follow": chains.may_follow(request.user, decision),
        "marks": queries.marks_of(decision, request.user),
        "correctable": queries.may_correct(request.user, decision),
        "correctable_until": queries.corrected_until(decision),
        "checklist": queries.checklist_state(request.user, decision),
        "duty": queries.duty_of(decision.headquarters) if decision.headquarters else None,
    }
    template = "alerts/board/live.html" if request.htmx else "alerts/board.html"
    return render(request, template, context)
