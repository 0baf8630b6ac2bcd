"""The second person: reading a proposal with its effect, approving or withdrawing it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.http import SignedInRequest
from alerts import actions, forms, queries


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show whom the decision will reach, and send it once the other person says so."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if decision.is_published:
        return redirect(decision)
    if not queries.may_approve(request.user, decision):
        raise PermissionDenied(_("Who proposed a decision cannot approve it: ask another person."))
    acts, effect = queries.acts_of(decision), queries.effect_of_decision(decision)
    is_red = queries.rank_of(acts) == queries.RED
    form = forms.ApprovalForm(
        request.POST or None, initial={"digest": effect.digest}, is_red=is_red
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_level(decision, actor=request.user, **form.cleaned_data)
            return redirect("alerts:board", pk=decision.pk)
        except ValidationError as refusal:
            form = _again(refusal, request, effect.digest, is_red=is_red)
    context = {
        "decision": decision,
        "rows": queries.card(decision),
        "differences": queries.differences_now(acts),
        "effect": effect,
        "form": form,
        "act": queries.send_words(acts, effect),
    }
    return render(request, "alerts/approve.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a proposal back, or refuse it, with a reason."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if not queries.may_withdraw(request.user, decision):
        raise PermissionDenied(_("This decision cannot be withdrawn by you, or no longer."))
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_proposal(decision, actor=request.user, **form.cleaned_data)
        return redirect(decision)
    context = {
        "decision": decision,
        "form": form,
        "act": _("Withdraw the proposal"),
        "back_url": decision.get_absolute_url(),
    }
    return render(request, "alerts/withdraw.html", context, status=422 if form.errors else 200)


def _again(
    refusal: ValidationError, request: SignedInRequest, digest: str, *, is_red: bool
) -> forms.ApprovalForm:
    """Return the form with the refusal and the checksum of what is shown now."""
    data = request.POST.copy()
    data["digest"] = digest
    form = forms.ApprovalForm(data, is_red=is_red)
    form.is_valid()
    form.add_error(None if not hasattr(refusal, "error_dict") else "typed_word", refusal.messages)
    return form
