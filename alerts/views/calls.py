"""The call-down console: one organisation at a time, one key for each outcome."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.forms import add_refusal
from agencies.http import SignedInRequest
from alerts import actions, queries
from alerts.forms.desk import CallForm
from alerts.queries import calling
from alerts.templatetags.desk import desk_url


def decision_at_desk(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> Any:
    """Return a decision of one world whose desk is open to the reader; else 404."""
    decision = queries.desk_decision(request.user, pk, is_exercise=is_exercise)
    if decision is None:
        raise Http404
    return decision


@require_safe
def console(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Show whom to call; the fragment alone for a live page."""
    return _shown(request, _decision(request, pk, is_exercise=is_exercise))


@require_POST
def take(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Take the next organisation, or the one that was chosen."""
    decision = _decision(request, pk, is_exercise=is_exercise)
    chosen = queries.addressed_of(decision, request.POST.get("addressed", ""))
    instead_of = queries.addressed_of(decision, request.POST.get("instead_of", ""))
    try:
        actions.take_call(decision, actor=request.user, addressed=chosen, instead_of=instead_of)
    except ValidationError as refusal:
        return _shown(request, decision, refusal=refusal)
    return redirect(desk_url("calls", decision))


@require_POST
def leave(request: SignedInRequest, pk: int, *, is_exercise: bool = False) -> HttpResponse:
    """Let go of the organisation at hand; the page then says who is still to be called."""
    decision = _decision(request, pk, is_exercise=is_exercise)
    actions.leave_call(decision, actor=request.user)
    return redirect(desk_url("calls", decision))


@require_http_methods(["POST"])
def write_down(
    request: SignedInRequest, pk: int, addressed: int, *, is_exercise: bool = False
) -> HttpResponse:
    """Write down how a call ended; the next organisation comes up by itself."""
    decision = _decision(request, pk, is_exercise=is_exercise)
    called = queries.addressed_of(decision, str(addressed))
    if called is None:
        raise Http404
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            call = actions.record_call(called, actor=request.user, **form.cleaned_data)
            _say_in_vain(request, call)
            if not calling.is_closed(decision):
                actions.take_call(decision, actor=request.user)
            return redirect(desk_url("calls", decision))
        except ValidationError as refusal:
            add_refusal(form, refusal)
    return _shown(request, decision, form=form)


def _say_in_vain(request: SignedInRequest, call: Any) -> None:
    """Tell the officer that an outcome is kept as a call and changed no answer."""
    if calling.is_in_vain(call):
        said = _("%(body)s had answered before, or the notice was replaced: the call is written "
                 "down, and the answer on the board stays as it was.")  # fmt: skip
        messages.warning(request, said % {"body": call.addressed.body.name})


def _decision(request: SignedInRequest, pk: int, *, is_exercise: bool) -> Any:
    decision = decision_at_desk(request, pk, is_exercise=is_exercise)
    if not queries.may_call(request.user, decision):
        raise PermissionDenied(_("Officers and approvers of the headquarters call here."))
    return decision


def _empty_form(shown: calling.Console) -> CallForm:
    sheet = shown.sheet
    key = sheet.current.key if sheet and sheet.current else ""
    return CallForm(initial={"key": key, "seen": len(sheet.calls) if sheet else 0})


def _shown(
    request: SignedInRequest,
    decision: Any,
    *,
    form: CallForm | None = None,
    refusal: ValidationError | None = None,
) -> HttpResponse:
    wanted = request.GET.get("number", "") or (form.data.get("key", "") if form else "")
    shown = queries.console(request.user, decision, wanted)
    form = form or _empty_form(shown)
    said: list[str] = list(refusal.messages) if refusal else []
    if shown.sheet is None:
        said += [str(words) for errors in form.errors.values() for words in errors]
    context = {
        "decision": decision,
        "exercise": decision.is_exercise,
        "console": shown,
        "form": form,
        "refusal": said,
        "marks": queries.marks_of(decision, request.user),
    }
    template = "alerts/calls/_live.html" if request.htmx else "alerts/calls/console.html"
    status = 422 if form.errors or refusal else 200
    return render(request, template, context, status=status)
