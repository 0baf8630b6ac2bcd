"""What goes wrong around the engine, and a count of every message at the relay afterwards."""

import datetime as dt
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from unittest import mock

import pytest
from celery import Celery
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from agencies.models import Body, User
from alerts.models import LevelDecision
from alerts.queries import effect_of_decision
from audit import clock
from centre.celery import app
from notices import delivery, feed
from notices.delivery import leases
from notices.delivery.leases import Lease
from notices.models import Contact, Delivery, Notice
from notices.queries import delivery_counts
from notices.texts import AddresseeSpec
from tests.alerts.conftest import propose
from tests.notices.conftest import numbered_people
from tests.notices.relay import Relay
from tests.notices.test_delivery import NOBODY

__all__ = ["propose"]
Issue = Callable[..., Notice]
SignedIn = Callable[[str], Client]


def people(number: int) -> list[AddresseeSpec]:
    """Many people of one ministry, who all read Russian."""
    return list(numbered_people(number, Body.objects.get(code="moh"), ["ru"]))


def let_time_pass(turns: int, seconds: int) -> None:
    """Sweep and send again and again, as the beat and the workers do, each time a while later."""
    begun = clock.now()
    for turn in range(1, turns + 1):
        with clock.at(begun + turn * dt.timedelta(seconds=seconds)):
            delivery.sweep()
            delivery.deliver("alerts")
            delivery.deliver("default")


def each_once(notice: Notice, relay: Relay) -> bool:
    """Tell whether every message of a notice came to the relay exactly once."""
    arrived = Counter(relay.message_ids)
    return all(arrived[row.message_id] == 1 for row in notice.deliveries.all())


def test_a_relay_that_was_away_for_an_hour_gets_everything_once_and_by_priority(
    issue: Issue, house: None, relay: Relay, settings: Settings
) -> None:
    settings.RELAY_CONNECTIONS = 1  # so that the order at the relay is the order of sending
    told = people(30)
    port, settings.RELAY_PORT = settings.RELAY_PORT, 1
    ordinary = issue(addressees=told, urgency="ordinary")
    exercise = issue(addressees=told, exercise=True)
    alert = issue(addressees=told)
    correction = issue(addressees=told, urgency="correction")
    let_time_pass(turns=12, seconds=300)
    for notice in (ordinary, exercise, alert, correction):
        assert delivery_counts(notice)["queued"] == 30
    settings.RELAY_PORT = port
    with clock.at(clock.now() + dt.timedelta(hours=3)):
        assert delivery.deliver("alerts") == 90
        assert delivery.deliver("default") == 30
    order = [correction, alert, exercise, ordinary]
    numbers = [{row.message_id for row in notice.deliveries.all()} for notice in order]
    for position, expected in enumerate(numbers):
        assert set(relay.message_ids[30 * position : 30 * (position + 1)]) == expected
    assert len(relay.accepted) == 120


def test_a_mix_of_refusals_ends_with_each_message_sent_once_or_given_up_with_its_words(
    issue: Issue, house: None, relay: Relay
) -> None:
    notice = issue(addressees=people(60))
    addresses = sorted(notice.deliveries.values_list("address", flat=True))
    gone, busy, slow = addresses[:10], addresses[10:30], addresses[30:40]
    relay.to_recipient |= dict.fromkeys(gone, "550 5.1.1 no such user")
    relay.to_recipient |= dict.fromkeys(busy, "450 4.2.1 mailbox busy")
    relay.to_content |= dict.fromkeys(slow, "451 4.3.0 try again")
    delivery.deliver("alerts")
    assert delivery_counts(notice) == NOBODY | {"sent": 20, "failed": 10, "queued": 30}
    let_time_pass(turns=2, seconds=30)
    assert len(relay.accepted) == 20
    for address in busy:
        relay.to_recipient.pop(address)
    relay.to_content.clear()
    let_time_pass(turns=4, seconds=90)
    assert delivery_counts(notice) == NOBODY | {"sent": 50, "failed": 10}
    assert Counter(relay.recipients) == Counter(addresses[10:])
    said = set(notice.deliveries.filter(state="failed").values_list("address", "words"))
    assert said == {(address, "550 5.1.1 no such user") for address in gone}
    broken = Contact.objects.filter(broken_at__isnull=False).values_list("address", flat=True)
    assert sorted(broken) == gone
    tries = dict(notice.deliveries.values_list("address", "attempts"))
    assert {tries[address] for address in addresses[40:]} == {1}
    assert {tries[address] for address in (*busy, *slow)} == {4}


def test_a_slow_relay_is_spoken_to_over_several_connections_at_once(
    issue: Issue, house: None, relay: Relay, settings: Settings
) -> None:
    settings.RELAY_CONNECTIONS, settings.WORKERS = 4, 1
    at_once, most, lock = 0, 0, threading.Lock()

    def answer_late(_recipient: str) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.02)
        with lock:
            at_once -= 1

    relay.before_answer = answer_late
    notice = issue(addressees=people(60))
    assert delivery.deliver("alerts") == 60
    assert (relay.connections, most) == (4, 4)
    assert each_once(notice, relay)
    assert delivery_counts(notice) == NOBODY | {"sent": 60}


