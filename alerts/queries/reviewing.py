"""Who is reading a proposal at this moment: kept for seconds, written nowhere."""

from django.core.cache import cache

from agencies.models import User
from alerts.models import LevelDecision
from audit import clock

SECONDS = 45


def note_reviewing(decision: LevelDecision, user: User) -> None:
    """Remember for some seconds that a person has the approval of a proposal open."""
    present = _present(decision) | {user.pk: (user.full_name, clock.now().timestamp())}
    cache.set(_key(decision), present, timeout=SECONDS)


def reviewers_of(decision: LevelDecision, besides: User) -> list[str]:
    """Return the names of the others who are reading a proposal now, in the order they came."""
    people = sorted(_present(decision).items(), key=lambda pair: pair[1][1])
    return [name for pk, (name, _since) in people if pk != besides.pk]


def _present(decision: LevelDecision) -> dict[int, tuple[str, float]]:
    """Drop who has gone: each one's mark lives its own seconds."""
    found: dict[int, tuple[str, float]] = cache.get(_key(decision)) or {}
    oldest = clock.now().timestamp() - SECONDS
    return {pk: mark for pk, mark in found.items() if mark[1] >= oldest}


def _key(decision: LevelDecision) -> str:
    return f"reviewing-level-{decision.pk}"
