"""What happens after a worker dies: the journal speaks, nothing is lost, little is in doubt."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from agencies.models import User
from audit import clock
from notices import delivery, journal
from notices.delivery import leases, runs
from notices.delivery.sweeping import GRACE, release_dead_leases
from notices.models import Contact, Delivery, DeliveryBatch, Notice
from notices.queries import delivery_counts
from tests.notices.relay import Relay
from tests.notices.test_delivery import NOBODY

Issue = Callable[..., Notice]
Contacts = dict[str, Contact]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = str(tmp_path / "journal")
    runs._abandon_journal()


@pytest.fixture
def rows(issue: Issue, contacts: Contacts) -> list[Delivery]:
    """The four queued rows of a notice, in one batch: all read one language."""
    User.objects.update(language="ru")
    return list(issue().deliveries.order_by("pk"))


def die_after(rows: list[Delivery], *, accepted: int, going: bool) -> journal.Journal:
    """Do what a worker does that is killed after so many answers."""
    own = journal.Journal()
    (lease,) = leases.claim("alerts", own.name)
    if going or accepted:
        own.begin(lease.batch_id, rows[0].pk)
    for position in range(accepted):
        is_last = position == accepted - 1
        own.settle(
            lease.batch_id,
            rows[position].pk,
            state="accepted",
            following=0 if is_last and not going else rows[position + 1].pk,
            words="250 2.0.0 Ok",
        )
    return own


def test_what_the_journal_saw_accepted_is_sent_and_one_message_is_in_doubt(
    rows: list[Delivery], relay: Relay
) -> None:
    die_after(rows, accepted=2, going=True).abandon()
    assert release_dead_leases() == 1
    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["sent", "sent", "queued", "queued"]
    doubted = Delivery.objects.filter(in_doubt_at__isnull=False)
    assert [row.pk for row in doubted] == [rows[2].pk]
    assert DeliveryBatch.objects.get().state == "ready"
    assert delivery.deliver("alerts") == 2
    assert relay.message_ids == [rows[2].message_id, rows[3].message_id]
    assert delivery_counts(rows[0].notice) == NOBODY | {"sent": 4, "in_doubt": 1}


def test_a_worker_that_lives_keeps_its_lease(rows: list[Delivery]) -> None:
    own = die_after(rows, accepted=1, going=True)
    assert release_dead_leases() == 0
    assert DeliveryBatch.objects.get().state == "leased"
    own.abandon()
    assert release_dead_leases() == 1


def test_a_worker_that_hangs_past_its_lease_loses_it_but_not_its_answers(
    rows: list[Delivery],
) -> None:
    own = die_after(rows, accepted=1, going=True)
    with clock.at(clock.now() + leases.LEASE + dt.timedelta(seconds=1)):
        assert release_dead_leases() == 1
    assert Delivery.objects.get(pk=rows[0].pk).state == "sent"
    batch = DeliveryBatch.objects.get()
    lease = leases.Lease(batch.pk, "email", 1, batch.notice_id, "ru", "told", 1, "alerts", 4)
    assert leases.keep([lease], own.name) is False
    own.abandon()


def test_another_host_waits_for_its_grace_and_then_doubts_everything(
    rows: list[Delivery],
) -> None:
    own = die_after(rows, accepted=2, going=True)
    own.abandon()
    DeliveryBatch.objects.update(lease_host="another")
    assert release_dead_leases() == 0
    after = clock.now() + leases.LEASE
    with clock.at(after + GRACE - dt.timedelta(seconds=2)):
        assert release_dead_leases() == 0
    with clock.at(after + GRACE + dt.timedelta(seconds=2)):
        assert release_dead_leases() == 1
    assert Delivery.objects.filter(state="queued", in_doubt_at__isnull=False).count() == 4


def test_a_lost_journal_of_this_host_is_waited_for_until_the_lease_ends(
    rows: list[Delivery],
) -> None:
    own = die_after(rows, accepted=2, going=True)
    own.abandon()
    journal.remove(own.name)
    assert release_dead_leases() == 0
    with clock.at(clock.now() + leases.LEASE + dt.timedelta(seconds=1)):
        assert release_dead_leases() == 1
    assert Delivery.objects.filter(state="queued", in_doubt_at__isnull=False).count() == 4


def test_a_journal_is_removed_once_no_lease_names_it_and_not_while_it_is_young(
    rows: list[Delivery],
) -> None:
    own = die_after(rows, accepted=1, going=False)
    own.abandon()
    release_dead_leases()
    assert journal.path_of(own.name).exists()
    old = clock.now().timestamp() - 120
    os.utime(journal.path_of(own.name), (old, old))
    release_dead_leases()
    assert not journal.path_of(own.name).exists()


def test_a_torn_last_line_says_nothing(rows: list[Delivery]) -> None:
    own = die_after(rows, accepted=1, going=True)
    with journal.path_of(own.name).open("a") as file:
        file.write(f"{rows[0].batch_id} accepted {rows[1].pk} 0 2026-11-")
    own.abandon()
    release_dead_leases()
    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["sent", "queued", "queued", "queued"]


def test_a_database_that_fails_while_outcomes_are_written_leaves_them_in_the_journal(
    rows: list[Delivery], relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_run: runs.Run) -> None:
        raise ConnectionError("the database is gone")

    with monkeypatch.context() as broken:
        broken.setattr(runs, "_finish", fail)
        with pytest.raises(ConnectionError):
            delivery.deliver("alerts")
    assert len(relay.accepted) == 4
    assert release_dead_leases() == 1
    assert delivery_counts(rows[0].notice) == NOBODY | {"sent": 4}
    assert delivery.deliver("alerts") == 0
    assert len(relay.accepted) == 4


def test_a_batch_that_cannot_be_sent_steps_aside(
    rows: list[Delivery],
    relay: Relay,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr("notices.channels.email.letter_of", fail)
    assert delivery.deliver("alerts") == 0
    batch = DeliveryBatch.objects.get()
    assert (batch.state, batch.not_before > clock.now()) == ("ready", True)
    assert delivery_counts(rows[0].notice)["queued"] == 4
    for one in caplog.records:
        one.is_expected = True


def test_the_sweep_wakes_a_worker_for_what_stands_still(
    rows: list[Delivery], monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "notices.fanout.wake", lambda queue, workers: woken.append((queue, workers))
    )
    delivery.sweep()
    assert woken == [("alerts", 1)]
    Delivery.objects.update(state="sent", sent_at=clock.now())
    DeliveryBatch.objects.update(state="done")
    delivery.sweep()
    assert woken == [("alerts", 1)]


def test_a_hold_that_loses_one_lease_loses_no_message(
    issue: Issue, contacts: Contacts, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker was given one batch meanwhile: the other is put off, not done."""
    User.objects.update(language="ru")
    monkeypatch.setattr(runs, "KEEP_LEASE_EVERY", 0.0)
    notices = [issue(), issue()]
    own = runs._own_journal()
    held = runs.Hold(leases.claim("alerts", own.name), own)
    batches = held.runs({})
    assert len(batches) == 2
    DeliveryBatch.objects.filter(pk=batches[0].lease.batch_id).update(lease_journal="another")
    runs._send_all(batches, {})
    runs._finish_and_claim("", own, batches)
    states = dict(DeliveryBatch.objects.values_list("notice", "state"))
    assert states == {batches[0].notice.pk: "leased", batches[1].notice.pk: "ready"}
    DeliveryBatch.objects.filter(lease_journal="another").update(state="ready", leased_until=None)
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        delivery.deliver("alerts")
    assert [delivery_counts(one) for one in notices] == [NOBODY | {"sent": 4}] * 2
    assert len(set(relay.message_ids)) == len(relay.message_ids) == 8