def test_a_relay_that_breaks_connections_loses_nothing_and_doubles_only_what_was_in_doubt(
    issue: Issue, house: None, relay: Relay, settings: Settings
) -> None:
    settings.RELAY_CONNECTIONS = 3
    notice = issue(addressees=people(60))
    chance, broken = random.Random(588), set()
    for row in chance.sample(list(notice.deliveries.all()), 6):
        relay.to_content[row.address] = "421 4.3.2 closing"

    def forgive(recipient: str) -> None:
        if relay.to_content.pop(recipient, ""):
            broken.add(recipient)

    relay.before_answer = forgive
    let_time_pass(turns=10, seconds=30)
    arrived = Counter(relay.message_ids)
    assert set(arrived) == {row.message_id for row in notice.deliveries.all()}
    doubted = {row.message_id for row in notice.deliveries.filter(in_doubt_at__isnull=False)}
    assert {one for one, times in arrived.items() if times > 1} <= doubted
    assert len(broken) == 6
    assert delivery_counts(notice)["sent"] == 60


def test_a_level_approved_while_the_broker_is_down_stands_and_goes_out_when_it_is_back(
    propose: Callable[..., LevelDecision],
    contacts: dict[str, Contact],
    relay: Relay,
    signed_in: SignedIn,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    User.objects.update(language="en")
    decision, approver = propose(), signed_in("saule")
    dead = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    dead.conf.broker_transport_options = app.conf.broker_transport_options
    address, settings.REDIS_URL = settings.REDIS_URL, "redis://127.0.0.1:1/0"
    feed._client.cache_clear()
    with (
        mock.patch("agencies.background.current_app", dead),
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = approver.post(
            reverse("alerts:decision-approve", kwargs={"pk": decision.pk}),
            {"digest": effect_of_decision(decision).digest},
        )
    assert answer.status_code == 302
    decision.refresh_from_db()
    assert decision.is_published
    with clock.at(clock.now() + dt.timedelta(seconds=6)):
        page = approver.get(reverse("alerts:board", kwargs={"pk": decision.pk}))
    waiting = Delivery.objects.filter(notice=decision.notice, state="queued").count()
    assert waiting > 0
    assert f"No worker has taken messages that are ready: {waiting}." in page.content.decode()
    settings.REDIS_URL = address
    feed._client.cache_clear()
    with mock.patch("agencies.background.current_app.send_task") as woken:
        with django_capture_on_commit_callbacks(execute=True):
            delivery.sweep()
        queues = {call.kwargs["queue"] for call in woken.call_args_list}
    for queue in queues:
        delivery.deliver(queue)
    assert decision.notice
    assert delivery_counts(decision.notice) == NOBODY | {"sent": waiting}
    assert len(relay.accepted) == waiting
    assert each_once(decision.notice, relay)


def test_a_worker_that_sends_slowly_keeps_its_lease_from_the_sweep(
    issue: Issue, house: None, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    monkeypatch.setattr("notices.delivery.runs.KEEP_LEASE_EVERY", 0.05)
    keep = leases.keep

    def keep_and_count(held: list[Lease], name: str) -> bool:
        kept.append(len(held))
        return keep(held, name)

    monkeypatch.setattr("notices.delivery.leases.keep", keep_and_count)
    relay.before_answer = lambda _recipient: time.sleep(0.02)
    notice = issue(addressees=people(20))
    assert delivery.deliver("alerts") == 20
    assert len(kept) >= 2
    assert each_once(notice, relay)


def test_a_correction_overtakes_the_batch_that_is_being_sent(
    issue: Issue, house: None, relay: Relay, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RELAY_CONNECTIONS, settings.WORKERS = 1, 1
    monkeypatch.setattr("notices.delivery.runs.KEEP_LEASE_EVERY", 0.0)
    told = people(20)
    corrections: list[Notice] = []
    alert = issue(addressees=told)
    keep = leases.keep

    def keep_and_correct(held: list[Lease], name: str) -> bool:
        if len(relay.accepted) >= 3 and not corrections:
            corrections.append(issue(addressees=told, urgency="correction"))
        return keep(held, name)

    monkeypatch.setattr("notices.delivery.leases.keep", keep_and_correct)
    assert delivery.deliver("alerts") == 40
    (correction,) = corrections
    overtaking = {row.message_id for row in correction.deliveries.all()}
    places = [n for n, number in enumerate(relay.message_ids) if number in overtaking]
    assert places == list(range(places[0], places[0] + 20))
    assert 3 <= places[0] <= 6
    assert each_once(alert, relay)
    assert each_once(correction, relay)
