"""What is in force: the effective level of every territory, now, then, or as it was known."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from agencies.access.rights import Someone
from agencies.models import Territory, TerritoryParent, User
from alerts import levels
from alerts.models import DecisionArea, Level, LevelDecision
from alerts.models.choices import ACTIONS_WITH_TERM
from audit import clock

EPOCH = 0.0
LATELY = dt.timedelta(days=14)


@dataclass(frozen=True)
class LevelHere:
    """The level in force on one territory; `level` is its word, `holder` where it was laid."""

    level: str
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    holder: str = ""
    decision: int = 0


@dataclass(frozen=True)
class InForce:
    """One level laid on one territory and running."""

    territory: Territory
    level: str
    rank: int
    since: dt.datetime
    until: dt.datetime | None
    decision: int
    number: str


@dataclass(frozen=True)
class UnitLevel:
    """One unit as the map and the table beside it show it."""

    code: str
    name: str
    level: str
    since: dt.datetime | None
    until: dt.datetime | None
    url: str = ""


@dataclass(frozen=True)
class PastLevel:
    """One stretch of a territory's history."""

    level: str
    since: dt.datetime
    until: dt.datetime | None
    decision: LevelDecision | None


def land() -> levels.Land:
    """Return the territories as a tree that changes with time."""
    links: dict[int, list[levels.Link]] = {}
    for link in TerritoryParent.objects.values_list(
        "territory_id", "parent__code", "valid_from", "valid_to"
    ):
        links.setdefault(link[0], []).append(
            levels.Link(link[1], _midnight(link[2]), _midnight(link[3]))
        )
    rows = Territory.objects.values_list(
        "pk", "code", "valid_from", "valid_to", "predecessor__code"
    )
    return levels.Land(
        {
            code: levels.Place(
                code,
                tuple(links.get(pk, ())),
                _midnight(since),
                _midnight(until),
                predecessor or "",
            )
            for pk, code, since, until, predecessor in rows
        }
    )


def acts(known_at: dt.datetime | None = None) -> list[levels.Act]:
    """Return the acts of published decisions, or those known by an instant."""
    published = DecisionArea.objects.filter(
        decision__state=LevelDecision.State.PUBLISHED
    ).annotate(known=Coalesce("known_at", "decision__received_at", "decision__published_at"))
    if known_at is not None:
        published = published.filter(known__lte=known_at)
    rows = published.annotate(
        code=F("territory__code"),
        published_at=F("decision__published_at"),
        origin=F("decision__origin"),
    ).values_list(
        "code", "action", "level", "starts_at", "ends_at", "decision_id", "seq", "pk",
        "published_at", "origin",
    )  # fmt: skip
    return [
        levels.Act(
            territory=code,
            action=action,
            level=level,
            starts_at=starts_at,
            ends_at=ends_at,
            decision=decision,
            order=(_rank(origin, published_at), seq, pk),
        )
        for (
            code,
            action,
            level,
            starts_at,
            ends_at,
            decision,
            seq,
            pk,
            published_at,
            origin,
        ) in rows
    ]


def replay(known_at: dt.datetime | None = None) -> levels.Replay:
    """Return the acts known, ready to be asked about any territory and instant."""
    return levels.replay(acts(known_at), land())


def effective_levels(
    at: dt.datetime | None = None, known_at: dt.datetime | None = None
) -> dict[str, str]:
    """Return the word of the effective level of every territory that exists at an instant."""
    found = replay(known_at).levels_at(at or clock.now())
    return {code: level.word for code, level in found.items()}


def levels_of_all(
    at: dt.datetime | None = None, known_at: dt.datetime | None = None
) -> dict[str, str]:
    """Return the word of the effective level of every territory known, existing then or not."""
    found = replay(known_at).levels_of_all(at or clock.now())
    return {code: level.word for code, level in found.items()}


def level_here(territory: Territory, at: dt.datetime | None = None) -> LevelHere:
    """Return the level in force on one territory."""
    instant = at or clock.now()
    return _here(replay().state_at(instant), territory.code, instant)


def levels_of(codes: Iterable[str], at: dt.datetime | None = None) -> dict[str, LevelHere]:
    """Return the level in force on each of some territories."""
    instant = at or clock.now()
    state = replay().state_at(instant)
    return {code: _here(state, code, instant) for code in codes}


@dataclass(frozen=True)
class Overview:
    """Everything in force at one instant, from one replay."""

    units: list[UnitLevel]
    laid: list[InForce]
    ending: list[InForce]
    expired: list[InForce]
    announced: list[InForce]
    at: dt.datetime


