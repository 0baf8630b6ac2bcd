"""The one definition of the effective level: what the acts, played in order, leave in force.

An own level lies on one territory and covers everything beneath it. A lifting takes one level off
one subtree. The effective level is the highest own level of the territory and of the wider ones
that is running and not lifted on the way down. From the instant of a correction on, everything is
as if the corrected paper's acts had never been played. Nothing here knows the database.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from alerts.models.choices import Action, Level


@dataclass(frozen=True)
class Act:
    """One act of a decision on one territory; `level` is what is in force there afterwards.

    `corrects` names the paper that an act of correction takes back.
    """

    territory: str
    action: str
    level: int
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    decision: int = 0
    order: tuple[object, ...] = ()
    corrects: int = 0


@dataclass(frozen=True)
class Link:
    """A territory lying within a wider one during a span; an empty end is open."""

    parent: str
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True)
class Place:
    """One territory with its span of existence, its dated parents and what it was cut from."""

    code: str
    links: tuple[Link, ...] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    predecessor: str = ""


@dataclass(frozen=True)
class Land:
    """The territories as a tree that changes with time."""

    places: Mapping[str, Place]

    def way_up(self, code: str, instant: dt.datetime) -> tuple[str, ...]:
        """Return a territory and the wider ones above it; empty if it does not exist then."""
        way: list[str] = []
        while code:
            place = self.places.get(code)
            if place is None or code in way or not _spans(place, instant):
                return ()
            way.append(code)
            code = next((one.parent for one in place.links if _spans(one, instant)), "")
            if not code and place.links:
                return ()
        return tuple(way)

    def ground(self, code: str, instant: dt.datetime) -> frozenset[str]:
        """Return the territories of an instant on whose ground a territory lies or lay."""
        return self._ground(code, instant, frozenset())

    def _ground(self, code: str, instant: dt.datetime, asked: frozenset[str]) -> frozenset[str]:
        if self.way_up(code, instant):
            return frozenset({code})
        place = self.places.get(code)
        if place is None or code in asked:
            return frozenset()
        if place.since and instant < place.since:
            others = [place.predecessor or self._parent_of(place)]
        elif place.until and place.until <= instant:
            others = [one.code for one in self.places.values() if one.predecessor == code]
        else:
            others = [self._parent_of(place)]
        found = [self._ground(one, instant, asked | {code}) for one in others if one]
        return frozenset().union(*found)

    @staticmethod
    def _parent_of(place: Place) -> str:
        return place.links[0].parent if place.links else ""


@dataclass(frozen=True)
class OwnLevel:
    """A level that lies on one territory: what colour, since when, until when, by which paper."""

    mark: int
    territory: str
    level: Level
    since: dt.datetime
    ends_at: dt.datetime | None
    decision: int
    decisions: frozenset[int]

    def has_lapsed(self, instant: dt.datetime) -> bool:
        """Tell whether the term ended before an instant; at that very instant it is unbroken."""
        return self.ends_at is not None and self.ends_at < instant

    def is_running(self, instant: dt.datetime) -> bool:
        """Tell whether the level has begun and its term has not ended."""
        return self.since <= instant and (self.ends_at is None or instant < self.ends_at)


@dataclass
class State:
    """What the acts played so far have left: own levels, and what was lifted where."""

    land: Land
    own: dict[str, OwnLevel] = field(default_factory=dict)
    lifted: set[tuple[int, str]] = field(default_factory=set)
    known: dict[str, set[int]] = field(default_factory=dict)
    marks: int = 0

    def covering(self, code: str, instant: dt.datetime) -> list[OwnLevel]:
        """Return the running levels that cover a territory, its own first, then the wider ones."""
        found: list[OwnLevel] = []
        passed: list[str] = []
        for step in self.land.way_up(code, instant):
            own = self.own.get(step)
            if own and own.is_running(instant) and not self._is_lifted(own, passed):
                found.append(own)
            passed.append(step)
        return found

    def standing(self, code: str, instant: dt.datetime) -> OwnLevel | None:
        """Return the level in force on a territory: the highest, and of equals the nearest."""
        return max(self.covering(code, instant), key=lambda one: one.level, default=None)

    def level(self, code: str, instant: dt.datetime) -> Level:
        """Return the effective level of a territory."""
        standing = self.standing(code, instant)
        return standing.level if standing else Level.NONE

    def _is_lifted(self, own: OwnLevel, passed: Iterable[str]) -> bool:
        return any((own.mark, step) in self.lifted for step in passed)

    def apply(self, act: Act) -> None:
        """Play one act."""
        match act.action:
            case Action.SET | Action.RAISE:
                self._lay(act)
            case Action.EXTEND:
                self._extend(act)
            case Action.LOWER | Action.CANCEL_PART:
                self._lower(act)
            case Action.CANCEL | Action.EXPIRE:
                self._end(act)
        if act.action not in (Action.KEEP, Action.EXPIRE, Action.CORRECT):
            self.known.setdefault(act.territory, set()).add(act.decision)

    def _lay(self, act: Act) -> None:
        """Lay a new level; as its mark is new, no earlier lifting beneath concerns it."""
        if act.level == Level.NONE:
            self.own.pop(act.territory, None)
            return
        self.marks += 1
        self.own[act.territory] = OwnLevel(
            mark=self.marks,
            territory=act.territory,
            level=Level(act.level),
            since=act.starts_at,
            ends_at=act.ends_at,
            decision=act.decision,
            decisions=frozenset({act.decision}),
        )

    def _extend(self, act: Act) -> None:
        """Move the end; a level that reached here from a wider one becomes the place's own."""
        own = self.own.get(act.territory)
        if own is None:
            self._lay(act)
            return
        has_lapsed = own.has_lapsed(act.starts_at)
        self.own[act.territory] = replace(
            own,
            since=act.starts_at if has_lapsed else own.since,
            level=Level(act.level or own.level) if has_lapsed else own.level,
            ends_at=act.ends_at,
            decision=act.decision,
            decisions=own.decisions | {act.decision},
        )

    def _lower(self, act: Act) -> None:
        """Lift what is higher from above, and keep an own level where the new one exceeds it."""
        covering = self.covering(act.territory, act.starts_at)
        wider = [one for one in covering if one.territory != act.territory]
        higher = [one for one in wider if one.level > act.level]
        if act.action == Action.CANCEL_PART and not higher:
            higher = wider
        self.lifted.update((one.mark, act.territory) for one in higher)
        remains = max((one.level for one in wider if one not in higher), default=Level.NONE)
        if act.level <= remains:
            self.own.pop(act.territory, None)
            return
        self._lower_own(act)

    def _lower_own(self, act: Act) -> None:
        own = self.own.get(act.territory)
        if own is None or own.has_lapsed(act.starts_at):
            self._lay(act)
        elif own.level != act.level or act.ends_at is not None:
            self.own[act.territory] = replace(
                own,
                level=Level(act.level),
                since=own.since if own.level == act.level else act.starts_at,
                ends_at=act.ends_at,
                decision=act.decision,
                decisions=own.decisions | {act.decision},
            )

    def _end(self, act: Act) -> None:
        """End the own level; where only a wider level lies, the place is taken out of it."""
        own = self.own.get(act.territory)
        if own is None or own.has_lapsed(act.starts_at):
            self._lower(act)
            return
        if self._concerns(act, own):
            del self.own[act.territory]

    def _concerns(self, act: Act, own: OwnLevel) -> bool:
        """Tell whether an end that names an earlier paper means the level that lies here now."""
        names_another = act.decision not in own.decisions and act.decision in self.known.get(
            act.territory, ()
        )
        return not names_another or (own.since < act.starts_at and act.level < own.level)


