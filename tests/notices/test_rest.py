"""Quiet hours, digests and the next channel: nothing of a level waits, nobody is lost."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import actions as agencies
from agencies.models import Body, User
from audit import clock
from audit.models import Entry
from notices import actions, delivery, fanout, queries
from notices.models import Contact, Delivery, Notice, Rest
from tests.cast import Cast
from tests.notices.conftest import TEXTS, give_contact, give_mobile
from tests.notices.provider import Provider
from tests.notices.relay import Relay

Issue = Callable[..., Notice]
ZONE = ZoneInfo("Asia/Almaty")
NIGHT = dt.datetime(2031, 11, 22, 23, 30, tzinfo=ZONE)
MORNING = dt.datetime(2031, 11, 23, 7, 0, tzinfo=ZONE)


def at(hour: int, minute: int = 0) -> dt.time:
    return dt.time(hour, minute)


@pytest.mark.parametrize(
    ("quiet", "digest", "moment", "due"),
    [
        ((at(22), at(7)), None, NIGHT, MORNING),
        ((at(22), at(7)), None, MORNING, MORNING),
        ((at(22), at(7)), None, NIGHT.replace(hour=21), NIGHT.replace(hour=21)),
        ((at(1), at(5)), None, NIGHT, NIGHT),
        ((None, None), at(9), NIGHT, MORNING.replace(hour=9)),
        ((None, None), at(9), MORNING, MORNING.replace(hour=9)),
        ((at(22), at(7)), at(23), NIGHT.replace(hour=20), MORNING),
        ((None, None), None, NIGHT, NIGHT),
    ],
)
def test_when_an_ordinary_message_goes(
    quiet: tuple[dt.time | None, dt.time | None],
    digest: dt.time | None,
    moment: dt.datetime,
    due: dt.datetime,
) -> None:
    rest = Rest(quiet_from=quiet[0], quiet_until=quiet[1], digest_at=digest)
    assert rest.held_until(moment) == due


def test_quiet_hours_hold_a_task_and_never_a_level(
    issue: Issue, contacts: dict[str, Contact], cast: Cast
) -> None:
    actions.change_rest(actor=cast.aigerim, quiet_from=at(22), quiet_until=at(7))
    with clock.at(NIGHT):
        task = issue(kind="task", urgency="ordinary")
        urgent = issue(kind="task")
        yellow, red = issue(urgency="ordinary"), issue()
    held = Delivery.objects.filter(not_before__isnull=False)
    assert [(one.notice, one.person, one.not_before) for one in held] == [
        (task, cast.aigerim, MORNING)
    ]
    assert task.deliveries.filter(batch__isnull=False).count() == 3
    for notice in (urgent, yellow, red):
        assert notice.deliveries.filter(batch__isnull=False).count() == 4


def test_several_held_messages_become_one(
    issue: Issue, contacts: dict[str, Contact], cast: Cast, relay: Relay
) -> None:
    actions.change_rest(actor=cast.aigerim, digest_at=at(7))
    with clock.at(NIGHT):
        tasks = [issue(kind="task", urgency="ordinary") for _task in range(3)]
        delivery.deliver("default")
    with clock.at(MORNING + dt.timedelta(seconds=5)):
        delivery.sweep()
        assert actions.make_digests() == 1
        assert actions.make_digests() == 0
        delivery.deliver("default")
    own = Delivery.objects.filter(person=cast.aigerim).order_by("pk")
    assert [(one.notice.kind, one.state) for one in own] == [
        *[("task", "digested")] * len(tasks),
        ("digest", "sent"),
    ]
    assert relay.recipients.count("aigerim@example.invalid") == 1
    digest = Notice.objects.get(kind="digest")
    assert digest.wordings.get(language="kk").body.count(TEXTS["kk"].subject) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"answer_purpose": "answer_invitation", "answer_path": "/a/{token}/"},
        {"norm": dt.timedelta(hours=1)},
        {"texts": {key: replace(one, calendar="METHOD:CANCEL") for key, one in TEXTS.items()}},
    ],
)
def test_what_a_digest_could_not_say_is_never_held(
    changed: dict[str, Any], issue: Issue, contacts: dict[str, Contact], cast: Cast
) -> None:
    """An answering link, a time to answer, an invitation and what takes it out of calendars."""
    actions.change_rest(actor=cast.aigerim, quiet_from=at(22), quiet_until=at(7))
    with clock.at(NIGHT):
        meeting = issue(kind="meeting", urgency="ordinary", **changed)
    assert meeting.deliveries.filter(batch__isnull=False, not_before__isnull=True).count() == 4


def _breaks_every_contact(person: User) -> None:
    Contact.objects.filter(person=person).update(broken_at=clock.now())


def _leaves_every_post(person: User) -> None:
    person.appointments.update(ends_at=NIGHT)


@pytest.mark.parametrize("ends", [_breaks_every_contact, _leaves_every_post])
def test_what_no_digest_could_tell_is_not_said_to_be_told(
    ends: Callable[[User], None], issue: Issue, contacts: dict[str, Contact], cast: Cast
) -> None:
    actions.change_rest(actor=cast.aigerim, digest_at=at(7))
    with clock.at(NIGHT):
        for _task in range(2):
            issue(kind="task", urgency="ordinary")
    ends(cast.aigerim)
    entries = Entry.objects.count()
    with clock.at(MORNING + dt.timedelta(seconds=5)):
        assert actions.make_digests() == 0
    own = Delivery.objects.filter(person=cast.aigerim)
    assert list(own.values_list("state", "not_before")) == [("queued", MORNING)] * 2
    assert (Notice.objects.filter(kind="digest").count(), Entry.objects.count()) == (0, entries)


def test_what_was_held_for_a_body_is_not_told_to_who_has_left_it(
    issue: Issue, contacts: dict[str, Contact], cast: Cast, relay: Relay, provider: Provider
) -> None:
    """Neither in a digest for the new post, nor message by message, nor by the next channel."""
    actions.change_rest(actor=cast.aigerim, digest_at=at(7))
    give_mobile(cast.aigerim, "+70000001000")
    with clock.at(NIGHT):
        for _task in range(2):
            issue(kind="task", urgency="ordinary")
        agencies.appoint(cast.aigerim, actor=None, body=Body.objects.get(code="mof"), role="head")
    cast.aigerim.appointments.filter(post__body__code="moh").update(ends_at=NIGHT)
    with clock.at(MORNING + dt.timedelta(seconds=5)):
        assert actions.make_digests() == 0
    with clock.at(MORNING + dt.timedelta(minutes=2)):
        delivery.sweep()
        delivery.deliver("default")
        delivery.deliver("default")
    own = Delivery.objects.filter(person=cast.aigerim)
    assert set(own.values_list("state", "words")) == {
        ("failed", "the person has left the organisation meanwhile")
    }
    assert "aigerim@example.invalid" not in relay.recipients
    assert provider.asked == []
    assert relay.recipients.count("outsider@example.invalid") == 2


def test_one_held_message_goes_as_it_is(
    issue: Issue, contacts: dict[str, Contact], cast: Cast, relay: Relay
) -> None:
    actions.change_rest(actor=cast.aigerim, digest_at=at(7))
    with clock.at(NIGHT):
        task = issue(kind="task", urgency="ordinary")
    with clock.at(MORNING + dt.timedelta(seconds=5)):
        assert actions.make_digests() == 0
    with clock.at(MORNING + dt.timedelta(minutes=2)):
        delivery.sweep()
        delivery.deliver("default")
    assert set(task.deliveries.values_list("state", flat=True)) == {"sent"}


def test_a_digest_is_seen_by_its_reader_alone(
    issue: Issue, contacts: dict[str, Contact], cast: Cast
) -> None:
    actions.change_rest(actor=cast.aigerim, digest_at=at(7))
    with clock.at(NIGHT):
        for _task in range(2):
            issue(kind="task", urgency="ordinary")
    with clock.at(MORNING + dt.timedelta(seconds=5)):
        actions.make_digests()
    digest = Notice.objects.get(kind="digest")
    assert queries.notice_of(cast.aigerim, digest.pk) is not None
    assert queries.notice_of(cast.head_of_health, digest.pk) is None


def test_who_is_not_reached_is_told_by_the_next_channel(
    issue: Issue, cast: Cast, provider: Provider, relay: Relay
) -> None:
    number = give_mobile(cast.aigerim, "+70000001000")
    give_contact(cast.aigerim)
    provider.answers[number.address] = (422, '{"error": "no_such_number"}')
    notice = issue(urgency="ordinary")
    delivery.deliver("default")
    own = notice.deliveries.filter(person=cast.aigerim).order_by("pk")
    assert [(one.channel, one.state) for one in own] == [("sms", "failed"), ("email", "sent")]
    assert relay.recipients == ["aigerim@example.invalid"]


def test_where_no_channel_is_left_the_failure_stays(
    issue: Issue, cast: Cast, provider: Provider
) -> None:
    number = give_mobile(cast.aigerim, "+70000001000")
    provider.answers[number.address] = (400, "no")
    notice = issue()
    delivery.deliver("alerts")
    assert [one.state for one in notice.deliveries.all()] == ["failed"]


@pytest.mark.parametrize("half", [{"quiet_from": at(22)}, {"quiet_until": at(7)},
                                  {"quiet_from": at(7), "quiet_until": at(7)}])  # fmt: skip
def test_quiet_hours_have_two_ends(half: dict[str, dt.time], cast: Cast) -> None:
    entries = Entry.objects.count()
    with pytest.raises(ValidationError):
        actions.change_rest(actor=cast.aigerim, **half)
    assert (Rest.objects.count(), Entry.objects.count()) == (0, entries)


def test_saying_it_twice_changes_nothing_more(cast: Cast) -> None:
    actions.change_rest(actor=cast.aigerim, digest_at=at(9))
    entries = Entry.objects.count()
    actions.change_rest(actor=cast.aigerim, digest_at=at(9))
    assert (Rest.objects.count(), Entry.objects.count()) == (1, entries)


def test_the_page_keeps_what_was_said(signed_in: Callable[[str], Client]) -> None:
    client, url = signed_in("aigerim"), reverse("notices:rest")
    assert client.post(url, {"quiet_from": "22:00"}).status_code == 422
    assert client.post(url, {"quiet_from": "22:00", "quiet_until": "7:00"}).status_code == 302
    assert b'value="07:00"' in client.get(url).content


def test_who_has_answered_is_told_by_no_other_channel(
    issue: Issue, contacts: dict[str, Contact], provider: Provider, cast: Cast
) -> None:
    """The answer came while the first channel was being tried."""
    for name in ("aigerim", "outsider"):
        give_mobile(cast[name], f"+7000000000{len(name)}")
    notice = issue(urgency="ordinary")
    notice.deliveries.update(state="failed")
    notice.addressees.filter(person=cast.aigerim).update(answered_at=clock.now())
    fanout.write_fallbacks(notice.deliveries.values_list("pk", flat=True))
    assert [one.person for one in notice.deliveries.filter(channel="sms")] == [cast.outsider]


def test_answers_wait_until_the_next_channel_is_chosen(
    issue: Issue, contacts: dict[str, Contact], relay: Relay, cast: Cast
) -> None:
    """What an answer holds is held first, and before any message, or the two would block."""
    relay.to_recipient["aigerim@example.invalid"] = "550 5.1.1 no such user"
    issue()
    with CaptureQueriesContext(connection) as said:
        delivery.deliver("alerts")
    held = [
        one["sql"].split("FROM ")[1].split()[0]
        for one in said
        if "FOR SHARE" in one["sql"] or one["sql"].startswith("SELECT FROM notices_delivery ")
    ]
    first = held.index("notices_notice")
    assert held[first : first + 3] == ["notices_notice", "notices_addressee", "notices_delivery"]
