"""What stands still now: a handful of bounded questions, cheap beside any number of messages."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min

from audit import clock
from notices.models import DeliveryBatch, Heartbeat, Silence
from notices.watch.proving import proofs

AFTER_LEASE = dt.timedelta(seconds=15)
LIFE = dt.timedelta(seconds=60)
REMEMBERED = dt.timedelta(days=1)
MOST = 10_000
# What waits is found by its instant, what stands in an open batch by the batch: neither question
# reads a message that has gone. A message held on purpose is late only after its own instant.
_LATE = """
    SELECT queue, channel, count(*), min(since) FROM (
        SELECT one.queue, one.channel, one.queued_at AS since FROM notices_delivery AS one
        WHERE one.not_before IS NOT NULL AND one.batch_id IS NULL AND one.state = 'queued'
          AND CASE WHEN one.attempts > 0 THEN one.queued_at ELSE one.not_before END
              < CASE one.queue WHEN 'alerts' THEN %(alerts)s ELSE %(default)s END
        UNION ALL
        SELECT one.queue, one.channel, one.queued_at FROM notices_deliverybatch AS batch
        JOIN notices_delivery AS one ON one.batch_id = batch.id AND one.state = 'queued'
        WHERE batch.state = 'ready' AND one.queued_at
              < CASE one.queue WHEN 'alerts' THEN %(alerts)s ELSE %(default)s END
        UNION ALL
        SELECT one.queue, one.channel, one.queued_at FROM notices_deliverybatch AS batch
        JOIN notices_delivery AS one ON one.batch_id = batch.id AND one.state = 'queued'
        WHERE batch.state = 'leased' AND one.queued_at
              < CASE one.queue WHEN 'alerts' THEN %(alerts)s ELSE %(default)s END
        LIMIT %(most)s
    ) AS late GROUP BY queue, channel ORDER BY queue, channel
"""


@dataclass(frozen=True)
class Finding:
    """One thing that stands still: what, where, how many, since when."""

    kind: str
    about: str
    number: int
    since: dt.datetime

    @property
    def name(self) -> str:
        """Return what it is, in the reader's language."""
        return str(Silence.Kind(self.kind).label)

    @property
    def channel(self) -> str:
        """Return the channel of messages that wait, or of a missing proof."""
        return self.about.rpartition(" ")[2] if self.kind in CHANNELED else ""


CHANNELED = (Silence.Kind.UNDELIVERED, Silence.Kind.CHANNEL)


def findings() -> list[Finding]:
    """Return everything that stands still at this moment."""
    return [*_late(), *_leases(), *_workers(), *_beat(), *_unproven()]


def _late() -> Iterator[Finding]:
    now, norm = clock.now(), settings.DELIVERY_NORM_SECONDS
    facts = {queue: now - dt.timedelta(seconds=seconds) for queue, seconds in norm.items()}
    with connection.cursor() as cursor:
        cursor.execute(_LATE, {**facts, "most": MOST})
        for queue, channel, number, since in cursor.fetchall():
            yield Finding(Silence.Kind.UNDELIVERED, f"{queue} {channel}", number, since)


def _leases() -> Iterator[Finding]:
    over = DeliveryBatch.objects.filter(
        state=DeliveryBatch.State.LEASED, leased_until__lt=clock.now() - AFTER_LEASE
    )
    found = over.order_by().values("channel").annotate(n=Count("pk"), since=Min("leased_until"))
    for row in found.order_by("channel"):
        yield Finding(Silence.Kind.LEASE, row["channel"], row["n"], row["since"])


def _workers() -> Iterator[Finding]:
    now = clock.now()
    known = Heartbeat.objects.filter(part=Heartbeat.Part.WORKER, seen_at__gt=now - REMEMBERED)
    dead = [one for one in known if one.seen_at < now - LIFE]
    for one in dead:
        yield Finding(Silence.Kind.WORKER, one.name, 1, one.seen_at)
    if dead and len(dead) == len(known):
        yield Finding(Silence.Kind.NO_WORKER, "", len(dead), max(one.seen_at for one in dead))


def _beat() -> Iterator[Finding]:
    beat = Heartbeat.objects.filter(part=Heartbeat.Part.BEAT).first()
    if beat is not None and beat.seen_at < clock.now() - LIFE:
        yield Finding(Silence.Kind.BEAT, "", 1, beat.seen_at)


def _unproven() -> Iterator[Finding]:
    for one in proofs():
        if one.is_stale and one.asked_at is not None:
            since = one.proven_at or one.asked_at
            yield Finding(Silence.Kind.CHANNEL, one.channel, 1, since)
