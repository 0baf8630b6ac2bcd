"""Decisions that follow one another: who may follow which, and whose notices a new one ends."""

from collections.abc import Iterable

from agencies.access.rights import Someone
from agencies.models import Body
from alerts import access
from alerts.levels import Land
from alerts.models import DecisionArea, LevelDecision, manager_of
from alerts.queries.consequences import levels_touched
from alerts.queries.standing import land
from audit import clock
from notices.models import Notice


def follows(headquarters: Body, earlier: LevelDecision) -> bool:
    """Tell whether a headquarters may decide over an earlier decision: its own, or one beneath."""
    if earlier.headquarters is None:
        return True
    way = land().way_up(earlier.headquarters.territory.code, clock.now())
    return headquarters.territory.code in way


def follower_of(user: Someone, earlier: LevelDecision) -> Body | None:
    """Return the headquarters at which a person may follow a decision, the widest first."""
    own = access.headquarters_for_proposals(user)
    return next((one for one in own if follows(one, earlier)), None)


def may_follow(user: Someone, decision: LevelDecision) -> bool:
    """Tell whether a person may extend, change or cancel what a decision laid, if it stands."""
    is_standing = decision.is_published and taken_back_by(decision) is None
    return is_standing and follower_of(user, decision) is not None


def taken_back_by(decision: LevelDecision) -> LevelDecision | None:
    """Return the correction that took a decision back, if there is one."""
    world = manager_of(LevelDecision, decision)
    origin, state = LevelDecision.Origin.CORRECTION, LevelDecision.State.PUBLISHED
    return world.filter(refers_to=decision, origin=origin, state=state).first()


def notices_ended(decision: LevelDecision) -> list[Notice]:
    """Return the notices that a decision replaces: of every one it follows, on the same land.

    Another follower of the same ones keeps its notice while its level lies on as before. A
    correction ends the notice of the wrong decision alone: what followed it stands.
    """
    earlier = decision.refers_to
    if earlier is None or decision.headquarters is None:
        return []
    chain = [earlier] if decision.is_correction else _replaced(decision)
    own, tree = _codes(decision), land()
    return [
        one.notice
        for one in chain
        if one.notice is not None
        and one.notice.closed_at is None
        and follows(decision.headquarters, one)
        and _meet(tree, own, _codes(one))
    ]


def _replaced(decision: LevelDecision) -> list[LevelDecision]:
    """Return those a decision follows, and of the others of its line those whose level it ends."""
    followed, others = _line(decision)
    if not others:
        return followed
    lands = {one.pk: _codes(one) for one in others}
    acts = manager_of(DecisionArea, decision).filter(decision=decision)
    touched = levels_touched(
        list(acts.select_related("territory").order_by("seq")),
        _codes(decision).union(*lands.values()),
        decision.exercise,
    )
    papers: frozenset[int] = frozenset().union(*touched.values())
    return followed + [one for one in others if one.pk in papers or lands[one.pk] & set(touched)]


def _line(decision: LevelDecision) -> tuple[list[LevelDecision], list[LevelDecision]]:
    """Return the published decisions that a new one follows, and every other of its line."""
    world = manager_of(LevelDecision, decision).select_related(
        "notice", "refers_to", "headquarters__territory"
    )
    first, seen = decision, {decision.pk}
    while first.refers_to is not None and first.refers_to_id not in seen:
        first = world.get(pk=first.refers_to_id or 0)
        seen.add(first.pk)
    found, latest = [first], [first.pk]
    while latest:
        later = world.filter(refers_to__in=latest, state=LevelDecision.State.PUBLISHED)
        fresh = list(later.exclude(pk__in=[decision.pk, *(one.pk for one in found)]))
        found, latest = [*found, *fresh], [one.pk for one in fresh]
    followed = [one for one in found if one.pk in seen]
    return followed, [one for one in found if one.pk not in seen]


def _codes(decision: LevelDecision) -> frozenset[str]:
    own = manager_of(DecisionArea, decision).filter(decision=decision)
    return frozenset(own.values_list("territory__code", flat=True))


def _meet(tree: Land, own: Iterable[str], others: frozenset[str]) -> bool:
    """Tell whether some territory of one decision equals, contains or lies within another's."""
    now, named = clock.now(), frozenset(own)
    ways = [(code, frozenset(tree.way_up(code, now)) | {code}) for code in named | others]
    return any(
        (code in named and way & others) or (code in others and way & named) for code, way in ways
    )
