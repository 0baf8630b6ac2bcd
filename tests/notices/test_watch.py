"""Never silent: what stands still is found, said once, shown, and over when it goes on."""

import datetime as dt
from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from agencies import background
from agencies.models import Body
from audit import clock
from audit.models import Entry
from notices import actions, delivery, watch
from notices.models import Contact, DeliveryBatch, Heartbeat, Notice, Proof, Silence
from tests.cast import Cast
from tests.notices.conftest import give_contact
from tests.notices.provider import Provider

Issue = Callable[..., Notice]
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def aloud() -> Iterator[mock.Mock]:
    """The auditor's voice."""
    with mock.patch("notices.watch.auditing.logger") as logger:
        yield logger.error


def kinds() -> list[str]:
    """Name what stands still now."""
    return [str(one.kind) for one in watch.findings()]


def test_nothing_stands_still_in_a_quiet_house(db: None) -> None:
    assert watch.findings() == []


def test_an_alert_past_its_norm_is_found_and_a_letter_waits_longer(
    issue: Issue, contacts: dict[str, Contact]
) -> None:
    issue()
    issue(urgency="ordinary")
    assert kinds() == []
    with clock.at(clock.now() + 3 * MINUTE):
        found = watch.findings()
        assert [(one.about, one.number) for one in found] == [("alerts email", 4)]
    with clock.at(clock.now() + 31 * MINUTE):
        about = [one.about for one in watch.findings()]
        assert about == ["alerts email", "default email"]


def test_what_waits_to_be_tried_again_is_found_as_well(
    issue: Issue, contacts: dict[str, Contact]
) -> None:
    notice = issue()
    later = clock.now() + 3 * MINUTE
    notice.deliveries.update(batch=None, attempts=1, not_before=later + MINUTE)
    DeliveryBatch.objects.update(state="done")
    with clock.at(later):
        assert kinds() == ["undelivered"]


def test_what_is_held_on_purpose_is_not_late(issue: Issue, contacts: dict[str, Contact]) -> None:
    notice = issue(urgency="ordinary")
    now = clock.now()
    notice.deliveries.update(batch=None, not_before=now + dt.timedelta(hours=8))
    DeliveryBatch.objects.update(state="done")
    with clock.at(now + dt.timedelta(hours=7)):
        assert kinds() == []


def test_a_lease_that_ended_is_found(issue: Issue, contacts: dict[str, Contact]) -> None:
    issue()
    DeliveryBatch.objects.update(
        state="leased", lease_journal="gone", leased_until=clock.now() - MINUTE
    )
    assert "lease" in kinds()


def test_a_dead_worker_is_told_from_one_that_was_ended(db: None) -> None:
    watch.show_life("worker", "one@here")
    watch.show_life("worker", "two@here")
    watch.show_life("worker", "ended@here")
    watch.forget_life("worker", "ended@here")
    with clock.at(clock.now() + 2 * MINUTE):
        watch.show_life("worker", "two@here")
        assert [(str(one.kind), one.about) for one in watch.findings()] == [("worker", "one@here")]
    with clock.at(clock.now() + 5 * MINUTE):
        assert kinds() == ["worker", "worker", "no_worker"]
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert kinds() == []


def test_the_sweep_shows_that_the_beat_lives(db: None) -> None:
    delivery.sweep()
    assert kinds() == []
    with clock.at(clock.now() + 2 * MINUTE):
        assert kinds() == ["beat"]


def test_a_silence_is_said_once_and_ends(
    issue: Issue, contacts: dict[str, Contact], aloud: mock.Mock
) -> None:
    notice = issue()
    with clock.at(clock.now() + 3 * MINUTE):
        watch.audit()
        watch.audit()
        assert aloud.call_count == 1
        assert Silence.objects.get().ended_at is None
        notice.deliveries.update(state="sent", sent_at=clock.now())
        watch.audit()
        assert Silence.objects.get().ended_at == clock.now()
        assert aloud.call_count == 1


def test_a_watchman_outside_is_told_each_time(
    provider: Provider, settings: Settings, issue: Issue, contacts: dict[str, Contact],
    aloud: mock.Mock,
) -> None:  # fmt: skip
    settings.HEARTBEAT_URL = provider.url.replace("/sms", "/ping")
    with mock.patch.object(provider, "take", return_value=(200, "ok")) as take:
        watch.audit()
        issue()
        with clock.at(clock.now() + 3 * MINUTE):
            watch.audit()
    assert [call.args[0] for call in take.call_args_list] == [
        b"ok",
        b"undelivered alerts email: 4",
    ]


def test_a_watchman_that_is_away_stops_nobody(db: None, settings: Settings) -> None:
    settings.HEARTBEAT_URL = "http://127.0.0.1:9/ping"
    watch.audit()
    assert Heartbeat.objects.filter(part="auditor").exists()


def test_each_channel_proves_itself_to_an_address_of_our_own(
    provider: Provider, settings: Settings, db: None
) -> None:
    settings.CANARY = {"sms": "+70000000000"}
    assert watch.prove_channels() == 1
    assert provider.asked[0]["to"] == "+70000000000"
    proof = {one.channel: one for one in watch.proofs()}["sms"]
    assert (proof.is_stale, proof.hours) == (False, 0)
    with clock.at(clock.now() + dt.timedelta(hours=3, minutes=5)):
        assert {one.channel: one.hours for one in watch.proofs()}["sms"] == 3
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        assert {one.channel: one.is_stale for one in watch.proofs()}["sms"]
        assert kinds() == ["channel"]


