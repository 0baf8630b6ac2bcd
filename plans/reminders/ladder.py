"""Whom a reminder reaches: the liaison, then the fallback contact, the head, the secretariat."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from agencies import access
from agencies.access import roles
from agencies.models import Body

RUNGS = ("liaison", "fallback", "head", "secretariat")
OWN_ROLES = (
    (roles.LIAISON, roles.SECRETARY),
    (roles.DEPUTY, roles.DUTY),
    (roles.HEAD, roles.CHAIR),
)


@dataclass(frozen=True)
class Step:
    """One fixed day: so many days after a term (before it if negative), up to which rung."""

    days: int
    rung: int


def steps() -> list[Step]:
    """Read the fixed days from the setting: "-10:liaison 7:fallback", the earliest first."""
    pairs = (one.split(":") for one in settings.TASK_REMINDERS.split())
    return sorted(
        (Step(int(days), RUNGS.index(whom)) for days, whom in pairs), key=lambda step: step.days
    )


class Ladders:
    """The people of many bodies by rung, fetched at once and asked one body at a time."""

    def __init__(self, bodies: Iterable[int], controllers: Iterable[int]) -> None:
        """Fetch who stands on each rung of these bodies, and who reviews at the controllers."""
        own = Body.objects.filter(pk__in=set(bodies))
        self._own = [_by_body(access.pairs_in_roles(held, own)) for held in OWN_ROLES]
        self._offices = _secretariats(set(controllers))

    def reached(self, body: int, controller: int, rung: int) -> list[tuple[int, int]]:
        """Return (person, body) up to a rung; where nobody stands, the next rung takes its place.

        The secretariat is reached in the name of the controller, everybody else of their body.
        """
        found: list[tuple[int, int]] = []
        for number, people in enumerate(self._own):
            if number > rung and found:
                return found
            found += [(person, body) for person in people.get(body, [])]
        if rung == len(self._own) or not found:
            found += [(person, controller) for person in self._offices.get(controller, [])]
        return found


def _secretariats(controllers: set[int]) -> dict[int, list[int]]:
    """Return who reviews at each controller and does not decide there."""
    offices = Body.objects.filter(pk__in=controllers)
    deciders = set(access.pairs_who_may(access.DECIDE, offices))
    reviewers = access.pairs_who_may(access.REVIEW, offices)
    return _by_body([pair for pair in reviewers if pair not in deciders])


def _by_body(pairs: list[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for person, body in pairs:
        found.setdefault(body, []).append(person)
    return found
