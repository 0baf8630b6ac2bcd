"""A level is proposed and approved, twenty workers are killed -9: every letter still arrives."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from agencies import actions as agencies
from agencies.models import Body, Post, User
from alerts import actions, queries
from alerts.models import Level, LevelDecision
from alerts.texts.moments import from_when
from audit import clock
from notices import actions as notices
from notices import catcher as caught_mail
from notices.delivery import runs
from notices.delivery.sweeping import release_dead_leases
from notices.models import Delivery
from notices.queries import delivery_counts
from tests.alerts.conftest import Propose
from tests.alerts.test_answers import notice_of
from tests.cast import Cast
from tests.notices.test_kill import Nursery, catcher, caught, environment, nursery

__all__ = ["catcher", "environment", "nursery"]

KILLS, PEOPLE = 20, 240
CODES = ("moh", "mof", "atc", "commission-75")


def engage_many() -> None:
    """Appoint a good two hundred people with a contact each."""
    bodies = [Body.objects.get(code=code) for code in CODES[:2]]
    for number in range(PEOPLE):
        person = agencies.add_person(
            actor=None,
            body=bodies[number % 2],
            email=f"many{number}@example.invalid",
            full_name=f"Many {number}",
            language=("kk", "ru", "en")[number % 3],
        )
        agencies.appoint(
            person,
            actor=None,
            body=bodies[number % 2],
            role=Post.Role.LIAISON,
            starts_at=clock.now(),
        )
    for person in User.objects.filter(appointments__isnull=False).distinct():
        contact = notices.add_contact(person, actor=None, address=person.email)
        notices.verify_contact(contact, actor=None)


def kill_one(nursery: Nursery, log: Path, chance: random.Random) -> None:
    """Let a worker send something, end it where it stands, and let the sweep find what it held."""
    before, worker = caught(log).total(), nursery.start_worker()
    patience = time.monotonic() + 60
    while caught(log).total() == before:
        assert time.monotonic() < patience, "the worker sends nothing"
        time.sleep(0.005)
    time.sleep(chance.uniform(0.0, 0.05))
    os.kill(worker, signal.SIGKILL)
    assert nursery.wait() == -signal.SIGKILL
    assert release_dead_leases() == 1, "killed while idle"


@pytest.mark.django_db(transaction=True)
def test_an_approved_level_reaches_everyone_though_twenty_workers_are_killed(
    cast: Cast, propose: Propose, nursery: Nursery, catcher: Path, settings: Settings
) -> None:
    runs._abandon_journal()
    settings.WORKERS = 1
    engage_many()
    proposal = propose(["KZ"], level=Level.RED)
    effect = queries.effect_of_decision(proposal)
    decision = approved(proposal, cast, effect.digest)
    chance = random.Random(611)
    for _kill in range(KILLS):
        kill_one(nursery, catcher, chance)
    nursery.start_worker()
    assert nursery.wait() == 0
    require_arrived(decision, effect.by_channel["email"], catcher, KILLS)


def require_arrived(decision: LevelDecision, expected: int, log: Path, kills: int) -> None:
    """Every letter arrived whole; one came twice only where a killed worker left it in doubt."""
    rows = {row.message_id for row in Delivery.objects.filter(notice=decision.notice)}
    arrived = caught(log)
    assert len(rows) == expected >= PEOPLE
    assert set(arrived) == rows, "none missing, none that no row knows"
    doubles = {one for one, times in arrived.items() if times > 1}
    doubted = Delivery.objects.filter(in_doubt_at__isnull=False)
    assert doubles <= {row.message_id for row in doubted}
    # One message on each open connection is the floor of SMTP at a crash (ADR 0010).
    assert sum(times - 1 for times in arrived.values()) <= kills * settings.RELAY_CONNECTIONS
    counts = delivery_counts(notice_of(decision))
    assert (counts["sent"], counts["queued"], counts["failed"]) == (len(rows), 0, 0)
    words = words_of(decision)
    for one in caught_mail.caught():
        require_whole(one.name, words)


def approved(proposal: LevelDecision, cast: Cast, digest: str) -> LevelDecision:
    """Approve as Saule with what she was shown."""
    return actions.approve_level(proposal, actor=cast.saule, digest=digest, typed_word="red")


def words_of(decision: LevelDecision) -> tuple[str, ...]:
    """Who decided, where and since when, as a letter says it in Kazakh and in Russian.

    The bare name of the Republic stands in every letter: where is asked for with its preposition.
    """
    begins = decision.areas.get().starts_at
    return (
        "РЖШ басшысы",
        "Руководитель РОШ",
        "Қазақстан Республикасы аумағында",
        "на территории Республики Казахстан",
        from_when("kk", begins),
        from_when("ru", begins),
    )


def require_whole(name: str, words: tuple[str, ...]) -> None:
    """Who, where, since when, and the act asked or that none is, in Kazakh and in Russian."""
    letter = caught_mail.opened(name)
    assert letter is not None
    said = " ".join(letter.text.split())
    assert [one for one in words if one not in said] == [], said
    is_asked = "подтвердите получение" in said and "растап" in said
    is_only_told = "ответ не требуется" in said and "жауап сұралмайды" in said
    assert is_asked != is_only_told, said
