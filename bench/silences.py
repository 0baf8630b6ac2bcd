"""The auditor's look at each minute: what it costs beside 100,000 messages, gone or waiting.

`python -m bench.silences` (or `make bench-silences`), N= sets the number of messages. A table,
then one JSON object as the last line. The baseline, by turns, reads every message once.
"""

import sys

from django.db import connection

from audit import clock
from bench.ladders import build, read_every_message, show, timed
from notices import watch
from notices.models import Delivery, Silence

ROUNDS, LIMIT_MS = 15, 200.0
# All wait, in batches of 500, past their norm: the worst minute there is.
ALL_WAIT = """
    WITH cut AS (
        SELECT id, (row_number() OVER (ORDER BY id) - 1) / 500 AS slice FROM notices_delivery
    ), batches AS (
        INSERT INTO notices_deliverybatch (queue, notice_id, channel, language, variant, priority,
            state, not_before, attempts, lease_host, lease_journal, size)
        SELECT 'alerts', (SELECT min(notice_id) FROM notices_delivery), 'email', 'ru', 'told', 0,
            'ready', %(now)s, 0, '', '', count(*)
        FROM cut GROUP BY slice
        RETURNING id
    ), numbered AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS slice FROM batches)
    UPDATE notices_delivery AS one SET state = 'queued', batch_id = numbered.id,
        queued_at = %(now)s - interval '1 hour', sent_at = NULL
    FROM cut JOIN numbered USING (slice) WHERE cut.id = one.id
"""


def main() -> int:
    """Build the house, measure, print; 1 when the auditor takes longer than it may."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        build()
        figures = measure()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    show(figures)
    return 0 if max(figures["all_gone_ms"], figures["all_waiting_ms"]) <= LIMIT_MS else 1


def measure() -> dict[str, float]:
    """Let the auditor look when all is gone and when nothing is; keep the best of each."""
    gone, read = by_turns()
    with connection.cursor() as cursor:
        cursor.execute(ALL_WAIT, {"now": clock.now()})
        cursor.execute("VACUUM ANALYZE")
    waiting, _read = by_turns()
    found = watch.findings()
    assert [one.kind for one in found] == [Silence.Kind.UNDELIVERED], found
    return {
        "messages": Delivery.objects.count(),
        "all_gone_ms": gone,
        "all_waiting_ms": waiting,
        "found": found[0].number,
        "baseline_ms": read,
        "gone_to_baseline": gone / read,
        "limit_ms": LIMIT_MS,
    }


def by_turns() -> tuple[float, float]:
    """Return what a look and a reading of every message take at best."""
    looks, reads = [], []
    for _round in range(ROUNDS):
        reads.append(timed(read_every_message))
        looks.append(timed(look))
    return min(looks), min(reads)


def look() -> None:
    """Ask the auditor's questions."""
    watch.findings()


if __name__ == "__main__":
    sys.exit(main())
