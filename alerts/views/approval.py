"""The second person: reading a proposal with its effect, approving or withdrawing it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import background
from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.queries.beginnings import said_of_beginnings
from alerts.queries.remaining import words_that_stay
from notices import watch


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show whom the decision will reach, and send it once the other person says so."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if decision.is_published:
        if request.method == "POST":
            messages.info(request, _("It has been sent already: another person was quicker."))
        return redirect(decision)
    if not queries.may_approve(request.user, decision):
        raise PermissionDenied(_("Who proposed a decision cannot approve it: ask another person."))
    queries.note_reviewing(decision, request.user)
    context = before_sending(request, decision)
    form = _form(forms.ApprovalForm, request, context)
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_level(decision, actor=request.user, **form.cleaned_data)
            return sent(decision)
        except ValidationError as refusal:
            form = _again(form, refusal, context)
    return _shown(request, "alerts/approve.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def alone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the proposer answer for the proposal alone in an emergency, with the reason typed."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if not queries.may_decide_alone(request.user, decision):
        raise PermissionDenied(_("Only who proposed a decision can answer for it alone."))
    context = before_sending(request, decision)
    form = _form(forms.AloneForm, request, context)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_alone(decision, actor=request.user, **form.cleaned_data)
            return sent(decision)
        except ValidationError as refusal:
            form = _again(form, refusal, context)
    return _shown(request, "alerts/alone.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def telephone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down who approved by telephone, and send."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if not queries.may_record_call(request.user, decision):
        raise PermissionDenied(_("You cannot write down an approval of this decision."))
    context = before_sending(request, decision)
    approvers = queries.approvers_to_call(decision, request.user)
    context |= {"approvers": queries.approvers_with_numbers(approvers), "asks_code": False}
    form = _form(forms.TelephoneForm, request, context, approvers=approvers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_telephone_approval(decision, actor=request.user, **form.cleaned_data)
            return sent(decision)
        except ValidationError as refusal:
            form = _again(form, refusal, context, approvers=approvers)
    return _shown(request, "alerts/telephone.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a proposal back, or refuse it, with a reason."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if not queries.may_withdraw(request.user, decision):
        raise PermissionDenied(_("This decision cannot be withdrawn by you, or no longer."))
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_proposal(decision, actor=request.user, **form.cleaned_data)
            return redirect(decision)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {
        "decision": decision,
        "form": form,
        "act": _("Withdraw the proposal"),
        "back_url": decision.get_absolute_url(),
    }
    return render(request, "alerts/withdraw.html", context, status=422 if form.errors else 200)


@require_safe
def reviewing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who else is reading a proposal now; whoever has its approval open is noted."""
    decision = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    is_here = bool(request.GET.get("here"))
    if is_here and queries.may_approve(request.user, decision):
        queries.note_reviewing(decision, request.user)
    context = {
        "decision": decision,
        "reviewers": queries.reviewers_of(decision, request.user),
        "is_here": is_here,
    }
    return render(request, "alerts/_reviewing.html", context)


def before_sending(request: SignedInRequest, decision: Any) -> dict[str, Any]:
    """Return what everyone sees before a decision goes out."""
    acts, effect = queries.acts_of(decision), queries.effect_of_decision(decision)
    return {
        "decision": decision,
        "rows": queries.card(decision),
        "differences": queries.differences_now(effect),
        "beginnings": said_of_beginnings(acts),
        "stays": words_that_stay(decision),
        "effect": effect,
        "act": queries.send_words(acts, effect),
        "is_red": queries.rank_of(acts) == queries.RED,
        "correction_minutes": settings.CORRECTION_MINUTES,
        "asks_code": settings.APPROVAL_SECOND_FACTOR,
        "papers": queries.papers_of(decision, request.user),
        "reviewers": queries.reviewers_of(decision, request.user),
        "is_here": True,
        "takes_tasks": background.takes_tasks(),
        "stands_since": watch.stands_since(),
    }


def sent(decision: Any) -> HttpResponse:
    """Go on to the board, or to the decision where nobody had to be told again."""
    if queries.has_board(decision):
        return redirect("alerts:board", pk=decision.pk)
    return redirect(decision)


def _form(
    kind: type[forms.SendingForm],
    request: SignedInRequest,
    context: dict[str, Any],
    **options: Any,
) -> forms.SendingForm:
    return kind(
        request.POST or None,
        initial={"digest": context["effect"].digest},
        is_red=context["is_red"],
        asks_code=context["asks_code"],
        **options,
    )


def _again(
    form: forms.SendingForm, refusal: ValidationError, context: dict[str, Any], **options: Any
) -> forms.SendingForm:
    """Return the form with the refusal, and the checksum of what is shown now."""
    typed: QueryDict = form.data  # type: ignore[assignment]  # what was posted
    data = {**typed.dict(), "digest": context["effect"].digest}
    again = type(form)(data, is_red=context["is_red"], asks_code=context["asks_code"], **options)
    again.is_valid()
    add_refusal(again, refusal)
    return again


def _shown(
    request: SignedInRequest, template: str, context: dict[str, Any], form: forms.SendingForm
) -> HttpResponse:
    context["form"] = form
    return render(request, template, context, status=422 if form.errors else 200)
