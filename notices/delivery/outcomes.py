"""What was said of the messages of a batch, written in one statement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from audit import clock
from notices import fanout
from notices.channels.parcels import Parcel, Verdict
from notices.models import Contact, Delivery

MOST_ATTEMPTS = {False: 12, True: 180}  # three hours of patience each, by urgency
LONGEST_PAUSE = {False: 3600, True: 60}
_HOLD = "SELECT FROM notices_delivery WHERE id = ANY(%(ids)s) ORDER BY id FOR UPDATE"
_WORDS_KEPT = 300
_WRITE = """
    UPDATE notices_delivery AS delivery
    SET state = said.state, words = said.words, attempts = delivery.attempts + 1,
        sent_at = said.sent_at, not_before = said.again_at,
        in_doubt_at = coalesce(said.doubted_at, delivery.in_doubt_at),
        batch_id = CASE WHEN said.state = 'queued' THEN NULL ELSE delivery.batch_id END
    FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(words)s::text[],
                %(sent)s::timestamptz[], %(again)s::timestamptz[], %(doubted)s::timestamptz[])
        AS said (id, state, words, sent_at, again_at, doubted_at)
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
    is_urgent: bool = False

    @property
    def state(self) -> str:
        """Return the state in which the delivery is left."""
        if self.verdict is Verdict.ACCEPTED:
            return Delivery.State.SENT
        is_open = self.verdict in (Verdict.LATER, Verdict.IN_DOUBT)
        if is_open and self.attempts + 1 < MOST_ATTEMPTS[self.is_urgent]:
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
        return self.at + backoff(self.attempts, is_urgent=self.is_urgent) if is_queued else None

    @property
    def doubted_at(self) -> dt.datetime | None:
        """Return since when nobody knows whether the message arrived."""
        return self.at if self.verdict is Verdict.IN_DOUBT else None


def backoff(attempts: int, *, is_urgent: bool) -> dt.timedelta:
    """Return how long to wait after so many attempts: soon at first, then ever longer."""
    longest = LONGEST_PAUSE[is_urgent]
    return dt.timedelta(seconds=min(5 * 2 ** min(attempts, 10), longest))


def outcome_of(parcel: Parcel, verdict: Verdict, words: str, *, is_urgent: bool) -> Outcome:
    """Note what was said of a parcel now."""
    return Outcome(
        parcel.pk, verdict, words, clock.now(), parcel.attempts, parcel.contact_id, is_urgent
    )


def write_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Write the outcomes of a batch; a message that went is sent even if it was stopped."""
    if not outcomes:
        return
    failed = [one.delivery_id for one in outcomes if one.state == Delivery.State.FAILED]
    with transaction.atomic(), connection.cursor() as cursor:
        fanout.hold_answers_about(failed)
        cursor.execute(_HOLD, {"ids": [one.delivery_id for one in outcomes]})
        cursor.execute(
            _WRITE,
            {
                "ids": [one.delivery_id for one in outcomes],
                "states": [str(one.state) for one in outcomes],
                "words": [one.words[:_WORDS_KEPT] for one in outcomes],
                "sent": [one.sent_at for one in outcomes],
                "again": [one.again_at for one in outcomes],
                "doubted": [one.doubted_at for one in outcomes],
            },
        )
    for one in outcomes:
        if one.verdict is Verdict.NO_SUCH_ADDRESS:
            _mark_broken(one)
    fanout.write_fallbacks(failed)


def _mark_broken(outcome: Outcome) -> None:
    """Show the owner of a contact that it does not work, in the provider's words."""
    Contact.objects.filter(pk=outcome.contact_id, broken_at__isnull=True).update(
        broken_at=outcome.at, broken_words=outcome.words[:_WORDS_KEPT]
    )
