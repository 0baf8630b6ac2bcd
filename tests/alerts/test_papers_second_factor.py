"""The second factor of an approval: asked by setting, enrolled by its owner, each code once."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from agencies import access
from agencies import actions as agencies
from agencies.access.second_factor import new_secret
from alerts import actions, queries
from audit.models import Entry
from notices.models import Notice
from tests.alerts.conftest import Propose
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.usefixtures("reads_english")


@pytest.fixture
def _asked(settings: object) -> None:
    settings.APPROVAL_SECOND_FACTOR = True  # type: ignore[attr-defined]  # the fixture's own


def code_of(secret: str) -> str:
    """Return what a device with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def enrol(cast: Cast, name: str = "saule") -> str:
    """Enrol a device and return its secret."""
    secret = new_secret()
    agencies.enrol_second_factor(
        actor=cast[name], secret=secret, code=code_of(secret), password=PASSWORD
    )
    return secret


@pytest.mark.usefixtures("_asked")
def test_without_a_device_nothing_is_approved(cast: Cast, propose: Propose) -> None:
    decision = propose()
    digest = queries.effect_of_decision(decision).digest
    before = Entry.objects.count(), Notice.objects.count()
    with pytest.raises(ValidationError, match="you have not enrolled one yet"):
        actions.approve_level(decision, actor=cast.saule, digest=digest, code="123456")
    with pytest.raises(ValidationError, match="you have not enrolled one yet"):
        actions.decide_alone(decision, actor=cast.dauren, reason="night", digest=digest)
    assert (Entry.objects.count(), Notice.objects.count()) == before


@pytest.mark.usefixtures("_asked")
def test_the_code_of_the_device_approves_once(cast: Cast, propose: Propose) -> None:
    secret = enrol(cast)
    first, second = propose(), propose(["71"])
    digest = queries.effect_of_decision(first).digest
    with pytest.raises(ValidationError, match="not the one your device shows"):
        actions.approve_level(first, actor=cast.saule, digest=digest, code="000000")
    code = code_of(secret)
    assert actions.approve_level(first, actor=cast.saule, digest=digest, code=code).is_published
    digest = queries.effect_of_decision(second).digest
    with pytest.raises(ValidationError, match="not the one your device shows"):
        actions.approve_level(second, actor=cast.saule, digest=digest, code=code)


def test_without_the_setting_nobody_is_asked(
    cast: Cast, propose: Propose, signed_in: Callable[[str], Client]
) -> None:
    url = reverse("alerts:decision-approve", kwargs={"pk": propose().pk})
    assert "second factor" not in signed_in("saule").get(url).content.decode().split("<main")[1]


@pytest.mark.usefixtures("_asked")
def test_the_page_asks_for_the_code_and_says_what_is_missing(
    cast: Cast, propose: Propose, signed_in: Callable[[str], Client]
) -> None:
    decision = propose()
    url = reverse("alerts:decision-approve", kwargs={"pk": decision.pk})
    digest = queries.effect_of_decision(decision).digest
    refused = signed_in("saule").post(url, {"digest": digest, "code": "123456"})
    assert refused.status_code == 422
    assert "you have not enrolled one yet" in refused.content.decode()
    secret = enrol(cast)
    sent = signed_in("saule").post(url, {"digest": digest, "code": code_of(secret)})
    assert sent.status_code == 302
    decision.refresh_from_db()
    assert decision.is_published


def test_a_device_is_enrolled_by_its_owner_on_its_page(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client, url = signed_in("saule"), reverse("account_second_factor")
    page = client.get(url).content.decode()
    assert "You have not enrolled a device yet." in page
    secret = client.session["second_factor"]
    wrong = client.post(url, {"code": code_of(secret), "password": "not mine"})
    assert wrong.status_code == 422
    assert "This is not your password." in wrong.content.decode()
    wrong = client.post(url, {"code": "000000", "password": PASSWORD})
    assert wrong.status_code == 422
    assert not access.has_second_factor(cast.saule)
    done = client.post(url, {"code": code_of(secret), "password": PASSWORD})
    assert done.status_code == 302
    assert access.has_second_factor(cast.saule)
    assert "A device of yours is enrolled." in client.get(url).content.decode()
    kept = Authenticator.objects.get(user=cast.saule)
    assert secret not in str(kept.data)


def test_a_new_device_replaces_the_old(cast: Cast) -> None:
    old, new = enrol(cast), enrol(cast)
    assert not access.is_second_factor_right(cast.saule, code_of(old))
    assert access.is_second_factor_right(cast.saule, code_of(new))
    assert Authenticator.objects.filter(user=cast.saule).count() == 1