def test_the_auditor_proves_what_the_hour_forgot(
    provider: Provider, settings: Settings, db: None
) -> None:
    settings.CANARY = {"sms": "+70000000000"}
    watch.audit()
    watch.audit()
    assert Proof.objects.filter(proven_at__isnull=False).count() == 1
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        watch.audit()
        assert kinds() == []
    assert Proof.objects.count() == 2


def test_a_channel_that_does_not_prove_itself_is_an_error(
    provider: Provider, settings: Settings, db: None
) -> None:
    settings.CANARY, settings.SMS_GATEWAY_URL = {"sms": "+70000000000"}, "http://127.0.0.1:9/"
    with mock.patch("notices.watch.proving.logger") as logger:
        assert watch.prove_channels() == 0
    assert logger.error.call_count == 1
    assert Proof.objects.get().proven_at is None
    assert "refused" in Proof.objects.get().words
    assert kinds() == ["channel"]


@pytest.mark.parametrize("name", ["aigerim", "head_of_health", "serik", "outsider", "departed"])
def test_only_the_duty_desk_asks_for_a_proof(name: str, cast: Cast) -> None:
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.prove_channels(actor=cast[name])
    assert Entry.objects.count() == entries


def test_the_duty_desk_sees_what_stands_still(
    signed_in: Callable[[str], Client],
    issue: Issue,
    contacts: dict[str, Contact],
    read_in_english: None,
) -> None:
    page, desk = reverse("notices:delivery-state"), reverse("centre:today")
    quiet = signed_in("dauren").get(page).content.decode()
    assert "Nothing stands still." in quiet
    assert "SMS" not in quiet
    assert "e-mail: not proven yet" in quiet
    issue()
    with clock.at(clock.now() + 3 * MINUTE):
        loud = signed_in("dauren").get(page).content.decode()
        assert "messages past their norm</strong>: 4" in loud
        assert "messages past their norm</strong>: 4" in (
            signed_in("dauren").get(desk).content.decode()
        )


def test_the_desk_says_that_the_broker_is_away(
    signed_in: Callable[[str], Client], read_in_english: None, settings: Settings
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    assert not background.takes_tasks()
    page = signed_in("dauren").get(reverse("notices:delivery-state")).content.decode()
    assert "The broker does not answer" in page


def test_the_queue_is_shown_in_the_order_in_which_it_goes(
    signed_in: Callable[[str], Client], issue: Issue, contacts: dict[str, Contact]
) -> None:
    issue(urgency="ordinary")
    issue()
    issue(urgency="correction")
    assert [(one.priority, one.number) for one in watch.state().waiting] == [
        (0, 4),
        (1, 4),
        (5, 4),
    ]


def test_a_broken_contact_is_seen_by_owner_body_and_desk_and_by_nobody_else(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    own = give_contact(cast.aigerim)
    Contact.objects.filter(pk=own.pk).update(broken_at=clock.now(), broken_words="550 no")
    url = reverse("notices:broken-contacts")
    seers = {
        name
        for name in (
            "aigerim",
            "head_of_health",
            "dauren",
            "administrator",
            "outsider",
            "governor",
        )
        if own.address in signed_in(name).get(url).content.decode()
    }
    assert seers == {"aigerim", "head_of_health", "dauren", "administrator"}
    assert own.address in signed_in("head_of_health").get(reverse("centre:today")).content.decode()


def test_a_broken_system_is_seen_by_its_body_and_by_the_desk_and_by_nobody_else(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    body = Body.objects.get(code="moh")
    address = "https://system.example.invalid/notices"
    system = actions.add_system(body, actor=cast.head_of_health, address=address)
    Contact.objects.filter(pk=system.pk).update(broken_at=clock.now(), broken_words="410")
    url = reverse("notices:broken-contacts")
    names = ("aigerim", "head_of_health", "dauren", "outsider", "governor")
    pages = {name: signed_in(name).get(url).content.decode() for name in names}
    seers = {name for name, page in pages.items() if address in page}
    assert seers == {"aigerim", "head_of_health", "dauren"}
    with translation.override(cast.head_of_health.language):
        assert f'">{body.name}</th>' in pages["head_of_health"]
        today = signed_in("head_of_health").get(reverse("centre:today")).content.decode()
        assert f"<li>{body.name} " in today


def test_as_many_questions_for_ten_broken_contacts_as_for_one(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client, url = signed_in("head_of_health"), reverse("notices:broken-contacts")

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url)
        return len(asked)

    def break_one(number: int) -> None:
        one = give_contact(cast.aigerim, f"a{number}@example.invalid")
        Contact.objects.filter(pk=one.pk).update(broken_at=clock.now())

    break_one(0)
    client.get(url)
    few = questions()
    for number in range(1, 10):
        break_one(number)
    assert questions() == few


def test_a_database_that_is_away_is_said_plainly(
    signed_in: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in("aigerim")
    client.raise_request_exception = False
    client.cookies["language"] = "en"
    with mock.patch(
        "django.db.backends.base.base.BaseDatabaseWrapper.cursor", side_effect=OperationalError
    ):
        answer = client.get("/")
    for one in caplog.get_records("call"):
        one.is_expected = True
    assert (answer.status_code, answer["Retry-After"]) == (503, "20")
    assert "The database does not answer" in answer.content.decode()
