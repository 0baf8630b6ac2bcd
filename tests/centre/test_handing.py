"""Work passes on: to a substitute between two days, to a successor in one logged step."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies import access
from agencies import actions as agencies
from agencies.models import Appointment, Body, User
from audit import clock
from audit.models import Entry
from audit.record import Capacity
from centre import actions
from notices import actions as notices
from notices.queries import notices_waiting_for
from notices.texts import AddresseeSpec, NoticeText
from plans import actions as plans
from tests.cast import Cast
from tests.stories import Teller, in_days, undertakings

pytestmark = pytest.mark.django_db


def colleague(cast: Cast) -> User:
    """A member of the Ministry of Health without a liaison's rights."""
    body = Body.objects.get(code="moh")
    one = agencies.add_person(
        actor=cast.administrator, body=body, email="c@example.invalid", full_name="Colleague"
    )
    agencies.appoint(one, actor=cast.administrator, body=body, role="member")
    return one


def test_a_substitute_acts_for_a_liaison_between_two_days(cast: Cast) -> None:
    body, other = Body.objects.get(code="moh"), colleague(cast)
    post = Appointment.objects.get(person=cast.aigerim)
    days: dict[str, Any] = {"starts_on": in_days(2), "ends_on": in_days(4)}
    task = undertakings.give(Teller(cast, demanding=False))
    for _again in range(2):
        actions.engage_substitute(post, actor=cast.aigerim, substitute=other, **days)
    assert Appointment.objects.filter(acting_for=cast.aigerim).count() == 1
    with pytest.raises(PermissionDenied):
        plans.take_into_work(task, actor=other)
    with clock.at(clock.midnight(in_days(4)) + dt.timedelta(hours=23)):
        told = access.pairs_who_may(access.BE_NOTIFIED, Body.objects.filter(pk=body.pk))
        assert {(cast.aigerim.pk, body.pk), (other.pk, body.pk)} <= set(told)
        plans.take_into_work(task, actor=other)
        entry = Entry.objects.get(verb="took the task into work")
        assert (entry.actor_name, entry.acting_for_name) == ("Colleague", "Aigerim Nurlanova")
    with clock.at(clock.midnight(in_days(5))):
        assert not access.may(other, access.REPORT, body)
    for changes, field in (
        ({"substitute": cast.outsider}, "substitute"),
        ({"starts_on": in_days(-1)}, "starts_on"),
        ({"ends_on": in_days(1)}, "ends_on"),
        ({"ends_on": in_days(6)}, "substitute"),
    ):
        facts = {"substitute": other, **days, **changes}
        with pytest.raises(ValidationError) as refusal:
            agencies.name_substitute(post, actor=cast.aigerim, **facts)
        assert list(refusal.value.message_dict) == [field]
    with pytest.raises(PermissionDenied):
        agencies.name_substitute(post, actor=cast.outsider, substitute=other, **days)


def test_a_leaving_liaison_hands_over_in_one_logged_step(cast: Cast) -> None:
    body, other = Body.objects.get(code="moh"), colleague(cast)
    undertakings.give(Teller(cast, demanding=False))
    words = NoticeText("S", "B")
    notices.issue_notice(
        Capacity(cast.serik, Body.objects.get(code="atc")), kind="duty", thing_path="/",
        texts={"kk": words, "ru": words}, urgency="ordinary", norm=dt.timedelta(hours=1),
        addressees=[AddresseeSpec(cast.aigerim.pk, body.pk)],
    )  # fmt: skip
    post = Appointment.objects.get(person=cast.aigerim)
    with pytest.raises(PermissionDenied):
        actions.hand_over(post, actor=cast.serik, successor=other, reason="left")
    with pytest.raises(ValidationError):
        actions.hand_over(post, actor=cast.administrator, successor=cast.aigerim, reason="left")
    passed = actions.hand_over(post, actor=cast.administrator, successor=other, reason="left")
    assert passed == actions.Handover(tasks=1, parts=0, notices=1, drafts=0)
    assert not access.may(cast.aigerim, access.REPORT, body)
    assert access.may(other, access.REPORT, body)
    assert notices_waiting_for(other).count() == 1
    entry = Entry.objects.get(verb="handed over the work")
    assert (entry.actor_name, entry.reason) == ("Askar Admin", "left")
    assert entry.changes == {
        "successor": ["Aigerim Nurlanova", "Colleague"],
        "tasks": [0, 1], "parts": [0, 0], "notices": [0, 1], "drafts": [0, 0],
    }  # fmt: skip
    with pytest.raises(ValidationError):
        actions.hand_over(post, actor=cast.administrator, successor=other, reason="left")
