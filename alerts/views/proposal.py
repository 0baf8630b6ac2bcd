"""Proposing a level: question pages, one decision on each, then the answers with their effect."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.http import SignedInRequest
from alerts import actions, forms, queries
from alerts.queries import Draft

KEY = "level_proposal"
Form = django_forms.Form
Values = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One question page: its address, its question, its form, and how its answer is kept."""

    name: str
    question: Promise
    form: Callable[[Draft, Any], Form]
    keep: Callable[[Form], Values]
    template: str = "alerts/question.html"


def _territories(draft: Draft, data: Any) -> Form:
    chosen = draft.values.get("territories", [])
    return forms.TerritoriesForm(data, territories=draft.offered, chosen=chosen)


def _action(draft: Draft, data: Any) -> Form:
    initial = {name: draft.values.get(name) for name in ("action", "level")}
    for code, (action, level) in draft.values.get("each", {}).items():
        initial |= {f"action_{code}": action, f"level_{code}": level}
    return forms.ActionForm(data, initial=initial, territories=draft.territories)


def _criterion(draft: Draft, data: Any) -> Form:
    kept = draft.values.get("criteria", {})
    initial = {f"criterion_{level}": criterion for level, criterion in kept.items()}
    return forms.CriterionForm(data, initial=initial, levels=draft.levels)


def _term(draft: Draft, data: Any) -> Form:
    review_on = draft.values.get("review_on")
    initial: Values = {
        "term_text": draft.values.get("term_text"),
        "review_on": dt.date.fromisoformat(review_on) if review_on else None,
    }
    for name in ("starts_at", "stated_end"):
        text = draft.values.get(name)
        initial[name] = queries.local_instant(text) if text else None
    return forms.TermForm(data, initial=initial, actions=draft.actions)


def _ground(draft: Draft, data: Any) -> Form:
    kk, ru = draft.authority()
    initial: Values = {"authority_kk": kk, "authority_ru": ru, "legal_ground": draft.legal_ground}
    consent_at = draft.values.get("consent_at")
    initial |= {name: draft.values[name] for name in GROUND if draft.values.get(name)}
    initial["consent_at"] = queries.local_instant(consent_at) if consent_at else None
    return forms.GroundForm(data, initial=initial)


def _texts(draft: Draft, data: Any) -> Form:
    texts = {f"text_{language}": text for language, text in draft.texts().items()}
    return forms.TextsForm(data, initial=texts)


GROUND = ("authority_kk", "authority_ru", "legal_ground", "is_operation_regime", "consent_by")


def _keep_plain(form: Form) -> Values:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in form.cleaned_data.items()
    }


def _keep_action(form: Form) -> Values:
    cleaned = form.cleaned_data
    codes = [name.removeprefix("action_") for name in cleaned if name.startswith("action_")]
    each = {code: [cleaned[f"action_{code}"], cleaned[f"level_{code}"]] for code in codes}
    own = {code: pair for code, pair in each.items() if any(pair)}
    return {"action": cleaned["action"], "level": cleaned["level"], "each": own}


def _keep_criterion(form: Form) -> Values:
    return {
        "criteria": {name.rpartition("_")[2]: value for name, value in form.cleaned_data.items()}
    }


def _keep_term(form: Form) -> Values:
    kept = dict.fromkeys(("term_text", "stated_end", "review_on"), "") | _keep_plain(form)
    return kept | {"starts_at": kept["starts_at"] or queries.this_second().isoformat()}


def _keep_texts(form: Form) -> Values:
    return {"texts": {name.rpartition("_")[2]: text for name, text in form.cleaned_data.items()}}


STEPS = (
    Step(
        "territories", gettext_lazy("Which territories?"), _territories, _keep_plain,
        "alerts/question_territories.html",
    ),
    Step(
        "action", gettext_lazy("What is decided, and which level?"), _action, _keep_action,
        "alerts/question_action.html",
    ),
    Step("criterion", gettext_lazy("On which criterion?"), _criterion, _keep_criterion),
    Step("term", gettext_lazy("From when, and until when?"), _term, _keep_term),
    Step("ground", gettext_lazy("Who decides, and on which ground?"), _ground, _keep_plain),
    Step("texts", gettext_lazy("What is said?"), _texts, _keep_texts),
)  # fmt: skip


@require_safe
def new_proposal(request: SignedInRequest) -> HttpResponse:
    """Begin a proposal afresh."""
    _require_draft(request)
    request.session[KEY] = {}
    return redirect("alerts:proposal-step", step=STEPS[0].name)


