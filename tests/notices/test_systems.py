"""A body's own system: who keeps it, how it is proven, what it is told and how that is signed."""

import datetime as dt
import hashlib
import hmac
import socket
from collections.abc import Callable
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from agencies.models import Body
from audit import clock
from audit.models import Entry
from notices import access, actions, delivery, fanout
from notices.channels.posting import Pool, checked_address, is_private
from notices.channels.webhook import signature
from notices.delivery import leases, runs
from notices.models import Contact, Delivery, Notice, SystemKey
from notices.texts import AddresseeSpec, StepSpec
from tests.cast import Cast
from tests.notices.provider import Provider

Issue = Callable[..., Notice]
ADDRESS = "https://system.example.invalid/notices"


@pytest.fixture
def ministry(cast: Cast) -> Body:
    """The Ministry of Health."""
    return Body.objects.get(code="moh")


@pytest.fixture
def system(cast: Cast, ministry: Body, provider: Provider, settings: Settings) -> Contact:
    """A system of the ministry on this machine, which is allowed, and switched on."""
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]
    return switched_on(ministry, "/notices?from=centre", cast, provider)


@pytest.fixture
def second(system: Contact, cast: Cast, ministry: Body, provider: Provider) -> Contact:
    """Another system of the ministry."""
    return switched_on(ministry, "/second", cast, provider)


def switched_on(body: Body, path: str, cast: Cast, provider: Provider) -> Contact:
    """Add a system, let it take its test and switch it on."""
    url = provider.url.replace("/sms", path)
    added = actions.add_system(body, actor=cast.head_of_health, address=url)
    actions.test_system(added, actor=cast.head_of_health)
    delivery.deliver("default")
    added = actions.switch_on_system(added, actor=cast.head_of_health)
    provider.asked.clear()
    provider.raw.clear()
    provider.told.clear()
    return added


def signatures(provider: Provider) -> list[str]:
    """Return the signatures of the last request."""
    return [one.removeprefix("v1=") for one in provider.told[-1]["X-Notice-Signature"].split(",")]


def expected(secret: str, provider: Provider) -> str:
    """Compute a signature as the receiver does."""
    signed = provider.told[-1]["X-Notice-Timestamp"].encode() + b"." + provider.raw[-1]
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def test_a_system_is_told_once_what_its_body_is_told(
    issue: Issue, system: Contact, provider: Provider
) -> None:
    notice = issue()
    assert delivery.deliver("alerts") == 1
    row = notice.deliveries.get(contact=system)
    assert (row.person, row.channel, row.state, row.words) == (None, "webhook", "sent", "202 {}")
    told = provider.asked[0]
    assert (told["notice"], told["kind"], told["exercise"]) == (notice.pk, "level", False)
    assert told["id"] == row.message_id.strip("<>") == provider.told[0]["Idempotency-Key"]
    assert set(told["texts"]) == {"kk", "ru", "en"}
    assert told["link"].endswith("/levels/1/")


def test_a_message_is_signed_with_the_key_and_the_time(
    issue: Issue, system: Contact, provider: Provider, cast: Cast
) -> None:
    issue()
    delivery.deliver("alerts")
    secret = actions.read_key(system, actor=cast.head_of_health)
    assert signatures(provider) == [expected(secret, provider)]
    assert abs(int(provider.told[0]["X-Notice-Timestamp"]) - clock.now().timestamp()) < 60
    assert signature(b"other", "1", b"x") != signature(b"other", "2", b"x")


def test_a_former_key_signs_as_well_until_its_end(
    issue: Issue, system: Contact, provider: Provider, cast: Cast
) -> None:
    former = actions.read_key(system, actor=cast.head_of_health)
    key = actions.change_key(system, actor=cast.head_of_health)
    present = actions.read_key(system, actor=cast.head_of_health)
    assert present != former
    issue()
    delivery.deliver("alerts")
    assert signatures(provider) == [expected(present, provider), expected(former, provider)]
    assert key.former_until is not None
    with clock.at(key.former_until):
        assert len(access.keys_of(key)) == 1


