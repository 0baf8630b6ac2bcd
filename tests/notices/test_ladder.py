"""Steps of a ladder: made when due, once, for those who have not answered."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from agencies import actions as agencies
from agencies.models import Body
from audit import clock
from notices import delivery, fanout
from notices.models import Contact, Delivery, Notice
from notices.texts import AddresseeSpec, StepSpec
from tests.cast import Cast

Issue = Callable[..., Notice]
Contacts = dict[str, Contact]
START = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
LADDER = [StepSpec(dt.timedelta(minutes=5)), StepSpec(dt.timedelta(minutes=15))]


def told_at_step(notice: Notice, step: int) -> list[str]:
    """Return who is written to at a step."""
    rows = Delivery.objects.filter(notice=notice, step=step).order_by("address")
    return [row.address.split("@")[0] for row in rows]


def test_a_due_step_is_made_once_for_the_silent_alone(issue: Issue, contacts: Contacts) -> None:
    with clock.at(START):
        notice = issue(ladder=LADDER)
    with clock.at(START + dt.timedelta(minutes=4)):
        assert fanout.make_due_steps() == 0
        delivery.stop_deliveries(notice, Body.objects.get(code="moh"))
    with clock.at(START + dt.timedelta(minutes=5)):
        assert fanout.make_due_steps() == 1
        assert fanout.make_due_steps() == 0
    assert told_at_step(notice, 1) == ["governor", "outsider"]
    assert told_at_step(notice, 2) == []


def test_steps_missed_while_nothing_ran_are_made_together(
    issue: Issue, contacts: Contacts
) -> None:
    with clock.at(START):
        notice = issue(ladder=LADDER)
    with clock.at(START + dt.timedelta(hours=1)):
        delivery.sweep()
    assert told_at_step(notice, 1) == told_at_step(notice, 2)
    assert len(told_at_step(notice, 2)) == 4


def test_a_closed_notice_climbs_no_further(issue: Issue, contacts: Contacts) -> None:
    with clock.at(START):
        notice = issue(ladder=LADDER)
        assert delivery.close_notice(notice) == 4
    with clock.at(START + dt.timedelta(hours=1)):
        assert fanout.make_due_steps() == 0
    assert set(notice.deliveries.values_list("state", flat=True)) == {"stopped"}


def test_somebody_may_be_told_from_a_later_step_on(
    issue: Issue, contacts: Contacts, pairs: list[AddresseeSpec], cast: Cast
) -> None:
    chief = AddresseeSpec(cast.chair.pk, Body.objects.get(code="mof").pk, False, 2)
    with clock.at(START):
        notice = issue(addressees=[*pairs, chief], ladder=LADDER)
    assert "chair" not in told_at_step(notice, 0)
    with clock.at(START + dt.timedelta(minutes=15)):
        fanout.make_due_steps()
    assert "chair" not in told_at_step(notice, 1)
    assert "chair" in told_at_step(notice, 2)


def test_who_is_only_informed_is_told_once_and_never_rung_again(
    issue: Issue, contacts: Contacts, pairs: list[AddresseeSpec], cast: Cast
) -> None:
    chief = AddresseeSpec(cast.chair.pk, Body.objects.get(code="atc").pk, counted=False)
    with clock.at(START):
        notice = issue(addressees=[*pairs, chief], ladder=LADDER)
    with clock.at(START + dt.timedelta(minutes=15)):
        fanout.make_due_steps()
    assert told_at_step(notice, 0) == [
        "aigerim",
        "chair",
        "governor",
        "head_of_health",
        "outsider",
    ]
    silent = ["aigerim", "governor", "head_of_health", "outsider"]
    assert told_at_step(notice, 1) == told_at_step(notice, 2) == silent


def test_an_exercise_climbs_its_own_ladder(issue: Issue, contacts: Contacts) -> None:
    with clock.at(START):
        notice = issue(ladder=LADDER, exercise=True)
    with clock.at(START + dt.timedelta(minutes=5)):
        assert fanout.make_due_steps() == 1
    assert len(told_at_step(notice, 1)) == 4


def test_the_database_holds_one_row_for_notice_step_person_and_channel(
    issue: Issue, contacts: Contacts
) -> None:
    notice = issue()
    assert fanout.write_deliveries(notice) == 0
    row = notice.deliveries.first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.bulk_create([row])


def test_who_has_left_the_body_is_told_no_more(
    issue: Issue, contacts: Contacts, cast: Cast
) -> None:
    notice = issue(ladder=LADDER)
    appointment = cast.aigerim.appointments.select_related("post__body", "person").get()
    agencies.end_appointment(appointment, actor=cast.administrator, reason="left")
    with clock.at(clock.now() + dt.timedelta(minutes=15)):
        fanout.make_due_steps()
    assert told_at_step(notice, 2) == ["governor", "head_of_health", "outsider"]


def test_a_round_runs_for_one_body_and_numbers_never_meet(
    issue: Issue, contacts: Contacts
) -> None:
    moh, mof = Body.objects.get(code="moh"), Body.objects.get(code="mof")
    with clock.at(START):
        notice = issue(ladder=LADDER)
        for body in (moh, mof):
            delivery.stop_deliveries(notice, body)
        assert fanout.write_next_round([(notice.pk, moh.pk), (notice.pk, mof.pk)]) == 6
        assert fanout.make_due_steps() == 2
    numbers = list(notice.steps.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8]
    sent = {
        step.body.code if step.body else "": told_at_step(notice, step.number)
        for step in notice.steps.filter(made_at__isnull=False).select_related("body")
    }
    assert sent == {"moh": ["aigerim", "head_of_health"], "mof": ["outsider"]}
