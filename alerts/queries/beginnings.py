"""When acts begin: with the approval they wait for, or at a stated moment that may have passed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.templatetags.speech import say_instant
from alerts.models import DecisionArea
from alerts.terms import amount_named, end_of_term
from alerts.texts import ActSpec
from alerts.texts.approval import words_of_the_moment
from audit import clock

A_MINUTE = dt.timedelta(minutes=1)


def brought_to_now(acts: list[DecisionArea]) -> list[DecisionArea]:
    """Let what waits for its approval begin now: what its term gives as the end moves with it.

    Nothing is written here: publication writes in the moment at which the effect was counted.
    """
    now = clock.now()
    for act in acts:
        if act.is_from_approval:
            act.starts_at = now
            if amount_named(act.term_text):
                act.computed_end = end_of_term(act.term_text, now.astimezone(clock.zone())).ends_at
                act.ends_at = act.stated_end or act.computed_end
    return acts


def spec_of(act: DecisionArea) -> ActSpec:
    """Return an act as the texts ask for it."""
    return ActSpec(
        territory=act.territory,
        action=act.action,
        level=act.level,
        starts_at=act.starts_at,
        level_before=act.level_before,
        term_text=act.term_text,
        stated_end=act.stated_end,
        ends_at=act.ends_at,
        is_from_approval=act.is_from_approval,
    )


@dataclass(frozen=True)
class Beginnings:
    """What whoever approves is to know of when the acts begin, a sentence each."""

    waiting: list[str]
    passed: list[str]


def said_of_beginnings(acts: Sequence[ActSpec | DecisionArea]) -> Beginnings:
    """Return what waits for the approval, and which stated beginnings have passed."""
    specs = [act if isinstance(act, ActSpec) else spec_of(act) for act in acts]
    return Beginnings(_waiting(specs), _passed(specs))


def _waiting(acts: Sequence[ActSpec]) -> list[str]:
    waiting = [act for act in acts if act.is_from_approval]
    if not waiting:
        return []
    pairs = {**words_of_the_moment("kk", waiting), **words_of_the_moment("ru", waiting)}
    words = "; ".join(f"«{waits}» → «{said}»" for waits, said in pairs.items())
    return [
        _("%(places)s: in force from the moment of approval, and no earlier.")
        % {"places": _places(waiting)},
        _("At approval these words in the texts become the moment itself; approved now, they "
          "would be: %(words)s.")
        % {"words": words},
    ]  # fmt: skip


def _passed(acts: Sequence[ActSpec]) -> list[str]:
    limit = clock.now() - A_MINUTE
    passed = [act for act in acts if not act.is_from_approval and act.starts_at < limit]
    return [
        _("%(places)s: the stated beginning, %(moment)s, has passed already. Sent now, the "
          "decision would hold from then on, although nobody had been told.")
        % {
            "places": _places(act for act in passed if act.starts_at == start),
            "moment": say_instant(start),
        }
        for start in dict.fromkeys(act.starts_at for act in passed)
    ]  # fmt: skip


def _places(acts: Iterable[ActSpec]) -> str:
    return ", ".join(act.territory.name for act in acts)
