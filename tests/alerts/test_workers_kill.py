"""The product's own Celery workers are killed -9 under an approved level, and its beat goes on.

The forks of `test_ladder_kill` die more often and more exactly; here the processes are those of
the product: a broker, a pool that loses its child, a worker that is gone whole, and the sweep of
the beat, on which alone everything hangs that a worker took with it.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from pytest_django import Settings

from alerts import queries
from alerts.models import Level
from notices.models import Delivery, DeliveryBatch
from tests.alerts.conftest import Propose
from tests.alerts.test_ladder_kill import approved, engage_many, require_arrived
from tests.cast import Cast
from tests.notices.test_kill import catcher, caught, environment

__all__ = ["catcher", "environment"]

CHILDREN, WHOLE, MET = 3, 2, 3
PATIENCE = 60.0


class Workers:
    """A beat and one worker with a pool of one, as a place runs them."""

    def __init__(self, environment: dict[str, str], place: Path) -> None:
        """Run nothing yet."""
        self.environment, self.place = environment, place
        self.running: list[subprocess.Popen[bytes]] = []

    def start_beat(self) -> None:
        """Let the sweep be asked for every few seconds."""
        self._run("beat", "-s", str(self.place / "beat-schedule"))

    def start(self) -> None:
        """Start a worker."""
        self.worker = self._run(
            "worker", "-Q", "alerts", "-c", "1", "--without-gossip", "--without-mingle"
        )

    def kill_the_child(self) -> None:
        """Kill the process that sends; the worker itself lives on."""
        listed = Path(f"/proc/{self.worker.pid}/task/{self.worker.pid}/children")
        wait_until("the pool has no child", lambda: bool(listed.read_text().split()))
        os.kill(int(listed.read_text().split()[0]), signal.SIGKILL)

    def kill(self) -> None:
        """Kill the worker and its child at once, as a power cut does."""
        os.killpg(self.worker.pid, signal.SIGKILL)
        assert self.worker.wait() == -signal.SIGKILL

    def stop(self) -> None:
        """End what still runs."""
        for one in self.running:
            if one.poll() is None:
                one.terminate()
        for one in self.running:
            one.wait(30)

    def _run(self, *command: str) -> "subprocess.Popen[bytes]":
        celery = [sys.executable, "-m", "celery", "-A", "centre", *command, "-l", "ERROR"]
        with (self.place / "workers.log").open("ab") as log:
            started = subprocess.Popen(
                celery, env=self.environment, cwd=self.place, start_new_session=True,
                stdout=log, stderr=log,
            )  # fmt: skip
        self.running.append(started)
        return started


@pytest.fixture
def slowly(environment: dict[str, str]) -> None:
    """A relay so slow that a kill strikes in the middle of its work."""
    environment["CATCHER_DELAY_MS"] = "60"


@pytest.fixture
def workers(
    environment: dict[str, str], slowly: None, catcher: Path, tmp_path: Path, settings: Settings
) -> Iterator[Workers]:
    """Workers on this test's database and a broker that nobody has asked for anything."""
    settings.WORKERS = 1
    environment |= {
        "WORKERS": "1",
        "PLAIN_HTTP": "1",
        "RECORD_ANCHORS": settings.RECORD_ANCHORS,
    }
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.flushdb()
        staff = Workers(environment, tmp_path)
        yield staff
        staff.stop()
        broker.flushdb()


def wait_until(said: str, is_so: Callable[[], bool]) -> None:
    """Wait for something that has to come."""
    patience = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < patience, said
        time.sleep(0.005)


def strike(log: Path, kill: Callable[[], None], chance: random.Random) -> None:
    """Let something more be sent, then kill while a batch is held."""
    before = caught(log).total()
    wait_until("the workers send nothing", lambda: caught(log).total() > before)
    time.sleep(chance.uniform(0.0, 0.2))
    held = DeliveryBatch.objects.filter(state=DeliveryBatch.State.LEASED)
    wait_until("nobody holds a batch", held.exists)
    kill()


@pytest.mark.django_db(transaction=True)
def test_an_approved_level_reaches_everyone_though_the_products_workers_are_killed(
    cast: Cast, propose: Propose, workers: Workers, catcher: Path
) -> None:
    engage_many()
    proposal = propose(["KZ"], level=Level.RED)
    effect = queries.effect_of_decision(proposal)
    workers.start_beat()
    workers.start()
    decision = approved(proposal, cast, effect.digest)
    chance = random.Random(611)
    for _kill in range(CHILDREN):
        strike(catcher, workers.kill_the_child, chance)
    for _kill in range(WHOLE):
        strike(catcher, workers.kill, chance)
        workers.start()
    waiting = Delivery.objects.filter(notice=decision.notice, state=Delivery.State.QUEUED)
    wait_until("something is left lying", lambda: not waiting.exists())
    attempts = DeliveryBatch.objects.filter(notice=decision.notice).values_list("attempts")
    lost = sum(count - 1 for (count,) in attempts)
    # A batch may come to its end between the look and the blow; most blows meet one.
    assert lost >= MET, "workers were killed while idle"
    require_arrived(decision, effect.by_channel["email"], catcher, CHILDREN + WHOLE)
