"""Two hundred running ladders, workers killed -9 at random moments: no step lost, none doubled."""

import datetime as dt
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from agencies.models import Body, User
from audit import clock
from audit.record import Capacity
from notices import actions
from notices.delivery import runs, stop_deliveries
from notices.delivery.sweeping import release_dead_leases
from notices.models import Addressee, Contact, Delivery, LadderStep, Notice
from notices.texts import AddresseeSpec, StepSpec
from tests.cast import Cast
from tests.notices.conftest import TEXTS, numbered_people
from tests.notices.test_kill import Nursery, catcher, caught, environment

__all__ = ["catcher", "environment"]

LADDERS, KILLS, STEPS = 200, 25, 3
STEP = dt.timedelta(seconds=2)
NURSERY = """
import os, sys, django
django.setup()
from notices import delivery
for line in sys.stdin:
    worker = os.fork()
    if not worker:
        delivery.sweep()
        delivery.deliver("alerts", longest=2.0)
        os._exit(0)
    print(worker, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]), flush=True)
"""


@pytest.fixture
def sweepers(environment: dict[str, str], catcher: Path) -> Iterator[Nursery]:
    """Workers that sweep and deliver, as the beat lets them."""
    nursery = Nursery(environment, NURSERY)
    yield nursery
    nursery.process.communicate(timeout=20)


def start_ladders(capacity: Capacity, bodies: list[Body], people: list[User]) -> list[Notice]:
    """Start two hundred notices of three steps, each told to two people of two bodies."""
    return [
        actions.issue_notice(
            capacity,
            kind="level",
            thing_path="/levels/1/",
            texts=TEXTS,
            addressees=[
                AddresseeSpec(people[(2 * n + k) % len(people)].pk, bodies[k].pk) for k in (0, 1)
            ],
            urgency="immediate",
            ladder=[StepSpec(STEP * step) for step in range(1, STEPS + 1)],
            norm=STEP,
        )
        for n in range(LADDERS)
    ]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_ladders_lose_and_double_no_step_when_workers_are_killed(
    cast: Cast, sweepers: Nursery, catcher: Path, settings: Settings
) -> None:
    runs._abandon_journal()
    bodies = [Body.objects.get(code=code) for code in ("moh", "mof")]
    numbered_people(40, bodies[0])
    people = list(User.objects.filter(full_name__startswith="Person").order_by("pk"))
    capacity = Capacity(cast.saule, Body.objects.get(code="headquarters-kz"))
    notices = start_ladders(capacity, bodies, people)
    chance, answered = random.Random(588), set()
    for kill in range(KILLS):
        worker = sweepers.start_worker()
        time.sleep(chance.uniform(0.0, 0.25))
        os.kill(worker, signal.SIGKILL)
        sweepers.wait()
        for notice in chance.sample(notices, 3):
            stop_deliveries(notice, bodies[kill % 2])
            answered.add((notice.pk, bodies[kill % 2].pk))
        release_dead_leases()
    _let_everything_end(sweepers, notices)
    _require_whole(notices, answered, caught(catcher))


def _let_everything_end(sweepers: Nursery, notices: list[Notice]) -> None:
    """Wait for the last step, then let workers live until nothing is left."""
    last = max(notice.issued_at for notice in notices) + STEP * STEPS
    time.sleep(max(0.0, (last - clock.now()).total_seconds()))
    for _turn in range(120):
        sweepers.start_worker()
        assert sweepers.wait() == 0
        is_left = Delivery.objects.filter(state="queued").exists()
        if not is_left and not LadderStep.objects.filter(made_at__isnull=True).exists():
            return
    raise AssertionError("the workers do not come to an end")


def _require_whole(
    notices: list[Notice], answered: set[tuple[int, int]], arrived: Counter[str]
) -> None:
    """Every step was made once, and every silent body's person has one message of each step."""
    assert LadderStep.objects.filter(made_at__isnull=False).count() == LADDERS * STEPS
    rows = Counter(Delivery.objects.values_list("notice_id", "step", "person_id"))
    assert max(rows.values()) == 1
    contacts = set(Contact.objects.values_list("person_id", flat=True))
    for told in Addressee.objects.filter(person__in=contacts, answered_at__isnull=True):
        for step in range(STEPS + 1):
            assert rows[told.notice_id, step, told.person_id] == 1, (told, step)
    assert {pk for pk, _body in answered} <= {notice.pk for notice in notices}
    assert not Delivery.objects.filter(state="failed").exists()
    sent = {row.message_id for row in Delivery.objects.filter(state="sent")}
    stopped = {row.message_id for row in Delivery.objects.filter(state="stopped")}
    doubted = {row.message_id for row in Delivery.objects.filter(in_doubt_at__isnull=False)}
    assert sent <= set(arrived)
    assert set(arrived) - sent <= stopped & doubted
    doubles = {one for one, times in arrived.items() if times > 1}
    assert doubles <= doubted
    assert sum(times - 1 for times in arrived.values()) <= KILLS
