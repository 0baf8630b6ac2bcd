"""What is asked of rights while a page is read: once, for one person, and never past its end."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies import access, actions
from agencies.access import memory
from agencies.models import Body, User
from audit import clock
from audit.record import Capacity
from tests.cast import Cast

Find = Callable[[str], Body]


def seen(person: User) -> set[str]:
    """Return the codes of the bodies that a person sees."""
    return set(access.bodies_where(person, access.SEE).values_list("code", flat=True))


@pytest.mark.parametrize("right", sorted(access.TABLE))
def test_what_is_kept_is_what_is_asked(cast: Cast, right: str) -> None:
    """For everyone and every right, kept answers equal fresh ones."""
    for name in Cast.names():
        person = cast[name]
        fresh = set(access.bodies_where(person, right))
        roles, own = access.roles_held(person), set(access.bodies_of(person))
        with access.answers_kept():
            for _again in range(2):
                assert set(access.bodies_where(person, right)) == fresh, (name, right)
                assert (access.roles_held(person), set(access.bodies_of(person))) == (roles, own)


def test_a_person_is_looked_up_once_for_every_right(cast: Cast) -> None:
    """Posts, grants, the next turn and the tree: four queries answer every right."""
    own = access.home_body(cast.serik)
    assert own
    with access.answers_kept(), CaptureQueriesContext(connection) as asked:
        for _again in range(20):
            for right in access.TABLE:
                access.may_anywhere(cast.serik, right)
                access.may(cast.serik, right, own)
    assert len(asked) == 4
    with CaptureQueriesContext(connection) as asked:
        for _again in range(20):
            access.may_anywhere(cast.outsider, access.MINUTE)
    assert len(asked) == 20, "outside a reading every question is asked anew"


def test_a_reading_within_a_reading_leaves_the_outer_one(cast: Cast) -> None:
    """The inner one begins empty; after it the outer one keeps what it had, acts and all."""
    with access.answers_kept(of_acts=True):
        seen(cast.aigerim)
        with access.answers_kept():
            assert not memory.is_keeping_of_acts()
            seen(cast.aigerim)
        assert memory.is_keeping_of_acts()
        with CaptureQueriesContext(connection) as asked:
            access.may_anywhere(cast.aigerim, access.SEE)
        assert len(asked) == 0
        with access.answers_kept():
            memory.forget()
        with CaptureQueriesContext(connection) as asked:
            access.may_anywhere(cast.aigerim, access.SEE)
        assert len(asked) > 0, "what was forgotten within is forgotten without"
    assert not memory.is_keeping()


def test_nobody_gets_the_answer_of_another(cast: Cast) -> None:
    """Two people in one reading, and one person in two readings, are asked apart."""
    with access.answers_kept():
        assert seen(cast.aigerim) == {"moh"}
        assert seen(cast.outsider) == {"mof"}
        assert "commission-75" in seen(cast.serik)
    with access.answers_kept():
        assert seen(cast.outsider) == {"mof"}


def test_a_right_ends_at_its_instant_in_the_middle_of_a_reading(cast: Cast, body: Find) -> None:
    """What was kept before a post ends or begins is asked anew after it."""
    noon = clock.now() + dt.timedelta(minutes=1)
    person = actions.add_person(
        actor=None, body=body("moh"), email="short@example.invalid", full_name="Short Term"
    )
    actions.appoint(person, actor=None, body=body("moh"), role="liaison", ends_at=noon)
    actions.appoint(person, actor=None, body=body("mof"), role="liaison", starts_at=noon)
    with access.answers_kept():
        assert seen(person) == {"moh"}
        assert access.roles_held(person) == frozenset({"liaison"})
        with clock.at(noon - dt.timedelta(microseconds=1)):
            assert seen(person) == {"moh"}
        with clock.at(noon):
            assert seen(person) == {"mof"}
            assert set(access.bodies_of(person)) == {body("mof")}
        with clock.at(noon - dt.timedelta(minutes=2)):
            assert seen(person) == set(), "an earlier instant is not judged by a later answer"


def test_a_post_taken_away_is_asked_anew(cast: Cast, body: Find) -> None:
    """Putting somebody into a post or out of it forgets what was kept."""
    with access.answers_kept():
        assert seen(cast.aigerim) == {"moh"}
        actions.appoint(cast.aigerim, actor=None, body=body("mof"), role="liaison")
        assert seen(cast.aigerim) == {"moh", "mof"}
        held = cast.aigerim.appointments.get(post__body__code="moh")
        actions.end_appointment(held, actor=cast.administrator, reason="moved")
        assert seen(cast.aigerim) == {"mof"}


def test_an_action_asks_its_right_anew(cast: Cast, body: Find) -> None:
    """What an action requires is never answered from what a page kept."""
    with access.answers_kept():
        assert access.may(cast.aigerim, access.REPORT, body("moh"))
        cast.aigerim.groups.clear()
        with pytest.raises(PermissionDenied):
            access.require(cast.aigerim, access.REPORT, body("moh"))


@pytest.mark.parametrize("right", sorted(access.TABLE))
def test_a_played_past_requires_what_an_action_requires(cast: Cast, right: str) -> None:
    """In the demonstration acts keep their answers too: the same, for everyone everywhere."""

    def capacity(name: str, body: Body) -> Capacity | None:
        try:
            return access.require(cast[name], right, body)
        except PermissionDenied:
            return None

    bodies = Body.objects.filter(
        code__in=("atc", "moh", "mof", "commission-75", "headquarters-75")
    )
    asked = [(name, body) for name in Cast.names() for body in bodies]
    fresh = [capacity(*one) for one in asked]
    assert any(fresh), "nobody holds it, so nothing was compared"
    with access.answers_kept(of_acts=True):
        assert [capacity(*one) for one in asked] == fresh


@pytest.mark.parametrize("right", sorted(access.TABLE))
def test_a_played_past_tells_whom_an_action_tells(cast: Cast, body: Find, right: str) -> None:
    """Who may at some bodies is known too, until somebody comes, leaves or is blocked."""
    some = Body.objects.filter(code__in=("atc", "moh", "commission-75", "headquarters-75"))

    def told() -> list[tuple[int, int]]:
        with access.answers_kept():
            return access.pairs_who_may(right, some)

    evening = clock.now() + dt.timedelta(hours=1)
    health = body("moh")
    newcomer = actions.add_person(
        actor=None, body=health, email="new@example.invalid", full_name="New Comer"
    )
    with access.answers_kept(of_acts=True):
        assert access.pairs_who_may(right, some) == told()
        actions.appoint(newcomer, actor=None, body=health, role="liaison", ends_at=evening)
        with_the_newcomer = access.pairs_who_may(right, some)
        assert with_the_newcomer == told()
        with clock.at(evening):
            assert access.pairs_who_may(right, some) == told()
        actions.block_person(newcomer, actor=cast.administrator, reason="left")
        assert access.pairs_who_may(right, some) == told()
        knows = newcomer.pk in dict(with_the_newcomer)
        assert knows == ("liaison" in access.TABLE[right].roles)


def test_pages_ask_once_and_the_next_page_anew(
    signed_in: Callable[[str], Client], cast: Cast
) -> None:
    """A page asks each right once; the page after an end is refused."""
    client = signed_in("aigerim")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/tasks/").status_code == 200
    grants = [one for one in asked.captured_queries if "bodygrouppermission" in one["sql"]]
    assert len(grants) == len({one["sql"].partition("codename")[2][:40] for one in grants})
    actions.end_appointment(
        cast.aigerim.appointments.get(), actor=cast.administrator, reason="left"
    )
    assert client.get("/tasks/").status_code == 404
