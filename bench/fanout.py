"""The fan-out: from the commit of an approved level to the last message at the relay.

`make bench-fanout` (N= recipients). The product's own action decides, real Celery workers send,
a sink in C counts; the references run by turns in the same run, the best of each is kept.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from email import message_from_bytes, policy
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import connection, transaction

from audit import clock
from bench import house, references, sink, workers
from bench.sink import Sink
from centre.celery import app
from notices import delivery
from notices.actions import close_notice
from notices.models import Delivery, Notice

MANY = int(os.environ.get("N") or 10_000)
FEW = min(1_000, MANY)
PHASES = (os.environ.get("PHASES") or "few main kills large").split()
ROUNDS = int(os.environ.get("ROUNDS") or 3)
KILLS = 20
UNITS: list[str] = []
MUST = {
    "to_smtplib": ("<=", 0.8),
    "to_pipelined": ("<=", 3.0),
    "post_office_to_ours": (">=", 8.0),
    "one_task_each_to_ours": (">=", 50.0),
    "first_ms": ("<=", 50.0),
    "rate_large_to_main": (">=", 0.85),
    "lost": ("<=", 0.0),
    "doubles_beyond_the_window": ("<=", 0.0),
}
Figures = dict[str, float]


def main() -> int:
    """Build the house, measure phase by phase, print; 1 when a figure misses what it must."""
    app.set_current()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    figures: Figures = {"recipients": MANY, "workers": settings.WORKERS,
                        "connections": settings.RELAY_CONNECTIONS}  # fmt: skip
    try:
        with tempfile.TemporaryDirectory(prefix="journal-") as folder:
            settings.JOURNAL_FOLDER = folder
            house.build()
            UNITS.extend(house.units())
            for name in PHASES:
                figures |= {"few": few, "main": many, "kills": kills, "large": large}[name]()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    if {"rate_large", "rate_main"} <= figures.keys():
        figures["rate_large_to_main"] = figures["rate_large"] / figures["rate_main"]
    return show(figures)


def few() -> Figures:
    """A thousand recipients: ours, and one task for each of them."""
    house.populate(FEW)
    with sink.running() as relay:
        with workers.running(relay.port):
            ours = min(fan_out(relay)["last"] for _round in range(ROUNDS))
        with workers.running(relay.port, "one_task_each", "usual"):
            usual = one_task_each(relay)
    return {"ours_few_s": ours, "one_task_each_s": usual, "one_task_each_to_ours": usual / ours}


def many() -> Figures:
    """N recipients: ours, the plain loop, the bare pipelined client and post_office by turns."""
    house.populate(MANY)
    ours, plain, bare, office = [], [], [], []
    with sink.running() as relay, workers.running(relay.port):
        fan_out(relay)
        messages = references.messages_of(Notice.objects.latest("pk"))
        words = words_of(messages[0][1])
        for one in range(ROUNDS):
            ours.append(fan_out(relay))
            plain.append(timed(relay, references.plain_loop(relay.port, messages)))
            relay.forget()
            bare.append(timed(relay, references.bare_pipelined(relay.port, messages)))
            if one == 0:
                office.append(post_office(relay, words))
    last = min(run["last"] for run in ours)
    return {
        "decided_s": min(run["decided"] for run in ours),
        "first_ms": min(run["first"] for run in ours) * 1000,
        "last_s": last,
        "rate_main": MANY / last,
        "smtplib_s": min(plain),
        "pipelined_s": min(bare),
        "post_office_s": min(office),
        "to_smtplib": last / min(plain),
        "to_pipelined": last / min(bare),
        "post_office_to_ours": min(office) / last,
    }


def large() -> Figures:
    """Ten times as many, once."""
    house.populate(10 * MANY)
    with sink.running() as relay, workers.running(relay.port):
        run = fan_out(relay)
    return {"large_decided_s": run["decided"], "large_last_s": run["last"],
            "rate_large": 10 * MANY / run["last"]}  # fmt: skip


def kills() -> Figures:
    """Kill workers with -9 at random moments while they send; count every message."""
    house.populate(MANY)
    chance, killed = random.Random(611), 0
    with sink.running(delay_us=2000) as relay, workers.running(relay.port) as worker:
        relay.forget()
        decision, digest = house.propose(UNITS.pop())
        notice = house.approve(decision, digest).notice
        while killed < KILLS and relay.count() < MANY:
            workers.pause(chance, 0.05, 0.3)
            killed += workers.kill_one(worker, chance)
            delivery.sweep()
        while Delivery.objects.filter(notice=notice, state=Delivery.State.QUEUED).exists():
            workers.pause(chance, 0.2, 0.2)
            delivery.sweep()
        arrived = [one.message_id for one in relay.arrived()]
    rows = {one.message_id.strip("<>") for one in Delivery.objects.filter(notice=notice)}
    doubles = len(arrived) - len(set(arrived))
    most = killed * settings.RELAY_CONNECTIONS
    return {"killed": killed, "lost": len(rows - set(arrived)), "doubles": doubles,
            "doubles_beyond_the_window": max(0, doubles - most)}  # fmt: skip


def fan_out(relay: Sink) -> Figures:
    """Approve a level and wait for its last message; seconds from the commit."""
    relay.forget()
    expected = house.addressed()
    decision, digest = house.propose(UNITS.pop())
    committed: list[float] = []
    began = time.monotonic()
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.monotonic()))
        decision = house.approve(decision, digest)
    if not relay.wait_for(expected, patience=60):
        sys.exit(f"only {relay.count()} of {expected} messages came")
    times = [one.at for one in relay.arrived()]
    if decision.notice is None:
        sys.exit("the decision told nobody")
    wait_for_outcomes(decision.notice)
    close_notice(decision.notice)
    return {"decided": committed[0] - began, "first": min(times) - committed[0],
            "last": max(times) - committed[0]}  # fmt: skip


def wait_for_outcomes(notice: Notice) -> None:
    """Wait until the workers have written what was said, so that they are idle again."""
    queued = Delivery.objects.filter(notice=notice, state=Delivery.State.QUEUED)
    while queued.exists():
        time.sleep(0.05)
    time.sleep(0.2)


def timed(relay: Sink, began: float) -> float:
    """Return how long a reference took from its first byte to its last message."""
    return max(one.at for one in relay.arrived()) - began


def one_task_each(relay: Sink) -> float:
    """Send the same rows in the usual way; the product's own workers are not running."""
    relay.forget()
    with clock.at(clock.now()):  # a played moment wakes no worker: the rows go another way
        notice = house.approve(*house.propose(UNITS.pop())).notice
    began = time.monotonic()
    with current_app.connection_for_write() as line:
        for pk in Delivery.objects.filter(notice=notice).values_list("pk", flat=True):
            current_app.send_task("send_one", args=[pk], queue="usual", connection=line)
    if not relay.wait_for(house.addressed(), patience=60):
        sys.exit("one task for each recipient did not come to an end")
    return timed(relay, began)


