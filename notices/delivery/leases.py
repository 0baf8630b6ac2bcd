"""Leases: one worker holds one batch for a while, and the claim is committed before it sends."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from audit import clock
from notices import journal
from notices.models import DeliveryBatch

LEASE = dt.timedelta(seconds=60)
_CLAIM = """
    UPDATE notices_deliverybatch
    SET state = 'leased', lease_host = %(host)s, lease_journal = %(journal)s,
        leased_until = %(until)s, attempts = attempts + 1
    WHERE id = (
        SELECT id FROM notices_deliverybatch
        WHERE state = 'ready' AND queue = %(queue)s AND not_before <= %(now)s
        ORDER BY priority, not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, channel, attempts
"""


@dataclass(frozen=True)
class Lease:
    """The right of one worker to send one batch."""

    batch_id: int
    channel: str
    attempts: int


def claim(queue: str, journal_name: str) -> Lease | None:
    """Take the most urgent batch that nobody holds."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "host": journal.HOST,
                "journal": journal_name,
                "until": now + LEASE,
                "queue": queue,
                "now": now,
            },
        )
        row = cursor.fetchone()
    return Lease(*row) if row else None


def keep(lease: Lease, journal_name: str) -> bool:
    """Hold a batch for longer; False when another worker was given it."""
    return bool(_held(lease, journal_name).update(leased_until=clock.now() + LEASE))


def give_back(lease: Lease, journal_name: str, again_at: dt.datetime | None) -> None:
    """End a lease: the batch is done, or ready again from an instant on."""
    if again_at is None:
        _held(lease, journal_name).update(state=DeliveryBatch.State.DONE, leased_until=None)
    else:
        _held(lease, journal_name).update(
            state=DeliveryBatch.State.READY, leased_until=None, not_before=again_at
        )


def _held(lease: Lease, journal_name: str) -> QuerySet[DeliveryBatch]:
    return DeliveryBatch.objects.filter(
        pk=lease.batch_id, lease_journal=journal_name, state=DeliveryBatch.State.LEASED
    )
