"""Rights on bodies, asked both ways."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from agencies import access, actions
from agencies.access.roles import table_on
from agencies.models import Body, Post, User
from audit import clock
from tests.cast import Cast

ALL_RIGHTS = sorted(access.TABLE)
Find = Callable[[str], Body]


@pytest.mark.parametrize("right", ALL_RIGHTS)
def test_both_questions_give_the_same_answer(cast: Cast, right: str) -> None:
    for code in ("atc", "moh", "mof", "commission-75", "headquarters-kz", "headquarters-75"):
        body = Body.objects.get(code=code)
        people = set(access.people_who_may(right, body))
        for name in Cast.names():
            holds = body in set(access.bodies_where(cast[name], right))
            assert holds == (cast[name] in people), (name, right, code)
            assert holds == access.may(cast[name], right, body)


@pytest.mark.parametrize("right", ALL_RIGHTS)
def test_the_grants_and_the_appointments_agree_now(cast: Cast, right: str) -> None:
    for name in Cast.names():
        now = set(access.bodies_where(cast[name], right))
        judged_by_appointments = set(access.bodies_where(cast[name], right, at=clock.now()))
        assert now == judged_by_appointments, (name, right)


def test_the_secretary_of_the_centre_assigns_to_members_and_commissions(cast: Cast) -> None:
    reached = access.bodies_where(cast.serik, access.ASSIGN)
    kinds = sorted(set(reached.values_list("kind", flat=True)))
    assert kinds == ["agency", "centre", "unit_commission"]
    assert reached.count() == 1 + 23 + 16


def test_the_two_trees_never_stand_in_for_each_other(cast: Cast, body: Find) -> None:
    assert not access.may(cast.chair, access.APPROVE_LEVEL, body("headquarters-kz"))
    assert not access.may(cast.saule, access.DECIDE, body("atc"))
    assert access.may(cast.saule, access.APPROVE_LEVEL, body("headquarters-75"))


def test_a_commission_secretary_reports_but_the_centres_does_not(cast: Cast, body: Find) -> None:
    secretary = actions.add_person(
        actor=None, body=body("commission-75"), email="s75@example.invalid", full_name="Secretary"
    )
    actions.appoint(secretary, actor=None, body=body("commission-75"), role=Post.Role.SECRETARY)
    assert access.may(secretary, access.REPORT, body("commission-75"))
    assert not access.may(cast.serik, access.REPORT, body("atc"))


def test_nobody_is_told_in_place_of_the_bodies_beneath(cast: Cast, body: Find) -> None:
    told = set(access.people_who_may(access.BE_NOTIFIED, body("moh")))
    assert told == {cast.aigerim, cast.head_of_health}


def test_a_right_ends_at_the_instant_the_appointment_does(cast: Cast, body: Find) -> None:
    tomorrow = clock.midnight(clock.today() + dt.timedelta(days=1))
    person = actions.add_person(
        actor=None, body=body("moh"), email="short@example.invalid", full_name="Short Term"
    )
    actions.appoint(person, actor=None, body=body("moh"), role="liaison", ends_at=tomorrow)
    assert access.may(person, access.REPORT, body("moh"))
    with clock.at(tomorrow):
        assert not access.may(person, access.REPORT, body("moh"))
        with pytest.raises(PermissionDenied):
            access.require(person, access.REPORT, body("moh"))


def test_the_departed_hold_nothing_now_but_held_it_then(cast: Cast, body: Find) -> None:
    assert not access.bodies_where(cast.departed, access.SEE).exists()
    began = cast.departed.appointments.get().starts_at
    assert access.bodies_where(cast.departed, access.SEE, at=began).get() == body("moh")


def test_a_blocked_person_holds_nothing(cast: Cast) -> None:
    actions.block_person(cast.aigerim, actor=cast.administrator, reason="lost telephone")
    aigerim = User.objects.get(pk=cast.aigerim.pk)
    for right in ALL_RIGHTS:
        assert not access.bodies_where(aigerim, right).exists()
    assert cast.aigerim not in access.people_who_may(access.SEE, Body.objects.get(code="moh"))


def test_a_stranger_holds_nothing(house: None) -> None:
    for right in ALL_RIGHTS:
        assert not access.bodies_where(AnonymousUser(), right).exists()


def test_without_the_grant_an_appointment_is_not_enough(cast: Cast, body: Find) -> None:
    cast.aigerim.groups.clear()
    assert not access.may(cast.aigerim, access.SEE, body("moh"))
    assert cast.aigerim not in access.people_who_may(access.SEE, body("moh"))


def test_acting_for_another_is_said_in_the_capacity(cast: Cast, body: Find) -> None:
    actions.appoint(
        cast.outsider, actor=None, body=body("moh"), role="head", acting_for=cast.head_of_health
    )
    capacity = access.require(cast.outsider, access.REPORT, body("moh"))
    assert capacity.acting_for == cast.head_of_health
    assert capacity.people == {cast.outsider.pk, cast.head_of_health.pk}


def test_before_the_house_there_was_no_table() -> None:
    assert table_on(dt.date(2012, 12, 31)) == {}


def test_every_right_of_the_table_is_a_permission_on_bodies() -> None:
    assert {name for name, _ in Body._meta.permissions} == set(access.TABLE)


def test_asking_costs_one_query(
    cast: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    for name in ("aigerim", "chair", "administrator"):
        with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context manager
            list(access.bodies_where(cast[name], access.SEE))
