"""What the administrator does: it works, others are refused, twice changes nothing more."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from agencies import access, actions, queries
from agencies.access.people import visible_people
from agencies.models import Appointment, Body, Territory, User
from audit import clock
from audit.models import Entry
from tests.cast import Cast

Find = Callable[[str], Body]
NOT_ADMINISTRATORS = [name for name in Cast.names() if name != "administrator"]


def new_person(actor: User | None, body: Body) -> User:
    return actions.add_person(
        actor=actor, body=body, email="New@Example.invalid", full_name="New Person"
    )


def test_a_person_is_added_and_appointed(cast: Cast, body: Find) -> None:
    person = new_person(cast.administrator, body("moh"))
    ends_at = clock.midnight(clock.today() + dt.timedelta(days=30))
    appointment = actions.appoint(
        person,
        actor=cast.administrator,
        body=body("moh"),
        role="liaison",
        ends_at=ends_at,
        ground="order 12",
    )
    assert person.email == "new@example.invalid"
    assert access.may(person, access.REPORT, body("moh"))
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.actor, entry.body, entry.reason) == (
        "appointed",
        cast.administrator,
        body("moh"),
        "order 12",
    )
    assert entry.object_id == str(appointment.pk)


@pytest.mark.parametrize("name", NOT_ADMINISTRATORS)
def test_others_are_refused_and_leave_no_trace(cast: Cast, body: Find, name: str) -> None:
    appointment = cast.aigerim.appointments.get()
    before = (Entry.objects.count(), Appointment.objects.count(), User.objects.count())
    attempts: list[Callable[[], object]] = [
        lambda: new_person(cast[name], body("moh")),
        lambda: actions.appoint(cast.outsider, actor=cast[name], body=body("moh"), role="liaison"),
        lambda: actions.end_appointment(appointment, actor=cast[name]),
        lambda: actions.block_person(cast.aigerim, actor=cast[name], reason="no"),
        lambda: actions.unblock_person(cast.departed, actor=cast[name]),
        lambda: actions.end_body(body("mof"), actor=cast[name], ends_on=clock.today()),
        lambda: actions.change_person(
            cast.aigerim, actor=cast[name], full_name="X", position="", phone="", language="kk"
        ),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert before == (Entry.objects.count(), Appointment.objects.count(), User.objects.count())


def test_appointing_twice_changes_nothing(cast: Cast, body: Find) -> None:
    before = Entry.objects.count()
    again = actions.appoint(
        cast.aigerim, actor=cast.administrator, body=body("moh"), role="liaison"
    )
    assert again == cast.aigerim.appointments.get()
    assert Entry.objects.count() == before


def test_a_second_term_at_the_same_post_is_refused_in_words(cast: Cast, body: Find) -> None:
    with pytest.raises(ValidationError, match="already holds this post"):
        actions.appoint(
            cast.aigerim,
            actor=cast.administrator,
            body=body("moh"),
            role="liaison",
            ends_at=clock.now() + dt.timedelta(days=9),
        )


def test_a_term_that_would_run_into_a_later_one_is_refused_in_words(
    cast: Cast, body: Find
) -> None:
    person = new_person(cast.administrator, body("moh"))
    facts: dict[str, Any] = {"actor": cast.administrator, "body": body("moh"), "role": "liaison"}
    in_a_month = clock.now() + dt.timedelta(days=30)
    actions.appoint(person, starts_at=in_a_month, **facts)
    with pytest.raises(ValidationError, match="already holds this post"):
        actions.appoint(person, **facts)
    actions.appoint(person, ends_at=in_a_month, **facts)
    assert person.appointments.count() == 2


def test_an_appointment_called_off_before_it_began_blocks_no_other(cast: Cast, body: Find) -> None:
    person = new_person(cast.administrator, body("moh"))
    facts: dict[str, Any] = {"actor": cast.administrator, "body": body("moh"), "role": "liaison"}
    later = actions.appoint(person, starts_at=clock.now() + dt.timedelta(days=9), **facts)
    actions.end_appointment(later, actor=cast.administrator, reason="called off")
    actions.appoint(person, **facts)
    assert access.may(person, access.REPORT, body("moh"))


def test_nobody_appoints_themselves(cast: Cast, body: Find) -> None:
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match="appoints themselves"):
        actions.appoint(
            cast.administrator, actor=cast.administrator, body=body("atc"), role="chair"
        )
    assert not access.may(cast.administrator, access.DECIDE, body("atc"))
    assert Entry.objects.count() == before


def test_who_has_gone_over_is_kept_where_they_serve_now(cast: Cast, body: Find) -> None:
    """Somebody who once served a commission is not in the hands of its administrator for good."""
    local = new_person(cast.administrator, body("commission-75"))
    facts: dict[str, Any] = {"actor": cast.administrator, "body": body("commission-75")}
    actions.appoint(local, role="administrator", **facts)
    served = actions.appoint(cast.serik, role="secretary", **facts)
    assert cast.serik in visible_people(local)
    actions.end_appointment(served, actor=cast.administrator, reason="went over")
    assert cast.serik not in visible_people(local)
    with pytest.raises(PermissionDenied):
        actions.block_person(cast.serik, actor=local, reason="spite")
    assert User.objects.get(pk=cast.serik.pk).is_active


def test_only_who_keeps_every_post_of_a_person_blocks_them(cast: Cast, body: Find) -> None:
    local = new_person(cast.administrator, body("commission-75"))
    facts: dict[str, Any] = {"actor": cast.administrator, "body": body("commission-75")}
    actions.appoint(local, role="administrator", **facts)
    actions.appoint(cast.serik, role="secretary", **facts)
    with pytest.raises(PermissionDenied, match="every post"):
        actions.block_person(cast.serik, actor=local, reason="spite")
    actions.block_person(cast.serik, actor=cast.administrator, reason="lost the card")


def test_rights_come_back_with_a_later_appointment(cast: Cast, body: Find) -> None:
    first = cast.aigerim.appointments.get()
    in_a_month = clock.now() + dt.timedelta(days=30)
    facts: dict[str, Any] = {"actor": cast.administrator, "body": body("moh"), "role": "liaison"}
    actions.end_appointment(first, actor=cast.administrator, ends_at=in_a_month)
    actions.appoint(cast.aigerim, starts_at=in_a_month, **facts)
    actions.end_appointment(first, actor=cast.administrator, reason="went early")
    assert not access.may(cast.aigerim, access.SEE, body("moh"))
    with clock.at(in_a_month + dt.timedelta(hours=1)):
        assert access.may(cast.aigerim, access.SEE, body("moh"))


def test_an_ended_appointment_ends_once(cast: Cast, body: Find) -> None:
    appointment = cast.aigerim.appointments.get()
    ended = actions.end_appointment(appointment, actor=cast.administrator, reason="left")
    assert not access.may(cast.aigerim, access.SEE, body("moh"))
    before = Entry.objects.count()
    assert actions.end_appointment(ended, actor=cast.administrator) == ended
    assert Entry.objects.count() == before


def test_blocking_needs_a_reason_and_is_not_for_oneself(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        actions.block_person(cast.aigerim, actor=cast.administrator, reason=" ")
    with pytest.raises(ValidationError, match="yourself"):
        actions.block_person(cast.administrator, actor=cast.administrator, reason="x")


def test_blocking_and_letting_in_again(cast: Cast) -> None:
    actions.block_person(cast.aigerim, actor=cast.administrator, reason="lost telephone")
    before = Entry.objects.count()
    actions.block_person(cast.aigerim, actor=cast.administrator, reason="again")
    assert Entry.objects.count() == before
    person = actions.unblock_person(cast.aigerim, actor=cast.administrator)
    assert person.is_active


def test_an_e_mail_is_held_once(cast: Cast, body: Find) -> None:
    new_person(cast.administrator, body("moh"))
    with pytest.raises(ValidationError, match="already here"):
        new_person(cast.administrator, body("moh"))


def test_a_language_is_chosen_by_its_reader_alone(cast: Cast) -> None:
    assert (
        actions.change_language(cast.aigerim, actor=cast.aigerim, language="ru").language == "ru"
    )
    with pytest.raises(PermissionDenied):
        actions.change_language(cast.aigerim, actor=cast.serik, language="en")


def test_a_fortieth_body_joins_the_house(cast: Cast, body: Find) -> None:
    member = actions.add_body(
        actor=cast.administrator,
        parent=body("atc"),
        kind="agency",
        code="moa",
        names={"kk": "Ауыл шаруашылығы министрлігі", "ru": "МСХ", "en": "MoA"},
        abbreviations={"kk": "АШМ", "ru": "МСХ", "en": "MoA"},
        territory=Territory.objects.get(code="KZ"),
    )
    assert queries.members_of_the_centre().count() == 24
    assert queries.superior_of(member) == body("atc")


def test_a_body_ends_with_a_successor_and_its_people_hold_nothing(cast: Cast, body: Find) -> None:
    ended = actions.end_body(
        body("moh"), actor=cast.administrator, ends_on=clock.today(), successor=body("mlsp")
    )
    assert ended.successor == body("mlsp")
    assert not access.may(cast.aigerim, access.SEE, body("moh"))
    assert "moh" not in queries.bodies(cast.serik).values_list("code", flat=True)
    assert "moh" in queries.all_bodies(cast.serik).values_list("code", flat=True)
    with pytest.raises(ValidationError, match="already ended"):
        actions.end_body(ended, actor=cast.administrator, ends_on=clock.today())


def test_the_head_of_a_tree_is_not_ended(cast: Cast, body: Find) -> None:
    with pytest.raises(ValidationError, match="head of a tree"):
        actions.end_body(body("atc"), actor=cast.administrator, ends_on=clock.today())
    assert body("atc").valid_to is None


def test_a_body_moves_in_the_tree_from_a_day_on(cast: Cast, body: Find) -> None:
    district = actions.add_body(
        actor=cast.administrator,
        parent=body("commission-19"),
        kind="district_commission",
        code="commission-19-talgar",
        names={"kk": "Талғар", "ru": "Талгар", "en": "Talgar"},
        abbreviations={"kk": "Т", "ru": "Т", "en": "T"},
        territory=Territory.objects.get(code="19"),
    )
    since = clock.today()
    moved = actions.place_body_beneath(
        district, actor=cast.administrator, parent=body("commission-75"), since=since
    )
    assert queries.superior_of(district) == body("commission-75")
    assert queries.superior_of(district, since - dt.timedelta(days=1)) == body("commission-19")
    again = actions.place_body_beneath(
        district, actor=cast.administrator, parent=body("commission-75"), since=since
    )
    assert again == moved
    with pytest.raises(ValidationError, match="cannot stand there"):
        actions.place_body_beneath(
            district, actor=cast.administrator, parent=body("atc"), since=since
        )


def test_the_database_holds_one_superior_at_a_time(cast: Cast, body: Find) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        body("moh").superiors.create(parent=body("commission-75"))


def test_posts_are_brought_in_line_with_the_role_table(cast: Cast, body: Find) -> None:
    assert actions.refresh_posts() == Appointment.objects.values("post").distinct().count()
    assert access.may(cast.aigerim, access.REPORT, body("moh"))


def test_a_signed_link_works_for_its_bearer_until_it_expires(cast: Cast, body: Find) -> None:
    expires_at = clock.now() + dt.timedelta(hours=1)
    pair = (cast.aigerim.pk, body("moh").pk)
    actions.issue_capabilities([pair], purpose="answer_notice", subject=7, expires_at=expires_at)
    token = access.capability_token("answer_notice", 7, *pair, expires_at)
    found = access.bearer_of(token, "answer_notice")
    assert found is not None
    assert (found.person, found.body, found.subject) == (cast.aigerim, body("moh"), 7)
    assert access.bearer_of(token, "answer_invitation") is None
    assert access.bearer_of(token[:-1] + "x", "answer_notice") is None
    with clock.at(expires_at):
        assert access.bearer_of(token, "answer_notice") is None
