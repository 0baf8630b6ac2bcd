"""The questions of a proposal, in their order: each with its form and how its answer is kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts import forms, queries
from alerts.queries import Draft
from alerts.queries.offers import offers_of

Form = django_forms.Form
Values = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One question page: its address, its question, its form, and how its answer is kept."""

    name: str
    question: Promise
    form: Callable[[Draft, Any], Form]
    key: str
    keep: Callable[[Form], Values]
    template: str = "alerts/question.html"


def _territories(draft: Draft, data: Any) -> Form:
    chosen = draft.values.get("territories", [])
    return forms.TerritoriesForm(data, territories=draft.offered, chosen=chosen)


def _action(draft: Draft, data: Any) -> Form:
    initial = {name: draft.values.get(name) for name in ("action", "level")}
    for code, (action, level) in draft.values.get("each", {}).items():
        initial |= {f"action_{code}": action, f"level_{code}": level}
    return forms.ActionForm(data, initial=initial, offers=offers_of(draft))


def _criterion(draft: Draft, data: Any) -> Form:
    kept = draft.values.get("criteria", {})
    initial = {f"criterion_{level}": criterion for level, criterion in kept.items()}
    return forms.CriterionForm(data, initial=initial, levels=draft.levels)


def _term(draft: Draft, data: Any) -> Form:
    review_on = draft.values.get("review_on")
    initial = _term_of(draft.values, "")
    initial["review_on"] = dt.date.fromisoformat(review_on) if review_on else None
    for code, own in draft.values.get("terms", {}).items():
        initial |= _term_of(own, f"_{code}")
    deeds = [(one, draft.deed(one)[0]) for one in draft.territories]
    return forms.TermForm(data, initial=initial, deeds=deeds, is_registered=draft.is_registered)


def _term_of(values: Values, suffix: str) -> Values:
    """Return the first answers of one term; a start left to the approval stays empty."""
    initial: Values = {f"term_text{suffix}": values.get("term_text")}
    for name in ("starts_at", "stated_end"):
        text = values.get(name)
        initial[f"{name}{suffix}"] = queries.local_instant(text) if text else None
    return initial


def _source(draft: Draft, data: Any) -> Form:
    values = draft.values
    initial: Values = {"headquarters": draft.headquarters.pk, "source": values.get("source")}
    for name in ("decided_at", "received_at"):
        text = values.get(name)
        initial[name] = queries.local_instant(text) if text else None
    return forms.SourceForm(data, initial=initial, headquarters=draft.enterable)


def _ground(draft: Draft, data: Any) -> Form:
    kk, ru = draft.authority()
    initial: Values = {"authority_kk": kk, "authority_ru": ru, "legal_ground": draft.legal_ground}
    consent_at = draft.values.get("consent_at")
    initial |= {name: draft.values[name] for name in GROUND if draft.values.get(name)}
    initial["consent_at"] = queries.local_instant(consent_at) if consent_at else None
    return forms.GroundForm(data, initial=initial, may_ask=draft.may_ask_consent)


def _texts(draft: Draft, data: Any) -> Form:
    texts = {f"text_{language}": text for language, text in draft.texts().items()}
    return forms.TextsForm(data, initial=texts, acts=draft.settled)


def _answers(draft: Draft, data: Any) -> Form:
    return forms.AnswersNeededForm(data, initial={"answers_needed": draft.answers_needed})


GROUND = (
    "authority_kk", "authority_ru", "legal_ground", "is_operation_regime", "consent_by",
    "asks_consent",
)  # fmt: skip


COMMON_TERM = ("starts_at", "term_text", "stated_end", "review_on")


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
    terms: dict[str, Values] = {}
    for name in [name for name in kept if name not in COMMON_TERM]:
        part = next(one for one in COMMON_TERM if name.startswith(f"{one}_"))
        value = kept.pop(name)
        if value:
            terms.setdefault(name.removeprefix(f"{part}_"), {})[part] = value
    return kept | {"terms": terms}


def _keep_source(form: Form) -> Values:
    return _keep_plain(form) | {"headquarters": form.cleaned_data["headquarters"].pk}


def _keep_texts(form: Form) -> Values:
    return {"texts": {name.rpartition("_")[2]: text for name, text in form.cleaned_data.items()}}


OPTIONAL = "answers"  # a question that has its answer until somebody changes it

