"""Levels inside an exercise: one person injects, another sends, the board shows the answers."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, queries
from alerts.forms import ReasonForm
from alerts.forms import exercises as forms
from alerts.queries.beginnings import said_of_beginnings
from alerts.queries.exercises import begins_early
from alerts.queries.remaining import words_that_stay
from alerts.views.exercises import page_of_exercise


@require_http_methods(["GET", "HEAD", "POST"])
def inject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay a level of the exercise before another person."""
    shown = get_object_or_404(queries.led_exercises(request.user), pk=pk)
    if shown.is_ended or not queries.may_prepare_exercise(request.user, shown):
        raise PermissionDenied(_("No level is played in this exercise by you, or no longer."))
    played = queries.territories_played(shown)
    form = forms.InjectForm(request.POST or None, territories=played)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.inject_level(shown, actor=request.user, **form.cleaned_data))
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "shown": shown, "played": queries.levels_played(shown)}
    status = 422 if form.errors else 200
    return page_of_exercise(request, "alerts/exercises/inject.html", context, status=status)


@require_safe
def level(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a level of an exercise: what it changes inside it, its words and its history."""
    decision: Any = get_object_or_404(queries.exercise_levels(request.user), pk=pk)
    leads = queries.leads_exercise(request.user, decision.exercise)
    context = {
        "decision": decision,
        "shown": decision.exercise,
        "leads": leads,
        "differences": queries.differences(queries.acts_of(decision)),
        "rows": queries.card(decision) if leads else [],
        "history": queries.history_of(decision) if leads else [],
        "may_send": queries.may_approve(request.user, decision),
        "may_withdraw": queries.may_withdraw(request.user, decision),
    }
    return page_of_exercise(request, "alerts/exercises/level.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show whom the level of the exercise reaches, and send it once another person says so."""
    decision: Any = get_object_or_404(queries.exercise_levels(request.user), pk=pk)
    if decision.is_published:
        return redirect(decision)
    if not queries.may_approve(request.user, decision):
        raise PermissionDenied(_("Who proposed a decision cannot approve it: ask another person."))
    acts, effect = queries.acts_of(decision), queries.effect_of_decision(decision)
    is_red = queries.rank_of(acts) == queries.RED
    data = request.POST.copy() if request.method == "POST" else None
    form = forms.ExerciseSendForm(data, initial={"digest": effect.digest}, is_red=is_red)
    if data is not None and form.is_valid():
        try:
            actions.send_exercise_level(decision, actor=request.user, **form.cleaned_data)
            return redirect("alerts:exercise-board", pk=decision.pk)
        except ValidationError as refusal:
            data["digest"] = effect.digest
            add_refusal(form, refusal)
    context = _effect_shown(decision, acts, effect) | {"form": form}
    status = 422 if form.errors else 200
    return page_of_exercise(request, "alerts/exercises/send.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a level of an exercise back before it is sent."""
    decision: Any = get_object_or_404(queries.exercise_levels(request.user), pk=pk)
    if not queries.may_withdraw(request.user, decision):
        raise PermissionDenied(_("This decision cannot be withdrawn by you, or no longer."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_proposal(decision, actor=request.user, **form.cleaned_data)
            return redirect(decision)
        except ValidationError as refusal:
            add_refusal(form, refusal)
    context = {"decision": decision, "shown": decision.exercise, "form": form}
    status = 422 if form.errors else 200
    return page_of_exercise(request, "alerts/exercises/withdraw.html", context, status=status)


@require_safe
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who takes part and has answered; the fragment alone for a live page."""
    decision: Any = get_object_or_404(queries.exercise_boards(request.user), pk=pk)
    context = {
        "decision": decision,
        "shown": decision.exercise,
        "board": queries.board(request.user, decision),
        "differences": queries.differences(queries.acts_of(decision)),
        "may_inject": queries.may_prepare_exercise(request.user, decision.exercise),
    }
    template = "alerts/exercises/_board.html" if request.htmx else "alerts/exercises/board.html"
    return page_of_exercise(request, template, context)


def _effect_shown(decision: Any, acts: Any, effect: queries.Effect) -> dict[str, Any]:
    return {
        "decision": decision,
        "shown": decision.exercise,
        "differences": queries.differences_now(effect),
        "beginnings": said_of_beginnings(acts),
        "stays": words_that_stay(decision),
        "effect": effect,
        "is_early": begins_early(decision.exercise),
        "act": queries.exercise_send_words(decision.exercise, acts, effect),
    }
