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
from centre.queries import people
from notices import actions as notices
from notices.queries import notices_waiting_for
from notices.texts import AddresseeSpec, NoticeText
from plans import actions as plans
from tests.cast import Cast
from tests.stories import Teller, in_days, undertakings

pytestmark = pytest.mark.django_db


def colleague(cast: Cast, code: str = "moh") -> User:
    """A member of a body, by default the Ministry of Health, without a liaison's rights."""
    body, email = Body.objects.get(code=code), f"{code}@example.invalid"
    one = agencies.add_person(
        actor=cast.administrator, body=body, email=email, full_name="Colleague"
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


def test_a_substitute_taken_back_before_the_first_day_is_gone(cast: Cast, signed_in: Any) -> None:
    """Nothing is listed, pressing again writes nothing, and other days may be named."""
    other, post = colleague(cast), Appointment.objects.get(person=cast.aigerim)
    days: dict[str, Any] = {"starts_on": in_days(2), "ends_on": in_days(4)}
    named = agencies.name_substitute(post, actor=cast.aigerim, substitute=other, **days)
    agencies.end_substitution(named, actor=cast.aigerim)
    entries = Entry.objects.count()
    agencies.end_substitution(named, actor=cast.aigerim)
    assert Entry.objects.count() == entries
    assert not people.substitutions_by(cast.aigerim).exists()
    assert not other.groups.filter(pk=post.post.group_id).exists()
    days = {"starts_on": in_days(3), "ends_on": in_days(5)}
    again = agencies.name_substitute(post, actor=cast.aigerim, substitute=other, **days)
    assert list(people.substitutions_by(cast.aigerim)) == [again]


def test_an_appointment_is_called_off_before_it_begins_once(cast: Cast) -> None:
    body, other = Body.objects.get(code="moh"), colleague(cast)
    begins = clock.midnight(in_days(2))
    later = agencies.appoint(
        other, actor=cast.administrator, body=body, role="liaison", starts_at=begins
    )
    agencies.end_appointment(later, actor=cast.administrator, reason="mistake")
    entries = Entry.objects.count()
    agencies.end_appointment(later, actor=cast.administrator, reason="mistake")
    assert Entry.objects.count() == entries
    later.refresh_from_db()
    assert later.ends_at == begins


def test_a_substitute_stands_in_no_longer_than_the_post_is_held(cast: Cast) -> None:
    """Today's and a later one end with the post, each with its entry."""
    body, other = Body.objects.get(code="moh"), colleague(cast)
    post = Appointment.objects.get(person=cast.aigerim)
    agencies.name_substitute(
        post, actor=cast.aigerim, substitute=other, starts_on=in_days(0), ends_on=in_days(4)
    )
    later = agencies.name_substitute(
        post, actor=cast.aigerim, substitute=cast.head_of_health,
        starts_on=in_days(6), ends_on=in_days(7),
    )  # fmt: skip
    assert access.may(other, access.REPORT, body)
    agencies.end_appointment(post, actor=cast.administrator, reason="left")
    assert not access.may(other, access.REPORT, body)
    later.refresh_from_db()
    assert later.ends_at == later.starts_at
    ended = Entry.objects.filter(verb="ended the appointment", reason="left")
    assert ended.count() == 3


def test_ones_own_substitute_takes_over_in_their_own_right(cast: Cast) -> None:
    """Standing in ends, the post begins; whoever was to stand in later holds it too."""
    body, other = Body.objects.get(code="moh"), colleague(cast)
    post = Appointment.objects.get(person=cast.aigerim)
    for first, last in ((0, 4), (6, 7)):
        agencies.name_substitute(
            post, actor=cast.aigerim, substitute=other,
            starts_on=in_days(first), ends_on=in_days(last),
        )  # fmt: skip
    actions.hand_over(post, actor=cast.administrator, successor=other, reason="left")
    held = Appointment.objects.valid_at(clock.now()).get(person=other, post=post.post)
    assert (held.acting_for, held.ends_at) == (None, None)
    assert access.may(other, access.REPORT, body)
    with clock.at(clock.midnight(in_days(9))):
        assert access.may(other, access.REPORT, body)
    assert not access.may(cast.aigerim, access.REPORT, body)


def test_a_liaison_of_two_bodies_names_a_substitute_for_each(cast: Cast, signed_in: Any) -> None:
    finance, other, third = Body.objects.get(code="mof"), colleague(cast), colleague(cast, "mof")
    agencies.appoint(cast.aigerim, actor=cast.administrator, body=finance, role="liaison")
    client, path = signed_in("aigerim"), "/account/substitute/"
    health, second = people.own_posts(cast.aigerim)
    days = {"starts_on": in_days(1).isoformat(), "ends_on": in_days(2).isoformat()}
    assert client.post(path, {"substitute": third.pk, **days}).status_code == 422
    foreign = {"post": second.pk, "substitute": other.pk, **days}
    assert client.post(path, foreign).status_code == 422
    client.post(path, {"post": second.pk, "substitute": third.pk, **days})
    client.post(path, {"post": health.pk, "substitute": other.pk, **days})
    named = people.substitutions_by(cast.aigerim).values_list("person", "post__body__code")
    assert set(named) == {(third.pk, "mof"), (other.pk, "moh")}
    assert f'<option value="{second.pk}"' in client.get(path).content.decode()
    assert 'name="post"' not in signed_in("outsider").get(path).content.decode()


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
