"""Steps of a ladder: made when due, once, for those who have not answered."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

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
    assert fanout.write_deliveries(notice, step=0, every_channel=True) == 0
    row = notice.deliveries.first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.bulk_create([row])