@dataclass(frozen=True)
class Span:
    """One unbroken stretch of one effective level on one territory."""

    level: Level
    since: dt.datetime
    until: dt.datetime | None
    decision: int


@dataclass(frozen=True)
class Replay:
    """The acts in their order, ready to be asked about any territory and instant."""

    acts: tuple[Act, ...]
    land: Land

    def state_at(self, instant: dt.datetime) -> State:
        """Play every act that has taken effect by an instant, but for the papers taken back."""
        state, void = State(self.land), self.void_at(instant)
        for act in self.acts:
            if act.starts_at > instant:
                break
            if act.decision not in void:
                state.apply(act)
        return state

    def void_at(self, instant: dt.datetime) -> frozenset[int]:
        """Return the papers that are taken back at an instant; so may a correction itself be."""
        void: set[int] = set()
        for act in reversed(self._corrections):
            if act.starts_at <= instant and act.decision not in void:
                void.add(act.corrects)
        return frozenset(void)

    def levels_at(self, instant: dt.datetime) -> dict[str, Level]:
        """Return the effective level of every territory that exists at an instant."""
        state = self.state_at(instant)
        return {
            code: state.level(code, instant)
            for code in self.land.places
            if self.land.way_up(code, instant)
        }

    def levels_of_all(self, instant: dt.datetime) -> dict[str, Level]:
        """Return every territory known; one not there then has the level of its ground."""
        levels = self.levels_at(instant)
        return {
            code: min((levels[one] for one in self.land.ground(code, instant)), default=Level.NONE)
            for code in self.land.places
        }

    def history(self, code: str, until: dt.datetime) -> list[Span]:
        """Return the levels a territory has had, oldest first, none left out."""
        spans: list[Span] = []
        for instant, state in self._moments(until):
            standing = state.standing(code, instant)
            level = standing.level if standing else Level.NONE
            if spans and spans[-1].level == level:
                continue
            if spans:
                spans[-1] = replace(spans[-1], until=instant)
            spans.append(Span(level, instant, None, standing.decision if standing else 0))
        return spans

    def _moments(self, until: dt.datetime) -> Iterator[tuple[dt.datetime, State]]:
        state, played, void = State(self.land), 0, frozenset[int]()
        for instant in self._breaks:
            if instant > until:
                return
            if self.void_at(instant) != void:
                state, played, void = State(self.land), 0, self.void_at(instant)
            while played < len(self.acts) and self.acts[played].starts_at <= instant:
                if self.acts[played].decision not in void:
                    state.apply(self.acts[played])
                played += 1
            yield instant, state

    @cached_property
    def _corrections(self) -> list[Act]:
        return [act for act in self.acts if act.action == Action.CORRECT]

    @cached_property
    def _breaks(self) -> list[dt.datetime]:
        starts = {act.starts_at for act in self.acts}
        return sorted(starts | {act.ends_at for act in self.acts if act.ends_at})


def replay(acts: Iterable[Act], land: Land) -> Replay:
    """Put the acts known into the order in which they take effect."""
    return Replay(tuple(sorted(acts, key=lambda act: (act.starts_at, *act.order))), land)


def _spans(thing: Place | Link, instant: dt.datetime) -> bool:
    begun = thing.since is None or thing.since <= instant
    return begun and (thing.until is None or instant < thing.until)
