"""What waits for an approver beside proposals: consents, calls, reviews; and the correction."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.views.approval import sent


@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """Show what waits for this approver, the oldest first, and what is loud here."""
    context = {
        "waiting": queries.papers_waiting(request.user),
        "proposals": queries.proposals_waiting(request.user),
    }
    return render(request, "alerts/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a lower headquarters' proposal, and consent to it or refuse with a reason."""
    asked = get_object_or_404(queries.visible_consents(request.user), decision=pk)
    if not queries.may_consent(request.user, asked):
        raise PermissionDenied(_("Your headquarters was not asked for this consent."))
    decision = queries.visible_decisions(request.user).get(pk=pk)
    form = forms.ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer_consent(request, asked, **form.cleaned_data)
            return redirect(decision)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = _read(request, decision) | {
        "consent": asked,
        "effect": queries.effect_of_decision(decision),
        "act": _("Send the answer"),
    }
    return _shown(request, "alerts/consent.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the very approver who was called confirm the call, or deny it with a reason."""
    call = get_object_or_404(queries.visible_calls(request.user), decision=pk)
    if not queries.may_confirm_call(request.user, call):
        raise PermissionDenied(_("Only the approver who was called can confirm the call."))
    decision = queries.visible_decisions(request.user).get(pk=pk)
    form = forms.CallConfirmationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer_call(request, decision, **form.cleaned_data)
            return redirect(decision)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = _read(request, decision) | {"call": call, "act": _("Save what you say")}
    return _shown(request, "alerts/call_confirm.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what the review of a lonely decision found."""
    owed = get_object_or_404(queries.visible_reviews(request.user), decision=pk)
    if not queries.may_review(request.user, owed):
        raise PermissionDenied(_("Who took part in a decision cannot review it: ask another."))
    decision = queries.visible_decisions(request.user).get(pk=pk)
    form = forms.ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete_review(owed, actor=request.user, **form.cleaned_data)
            return redirect(decision)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = _read(request, decision) | {"review": owed, "act": _("Complete the review")}
    return _shown(request, "alerts/review.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the correction ready to be sent, and send it to those the wrong notice went to."""
    wrong = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if not queries.may_correct(request.user, wrong):
        return _too_late(wrong)
    texts = queries.correction_texts(wrong)
    ready = {f"text_{name}": text for name, text in texts.items()}
    ready["reason"] = _("Sent by mistake")
    form = forms.CorrectionForm(request.POST or None, initial=ready)
    if request.method == "POST" and form.is_valid():
        try:
            return sent(actions.correct_decision(wrong, actor=request.user, **form.said()))
        except ValidationError as refusal:
            add_refusal(form, refusal)
    effect = queries.effect_of_correction(wrong)
    context = {
        "decision": wrong,
        "differences": queries.differences(queries.acts_of_correction(wrong)),
        "effect": effect,
        "until": queries.corrected_until(wrong),
        "act": queries.correction_words(effect),
    }
    return _shown(request, "alerts/correct.html", context, form)


def _too_late(wrong: Any) -> HttpResponse:
    """Go to the correction that was sent, or say that the time for one is over."""
    done = queries.correction_of(wrong)
    if done is not None:
        return redirect(done)
    raise PermissionDenied(
        _("This decision is not yours to take back, or the time for a correction is over.")
    )


def _answer_consent(request: SignedInRequest, asked: Any, *, answer: str, reason: str) -> None:
    if answer == "give":
        actions.give_consent(asked, actor=request.user)
    else:
        actions.refuse_consent(asked, actor=request.user, reason=reason)


def _answer_call(request: SignedInRequest, decision: Any, *, answer: str, reason: str) -> None:
    if answer == "confirm":
        actions.confirm_telephone_approval(decision, actor=request.user)
    else:
        actions.deny_telephone_approval(decision, actor=request.user, reason=reason)


def _read(request: SignedInRequest, decision: Any) -> dict[str, Any]:
    """Return what everyone reads of a decision before they answer about it."""
    return {
        "decision": decision,
        "rows": queries.card(decision),
        "differences": queries.differences(queries.acts_of(decision)),
        "marks": queries.marks_of(decision, request.user),
    }


def _shown(
    request: SignedInRequest, template: str, context: dict[str, Any], form: django_forms.Form
) -> HttpResponse:
    context["form"] = form
    return render(request, template, context, status=422 if form.errors else 200)
