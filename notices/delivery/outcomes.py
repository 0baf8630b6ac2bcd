"""What was said of the messages of a batch, written in one statement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from audit import clock
from notices.channels.parcels import Verdict
from notices.models import Contact, Delivery

MOST_ATTEMPTS = 12
_WORDS_KEPT = 300
_WRITE = """
    UPDATE notices_delivery AS delivery
    SET state = said.state, words = said.words, attempts = delivery.attempts + 1,
        sent_at = said.sent_at, not_before = coalesce(said.again_at, delivery.not_before),
        batch_id = CASE WHEN said.state = 'queued' THEN NULL ELSE delivery.batch_id END
    FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(words)s::text[],
                %(sent)s::timestamptz[], %(again)s::timestamptz[])
        AS said (id, state, words, sent_at, again_at)
    WHERE delivery.id = said.id
      AND (delivery.state = 'queued' OR (delivery.state = 'stopped' AND said.state = 'sent'))
"""


@dataclass(frozen=True)
class Outcome:
    """What was said of one delivery, and when."""

    delivery_id: int
    verdict: Verdict
    words: str
    at: dt.datetime
    attempts: int = 0
    contact_id: int = 0

    @property
    def state(self) -> str:
        """Return the state in which the delivery is left."""
        if self.verdict is Verdict.ACCEPTED:
            return Delivery.State.SENT
        if self.verdict is Verdict.LATER and self.attempts + 1 < MOST_ATTEMPTS:
            return Delivery.State.QUEUED
        return Delivery.State.FAILED

    @property
    def sent_at(self) -> dt.datetime | None:
        """Return when the provider accepted the message."""
        return self.at if self.verdict is Verdict.ACCEPTED else None

    @property
    def again_at(self) -> dt.datetime | None:
        """Return when to try again."""
        is_queued = self.state == Delivery.State.QUEUED
        return self.at + backoff(self.attempts) if is_queued else None


def backoff(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many attempts: soon at first, at most an hour."""
    return dt.timedelta(seconds=min(5 * 2**attempts, 3600))


def outcome_of(delivery: Delivery, verdict: Verdict, words: str) -> Outcome:
    """Note what was said of a delivery now."""
    return Outcome(
        delivery.pk, verdict, words, clock.now(), delivery.attempts, delivery.contact_id
    )


def write_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Write the outcomes of a batch; a message that went is sent even if it was stopped."""
    if not outcomes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "ids": [one.delivery_id for one in outcomes],
                "states": [str(one.state) for one in outcomes],
                "words": [one.words[:_WORDS_KEPT] for one in outcomes],
                "sent": [one.sent_at for one in outcomes],
                "again": [one.again_at for one in outcomes],
            },
        )
    for one in outcomes:
        if one.verdict is Verdict.NO_SUCH_ADDRESS:
            _mark_broken(one)


def _mark_broken(outcome: Outcome) -> None:
    """Show the owner of a contact that it does not work, in the provider's words."""
    Contact.objects.filter(pk=outcome.contact_id, broken_at__isnull=True).update(
        broken_at=outcome.at, broken_words=outcome.words[:_WORDS_KEPT]
    )
