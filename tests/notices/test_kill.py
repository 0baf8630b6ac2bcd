"""Twenty workers killed with -9 during a fan-out: nothing is lost, doubles stay in the window."""

import json
import os
import random
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from agencies.models import Body
from audit.record import Capacity
from notices import actions
from notices.delivery import runs
from notices.delivery.sweeping import release_dead_leases
from notices.models import Delivery, DeliveryBatch
from notices.queries import delivery_counts
from tests.cast import Cast
from tests.notices.conftest import TEXTS, numbered_people

KILLS = 20
PEOPLE = 600
DELAY_MS = 8
HOUSE = Path(__file__).resolve().parents[2]
NURSERY = """
import os, sys, django
django.setup()
from notices import delivery
for line in sys.stdin:
    worker = os.fork()
    if not worker:
        delivery.deliver("alerts")
        os._exit(0)
    print(worker, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]), flush=True)
"""


@pytest.fixture
def environment(tmp_path: Path, settings: Settings) -> dict[str, str]:
    """Where the worker and the catcher work: this test's database and folders."""
    settings.JOURNAL_FOLDER = str(tmp_path / "journal")
    settings.CATCHER_FOLDER = str(tmp_path / "mail")
    database = connection.settings_dict
    owner = f"{database['USER']}:{database['PASSWORD']}"
    address = f"{owner}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    if database["HOST"].startswith("/"):
        address = f"{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(HOUSE),
        "DJANGO_SETTINGS_MODULE": "centre.settings",
        "SECRET_KEY": "tests only",
        "DATABASE_URL": f"postgres://{address}",
        "REDIS_URL": settings.REDIS_URL,
        "JOURNAL_FOLDER": settings.JOURNAL_FOLDER,
        "CATCHER_FOLDER": settings.CATCHER_FOLDER,
        "CATCHER_DELAY_MS": str(DELAY_MS),
        "RELAY_HOST": "127.0.0.1",
    }


@pytest.fixture
def catcher(environment: dict[str, str]) -> Iterator[Path]:
    """The product's own mail catcher, as slow as a bad relay."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        environment["RELAY_PORT"] = environment["CATCHER_SMTP_PORT"] = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, str(HOUSE / "manage.py"), "catch_mail"], env=environment, cwd=HOUSE
    )
    try:
        wait_until_open(int(environment["RELAY_PORT"]))
        yield Path(environment["CATCHER_FOLDER"]) / "messages.ndjson"
    finally:
        process.terminate()
        ended = process.wait(20)
    assert ended == 0


def wait_until_open(port: int) -> None:
    """Wait for the catcher's greeting."""
    patience = time.monotonic() + 90
    while time.monotonic() < patience:
        try:
            smtplib.SMTP("127.0.0.1", port, timeout=5).quit()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the catcher does not answer")


def caught(log: Path) -> Counter[str]:
    """Count the messages at the catcher by their id."""
    lines = log.read_text().splitlines() if log.exists() else []
    return Counter(json.loads(line)["message_id"] for line in lines)


class Nursery:
    """A process that has read the product once and forks real workers from it."""

    def __init__(self, environment: dict[str, str], program: str = NURSERY) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment,
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start_worker(self) -> int:
        """Start one process that runs the delivery loop; return its number."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self._answer()

    def wait(self) -> int:
        """Return how the worker ended."""
        return self._answer()

    def _answer(self) -> int:
        assert self.process.stdout
        return int(self.process.stdout.readline())


@pytest.fixture
def nursery(environment: dict[str, str], catcher: Path) -> Iterator[Nursery]:
    """Workers by the dozen."""
    nursery = Nursery(environment)
    yield nursery
    nursery.process.communicate(timeout=20)


def kill_while_sending(nursery: Nursery, log: Path, chance: random.Random) -> None:
    """Let a worker send something, then end it where it stands."""
    before = caught(log).total()
    worker = nursery.start_worker()
    patience = time.monotonic() + 60
    while caught(log).total() == before:
        assert time.monotonic() < patience, "the worker sends nothing"
        time.sleep(0.005)
    time.sleep(chance.uniform(0.0, 0.15))
    os.kill(worker, signal.SIGKILL)
    assert nursery.wait() == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_twenty_kills_lose_nothing_and_double_at_most_once_each(
    cast: Cast, nursery: Nursery, catcher: Path, settings: Settings
) -> None:
    runs._abandon_journal()
    capacity = Capacity(cast.saule, Body.objects.get(code="headquarters-kz"))
    notice = actions.issue_notice(
        capacity,
        kind="level",
        thing_path="/levels/1/",
        texts=TEXTS,
        addressees=numbered_people(PEOPLE, Body.objects.get(code="moh")),
        urgency="immediate",
    )
    chance, kills = random.Random(611), 0
    while kills < KILLS:
        kill_while_sending(nursery, catcher, chance)
        assert DeliveryBatch.objects.filter(state="leased").count() == 1, "killed while idle"
        kills += 1
        assert release_dead_leases() == 1
    nursery.start_worker()
    assert nursery.wait() == 0
    rows = {row.message_id for row in Delivery.objects.filter(notice=notice)}
    arrived = caught(catcher)
    doubles = {one: times for one, times in arrived.items() if times > 1}
    assert len(rows) == PEOPLE
    assert set(arrived) == rows
    most = KILLS * settings.RELAY_CONNECTIONS  # one for each connection and kill
    assert sum(times - 1 for times in doubles.values()) <= most
    in_doubt = Delivery.objects.filter(in_doubt_at__isnull=False)
    assert set(doubles) <= {row.message_id for row in in_doubt}
    assert in_doubt.count() <= most
    counts = delivery_counts(notice)
    assert counts == {
        "queued": 0, "sending": 0, "sent": PEOPLE, "failed": 0, "stopped": 0,
        "in_doubt": in_doubt.count(), "left_lying": 0,
    }  # fmt: skip
