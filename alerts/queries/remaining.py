"""What stays in force untouched where a decision changes only a part of what it refers to."""

from agencies.models import Territory
from alerts.models import Action, DecisionArea, Level, LevelDecision, manager_of
from alerts.queries.standing import replay
from alerts.texts import LANGUAGES, ActSpec
from alerts.texts.drafting import said_to_stay
from audit import clock


def unchanged_by(decision: LevelDecision) -> list[ActSpec]:
    """Return the levels of the decisions it follows that lie on land it does not name.

    Everyone who got those is told, and their notices end: what stays has to be said again.
    """
    if decision.refers_to is None or decision.is_correction:
        return []
    told, now = replay(exercise=decision.exercise), clock.now()
    state, own = told.state_at(now), _territories(decision)
    found: list[ActSpec] = []
    for code, territory in _followed(decision).items():
        level = state.level(code, now)
        if level > Level.NONE and not own.keys() & set(told.land.way_up(code, now)):
            found.append(ActSpec(territory, Action.KEEP, int(level), now))
    return found


def words_that_stay(decision: LevelDecision) -> dict[str, str]:
    """Return what a notice adds about them, in each language; nothing where nothing stays."""
    stays = unchanged_by(decision)
    return {language: said_to_stay(language, stays) for language in LANGUAGES} if stays else {}


def _followed(decision: LevelDecision) -> dict[str, Territory]:
    """Return the territories of the whole line that a decision follows."""
    found: dict[str, Territory] = {}
    earlier, seen = decision.refers_to, set[int]()
    while earlier is not None and earlier.pk not in seen:
        seen.add(earlier.pk)
        found |= _territories(earlier)
        earlier = earlier.refers_to
    return found


def _territories(decision: LevelDecision) -> dict[str, Territory]:
    own = manager_of(DecisionArea, decision).filter(decision=decision)
    return {act.territory.code: act.territory for act in own.select_related("territory")}
