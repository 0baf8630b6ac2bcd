"""Sending what is queued, over a real connection to a relay that says all sorts of things."""

import datetime as dt
from collections.abc import Callable
from unittest import mock

import pytest
from django.db import connection
from pytest_django import Settings

from agencies.models import Body, User
from audit import clock
from notices import actions, delivery, tasks
from notices.channels.email import EmailChannel
from notices.delivery import leases, runs
from notices.delivery.outcomes import MOST_ATTEMPTS, backoff
from notices.models import Contact, Delivery, DeliveryBatch, Notice, NoticeWording
from notices.queries import delivery_counts
from notices.texts import EXERCISE_MARK, AddresseeSpec
from tests.cast import Cast
from tests.notices.conftest import numbered_people
from tests.notices.relay import Relay

Issue = Callable[..., Notice]
Contacts = dict[str, Contact]
STATES = ("queued", "sending", "sent", "failed", "stopped", "in_doubt", "left_lying")
NOBODY = dict.fromkeys(STATES, 0)


def delivery_to(name: str) -> Delivery:
    """Return the one delivery to one of the cast."""
    return Delivery.objects.get(address=f"{name}@example.invalid")


def claimed_run() -> runs.Run:
    """Claim one batch and load it as a worker does."""
    own = runs._own_journal()
    (run,) = runs.Hold(leases.claim("alerts", own.name), own).runs({})
    return run