def test_nothing_more_goes_to_systems_once_the_lease_is_lost(
    issue: Issue,
    system: Contact,
    second: Contact,
    provider: Provider,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another worker was given the batch after the first answer; that answer is noted."""
    settings.WEBHOOK_CONNECTIONS = 1
    monkeypatch.setattr(runs, "KEEP_LEASE_EVERY", 0.0)
    monkeypatch.setattr(leases, "keep", lambda *_held: not provider.asked)
    notice = issue()
    delivery.deliver("alerts")
    assert len(provider.asked) == 1
    assert sorted(notice.deliveries.values_list("state", flat=True)) == ["queued", "sent"]


def test_the_lease_is_kept_between_the_answers_of_slow_systems(
    issue: Issue,
    system: Contact,
    second: Contact,
    provider: Provider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[int] = []
    monkeypatch.setattr(runs.Hold, "keep", lambda _hold: kept.append(len(provider.asked)))
    issue()
    assert delivery.deliver("alerts") == 2
    assert kept[-1] == 2


def test_a_system_that_asks_for_a_pause_holds_up_no_other(
    issue: Issue,
    system: Contact,
    second: Contact,
    provider: Provider,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.WEBHOOK_CONNECTIONS = 1
    waited: list[float] = []
    monkeypatch.setattr(Pool, "_pause", lambda _pool, seconds: waited.append(seconds))
    provider.always = (429, "slowly")
    provider.headers["Retry-After"] = "7"
    issue()
    assert delivery.deliver("alerts") == 2
    assert waited == [0, 0]


def test_no_key_is_kept(system: Contact, cast: Cast) -> None:
    secret = actions.read_key(system, actor=cast.head_of_health)
    kept = SystemKey.objects.values().get(system=system)
    assert secret not in str(kept)


@pytest.mark.parametrize(
    ("status", "state", "is_broken"),
    [(204, "sent", False), (500, "queued", False), (429, "queued", False),
     (400, "failed", False), (302, "failed", False), (410, "failed", True)],
)  # fmt: skip
def test_a_system_that_is_away_is_asked_again_and_what_it_refuses_is_final(
    status: int,
    state: str,
    is_broken: bool,
    issue: Issue,
    system: Contact,
    provider: Provider,
) -> None:
    provider.always = (status, "")
    notice = issue()
    delivery.deliver("alerts")
    system.refresh_from_db()
    assert notice.deliveries.get().state == state
    assert bool(system.broken_at) == is_broken


def test_an_exercise_never_goes_to_a_system(
    issue: Issue, system: Contact, provider: Provider
) -> None:
    issue(exercise=True)
    delivery.deliver("alerts")
    assert provider.asked == []
    assert not Delivery.objects.filter(contact=system, notice__is_exercise=True).exists()


def test_a_system_is_told_at_each_step_until_its_body_answers(
    issue: Issue, system: Contact, ministry: Body
) -> None:
    notice = issue(ladder=[StepSpec(clock.now() - clock.now())])
    delivery.sweep()
    assert sorted(notice.deliveries.filter(contact=system).values_list("step", flat=True)) == [
        0,
        1,
    ]


def test_the_system_of_a_body_only_informed_is_told_once(
    issue: Issue, system: Contact, ministry: Body, cast: Cast
) -> None:
    told = [AddresseeSpec(cast.aigerim.pk, ministry.pk, counted=False)]
    notice = issue(addressees=told, ladder=[StepSpec(dt.timedelta())])
    delivery.sweep()
    assert list(notice.deliveries.filter(contact=system).values_list("step", flat=True)) == [0]


def test_what_waits_for_a_system_stops_once_its_body_has_answered(
    issue: Issue, system: Contact, provider: Provider, ministry: Body
) -> None:
    notice = issue()
    assert delivery.stop_deliveries(notice, Body.objects.get(code="mof")) == 0
    assert delivery.stop_deliveries(notice, ministry) == 1
    assert notice.deliveries.get(contact=system).state == "stopped"
    delivery.deliver("alerts")
    assert provider.asked == []


def test_the_system_of_a_muted_body_is_not_told(
    issue: Issue, system: Contact, ministry: Body, cast: Cast
) -> None:
    actions.mute(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        body=ministry,
        ends_at=clock.now() + dt.timedelta(hours=1),
        reason="Its lines are being replaced.",
    )
    assert not issue(heeds_mutes=True).deliveries.exists()
    assert issue().deliveries.get().contact == system


def test_the_system_of_a_body_asked_anew_is_not_told_by_the_steps_of_all(
    issue: Issue, system: Contact, ministry: Body
) -> None:
    now = clock.now()
    notice = issue(ladder=[StepSpec(dt.timedelta(minutes=5))])
    with clock.at(now + dt.timedelta(minutes=1)):
        assert fanout.write_next_round([(notice.pk, ministry.pk)]) == 2
    with clock.at(now + dt.timedelta(minutes=30)):
        fanout.make_due_steps()
    # At once; then its own round alone, which begins anew and climbs one step.
    assert sorted(notice.deliveries.values_list("step", flat=True)) == [0, 2, 3]


def test_nothing_goes_to_a_system_before_it_took_a_test(
    issue: Issue, ministry: Body, cast: Cast, settings: Settings
) -> None:
    added = actions.add_system(ministry, actor=cast.head_of_health, address=ADDRESS)
    assert not issue().deliveries.exists()
    entries = Entry.objects.count()
    with pytest.raises(ValidationError, match="not taken a test"):
        actions.switch_on_system(added, actor=cast.head_of_health)
    added.refresh_from_db()
    assert (added.verified_at, Entry.objects.count()) == (None, entries)


@pytest.mark.parametrize("name", ["aigerim", "outsider", "dauren", "auditor", "departed"])
def test_only_head_and_administrator_keep_a_system(
    name: str, ministry: Body, cast: Cast, system: Contact
) -> None:
    before = (Entry.objects.count(), Delivery.objects.count(), Contact.objects.count())
    acts: list[Callable[[], object]] = [
        lambda: actions.add_system(ministry, actor=cast[name], address=ADDRESS),
        lambda: actions.test_system(system, actor=cast[name]),
        lambda: actions.switch_on_system(system, actor=cast[name]),
        lambda: actions.change_key(system, actor=cast[name]),
        lambda: actions.read_key(system, actor=cast[name]),
        lambda: actions.remove_system(system, actor=cast[name]),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert (Entry.objects.count(), Delivery.objects.count(), Contact.objects.count()) == before


def test_doing_it_twice_changes_nothing_more(ministry: Body, cast: Cast) -> None:
    added = actions.add_system(ministry, actor=cast.administrator, address=ADDRESS)
    assert actions.add_system(ministry, actor=cast.administrator, address=ADDRESS) == added
    actions.remove_system(added, actor=cast.administrator)
    entries = Entry.objects.count()
    actions.remove_system(added, actor=cast.administrator)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    "address",
    [
        "http://system.example.invalid/",
        "ftp://x.invalid/",
        "https://a:b@x.invalid/",
        "https://жүйе.example.invalid/",
        "https://system.example.invalid/хабар",
        "x",
        "",
    ],
)
def test_an_address_is_safe_and_carries_no_password(
    address: str, ministry: Body, cast: Cast
) -> None:
    with pytest.raises(ValidationError):
        actions.add_system(ministry, actor=cast.head_of_health, address=address)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("::1", True),
        ("fd00::1", True),
        ("fe80::1%eth0", True),
        ("::ffff:10.0.0.1", True),
        ("::10.0.0.1", True),
        ("64:ff9b::a00:1", True),
        ("64:ff9b:1::a00:1", True),
        ("2002:a00:1::1", True),
        ("224.0.0.1", True),
        ("0.0.0.1", True),
        ("93.184.216.34", False),
        ("2606:2800:220:1::1", False),
    ],
)
def test_an_address_of_a_private_network_is_known(address: str, is_ours: bool) -> None:
    assert is_private(address) == is_ours


def test_a_name_that_leads_inside_is_refused_when_it_is_asked_for() -> None:
    """The name is looked up at the moment of sending, and one private answer is enough."""
    public, inside = ("93.184.216.34", 443), ("10.0.0.5", 443)
    answers = [(0, 0, 0, "", public), (0, 0, 0, "", inside)]
    with (
        mock.patch.object(socket, "getaddrinfo", return_value=answers),
        pytest.raises(OSError, match="private address"),
    ):
        checked_address("rebinding.example", 443, only_public=True)
    with mock.patch.object(socket, "getaddrinfo", return_value=answers[:1]):
        assert checked_address("fine.example", 443, only_public=True) == "93.184.216.34"


def test_a_system_that_moved_inside_is_refused_for_good(
    issue: Issue, system: Contact, provider: Provider, settings: Settings
) -> None:
    settings.WEBHOOK_PRIVATE_HOSTS = []
    notice = issue()
    delivery.deliver("alerts")
    assert provider.asked == []
    assert notice.deliveries.values_list("state", "words").get() == (
        "failed",
        "the name leads to a private address",
    )


def test_in_the_demonstration_the_stand_in_answers_for_every_system(
    ministry: Body, cast: Cast, provider: Provider, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    settings.WEBHOOK_STAND_IN = provider.url.replace("/sms", "/systems")
    with pytest.raises(ValidationError, match="invalid addresses alone"):
        actions.add_system(ministry, actor=cast.head_of_health, address="https://real.example/")
    added = actions.add_system(ministry, actor=cast.head_of_health, address=ADDRESS)
    actions.test_system(added, actor=cast.head_of_health)
    assert delivery.deliver("default") == 1
    assert provider.asked[0]["demonstration"] is True


def test_the_page_leads_from_address_to_switched_on(
    signed_in: Callable[[str], Client],
    ministry: Body,
    provider: Provider,
    settings: Settings,
    read_in_english: None,
) -> None:
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]
    head, page = signed_in("head_of_health"), reverse("notices:systems-of", args=[ministry.pk])
    assert b"No system yet" in head.get(page).content
    assert head.post(page, {"address": "http://x.invalid/"}).status_code == 422
    url = provider.url.replace("/sms", "/notices")
    assert head.post(page, {"address": url}).status_code == 302
    system = Contact.objects.get()
    assert b"waits for its test" in head.get(page).content
    head.post(reverse("notices:system-test", args=[system.pk]))
    delivery.deliver("default")
    head.post(reverse("notices:system-on", args=[system.pk]))
    assert b"switched on" in head.get(page).content
    key = head.post(reverse("notices:system-key", args=[system.pk]))
    assert b"whsec_" in key.content
    assert "no-store" in key["Cache-Control"]
    head.post(reverse("notices:system-key-change", args=[system.pk]))
    assert b"the former signs until" in head.get(page).content
    head.post(reverse("notices:system-remove", args=[system.pk]))
    assert b"No system yet" in head.get(page).content
