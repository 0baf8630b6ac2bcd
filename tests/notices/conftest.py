"""What the tests of notices share: contacts for the cast, a notice to send, and a relay."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from agencies.models import Body, User
from audit import clock
from audit.record import Capacity
from notices import actions
from notices.models import Contact, Notice
from notices.texts import AddresseeSpec, NoticeText
from tests.cast import Cast
from tests.notices.provider import Provider
from tests.notices.relay import Relay

TEXTS = {
    "kk": NoticeText(
        "Алматы: қызыл деңгей",
        "Республикалық жедел штаб: Алматы қаласында 2026 жылғы 22 қарашадан бастап.",
        "Алғаныңызды растаңыз",
    ),
    "ru": NoticeText(
        "Алматы: красный уровень",
        "Республиканский оперативный штаб: город Алматы, с 22 ноября 2026 года.",
        "Подтвердите получение",
    ),
    "en": NoticeText(
        "Almaty: level red",
        "The republican headquarters: the city of Almaty, since 22 November 2026.",
        "Confirm receipt",
    ),
}
TOLD = ("aigerim", "head_of_health", "governor", "outsider")


@pytest.fixture(params=["pipelined", "one by one"])
def relay(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Relay]:
    """A real SMTP server in a thread, once with and once without pipelining."""
    settings.JOURNAL_FOLDER = str(tmp_path / "journal")
    server = Relay(pipelining=request.param == "pipelined")
    settings.RELAY_HOST, settings.RELAY_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def contacts(cast: Cast) -> dict[str, Contact]:
    """A verified e-mail contact for everybody."""
    return {name: give_contact(cast[name]) for name in cast.names()}


def give_contact(person: User, address: str = "") -> Contact:
    """Give a person a verified contact."""
    contact = actions.add_contact(person, actor=None, address=address or person.email)
    actions.verify_contact(contact, actor=None)
    contact.refresh_from_db()
    return contact


@pytest.fixture
def pairs(cast: Cast) -> list[AddresseeSpec]:
    """Four people of three bodies, each told for their own."""
    return [
        AddresseeSpec(person.pk, person.appointments.get().post.body_id)
        for person in (cast[name] for name in TOLD)
    ]


@pytest.fixture
def capacity(cast: Cast) -> Capacity:
    """The approver of the republican headquarters."""
    return Capacity(cast.saule, Body.objects.get(code="headquarters-kz"))


@pytest.fixture
def issue(capacity: Capacity, pairs: list[AddresseeSpec]) -> Callable[..., Notice]:
    """Issue a notice about a level to the four."""

    def issue_one(**changed: Any) -> Notice:
        facts: dict[str, Any] = {
            "kind": "level",
            "thing_path": "/levels/1/",
            "texts": TEXTS,
            "addressees": pairs,
            "urgency": "immediate",
        }
        return actions.issue_notice(capacity, **facts | changed)

    return issue_one


def numbered_people(
    number: int, body: Body, languages: Sequence[str] = ("kk", "ru", "en")
) -> list[AddresseeSpec]:
    """Add many people with contacts to one body, in three statements."""
    start = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"p{n}@example.invalid", full_name=f"Person {n}", language=language)
        for n, language in zip(
            range(start, start + number), itertools.cycle(languages), strict=False
        )
    )
    Contact.objects.bulk_create(
        Contact(
            person=one, channel="email", address=one.email,
            added_at=clock.now(), verified_at=clock.now(),
        )
        for one in people
    )  # fmt: skip
    return [AddresseeSpec(one.pk, body.pk) for one in people]


@pytest.fixture
def read_in_english(cast: Cast) -> None:
    """Everybody reads pages in English, so that a test may quote them."""
    User.objects.update(language="en")


@pytest.fixture
def provider(settings: Settings, tmp_path: Path) -> Iterator[Provider]:
    """A real HTTP server that stands for the SMS gateway."""
    settings.JOURNAL_FOLDER = str(tmp_path / "journal")
    server = Provider()
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = server.url, "secret"
    settings.SMS_PER_SECOND = 0
    yield server
    server.stop()


@pytest.fixture
def mobiles(cast: Cast, provider: Provider) -> dict[str, Contact]:
    """A verified mobile number for everybody, and nothing else."""
    return {
        name: give_mobile(cast[name], f"+70000001{number:03d}")
        for number, name in enumerate(cast.names())
    }


def give_mobile(person: User, number: str) -> Contact:
    """Give a person a verified mobile number."""
    contact = actions.add_contact(person, actor=None, address=number, channel="sms")
    actions.verify_contact(contact, actor=None)
    contact.refresh_from_db()
    return contact
