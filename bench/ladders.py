"""The check of every running ladder, each minute: what it costs beside 100,000 messages.

`python -m bench.ladders` (or `make bench`), N= sets the number of messages. A table, then one
JSON object as the last line. The baseline, interleaved in the same run, reads every message once:
what a check would cost that looked at messages instead of at what is due.
"""

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from agencies.actions import load_bodies, load_territories
from agencies.models import Body, User
from alerts.models import AddressedBody, LevelDecision
from alerts.reminders import check_progress
from audit import clock
from notices import fanout
from notices.models import Delivery, LadderStep, Notice, NoticeWording

DATA = Path(__file__).resolve().parent.parent / "data"
MESSAGES = int(os.environ.get("N") or 100_000)
LADDERS, BODIES, ROUNDS, LIMIT_MS = 200, 39, 15, 200.0
HOUR = dt.timedelta(hours=1)
ADDRESSEES = """
    INSERT INTO notices_addressee (notice_id, body_id, person_id, is_counted, first_step)
    SELECT notice.id, (%(bodies)s::bigint[])[1 + one.n %% cardinality(%(bodies)s)], one.id, true,
        one.n %% 3
    FROM notices_notice AS notice
    CROSS JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM agencies_user) AS one
"""
DELIVERIES = """
    INSERT INTO notices_delivery (notice_id, step, person_id, channel, contact_id, address,
        language, variant, queue, priority, state, attempts, queued_at, sent_at, words)
    SELECT told.notice_id, 0, told.person_id, 'email', contact.id, contact.address, 'ru', 'told',
        'alerts', 0, 'sent', 1, %(now)s, %(now)s, '250 2.0.0 Ok'
    FROM notices_addressee AS told JOIN notices_contact AS contact USING (person_id)
"""
CONTACTS = """
    INSERT INTO notices_contact (person_id, channel, address, position, added_at, verified_at,
        wrong_codes, broken_words)
    SELECT id, 'email', email, 1, %(now)s, %(now)s, 0, '' FROM agencies_user
"""
BASELINE = "SELECT count(*) FROM notices_delivery WHERE state = 'sent' AND sent_at <= %(now)s"


def main() -> int:
    """Build the house, measure, print; 1 when the check takes longer than it may."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        build()
        figures = measure()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    show(figures)
    return 0 if figures["check_ms"] <= LIMIT_MS else 1


def build() -> None:
    """Set up two hundred running ladders over people enough for the messages."""
    load_territories(DATA)
    load_bodies(DATA)
    bodies = list(Body.objects.order_by("pk")[:BODIES])
    now, people = clock.now(), max(1, MESSAGES // LADDERS)
    User.objects.bulk_create(
        User(email=f"p{n}@example.invalid", full_name=f"Person {n}") for n in range(people)
    )
    notices = Notice.objects.bulk_create(
        Notice(
            kind="level", urgency="immediate", issued_at=now, issuing_body=bodies[0],
            norm=HOUR, progress_norm=HOUR, lapse_norm=HOUR, heeds_mutes=True,
        )
        for _ladder in range(LADDERS)
    )  # fmt: skip
    NoticeWording.objects.bulk_create(
        NoticeWording(notice=notice, language=language, subject="Алматы", body="Алматы")
        for notice in notices
        for language in ("kk", "ru")
    )
    LadderStep.objects.bulk_create(
        LadderStep(notice=notice, number=step, rung=step, due_at=now + step * HOUR)
        for notice in notices
        for step in (1, 2, 3)
    )
    write_papers(notices, bodies, now)
    with connection.cursor() as cursor:
        cursor.execute(CONTACTS, {"now": now})
        cursor.execute(ADDRESSEES, {"bodies": [body.pk for body in bodies]})
        cursor.execute(DELIVERIES, {"now": now})
        cursor.execute("VACUUM ANALYZE")


def write_papers(notices: list[Notice], bodies: list[Body], now: dt.datetime) -> None:
    """Give each notice its decision, and each of its organisations a clock that runs."""
    papers = LevelDecision.objects.bulk_create(
        LevelDecision(
            number=f"bench-{notice.pk}", state="published", origin="imported", notice=notice,
            headquarters=bodies[0], published_at=now,
        )
        for notice in notices
    )  # fmt: skip
    AddressedBody.objects.bulk_create(
        AddressedBody(decision=paper, notice=notice, body=body, progress_due_at=now + HOUR)
        for paper, notice in zip(papers, notices, strict=True)
        for body in bodies
    )


def measure() -> dict[str, float]:
    """Run check, busy minute and baseline by turns; keep the best of each."""
    quiet, busy, read = [], [], []
    for _round in range(ROUNDS):
        read.append(timed(read_every_message))
        quiet.append(timed(check))
        busy.append(timed_and_undone(a_busy_minute))
    return {
        "messages": Delivery.objects.count(),
        "ladders": LADDERS,
        "steps_ahead": LadderStep.objects.filter(made_at__isnull=True).count(),
        "clocks_running": AddressedBody.objects.filter(progress_due_at__isnull=False).count(),
        "check_ms": min(quiet),
        "busy_minute_ms": min(busy),
        "baseline_ms": min(read),
        "check_to_baseline": min(quiet) / min(read),
        "limit_ms": LIMIT_MS,
    }


def check() -> None:
    """Do what the beat asks for: due steps, reminders, lapses."""
    fanout.make_due_steps()
    check_progress()


def a_busy_minute() -> None:
    """Check a minute in which ten ladders have a step due: their messages are written as well."""
    first = list(Notice.objects.order_by("pk").values_list("pk", flat=True)[:10])
    with clock.at(clock.now() + 0.5 * HOUR):
        LadderStep.objects.filter(notice__in=first, number=1).delete()
        LadderStep.objects.bulk_create(
            LadderStep(notice_id=pk, number=9, rung=3, due_at=clock.now()) for pk in first
        )
        check()


def read_every_message() -> None:
    """Look at each message once."""
    with connection.cursor() as cursor:
        cursor.execute(BASELINE, {"now": clock.now()})
        cursor.fetchone()


def timed(work: Callable[[], None]) -> float:
    """Return how many milliseconds some work took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def timed_and_undone(work: Callable[[], None]) -> float:
    """Return the same for work that is then undone."""
    with transaction.atomic():
        took = timed(work)
        transaction.set_rollback(True)
    return took


def show(figures: dict[str, float]) -> None:
    """Print the table for people and the object for machines."""
    for name, value in figures.items():
        print(f"{name:20} {value:12.3f}" if isinstance(value, float) else f"{name:20} {value:12}")
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    sys.exit(main())
