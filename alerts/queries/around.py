"""The levels that a reader stands under, and the others in force within the same land."""

from collections import Counter
from dataclasses import dataclass

from agencies.models import Territory
from alerts.models import Level
from alerts.queries.standing import LevelHere, here_in, replay
from audit import clock


@dataclass(frozen=True)
class LevelWithin:
    """One level in force on parts of a territory alone, and on how many of them."""

    level: str
    places: int


@dataclass(frozen=True)
class LevelsAround:
    """The level on a territory, and every other one in force within it, the highest first."""

    here: LevelHere
    higher: tuple[LevelWithin, ...] = ()
    lower: tuple[LevelWithin, ...] = ()


def levels_around(territory: Territory) -> LevelsAround:
    """Return what the bar on every page says: no level must ever hide another."""
    now, told = clock.now(), replay()
    state = told.state_at(now)
    here = here_in(state, territory.code, now)
    places = Counter(
        own.level
        for own in state.own.values()
        if own.is_running(now)
        and territory.code in told.land.way_up(own.territory, now)[1:]
        and state.standing(own.territory, now) == own
    )
    own_rank = Level[here.level.upper()]
    within = sorted(places.items(), reverse=True)
    return LevelsAround(
        here,
        higher=tuple(LevelWithin(one.word, many) for one, many in within if one > own_rank),
        lower=tuple(LevelWithin(one.word, many) for one, many in within if one < own_rank),
    )
