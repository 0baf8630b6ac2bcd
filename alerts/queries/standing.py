"""What is in force: the effective level of every territory, now, then, or as it was known."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce

from agencies.access.rights import Someone
from agencies.models import Body, Territory, TerritoryParent, User
from alerts import levels
from alerts.models import Action, DecisionArea, Exercise, Level, LevelDecision
from alerts.models.choices import ACTIONS_WITH_TERM
from audit import clock

EPOCH = 0.0


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
    is_ours: bool = True
    is_decided: bool = False
    headquarters: str = ""


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
    taken_back_by: LevelDecision | None = None


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


def acts(
    known_at: dt.datetime | None = None, exercise: Exercise | None = None
) -> list[levels.Act]:
    """Return the acts of published decisions, or those known by an instant, or of an exercise."""
    world = DecisionArea.exercises.filter(decision__exercise=exercise)
    published = (
        (world if exercise else DecisionArea.objects.all())
        .filter(decision__state=LevelDecision.State.PUBLISHED)
        .annotate(known=Coalesce("known_at", "decision__received_at", "decision__published_at"))
    )
    if known_at is not None:
        published = published.filter(known__lte=known_at)
    return [_act(row) for row in published.values_list(*_OF_AN_ACT)]


_OF_AN_ACT = (
    "territory__code", "action", "level", "starts_at", "ends_at", "decision_id", "seq", "pk",
    "decision__published_at", "decision__origin", "decision__refers_to_id",
)  # fmt: skip


def _act(row: tuple[Any, ...]) -> levels.Act:
    code, action, level, starts_at, ends_at, decision, seq, pk, *paper = row
    published_at, origin, refers_to = paper
    return levels.Act(
        territory=code,
        action=action,
        level=level,
        starts_at=starts_at,
        ends_at=ends_at,
        decision=decision,
        order=(_rank(origin, published_at), seq, pk),
        corrects=(refers_to or 0) if action == Action.CORRECT else 0,
    )


def replay(known_at: dt.datetime | None = None, exercise: Exercise | None = None) -> levels.Replay:
    """Return the acts known, ready to be asked about any territory and instant."""
    return levels.replay(acts(known_at, exercise), land())


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


def level_here(
    territory: Territory, at: dt.datetime | None = None, known_at: dt.datetime | None = None
) -> LevelHere:
    """Return the level in force on one territory, also then, also as it was known at."""
    instant = at or clock.now()
    return here_in(replay(known_at).state_at(instant), territory.code, instant)


def levels_of(codes: Iterable[str], at: dt.datetime | None = None) -> dict[str, LevelHere]:
    """Return the level in force on each of some territories."""
    instant = at or clock.now()
    state = replay().state_at(instant)
    return {code: here_in(state, code, instant) for code in codes}


@dataclass(frozen=True)
class Overview:
    """Everything in force at one instant, from one replay."""

    units: list[UnitLevel]
    laid: list[InForce]
    ending: list[InForce]
    expired: list[InForce]
    announced: list[InForce]
    at: dt.datetime


def overview(
    user: Someone,
    hours: int = 72,
    at: dt.datetime | None = None,
    known_at: dt.datetime | None = None,
) -> Overview:
    """Return what the page of levels shows: units, levels laid, what ends, what ran out."""
    instant = at or clock.now()
    told = replay(known_at)
    own = list(told.state_at(instant).own.values())
    every = _laid(user, own + _to_come(told, instant), told)
    shown = [one for one in every if one.since <= instant]
    laid = [one for one in shown if one.until is None or instant < one.until]
    return Overview(
        units=_units(told, instant),
        laid=laid,
        ending=_ending(laid, instant + dt.timedelta(hours=hours)),
        expired=_expired(shown, instant),
        announced=sorted([one for one in every if one.since > instant], key=lambda o: o.since),
        at=instant,
    )


def public_overview() -> Overview:
    """Return what is in force now for readers who are not known: no proposals, no exercises."""
    now = clock.now()
    told = replay()
    running = [one for one in told.state_at(now).own.values() if one.is_running(now)]
    return Overview(
        units=_units(told, now),
        laid=_shaped(running, told),
        ending=[],
        expired=[],
        announced=[],
        at=now.replace(second=0, microsecond=0),
    )


def levels_in_force(user: Someone, at: dt.datetime | None = None) -> list[InForce]:
    """Return the levels laid and running, the highest first."""
    instant = at or clock.now()
    told = replay()
    own = told.state_at(instant).own.values()
    return _laid(user, [one for one in own if one.is_running(instant)], told)


def ending_within(hours: int, user: Someone) -> list[InForce]:
    """Return the levels whose term ends within some hours, the soonest first."""
    return _ending(levels_in_force(user), clock.now() + dt.timedelta(hours=hours))


def expired_undecided(user: Someone) -> list[InForce]:
    """Return the levels of this house whose term ran out and about whose end nobody decided."""
    now = clock.now()
    told = replay()
    return _expired(_laid(user, list(told.state_at(now).own.values()), told), now)


def _ending(laid: list[InForce], limit: dt.datetime) -> list[InForce]:
    ending = [one for one in laid if one.until and one.until <= limit]
    return sorted(ending, key=lambda one: (one.until or limit, one.territory.code))


def _expired(shown: list[InForce], now: dt.datetime) -> list[InForce]:
    """Return what stays marked until somebody decides; a public record is nobody's to decide."""
    run_out = [one for one in shown if one.until and one.until <= now]
    return [one for one in run_out if one.is_ours and not one.is_decided]