def post_office(relay: Sink, words: dict[str, str]) -> float:
    """Send as many messages with django-post_office."""
    relay.forget()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(words, file)
        file.flush()
        extra = {"DJANGO_SETTINGS_MODULE": "usual_settings"}
        script = Path(__file__).with_name("usual") / "with_post_office.py"
        told = subprocess.run(
            [sys.executable, script, file.name, str(MANY)],
            env=workers.environment(relay.port) | extra,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    relay.wait_for(MANY, patience=30)
    return timed(relay, float(told.stdout.split()[0]))


def words_of(content: bytes) -> dict[str, str]:
    """Return the words of a letter, so that another way may send the same."""
    letter = message_from_bytes(content, policy=policy.default)
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    if plain is None or page is None:
        sys.exit("the letter has not its two parts")
    return {"subject": str(letter["Subject"]), "plain": plain.get_content(),
            "page": page.get_content()}  # fmt: skip


def show(figures: Figures) -> int:
    """Print the table for people and the object for machines; 1 when a figure misses."""
    missed = 0
    for name, value in figures.items():
        sign, bound = MUST.get(name, ("", 0.0))
        is_met = not sign or (value <= bound if sign == "<=" else value >= bound)
        missed += not is_met
        verdict = f"must be {sign} {bound:g}{'' if is_met else ': MISSED'}" if sign else ""
        print(f"{name:28} {value:12.3f}  {verdict}")
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
