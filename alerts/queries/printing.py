"""What is printed for the hour when systems fail: the levels in force, and whom to call."""

import datetime as dt
from dataclasses import dataclass

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts import access
from alerts.models import Level
from alerts.queries.standing import Overview, overview
from alerts.texts.drafting import NAMES
from audit import clock
from notices import queries as notices

KINDS = (
    *Body.HEADQUARTERS[:2],
    Body.Kind.CENTRE,
    Body.Kind.AGENCY,
    Body.Kind.UNIT_COMMISSION,
)
MOST_PEOPLE = 3


@dataclass(frozen=True)
class ToCall:
    """One person to be called at a body: the numbers in the order in which to try them."""

    name: str
    position: str
    numbers: list[notices.Telephone]
    address: str


@dataclass(frozen=True)
class BodyToCall:
    """One body with the people who answer for it."""

    body: Body
    people: list[ToCall]


@dataclass(frozen=True)
class LevelInWords:
    """A level as the printed page names it in both languages."""

    kk: str
    ru: str


@dataclass(frozen=True)
class PresentState:
    """Everything that the desk needs on paper."""

    overview: Overview
    bodies: list[BodyToCall]
    at: dt.datetime


LEVELS_IN_WORDS = {
    level.word: LevelInWords(NAMES["kk"][int(level)], NAMES["ru"][int(level)])
    for level in (Level.YELLOW, Level.ORANGE, Level.RED)
}


def may_print(user: Someone) -> bool:
    """Tell whether a person keeps the paper of a headquarters: who proposes or approves."""
    return access.is_at_headquarters(user)


def present_state(user: User) -> PresentState:
    """Return the levels in force and whom to call, as they are at this minute."""
    return PresentState(overview(user), _bodies_to_call(), clock.now())


def _bodies_to_call() -> list[BodyToCall]:
    today = clock.today()
    bodies = Body.objects.in_being(today).filter(kind__in=KINDS)
    pairs = rights.pairs_who_may(rights.BE_NOTIFIED, bodies)
    people = User.objects.in_bulk({person for person, _body in pairs})
    numbers = notices.numbers_of_people(people)
    found: dict[int, list[ToCall]] = {}
    for person_id, body_id in pairs:
        person = people[person_id]
        called = ToCall(
            person.full_name, person.position, numbers.get(person_id, []), person.email
        )
        found.setdefault(body_id, []).append(called)
    ranked = sorted(bodies, key=lambda body: (KINDS.index(Body.Kind(body.kind)), body.order))
    return [
        BodyToCall(body, sorted(found[body.pk], key=lambda one: not one.numbers)[:MOST_PEOPLE])
        for body in ranked
        if body.pk in found
    ]