STEPS = (
    Step("source", gettext_lazy("Which paper came?"), _source, "source", _keep_source),
    Step(
        "territories", gettext_lazy("Which territories?"), _territories, "territories",
        _keep_plain, "alerts/question_territories.html",
    ),
    Step(
        "action", gettext_lazy("What is decided, and which level?"), _action, "action",
        _keep_action, "alerts/question_action.html",
    ),
    Step(
        "criterion", gettext_lazy("On which criterion?"), _criterion, "criteria", _keep_criterion
    ),
    Step(
        "term", gettext_lazy("From when, and until when?"), _term, "starts_at", _keep_term,
        "alerts/question_action.html",
    ),
    Step(
        "ground", gettext_lazy("Who decides, and on which ground?"), _ground, "authority_ru",
        _keep_plain,
    ),
    Step("texts", gettext_lazy("What is said?"), _texts, "texts", _keep_texts),
    Step(
        OPTIONAL, gettext_lazy("After how many answers does the ladder end?"), _answers,
        "answers_needed", _keep_plain,
    ),
)  # fmt: skip


def kept(draft: Draft, asked: Step, form: Form) -> Values:
    """Return all answers with this one: what depends on it follows."""
    values = {**draft.values, **asked.keep(form)}
    if asked.name == "texts":
        values["basis"] = draft.drafted()
    if asked.name == "term":
        moment = values.get("decided_at") if draft.is_registered else ""
        values["starts_at"] = values["starts_at"] or moment
    return values


def require_sense(draft: Draft, asked: Step) -> None:
    """Refuse at once a term that contradicts the levels or is over; nothing further is asked."""
    if asked.name == "term":
        list(draft.settled)  # it raises what contradicts


def needed(draft: Draft) -> list[Step]:
    """Return the steps of this draft: a source only for what came in, a criterion for a colour."""
    has_colour = not draft.values.get("action") or bool(levels(draft))
    asked = {"criterion": has_colour, "source": draft.is_registered}
    return [one for one in STEPS if asked.get(one.name, True)]


def answered(draft: Draft, step: Step) -> bool:
    """Tell whether a question has its answer."""
    if step.name == OPTIONAL:
        return True
    if step.name == "criterion":
        has_action = bool(draft.values.get("action"))
        return has_action and {str(level) for level in levels(draft)} <= set(
            draft.values.get("criteria", {})
        )
    if step.name == "term":  # an empty beginning is an answer: the moment of approval
        return draft.values.get(step.key) is not None
    return bool(draft.values.get(step.key))


def levels(draft: Draft) -> list[int]:
    """Return the colours that need a criterion; none while the answers contradict each other."""
    try:
        return draft.levels
    except ValidationError:
        return []


def open_steps(draft: Draft) -> list[str]:
    """Return the steps that may be shown: those answered and the first one that is not."""
    shown: list[str] = []
    for one in needed(draft):
        shown.append(one.name)
        if not answered(draft, one):
            break
    return shown


def is_complete(draft: Draft) -> bool:
    """Tell whether every question has its answer."""
    return all(answered(draft, one) for one in needed(draft))


def first_open_url(draft: Draft) -> str:
    """Return the page of the first question without an answer."""
    return url_of(open_steps(draft)[-1])


def next_url(draft: Draft, asked: Step) -> str:
    """Return the page of the next question without an answer, or that of all the answers."""
    if is_complete(draft):
        return reverse("alerts:proposal-check")
    steps = needed(draft)
    names = [one.name for one in steps]
    later = steps[names.index(asked.name) + 1 :] if asked.name in names else steps
    following = next((one.name for one in later if not answered(draft, one)), "")
    return url_of(following) if following else first_open_url(draft)


def previous_url(draft: Draft, asked: Step) -> str:
    """Return the page of the question before, or that of the levels."""
    if asked.name == OPTIONAL:
        return reverse("alerts:proposal-check")
    names = [one.name for one in needed(draft)]
    place = names.index(asked.name)
    return url_of(names[place - 1]) if place else reverse("alerts:level-list")


def step_text(draft: Draft, asked: Step) -> str:
    """Return where in the row of questions a page stands."""
    names = [one.name for one in needed(draft) if one.name != OPTIONAL]
    if asked.name == OPTIONAL:
        return _("Only if it is to differ")
    return _("Step %(number)s of %(count)s") % {
        "number": names.index(asked.name) + 1, "count": len(names),
    }  # fmt: skip


def url_of(name: str) -> str:
    """Return the page of a question."""
    return reverse("alerts:proposal-step", kwargs={"step": name})
