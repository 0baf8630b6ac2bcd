"""What a decision does to the levels at the moment it goes out, and whether its paper holds."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.models import Territory
from agencies.templatetags.speech import say_instant
from alerts import levels
from alerts.models import Exercise, Level
from alerts.queries.duplicates import AnyAct
from alerts.queries.settling import AT_THE_END
from alerts.queries.standing import acts as acts_known
from alerts.queries.standing import land
from audit import clock

LAST = float("inf")


@dataclass(frozen=True)
class Consequence:
    """What one act changes: the level found, the one left, and the one its paper says it found.

    Looked at when the act takes hold: at its beginning, or now where that has passed.
    """

    act: AnyAct
    found: Level
    after: Level
    is_over: bool
    standing: levels.OwnLevel | None = None

    @property
    def territory(self) -> Territory:
        """Return where it changes something."""
        return self.act.territory

    @property
    def contradiction(self) -> str:
        """Return why the paper no longer holds, in a sentence; empty where it does."""
        place = self.territory.name
        if self.is_over and self.act.ends_at:
            return _("%(place)s: the term ended at %(end)s; nothing would be in force.") % {
                "place": place,
                "end": say_instant(self.act.ends_at),
            }
        said = Level(self.act.level_before)
        if said == self.found:
            return ""
        return _("%(place)s: in force by now: %(found)s; the paper says: %(said)s.") % {
            "place": place,
            "found": self.found.label,
            "said": said.label,
        }

    @property
    def mark(self) -> str:
        """Return what the checksum of a preview holds of it."""
        act = self.act
        parts: list[object] = ["level", act.territory.code, act.action, self.found, self.after]
        parts += _when(act)
        if self.standing is not None:
            parts += ["over", self.standing.decision, self.standing.ends_at]
        return " ".join(str(one) for one in parts)


def _when(act: AnyAct) -> list[object]:
    """Return when an act holds; of one that waits for its approval, the day on which it ends."""
    if not act.is_from_approval:
        return [act.starts_at.isoformat(), act.ends_at]
    last = clock.local_date(act.ends_at) if act.ends_at else None
    return ["approval", act.term_text, act.stated_end, last]


def consequences_of(
    acts: Sequence[AnyAct], exercise: Exercise | None = None
) -> tuple[Consequence, ...]:
    """Return what some acts would change now, each by itself, in their own world."""
    now, tree, known = clock.now(), land(), acts_known(exercise=exercise)
    own = [_played(act, number) for number, act in enumerate(acts)]
    before, after = levels.replay(known, tree), levels.replay([*known, *own], tree)
    return tuple(_consequence(act, before, after, now) for act in acts)


def levels_touched(
    acts: Sequence[AnyAct], codes: Iterable[str], exercise: Exercise | None = None
) -> dict[str, frozenset[int]]:
    """Return on which of some territories acts end or change a level, and of which papers.

    Each act is looked at when it takes hold; a level that lies on as before is not touched.
    """
    now, tree, known = clock.now(), land(), acts_known(exercise=exercise)
    own = [_played(act, number) for number, act in enumerate(acts)]
    before, after = levels.replay(known, tree), levels.replay([*known, *own], tree)
    named, found = frozenset(codes), dict[str, frozenset[int]]()
    for instant in {max(act.starts_at, now) for act in acts}:
        old, new = before.state_at(instant), after.state_at(instant)
        for code in named:
            was, lies = old.standing(code, instant), new.standing(code, instant)
            if _face(was) != _face(lies):
                papers = was.decisions if was else frozenset()
                found[code] = found.get(code, frozenset()) | papers
    return found


def _face(own: levels.OwnLevel | None) -> tuple[object, ...]:
    """Return a level without its mark, which counts what was played before it."""
    return (own.territory, own.level, own.since, own.ends_at, own.decision) if own else ()


def contradictions_of(found: Sequence[Consequence]) -> list[str]:
    """Return in which points a paper no longer holds, a sentence each."""
    return [one.contradiction for one in found if one.contradiction]


def _consequence(
    act: AnyAct, before: levels.Replay, after: levels.Replay, now: dt.datetime
) -> Consequence:
    code, instant = act.territory.code, max(act.starts_at, now)
    state = before.state_at(instant)
    return Consequence(
        act,
        found=_found(act, state, instant),
        after=after.state_at(instant).level(code, instant),
        is_over=act.ends_at is not None and act.ends_at <= now,
        standing=state.standing(code, instant),
    )


def _found(act: AnyAct, state: levels.State, instant: dt.datetime) -> Level:
    """Return the level an act meets; one that ends at its very beginning is still there to end."""
    found = state.level(act.territory.code, instant)
    own = state.own.get(act.territory.code)
    if act.action in AT_THE_END and own is not None and own.ends_at == act.starts_at:
        return max(found, own.level)
    return found


def _played(act: AnyAct, number: int) -> levels.Act:
    return levels.Act(
        territory=act.territory.code,
        action=act.action,
        level=act.level,
        starts_at=act.starts_at,
        ends_at=act.ends_at,
        order=(LAST, number, 0),
    )
