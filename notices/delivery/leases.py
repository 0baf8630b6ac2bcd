"""Leases: one worker holds a batch for a while, and the claim is committed before it sends."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from audit import clock
from notices import journal
from notices.models import DeliveryBatch

LEASE = dt.timedelta(seconds=60)
SMALL, MOST_TOGETHER = 10, 20
_READY = """
    SELECT id FROM notices_deliverybatch
    WHERE state = 'ready' AND queue = %(queue)s AND not_before <= %(now)s
"""
# What is taken is chosen once, before anything changes: a subquery within the update may be asked
# again for each row, and then takes more than its limit.
_CLAIM = """
    WITH taken AS MATERIALIZED (
        {ready} ORDER BY priority, not_before, id LIMIT {most} FOR UPDATE SKIP LOCKED
    )
    UPDATE notices_deliverybatch
    SET state = 'leased', lease_host = %(host)s, lease_journal = %(journal)s,
        leased_until = %(until)s, attempts = attempts + 1
    WHERE id IN (SELECT id FROM taken)
    RETURNING id, channel, attempts, notice_id, language, variant, priority, queue, size
"""
_ONE = _CLAIM.format(ready=_READY, most=1)
# Small batches go together, or the work around them would cost more than the messages.
_MORE = _CLAIM.format(
    ready=f"{_READY} AND size <= {SMALL} AND (channel, priority) = (%(channel)s, %(priority)s)",
    most=MOST_TOGETHER - 1,
)


@dataclass(frozen=True)
class Lease:
    """The right of one worker to send one batch."""

    batch_id: int
    channel: str
    attempts: int
    notice_id: int
    language: str
    variant: str
    priority: int
    queue: str
    size: int

    @property
    def is_urgent(self) -> bool:
        """Tell whether these messages are an alert, which waits a minute at most."""
        return self.queue == "alerts"


def claim(queue: str, journal_name: str) -> list[Lease]:
    """Take the most urgent batch that nobody holds, and others like it if it is small."""
    now = clock.now()
    facts: dict[str, str | int | dt.datetime] = {
        "host": journal.HOST,
        "journal": journal_name,
        "until": now + LEASE,
        "queue": queue,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ONE, facts)
        leases = [Lease(*row) for row in cursor.fetchall()]
        if leases and leases[0].size <= SMALL:
            own: dict[str, str | int | dt.datetime] = {
                "channel": leases[0].channel,
                "priority": leases[0].priority,
            }
            cursor.execute(_MORE, facts | own)
            leases += sorted((Lease(*row) for row in cursor.fetchall()), key=_number)
    return leases


def ready(queue: str) -> list[tuple[int, str]]:
    """Return (priority, channel) of what waits for a worker."""
    waiting = DeliveryBatch.objects.filter(
        state=DeliveryBatch.State.READY, queue=queue, not_before__lte=clock.now()
    )
    return list(waiting.order_by().values_list("priority", "channel").distinct())


def keep(leases: Iterable[Lease], journal_name: str) -> bool:
    """Hold batches for longer; False when another worker was given one of them."""
    held = [lease.batch_id for lease in leases]
    return _held(held, journal_name).update(leased_until=clock.now() + LEASE) == len(held)


def give_back(leases: Iterable[Lease], journal_name: str, again_at: dt.datetime | None) -> None:
    """End leases: the batches are done, or ready again from an instant on."""
    held = _held([lease.batch_id for lease in leases], journal_name)
    if again_at is None:
        held.update(state=DeliveryBatch.State.DONE, leased_until=None)
    else:
        held.update(state=DeliveryBatch.State.READY, leased_until=None, not_before=again_at)


def _number(lease: Lease) -> int:
    return lease.batch_id


def _held(batches: Iterable[int], journal_name: str) -> QuerySet[DeliveryBatch]:
    return DeliveryBatch.objects.filter(
        pk__in=list(batches), lease_journal=journal_name, state=DeliveryBatch.State.LEASED
    )