def test_every_row_goes_out_once_under_its_own_number(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    notice = issue()
    assert delivery.deliver("alerts") == 4
    rows = list(notice.deliveries.all())
    assert sorted(relay.message_ids) == sorted(row.message_id for row in rows)
    assert sorted(relay.recipients) == sorted(row.address for row in rows)
    assert {(row.state, row.words, row.attempts) for row in rows} == {("sent", "250 2.0.0 Ok", 1)}
    assert delivery_counts(notice) == NOBODY | {"sent": 4}
    assert set(DeliveryBatch.objects.values_list("state", flat=True)) == {"done"}
    assert delivery.deliver("alerts") == 0
    assert len(relay.accepted) == 4


def test_a_queue_is_left_to_its_own_workers(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    issue()
    assert delivery.deliver("default") == 0
    assert relay.accepted == []


def test_more_than_one_batch_goes_over_one_connection(
    issue: Issue, house: None, relay: Relay, settings: Settings
) -> None:
    settings.WORKERS = 3
    issue(addressees=numbered_people(40, Body.objects.get(code="moh"), ["ru"]))
    assert DeliveryBatch.objects.count() == 3
    assert delivery.deliver("alerts") == 40
    assert len(set(relay.message_ids)) == 40


def test_a_long_run_makes_way_and_asks_to_go_on(
    issue: Issue,
    house: None,
    relay: Relay,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    woken: list[str] = []
    monkeypatch.setattr("notices.fanout.wake", lambda queue, workers: woken.append(queue))
    settings.WORKERS = 2
    issue(addressees=numbered_people(30, Body.objects.get(code="moh"), ["ru"]))
    assert delivery.deliver("alerts", longest=0.0) == 15
    assert delivery.deliver("alerts") == 15
    assert woken == ["alerts", "alerts"]


def test_one_batch_is_claimed_however_the_database_goes_about_it(
    issue: Issue, house: None
) -> None:
    issue(addressees=numbered_people(60, Body.objects.get(code="moh"), ["ru"]))
    assert DeliveryBatch.objects.filter(size__gt=leases.SMALL).count() > 1
    with connection.cursor() as cursor:
        for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    assert len(leases.claim("alerts", "journal")) == 1


def test_a_refused_mailbox_fails_and_its_contact_shows_the_providers_words(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    relay.to_recipient["aigerim@example.invalid"] = "550 5.1.1 no such user"
    notice = issue()
    delivery.deliver("alerts")
    row = delivery_to("aigerim")
    assert (row.state, row.words, row.sent_at) == ("failed", "550 5.1.1 no such user", None)
    contact = contacts["aigerim"]
    contact.refresh_from_db()
    assert contact.broken_words == "550 5.1.1 no such user"
    assert not contact.is_working
    assert delivery_counts(notice) == NOBODY | {"sent": 3, "failed": 1}
    assert len(relay.accepted) == 3


def test_a_refused_text_fails_without_blaming_the_contact(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    relay.to_content["aigerim@example.invalid"] = "554 5.7.1 refused by policy"
    issue()
    delivery.deliver("alerts")
    assert delivery_to("aigerim").state == "failed"
    contacts["aigerim"].refresh_from_db()
    assert contacts["aigerim"].is_working


def test_a_transient_refusal_waits_and_goes_again_by_itself(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    relay.to_recipient["aigerim@example.invalid"] = "451 4.7.1 greylisted"
    issue()
    began = clock.now()
    delivery.deliver("alerts")
    row = delivery_to("aigerim")
    assert (row.state, row.batch, row.attempts, row.words) == (
        "queued",
        None,
        1,
        "451 4.7.1 greylisted",
    )
    assert row.not_before
    assert dt.timedelta(seconds=4) < row.not_before - began < dt.timedelta(seconds=15)
    delivery.sweep()
    assert delivery.deliver("alerts") == 0
    relay.to_recipient.clear()
    with clock.at(clock.now() + dt.timedelta(seconds=20)):
        delivery.sweep()
        assert delivery.deliver("alerts") == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sent", 2)
    assert sorted(relay.message_ids).count(row.message_id) == 1


@pytest.mark.parametrize("words", ["550 5.7.1 blocked by policy", "530 5.7.0 sign in first"])
def test_a_relay_that_refuses_every_sender_by_policy_is_asked_again(
    words: str, issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    relay.to_sender = words
    issue()
    delivery.deliver("alerts")
    rows = Delivery.objects.values_list("state", "attempts", "words")
    assert set(rows) == {("queued", 1, words)}
    relay.to_sender = "250 Ok"
    with clock.at(clock.now() + dt.timedelta(seconds=20)):
        delivery.sweep()
        delivery.deliver("alerts")
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert Contact.objects.filter(broken_at__isnull=False).count() == 0


def test_a_refusal_for_another_ground_than_the_address_breaks_no_contact(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    relay.to_recipient["aigerim@example.invalid"] = "550 5.7.1 blocked by policy"
    issue()
    delivery.deliver("alerts")
    row = delivery_to("aigerim")
    assert (row.state, row.attempts, row.words) == ("queued", 1, "550 5.7.1 blocked by policy")
    relay.to_recipient["aigerim@example.invalid"] = "550 5.2.1 mailbox disabled"
    with clock.at(clock.now() + dt.timedelta(seconds=20)):
        delivery.sweep()
        delivery.deliver("alerts")
    assert delivery_to("aigerim").state == "failed"
    assert Contact.objects.filter(broken_at__isnull=False).count() == 0


def test_a_part_of_the_sweep_that_fails_keeps_no_other_from_its_work(
    issue: Issue, contacts: Contacts, caplog: pytest.LogCaptureFixture
) -> None:
    issue()
    woken: list[str] = []
    with (
        mock.patch("notices.fanout.make_due_steps", side_effect=KeyError, __name__="steps"),
        mock.patch("notices.fanout.wake", lambda queue, workers: woken.append(queue)),
    ):
        delivery.sweep()
    assert woken == ["alerts"]
    for one in caplog.records:
        one.is_expected = True


def test_a_person_blocked_and_a_contact_removed_meanwhile_get_nothing(
    issue: Issue, contacts: Contacts, relay: Relay, cast: Cast
) -> None:
    issue()
    actions.remove_contact(contacts["governor"], actor=cast.governor)
    type(cast.outsider).objects.filter(pk=cast.outsider.pk).update(is_active=False)
    delivery.deliver("alerts")
    assert sorted(relay.recipients) == [
        "aigerim@example.invalid",
        "head_of_health@example.invalid",
    ]
    assert "removed" in delivery_to("governor").words
    assert "blocked" in delivery_to("outsider").words


def test_patience_ends_after_many_attempts(issue: Issue, contacts: Contacts, relay: Relay) -> None:
    relay.to_recipient["aigerim@example.invalid"] = "451 4.7.1 greylisted"
    issue()
    Delivery.objects.update(attempts=MOST_ATTEMPTS[True] - 1)
    delivery.deliver("alerts")
    assert delivery_to("aigerim").state == "failed"


@pytest.mark.parametrize("opens_data_anyway", [True, False])
def test_refusals_never_upset_the_neighbours(
    issue: Issue, contacts: Contacts, relay: Relay, opens_data_anyway: bool
) -> None:
    relay.opens_data_anyway = opens_data_anyway
    for name, said in (("aigerim", "550 no"), ("head_of_health", "452 full")):
        relay.to_recipient[f"{name}@example.invalid"] = said
    notice = issue()
    delivery.deliver("alerts")
    assert delivery_counts(notice) == NOBODY | {"sent": 2, "failed": 1, "queued": 1}
    assert sorted(relay.recipients) == ["governor@example.invalid", "outsider@example.invalid"]


def test_relay_down_loses_nothing_and_is_tried_again_later(
    issue: Issue, contacts: Contacts, relay: Relay, settings: Settings
) -> None:
    port, settings.RELAY_PORT = settings.RELAY_PORT, 1
    notice = issue()
    assert delivery.deliver("alerts") == 0
    batches = DeliveryBatch.objects.all()
    assert {(one.state, one.attempts) for one in batches} == {("ready", 1)}
    assert min(one.not_before for one in batches) > clock.now()
    assert delivery_counts(notice) == NOBODY | {"queued": 4}
    settings.RELAY_PORT = port
    with clock.at(clock.now() + dt.timedelta(seconds=10)):
        assert delivery.deliver("alerts") == 4
    assert delivery_counts(notice) == NOBODY | {"sent": 4}


def test_a_refused_sender_blames_nobody(issue: Issue, contacts: Contacts, relay: Relay) -> None:
    relay.to_sender = "553 sender not allowed"
    notice = issue()
    delivery.deliver("alerts")
    assert delivery_counts(notice) == NOBODY | {"failed": 4}
    assert Contact.objects.filter(broken_at__isnull=False).count() == 0


def test_a_relay_that_takes_its_leave_half_way_is_called_again_at_once(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    notice = issue()
    second = notice.deliveries.order_by("pk")[1]
    relay.to_content[second.address] = "421 4.3.2 closing"

    def forgive(recipient: str) -> None:
        if recipient == second.address:
            relay.to_content.clear()

    relay.before_answer = forgive
    delivery.deliver("alerts")
    assert sorted(relay.message_ids) == sorted(row.message_id for row in notice.deliveries.all())
    assert delivery_counts(notice) == NOBODY | {"sent": 4, "in_doubt": 1}


def test_what_was_stopped_before_its_turn_does_not_go(
    issue: Issue, contacts: Contacts, relay: Relay, cast: Cast
) -> None:
    notice = issue()
    assert delivery.stop_deliveries(notice, Body.objects.get(code="moh")) == 2
    delivery.deliver("alerts")
    assert sorted(relay.recipients) == ["governor@example.invalid", "outsider@example.invalid"]
    assert delivery_counts(notice) == NOBODY | {"sent": 2, "stopped": 2}


def test_a_stop_during_the_batch_is_seen_between_messages(
    issue: Issue, contacts: Contacts, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "KEEP_LEASE_EVERY", 0.0)
    monkeypatch.setattr(leases, "keep", lambda _lease, _name: True)
    User.objects.update(language="ru")
    notice = issue()
    last = notice.deliveries.order_by("pk").last()
    assert last is not None
    run = claimed_run()
    Delivery.objects.filter(pk=last.pk).update(state="stopped")
    channel = EmailChannel()
    channel.send(run)
    channel.close()
    assert last.address not in relay.recipients
    assert len(relay.accepted) == 3


def test_what_went_is_sent_even_if_it_was_stopped_meanwhile(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    User.objects.update(language="ru")
    notice = issue()
    run = claimed_run()
    delivery.close_notice(notice)
    channel = EmailChannel()
    channel.send(run)
    channel.close()
    runs._finish([run])
    assert delivery_counts(notice) == NOBODY | {"sent": 4}


def test_urgent_batches_go_before_ordinary_ones(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    ordinary = issue(urgency="ordinary")
    urgent = issue()
    Delivery.objects.update(queue="alerts")
    DeliveryBatch.objects.update(queue="alerts")
    delivery.deliver("alerts")
    numbers = [row.message_id for row in (*urgent.deliveries.all(), *ordinary.deliveries.all())]
    assert relay.message_ids == numbers


def test_the_demonstration_writes_to_nobody_real(
    issue: Issue, contacts: Contacts, relay: Relay, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    notice = issue()
    Delivery.objects.filter(address="aigerim@example.invalid").update(address="a@example.org")
    delivery.deliver("alerts")
    row = Delivery.objects.get(address="a@example.org")
    assert (row.state, row.words) == (
        "failed",
        "a demonstration writes to .invalid addresses alone",
    )
    assert delivery_counts(notice) == NOBODY | {"sent": 3, "failed": 1}
    assert len(relay.accepted) == 3


def test_an_answer_of_one_body_stops_nothing_for_who_is_asked_for_another(
    issue: Issue, contacts: Contacts, relay: Relay, cast: Cast
) -> None:
    moh, mof = (Body.objects.get(code=code) for code in ("moh", "mof"))
    notice = issue(
        addressees=[
            AddresseeSpec(cast.aigerim.pk, moh.pk),
            AddresseeSpec(cast.aigerim.pk, mof.pk),
        ]
    )
    assert delivery.stop_deliveries(notice, moh) == 0
    assert delivery.stop_deliveries(notice, mof) == 1
    assert delivery.stop_deliveries(notice, mof) == 0


@pytest.mark.parametrize(
    ("attempts", "urgent", "other"), [(0, 5, 5), (1, 10, 10), (4, 60, 80), (12, 60, 3600)]
)
def test_pauses_grow_to_a_minute_or_an_hour(attempts: int, urgent: int, other: int) -> None:
    assert backoff(attempts, is_urgent=True) == dt.timedelta(seconds=urgent)
    assert backoff(attempts, is_urgent=False) == dt.timedelta(seconds=other)


def test_the_gateway_stops_an_exercise_that_says_it_is_none(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    notice = issue(exercise=True)
    other = Notice.objects.create(
        kind=notice.kind, urgency=notice.urgency, issued_at=notice.issued_at, is_exercise=True
    )
    NoticeWording.objects.create(
        notice=other, language="ru", subject="УЧЕНИЕ: S", body=f"{EXERCISE_MARK}. Это не учение"
    )
    notice.deliveries.update(notice=other)
    DeliveryBatch.objects.update(notice=other)
    delivery.deliver("alerts")
    assert relay.accepted == []
    assert set(Delivery.objects.values_list("state", "words")) == {
        ("failed", "an exercise that says it is none")
    }


def test_the_gateway_stops_an_exercise_without_its_mark(
    issue: Issue, contacts: Contacts, relay: Relay
) -> None:
    issue(exercise=True)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE notices_noticewording SET subject = 'Уровень: красный'")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    delivery.deliver("alerts")
    assert relay.accepted == []
    assert set(Delivery.objects.values_list("state", "words")) == {
        ("failed", "an exercise without its mark")
    }


def test_the_workers_tasks_send_and_sweep(issue: Issue, contacts: Contacts, relay: Relay) -> None:
    notice = issue()
    tasks.sweep_deliveries()
    tasks.deliver("alerts")
    assert delivery_counts(notice) == NOBODY | {"sent": 4}


def test_a_relay_that_wants_tls_and_a_name_gets_both(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RELAY_TLS, settings.RELAY_USER, settings.RELAY_PASSWORD = True, "centre", "word"
    smtp = mock.MagicMock()
    monkeypatch.setattr("notices.channels.smtp.smtplib.SMTP", smtp)
    EmailChannel()._connected(1)
    names = [call[0] for call in smtp.return_value.method_calls]
    assert names[:4] == ["ehlo", "starttls", "ehlo", "login"]
    smtp.return_value.login.assert_called_once_with("centre", "word")