def unit_levels(at: dt.datetime | None = None) -> list[UnitLevel]:
    """Return every unit that exists, with the level in force on it."""
    return _units(replay(), at or clock.now())


def _units(told: levels.Replay, instant: dt.datetime) -> list[UnitLevel]:
    state = told.state_at(instant)
    return [
        UnitLevel(unit.code, unit.name, here.level, here.since, here.until)
        for unit in Territory.objects.units().order_by("order", "code")
        if told.land.way_up(unit.code, instant)
        for here in [here_in(state, unit.code, instant)]
    ]


def history(territory: Territory, known_at: dt.datetime | None = None) -> list[PastLevel]:
    """Return the levels a territory has had, the newest first, also as it was known at."""
    spans = replay(known_at).history(territory.code, clock.now())
    decisions = LevelDecision.objects.in_bulk({span.decision for span in spans if span.decision})
    corrections = _corrections(decisions, known_at or clock.now())
    return [
        PastLevel(
            span.level.word,
            span.since,
            span.until,
            decisions.get(span.decision),
            corrections.get(span.decision),
        )
        for span in reversed(spans[_first_laid(spans) :])
    ]


def _corrections(papers: Iterable[int], known_at: dt.datetime) -> dict[int, LevelDecision]:
    """Return by which correction each of some decisions was taken back, as known at an instant."""
    found = LevelDecision.objects.filter(
        refers_to__in=papers,
        origin=LevelDecision.Origin.CORRECTION,
        state=LevelDecision.State.PUBLISHED,
        published_at__lte=known_at,
    )
    return {one.refers_to_id: one for one in found if one.refers_to_id}


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
        if act.starts_at > now
        and act.action in ACTIONS_WITH_TERM
        and act.level
        and act.decision not in told.void_at(now)
    ]


def _first_laid(spans: list[levels.Span]) -> int:
    """Return where the first level stands: what was before it is not history."""
    return next((n for n, span in enumerate(spans) if span.level), len(spans))


def _laid(user: Someone, own: list[levels.OwnLevel], told: levels.Replay) -> list[InForce]:
    if not isinstance(user, User) or not user.is_active:
        return []
    return _shaped(own, told)


def _shaped(own: list[levels.OwnLevel], told: levels.Replay) -> list[InForce]:
    places = {
        one.code: one for one in Territory.objects.filter(code__in=[o.territory for o in own])
    }
    papers = {
        paper.pk: paper
        for paper in LevelDecision.objects.filter(pk__in=[one.decision for one in own])
        .only("number", "origin", "headquarters")
        .select_related("headquarters")
    }
    laid = [
        InForce(
            territory=places[one.territory],
            level=one.level.word,
            rank=int(one.level),
            since=one.since,
            until=one.ends_at,
            decision=one.decision,
            number=papers[one.decision].number,
            is_ours=not papers[one.decision].is_imported,
            is_decided=is_decided(told, one),
            headquarters=_name(papers[one.decision].headquarters),
        )
        for one in own
    ]
    return sorted(laid, key=lambda one: (-one.rank, one.territory.order, one.territory.code))


def is_decided(told: levels.Replay, own: levels.OwnLevel) -> bool:
    """Tell whether the acts known say what comes of a level at its end; an open end needs none."""
    if own.ends_at is None:
        return False
    then = told.state_at(own.ends_at).own.get(own.territory)
    return then is None or (then.decision, then.ends_at) != (own.decision, own.ends_at)


def here_in(state: levels.State, code: str, instant: dt.datetime) -> LevelHere:
    """Return the level that a state of the replay leaves on one territory."""
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


def _name(body: Body | None) -> str:
    return str(body.name) if body else ""


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return clock.midnight(day) if day else None


def _rank(origin: str, published_at: dt.datetime | None) -> float:
    if origin == LevelDecision.Origin.IMPORTED or published_at is None:
        return EPOCH
    return published_at.timestamp()