@require_POST
def follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a decision that refers to a published one, on the same territories."""
    earlier = get_object_or_404(queries.visible_decisions(request.user), pk=pk)
    _require_draft(request)
    codes = list(dict.fromkeys(act.territory.code for act in queries.acts_of(earlier)))
    request.session[KEY] = {"refers_to": earlier.pk, "territories": codes}
    return redirect("alerts:proposal-step", step=STEPS[0].name)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, step: str) -> HttpResponse:
    """Ask one question; the answer leads to the next that is not yet answered."""
    draft, asked = _require_draft(request), _step_named(step)
    if asked.name not in _open_steps(draft):
        return redirect("alerts:proposal-new")
    try:
        form = asked.form(draft, request.POST if request.method == "POST" else None)
    except ValidationError as refusal:
        return _back_with(request, draft, refusal)
    if request.method == "POST" and form.is_valid():
        values = {**draft.values, **asked.keep(form)}
        if asked.name == "texts":
            values["basis"] = draft.drafted()
        request.session[KEY] = values
        return redirect(_next_url(_require_draft(request), asked))
    context = {
        "form": form,
        "question": asked.question,
        "step_text": _step_text(draft, asked),
        "back_url": _previous_url(draft, asked),
        "act": _("Continue"),
        "refers_to": draft.refers_to,
        "is_outdated": asked.name == "texts" and draft.is_outdated,
    }
    return render(request, asked.template, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    """Show all answers with the effect they will have, and lay the proposal before another."""
    draft = _require_draft(request)
    if not _is_complete(draft):
        return redirect(_first_open_url(draft))
    try:
        if request.method == "POST":
            decision = _propose(request, draft)
            del request.session[KEY]
            return redirect(decision)
        context = _checked(draft)
    except ValidationError as refusal:
        return _back_with(request, draft, refusal)
    return render(request, "alerts/check.html", context)


def _propose(request: SignedInRequest, draft: Draft) -> Any:
    return actions.propose_level(
        draft.headquarters,
        actor=request.user,
        acts=draft.settled,
        paper=queries.paper_of(draft),
        refers_to=draft.refers_to,
    )


def _checked(draft: Draft) -> dict[str, Any]:
    acts = draft.settled
    effect = queries.effect_of(
        [act.territory.code for act in acts], queries.rank_of(acts), draft.refers_to
    )
    return {
        "sections": queries.answers_of_draft(draft, {one.name: _url(one.name) for one in STEPS}),
        "differences": queries.differences(acts),
        "effect": effect,
        "back_url": _url(STEPS[-1].name),
        "is_outdated": draft.is_outdated,
        "act": _("Propose: lay it before another person"),
        "warnings": queries.warnings_of(draft),
    }


def _back_with(request: SignedInRequest, draft: Draft, refusal: ValidationError) -> HttpResponse:
    """Show the answers once more with what contradicts them, and links to change them."""
    context = {
        "sections": queries.raw_answers(draft, {one.name: _url(one.name) for one in STEPS}),
        "problems": refusal.messages,
        "back_url": _url(STEPS[0].name),
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


def _needed(draft: Draft) -> list[Step]:
    """Return the steps that this draft goes through: without a colour there is no criterion."""
    has_colour = not draft.values.get("action") or bool(_levels(draft))
    return [one for one in STEPS if one.name != "criterion" or has_colour]


def _levels(draft: Draft) -> list[int]:
    try:
        return draft.levels
    except ValidationError:
        return []


def _answered(draft: Draft, name: str) -> bool:
    keys = {"territories": "territories", "action": "action", "criterion": "criteria",
            "term": "starts_at", "ground": "authority_ru", "texts": "texts"}  # fmt: skip
    if name == "criterion":
        if not _answered(draft, "action"):
            return False
        return {str(level) for level in _levels(draft)} <= set(draft.values.get("criteria", {}))
    return bool(draft.values.get(keys[name]))


def _open_steps(draft: Draft) -> list[str]:
    """Return the steps that may be shown: those answered and the first one that is not."""
    shown: list[str] = []
    for one in _needed(draft):
        shown.append(one.name)
        if not _answered(draft, one.name):
            break
    return shown


def _is_complete(draft: Draft) -> bool:
    return all(_answered(draft, one.name) for one in _needed(draft))


def _first_open_url(draft: Draft) -> str:
    return _url(_open_steps(draft)[-1])


def _next_url(draft: Draft, asked: Step) -> str:
    if _is_complete(draft):
        return reverse("alerts:proposal-check")
    names = [one.name for one in _needed(draft)]
    later = names[names.index(asked.name) + 1 :] if asked.name in names else names
    following = next((name for name in later if not _answered(draft, name)), "")
    return _url(following) if following else _first_open_url(draft)


def _previous_url(draft: Draft, asked: Step) -> str:
    names = [one.name for one in _needed(draft)]
    place = names.index(asked.name)
    return _url(names[place - 1]) if place else reverse("alerts:level-list")


def _step_text(draft: Draft, asked: Step) -> str:
    names = [one.name for one in _needed(draft)]
    return _("Step %(number)s of %(count)s") % {
        "number": names.index(asked.name) + 1, "count": len(names),
    }  # fmt: skip


def _url(name: str) -> str:
    return reverse("alerts:proposal-step", kwargs={"step": name})