def overview(user: Someone, hours: int = 72) -> Overview:
    """Return what the page of levels shows: units, levels laid, what ends, what ran out."""
    now = clock.now()
    told = replay()
    own = list(told.state_at(now).own.values())
    since = now - LATELY
    lately = [one for one in own if not one.ends_at or since <= one.ends_at]
    every = _laid(user, lately + _to_come(told, now))
    shown = [one for one in every if one.since <= now]
    laid = [one for one in shown if one.until is None or now < one.until]
    limit = now + dt.timedelta(hours=hours)
    ending = [one for one in laid if one.until and one.until <= limit]
    return Overview(
        units=_units(told, now),
        laid=laid,
        ending=sorted(ending, key=lambda one: (one.until or limit, one.territory.code)),
        expired=[one for one in shown if one.until and one.until <= now],
        announced=sorted([one for one in every if one.since > now], key=lambda one: one.since),
        at=now,
    )


def levels_in_force(user: Someone, at: dt.datetime | None = None) -> list[InForce]:
    """Return the levels laid and running, the highest first."""
    instant = at or clock.now()
    return _laid(user, [one for one in _own(instant) if one.is_running(instant)])


def ending_within(hours: int, user: Someone) -> list[InForce]:
    """Return the levels whose term ends within some hours, the soonest first."""
    limit = clock.now() + dt.timedelta(hours=hours)
    ending = [one for one in levels_in_force(user) if one.until and one.until <= limit]
    return sorted(ending, key=lambda one: (one.until or limit, one.territory.code))


def expired_undecided(user: Someone) -> list[InForce]:
    """Return the levels whose term ran out lately without any decision about the end."""
    now = clock.now()
    since = now - LATELY
    return _laid(user, [one for one in _own(now) if one.ends_at and since <= one.ends_at <= now])


def unit_levels(at: dt.datetime | None = None) -> list[UnitLevel]:
    """Return every unit that exists, with the level in force on it."""
    return _units(replay(), at or clock.now())


def _units(told: levels.Replay, instant: dt.datetime) -> list[UnitLevel]:
    state = told.state_at(instant)
    return [
        UnitLevel(unit.code, unit.name, here.level, here.since, here.until)
        for unit in Territory.objects.units().order_by("order", "code")
        if told.land.way_up(unit.code, instant)
        for here in [_here(state, unit.code, instant)]
    ]


def history(territory: Territory) -> list[PastLevel]:
    """Return the levels a territory has had, the newest first."""
    spans = replay().history(territory.code, clock.now())
    decisions = LevelDecision.objects.in_bulk({span.decision for span in spans if span.decision})
    return [
        PastLevel(span.level.word, span.since, span.until, decisions.get(span.decision))
        for span in reversed(spans[_first_laid(spans) :])
    ]


def _to_come(told: levels.Replay, now: dt.datetime) -> list[levels.OwnLevel]:
    """Return the levels of published acts that begin later, as they will be laid."""
    return [
        levels.OwnLevel(
            mark=0,
            territory=act.territory,
            level=Level(act.level),
            since=act.starts_at,
            ends_at=act.ends_at,
            decision=act.decision,
            decisions=frozenset({act.decision}),
        )
        for act in told.acts
        if act.starts_at > now and act.action in ACTIONS_WITH_TERM and act.level
    ]


def _first_laid(spans: list[levels.Span]) -> int:
    """Return where the first level stands: what was before it is not history."""
    return next((n for n, span in enumerate(spans) if span.level), len(spans))


def _own(instant: dt.datetime) -> list[levels.OwnLevel]:
    return list(replay().state_at(instant).own.values())


def _laid(user: Someone, own: list[levels.OwnLevel]) -> list[InForce]:
    if not isinstance(user, User) or not user.is_active:
        return []
    places = {
        one.code: one for one in Territory.objects.filter(code__in=[o.territory for o in own])
    }
    numbers = dict(
        LevelDecision.objects.filter(pk__in=[one.decision for one in own]).values_list(
            "pk", "number"
        )
    )
    laid = [
        InForce(
            territory=places[one.territory],
            level=one.level.word,
            rank=int(one.level),
            since=one.since,
            until=one.ends_at,
            decision=one.decision,
            number=numbers.get(one.decision, ""),
        )
        for one in own
    ]
    return sorted(laid, key=lambda one: (-one.rank, one.territory.order, one.territory.code))


def _here(state: levels.State, code: str, instant: dt.datetime) -> LevelHere:
    standing = state.standing(code, instant)
    if standing is None:
        return LevelHere(Level.NONE.word)
    return LevelHere(
        level=standing.level.word,
        since=standing.since,
        until=standing.ends_at,
        holder=standing.territory,
        decision=standing.decision,
    )


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return clock.midnight(day) if day else None


def _rank(origin: str, published_at: dt.datetime | None) -> float:
    if origin == LevelDecision.Origin.IMPORTED or published_at is None:
        return EPOCH
    return published_at.timestamp()
