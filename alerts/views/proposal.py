"""Proposing a level, or entering one decided elsewhere: questions, answers, and their effect."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.queries import Draft, chains, sending
from alerts.views import questions
from alerts.views.questions import STEPS, Step

KEY = "level_proposal"


@require_safe
def new_proposal(request: SignedInRequest) -> HttpResponse:
    """Begin a proposal afresh."""
    _require_draft(request)
    request.session[KEY] = {}
    return redirect("alerts:proposal-step", step="territories")


@require_safe
def new_registration(request: SignedInRequest) -> HttpResponse:
    """Begin to enter a decision that came by letter, or was written on a blank form."""
    _require_draft(request)
    request.session[KEY] = {"is_registered": True}
    return redirect("alerts:proposal-step", step="source")


@require_POST
def follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a decision that refers to a published one; `action` fills in what ends its term."""
    earlier = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    if chains.taken_back_by(earlier) is not None:
        raise PermissionDenied(sending.taken_back(earlier))
    if not chains.may_follow(request.user, earlier):
        raise PermissionDenied(
            _("Only the headquarters that decided, or a wider one, changes or ends its decision.")
        )
    if filled := queries.filled_draft(request.user, earlier, request.GET.get("action", "")):
        request.session[KEY] = filled
        return redirect("alerts:proposal-check")
    codes = list(dict.fromkeys(act.territory.code for act in queries.acts_of(earlier)))
    request.session[KEY] = {"refers_to": earlier.pk, "territories": codes}
    return redirect("alerts:proposal-step", step="territories")


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, step: str) -> HttpResponse:
    """Ask one question; the answer leads to the next that is not yet answered."""
    draft, asked = _require_draft(request), _step_named(step)
    if asked.name not in questions.open_steps(draft):
        return redirect("alerts:proposal-new")
    try:
        form = asked.form(draft, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            request.session[KEY] = questions.kept(draft, asked, form)
            draft = _require_draft(request)
            questions.require_sense(draft, asked)
            return redirect(questions.next_url(draft, asked))
    except ValidationError as refusal:
        return _back_with(request, draft, refusal)
    context = {
        "form": form,
        "question": asked.question,
        "step_text": questions.step_text(draft, asked),
        "back_url": questions.previous_url(draft, asked),
        "act": _("Continue"),
        "refers_to": draft.refers_to,
        "is_registered": draft.is_registered,
        "is_outdated": asked.name == "texts" and draft.is_outdated,
    }
    return render(request, asked.template, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    """Show all answers with the effect they will have, and lay the proposal before another."""
    draft = _require_draft(request)
    if not questions.is_complete(draft):
        return redirect(questions.first_open_url(draft))
    try:
        context = _checked(draft)
        form = _form_of(request, context) if draft.is_registered else None
        if request.method == "POST" and (form is None or form.is_valid()):
            decision = _enter(request, draft, form) if form else _propose(request, draft)
            del request.session[KEY]
            return redirect(decision)
    except ValidationError as refusal:
        return _back_with(request, draft, refusal)
    context["form"] = form
    failed = form is not None and bool(form.errors)
    return render(request, "alerts/check.html", context, status=422 if failed else 200)


def _propose(request: SignedInRequest, draft: Draft) -> Any:
    return actions.propose_level(
        draft.headquarters,
        actor=request.user,
        acts=draft.settled,
        paper=queries.paper_of(draft),
        refers_to=draft.refers_to,
    )


def _enter(request: SignedInRequest, draft: Draft, form: forms.SendingForm) -> Any:
    values = draft.values
    return actions.register_decision(
        draft.headquarters,
        actor=request.user,
        acts=draft.settled,
        paper=queries.paper_of(draft),
        source=values["source"],
        decided_at=queries.local_instant(values["decided_at"]),
        received_at=queries.local_instant(values["received_at"]),
        digest=form.cleaned_data["digest"],
        typed_word=form.cleaned_data.get("typed_word", ""),
        refers_to=draft.refers_to,
    )


def _form_of(request: SignedInRequest, context: dict[str, Any]) -> forms.SendingForm:
    return forms.SendingForm(
        request.POST or None,
        initial={"digest": context["effect"].digest},
        is_red=context["is_red"],
    )


def _checked(draft: Draft) -> dict[str, Any]:
    acts = draft.settled
    effect = queries.effect_of(
        acts, draft.refers_to, issuer=draft.headquarters, wanted=draft.answers_needed
    )
    urls = {one.name: questions.url_of(one.name) for one in STEPS}
    propose = _("Propose: lay it before another person")
    return {
        "sections": queries.answers_of_draft(draft, urls),
        "differences": queries.differences(acts)
        if draft.is_registered
        else queries.differences_now(effect),
        "effect": effect,
        "is_red": queries.rank_of(acts) == queries.RED,
        "is_registered": draft.is_registered,
        "back_url": questions.url_of("texts"),
        "is_outdated": draft.is_outdated,
        "act": queries.enter_words(effect) if draft.is_registered else propose,
        "kind": "warning" if draft.is_registered else "",
        "warnings": queries.warnings_of(draft),
    }


def _back_with(request: SignedInRequest, draft: Draft, refusal: ValidationError) -> HttpResponse:
    """Show the answers once more with what contradicts them, and links to change them."""
    urls = {one.name: questions.url_of(one.name) for one in STEPS}
    context = {
        "sections": queries.raw_answers(draft, urls),
        "problems": refusal.messages,
        "back_url": questions.url_of(questions.needed(draft)[0].name),
    }
    return render(request, "alerts/contradiction.html", context, status=422)


def _require_draft(request: SignedInRequest) -> Draft:
    draft = queries.draft_of(request.user, request.session.get(KEY, {}))
    if draft is None:
        raise PermissionDenied(_("Your appointments do not let you propose a level."))
    return draft


def _step_named(name: str) -> Step:
    for one in STEPS:
        if one.name == name:
            return one
    raise Http404
