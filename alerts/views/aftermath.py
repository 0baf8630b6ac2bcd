"""The after-action pack: a page that prints well, one file, and one paper to take away."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.http import SignedInRequest
from alerts import actions, exports, queries
from alerts.views.calls import decision_at_desk


@require_safe
def pack(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Show the pack of a level: timeline, answers, checklists, corrections, failures, reports."""
    decision = decision_at_desk(request, pk, is_exercise=is_exercise)
    context = {
        "decision": decision,
        "exercise": decision.is_exercise,
        "pack": queries.pack_of(request.user, decision),
    }
    return render(request, "alerts/aftermath/pack.html", context)


@require_safe
def pack_paper(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Hand the pack over as a paper to print; who took it is in the record."""
    decision = decision_at_desk(request, pk, is_exercise=is_exercise)
    actions.take_pack(decision, actor=request.user)
    content = exports.pack_as_pdf(
        queries.pack_of(request.user, decision), decision=decision, reader=request.user
    )
    response = HttpResponse(content, content_type="application/pdf")
    name = f"after-action-{decision.pk}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def pack_file(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Hand the pack over as one file; who took it is in the record."""
    decision = decision_at_desk(request, pk, is_exercise=is_exercise)
    actions.take_pack(decision, actor=request.user)
    content = exports.pack_as_xlsx(
        queries.pack_of(request.user, decision), decision=decision, reader=request.user
    )
    response = HttpResponse(content, content_type=exports.XLSX)
    name = f"after-action-{decision.pk}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
