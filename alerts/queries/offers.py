"""Which acts make sense on a territory: what is in force there, or announced, decides."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Territory
from alerts import levels
from alerts.models import Action, Level
from alerts.queries.drafts import Draft
from alerts.queries.standing import LevelHere, here_in, replay
from audit import clock

EVERY = tuple(one for one in Action if one not in (Action.CORRECT, Action.EXPIRE))


@dataclass(frozen=True)
class Offer:
    """One chosen territory: the level in force on it now, and the acts that make sense there."""

    territory: Territory
    here: LevelHere
    actions: tuple[Action, ...]


def offers_of(draft: Draft) -> list[Offer]:
    """Return what can be decided on each chosen territory; a paper from elsewhere says anything.

    A level that is announced can be changed before it begins, and one that has run out be
    extended from its end or declared over.
    """
    told, now = replay(), clock.now()
    state = told.state_at(now)
    return [
        Offer(
            one,
            here_in(state, one.code, now),
            EVERY if draft.is_registered else _that_fit(told, one.code, now),
        )
        for one in draft.territories
    ]


def actions_offered(offers: Sequence[Offer]) -> list[Action]:
    """Return the acts that make sense on at least one of the territories."""
    return [one for one in EVERY if any(one in offer.actions for offer in offers)]


def _that_fit(told: levels.Replay, code: str, now: dt.datetime) -> tuple[Action, ...]:
    moments = [now, *sorted({act.starts_at for act in told.acts if act.starts_at > now})]
    states = [(told.state_at(moment), moment) for moment in moments]
    laid = [level for state, moment in states if (level := state.level(code, moment))]
    if not laid:
        has_run_out = code in states[0][0].own
        ends = (Action.EXTEND, Action.CANCEL) if has_run_out else ()
        return (Action.SET, *ends)
    refused = set() if min(laid) < Level.RED else {Action.RAISE}
    if not any(_is_beneath(state, code, moment) for state, moment in states):
        refused.add(Action.CANCEL_PART)
    return tuple(one for one in EVERY if one not in refused)


def _is_beneath(state: levels.State, code: str, moment: dt.datetime) -> bool:
    """Tell whether a wider level covers a territory."""
    return any(one.territory != code for one in state.covering(code, moment))
