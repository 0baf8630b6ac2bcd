"""Settling acts being prepared: what follows from them, and what contradicts the levels."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Body
from alerts.levels import State
from alerts.models import Action, Exercise, Level
from alerts.models.choices import ACTIONS_WITH_CRITERION, ACTIONS_WITH_TERM, CRITERIA
from alerts.queries.standing import replay
from alerts.terms import end_of_term
from alerts.texts import ActSpec
from audit import clock

AT_THE_END = (Action.EXTEND, Action.CANCEL)


def settle_acts(
    headquarters: Body,
    acts: Sequence[ActSpec],
    exercise: Exercise | None = None,
    *,
    earliest: dt.datetime | None = None,
) -> list[ActSpec]:
    """Fill in what follows from the acts themselves, or refuse what contradicts the levels.

    What is only proposed takes hold at `earliest`, even where its paper names a moment that has
    just passed: it meets the levels of then. What is registered afterwards meets those of its own.
    """
    if not acts:
        raise ValidationError({"territories": _("Name at least one territory.")})
    told, now = replay(exercise=exercise), clock.now()
    settled: list[ActSpec] = []
    for act in acts:
        way = told.land.way_up(act.territory.code, now)
        if headquarters.territory.code not in way:
            raise ValidationError(
                _("%(place)s is outside the territory of this headquarters.")
                % {"place": act.territory.name}
            )
        instant = max(act.starts_at, earliest or act.starts_at)
        settled.append(_settle(act, told.state_at(instant), instant))
        if earliest is not None:
            _require_something_to_raise(settled[-1])
    return settled


def _settle(act: ActSpec, state: State, instant: dt.datetime) -> ActSpec:
    before = _level_before(act, state, instant)
    act = replace(act, level_before=int(before), level=_level_after(act, state, before, instant))
    _require_sense(act, before)
    if act.action not in ACTIONS_WITH_TERM:
        return replace(act, term_text="", stated_end=None, ends_at=None)
    term = end_of_term(act.term_text, act.starts_at.astimezone(clock.zone()))
    if not term.is_understood and act.stated_end is None:
        raise ValidationError(
            {"term_text": _("The end cannot be computed from these words: state the end as well.")}
        )
    ends_at = act.stated_end or term.ends_at
    if ends_at is not None and ends_at <= act.starts_at:
        raise ValidationError({"stated_end": _("The end lies before the beginning.")})
    return replace(act, ends_at=ends_at)


def _level_before(act: ActSpec, state: State, instant: dt.datetime) -> Level:
    """Return the level an act finds: one that ends at its very beginning is still there to end."""
    before = state.level(act.territory.code, instant)
    return max(before, _laid(act, state, instant)) if act.action in AT_THE_END else before


def _laid(act: ActSpec, state: State, instant: dt.datetime) -> Level:
    own = state.own.get(act.territory.code)
    if own is None:
        return Level.NONE
    is_ending = act.action in AT_THE_END and own.ends_at == act.starts_at
    return own.level if own.is_running(instant) or is_ending else Level.NONE


def _level_after(act: ActSpec, state: State, before: Level, instant: dt.datetime) -> int:
    laid = _laid(act, state, instant)
    if act.action in (Action.EXTEND, Action.KEEP):
        return int(before)
    if act.action == Action.CANCEL_PART:
        return int(laid)
    if act.action == Action.CANCEL:
        covering = state.covering(act.territory.code, instant)
        wider = [one.level for one in covering if one.territory != act.territory.code]
        return int(max(wider, default=Level.NONE)) if laid else int(Level.NONE)
    return act.level


def _require_something_to_raise(act: ActSpec) -> None:
    """Refuse to raise where no level is in force; a letter is registered as it was written."""
    if act.action == Action.RAISE and act.level_before == Level.NONE:
        raise ValidationError(
            {"action": _("%(place)s: no level is in force, so none can be raised: set one.")
             % {"place": act.territory.name}}
        )  # fmt: skip


def _require_sense(act: ActSpec, before: Level) -> None:
    place = {"place": act.territory.name, "level": before.label}
    if act.action in (Action.SET, Action.RAISE) and act.level == Level.NONE:
        raise ValidationError({"level": _("Choose the level that is set.")})
    if act.action == Action.RAISE and act.level <= before:
        raise ValidationError({"level": _("%(place)s: raise to more than %(level)s.") % place})
    if act.action == Action.LOWER and act.level >= before:
        raise ValidationError({"level": _("%(place)s: lower to less than %(level)s.") % place})
    needs_level = (Action.EXTEND, Action.KEEP, Action.CANCEL, Action.CANCEL_PART)
    if act.action in needs_level and before == Level.NONE:
        raise ValidationError({"level": _("%(place)s: no level is in force.") % place})
    if act.action in ACTIONS_WITH_CRITERION and act.level:
        fitting = CRITERIA[Level(act.level)]
        if act.criterion not in fitting:
            raise ValidationError(
                {"criterion": _("This criterion is not the one of the level %(level)s.")
                 % {"level": Level(act.level).label}}
            )  # fmt: skip
