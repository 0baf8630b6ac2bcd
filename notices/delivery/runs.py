"""A worker's run through a queue, batch after batch."""

import datetime as dt
import os
import time
from collections.abc import Iterator

import structlog
from django.db import transaction

from audit import clock
from notices import fanout, feed, gateway, journal
from notices.channels import CHANNELS
from notices.channels.parcels import Channel, Parcel, UnreachableError, Verdict
from notices.delivery import leases
from notices.delivery.leases import Lease
from notices.delivery.outcomes import Outcome, backoff, outcome_of, write_outcomes
from notices.models import Delivery

KEEP_LEASE_EVERY = 5.0
LONGEST_RUN = 20.0
logger = structlog.get_logger(__name__)


class LeaseLostError(Exception):
    """Another worker was given this batch: stop at once."""


class Run:
    """One batch on its way; the channel takes its parcels here and reports here."""

    def __init__(self, lease: Lease, own: journal.Journal) -> None:
        """Load what is still to be sent; what the gateway refuses is settled at once."""
        self.lease = lease
        self.journal = own
        self.again_at: dt.datetime | None = None
        self.outcomes: list[Outcome] = []
        self.going = 0
        self._kept_at = time.monotonic()
        self._stopped: set[int] = set()
        self._parcels, refused = gateway.parcels_of(lease.batch_id)
        self.notices = {parcel.delivery.notice_id for parcel in self._parcels}
        for delivery, words in refused:
            self.outcomes.append(outcome_of(delivery, Verdict.REFUSED, words))

    def parcels(self) -> Iterator[Parcel]:
        """Give each parcel that nobody stopped meanwhile, keeping the lease alive."""
        for parcel in self._parcels:
            if time.monotonic() - self._kept_at > KEEP_LEASE_EVERY:
                self._keep_lease()
            if parcel.delivery.pk not in self._stopped:
                yield parcel

    def begin(self, parcel: Parcel) -> None:
        """Write into the journal that a parcel is about to go."""
        self.going = parcel.delivery.pk
        self.journal.begin(self.lease.batch_id, self.going)

    def settle(
        self, parcel: Parcel, verdict: Verdict, words: str, following: Parcel | None = None
    ) -> None:
        """Write into the journal what was said and what goes next."""
        self.going = following.delivery.pk if following else 0
        self.journal.settle(
            self.lease.batch_id,
            parcel.delivery.pk,
            accepted=verdict is Verdict.ACCEPTED,
            following=self.going,
            words=words,
        )
        self.outcomes.append(outcome_of(parcel.delivery, verdict, words))

    def put_off(self) -> None:
        """Leave the rest for later: at once if something went out, else after a growing pause."""
        pause = dt.timedelta(0) if self.outcomes else backoff(self.lease.attempts - 1)
        self.again_at = clock.now() + pause

    def _keep_lease(self) -> None:
        self._kept_at = time.monotonic()
        if not leases.keep(self.lease, self.journal.name):
            raise LeaseLostError
        stopped = Delivery.objects.filter(batch=self.lease.batch_id, state=Delivery.State.STOPPED)
        self._stopped = set(stopped.values_list("pk", flat=True))


def deliver(queue: str, longest: float = LONGEST_RUN) -> int:
    """Send what is ready in a queue until nothing is left or time is up; count what was said.

    A run is short, so that the sweep, which waits in the same queue, has its turn.
    """
    own, settled = _own_journal(), 0
    until = time.monotonic() + longest
    open_channels: dict[str, Channel] = {}
    try:
        lease = _finish_and_claim(queue, own, None)
        while lease is not None:
            run = Run(lease, own)
            if lease.channel not in open_channels:
                open_channels[lease.channel] = CHANNELS[lease.channel]()
            _send(open_channels[lease.channel], run)
            settled += len(run.outcomes)
            is_over = time.monotonic() > until
            lease = _finish_and_claim("" if is_over else queue, own, run)
            if is_over:
                fanout.wake(queue, workers=1)
    except BaseException:
        _abandon_journal()
        raise
    finally:
        for channel in open_channels.values():
            channel.close()
    return settled


_own: list[journal.Journal] = []


def _own_journal() -> journal.Journal:
    """Return the journal of this process, a new one after a fork."""
    if not _own or _own[-1].process != os.getpid():
        _own[:] = [journal.Journal()]
    return _own[-1]


def _abandon_journal() -> None:
    """Leave the journal to the sweep, as a dead worker does: its outcomes are written nowhere."""
    while _own:
        _own.pop().abandon()


def _send(channel: Channel, run: Run) -> None:
    try:
        channel.send(run)
    except UnreachableError as cut_off:
        logger.warning("a channel is cut off", channel=run.lease.channel, words=str(cut_off))
        run.put_off()
    except LeaseLostError:
        logger.warning("a lease was lost", batch=run.lease.batch_id)
    except Exception:
        # One batch that cannot be sent must not stand in the way of the others.
        logger.exception("a batch cannot be sent", batch=run.lease.batch_id)
        run.put_off()


def _finish_and_claim(queue: str, own: journal.Journal, finished: Run | None) -> Lease | None:
    """Commit the outcomes of one batch together with the claim on the next."""
    with transaction.atomic():
        if finished is not None:
            _finish(finished)
        claimed = leases.claim(queue, own.name) if queue else None
    own.clear()
    return claimed


def _finish(run: Run) -> None:
    write_outcomes(run.outcomes)
    if run.going:
        Delivery.objects.filter(pk=run.going, state=Delivery.State.QUEUED).update(
            in_doubt_at=clock.now()
        )
    leases.give_back(run.lease, run.journal.name, run.again_at)
    for notice_id in run.notices:
        feed.publish(f"notice-{notice_id}", notice_id)
