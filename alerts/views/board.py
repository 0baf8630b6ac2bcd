"""The board of answers and the checklist of a body."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.http import SignedInRequest
from alerts import actions, forms, queries


@require_safe
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who has answered and who is late; the fragment alone for a live page."""
    decision = get_object_or_404(queries.boards(request.user), pk=pk)
    context = {
        "board": queries.board(request.user, decision),
        "decision": decision,
        "differences": queries.differences(queries.acts_of(decision)),
        "may_follow": queries.may_propose(request.user),
    }
    template = "alerts/_board.html" if request.htmx else "alerts/board.html"
    return render(request, template, context)


@require_safe
def checklist(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the lines that the reader's bodies have to do under a decision."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    context = {
        "decision": decision,
        "entries": queries.checklist_of(request.user, decision),
        "progress": queries.checklist_progress(request.user, decision),
    }
    return render(request, "alerts/checklist.html", context)


@require_POST
def tick(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a line of the checklist as done."""
    entry = get_object_or_404(queries.checklist_entries(request.user), pk=pk)
    form = forms.TickForm(request.POST)
    if form.is_valid():
        actions.tick_line(entry, actor=request.user, **form.cleaned_data)
    return redirect("alerts:checklist", pk=entry.decision_id)
