"""A worker's run through a queue, batch after batch."""

import contextlib
import datetime as dt
import os
import time
from collections import defaultdict
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
from notices.gateway import Refused, Sheet
from notices.models import Delivery

KEEP_LEASE_EVERY = 2.0
LONGEST_RUN = 20.0
logger = structlog.get_logger(__name__)


class LeaseLostError(Exception):
    """Another worker was given this batch: stop at once."""


class Run:
    """One batch on its way; the channel takes its parcels here and reports here."""

    def __init__(
        self, lease: Lease, hold: "Hold", sheet: Sheet, parcels: list[Parcel], refused: Refused
    ) -> None:
        """Take what is still to be sent; what the gateway refuses is settled at once."""
        self.lease = lease
        self.hold = hold
        self.journal = hold.journal
        self.notice, self.texts = sheet.notice, sheet.texts
        self.language, self.variant, self.priority = lease.language, lease.variant, lease.priority
        self.again_at: dt.datetime | None = None
        self.outcomes: list[Outcome] = []
        self.going: set[int] = set()
        self._parcels = parcels
        self.size = len(parcels)
        self.contacts = frozenset(parcel.contact_id for parcel in parcels)
        for parcel, words in refused:
            self._note(parcel, Verdict.REFUSED, words)

    def parcels(self) -> Iterator[Parcel]:
        """Give each parcel that nobody stopped meanwhile, keeping the lease alive."""
        for parcel in self._parcels:
            self.hold.keep()
            if self.hold.makes_way_for(self.lease):
                self.again_at = clock.now()
                return
            if parcel.pk not in self.hold.stopped:
                yield parcel

    def begin(self, parcel: Parcel) -> None:
        """Write into the journal that a parcel is about to go."""
        self.going.add(parcel.pk)
        self.journal.begin(self.lease.batch_id, parcel.pk)

    def settle(
        self, parcel: Parcel, verdict: Verdict, words: str, following: Parcel | None = None
    ) -> None:
        """Write into the journal what was said and what goes next."""
        self.journal.settle(
            self.lease.batch_id,
            parcel.pk,
            state=verdict.name.lower(),
            following=following.pk if following else 0,
            words=words,
        )
        self.going.discard(parcel.pk)
        if following:
            self.going.add(following.pk)
        self._note(parcel, verdict, words)
        # An answer that has come is noted whoever holds the batch: the next parcel is not given.
        with contextlib.suppress(LeaseLostError):
            self.hold.keep()

    def put_off(self) -> None:
        """Leave the rest for later: at once if something went out, else after a growing pause."""
        waited = backoff(self.lease.attempts - 1, is_urgent=self.lease.is_urgent)
        pause = dt.timedelta(0) if self.outcomes else waited
        self.again_at = clock.now() + pause

    def _note(self, parcel: Parcel, verdict: Verdict, words: str) -> None:
        self.outcomes.append(outcome_of(parcel, verdict, words, is_urgent=self.lease.is_urgent))


class Hold:
    """The leases that a worker has at a time, kept alive, and what happened meanwhile.

    Messages were stopped, or something came that goes before these: then the rest waits.
    """

    def __init__(self, leases_held: list[Lease], own: journal.Journal) -> None:
        """Hold what was claimed."""
        self.leases = leases_held
        self.journal = own
        self.stopped: set[int] = set()
        self._first_in_line: tuple[int, int] | None = None
        self._kept_at = time.monotonic()
        self._is_lost = False

    def keep(self) -> None:
        """Prolong the leases and look for what was stopped, every few seconds."""
        if self._is_lost:
            raise LeaseLostError
        if time.monotonic() - self._kept_at < KEEP_LEASE_EVERY:
            return
        self._kept_at = time.monotonic()
        if not leases.keep(self.leases, self.journal.name):
            self._is_lost = True
            raise LeaseLostError
        stopped = Delivery.objects.filter(
            batch__in=[lease.batch_id for lease in self.leases], state=Delivery.State.STOPPED
        )
        self.stopped = set(stopped.values_list("pk", flat=True))
        ready = leases.ready(self.leases[0].queue)
        self._first_in_line = min((rank(*one) for one in ready), default=None)

    def makes_way_for(self, lease: Lease) -> bool:
        """Tell whether something more urgent, or as urgent and quicker, waits for a worker."""
        first = self._first_in_line
        return first is not None and first < rank(lease.priority, lease.channel)

    def runs(self, sheets: dict[int, Sheet]) -> list[Run]:
        """Load what is to be sent under these leases, each batch a run of its own."""
        unknown = {lease.notice_id for lease in self.leases} - sheets.keys()
        if unknown:
            sheets |= gateway.sheets_of(unknown)
        loaded = gateway.parcels_of(self.leases, sheets)
        return [
            Run(lease, self, sheets[lease.notice_id], *loaded[lease.batch_id])
            for lease in self.leases
        ]


def rank(priority: int, channel: str) -> tuple[int, int]:
    """Return the place of a batch in line: equal ones in the order of the registry."""
    return priority, list(CHANNELS).index(channel)


def deliver(queue: str, longest: float = LONGEST_RUN) -> int:
    """Send what is ready in a queue until nothing is left or time is up; count what was said.

    A run is short, so that the sweep, which waits in the same queue, has its turn.
    """
    own, settled = _own_journal(), 0
    until = time.monotonic() + longest
    open_channels: dict[str, Channel] = {}
    sheets: dict[int, Sheet] = {}
    try:
        claimed = _finish_and_claim(queue, own, [])
        while claimed:
            batches = Hold(claimed, own).runs(sheets)
            _send_all(batches, open_channels)
            settled += sum(len(run.outcomes) for run in batches)
            is_over = time.monotonic() > until
            claimed = _finish_and_claim("" if is_over else queue, own, batches)
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


def _send_all(batches: list[Run], open_channels: dict[str, Channel]) -> None:
    """Send batches of one channel; once it is cut off, the rest waits as well."""
    is_cut_off = False
    for run in batches:
        if is_cut_off:
            run.put_off()
            continue
        if run.lease.channel not in open_channels:
            open_channels[run.lease.channel] = CHANNELS[run.lease.channel]()
        is_cut_off = not _send(open_channels[run.lease.channel], run)


def _send(channel: Channel, run: Run) -> bool:
    """Send one batch; return whether its channel can be reached."""
    try:
        channel.send(run)
    except UnreachableError as cut_off:
        logger.warning("a channel is cut off", channel=run.lease.channel, words=str(cut_off))
        run.put_off()
        return bool(run.outcomes)
    except LeaseLostError:
        logger.warning("a lease was lost", batch=run.lease.batch_id)
        # One lost lease ends the whole hold: what is still held has not been sent.
        run.put_off()
    except Exception:
        # One batch that cannot be sent must not stand in the way of the others.
        logger.exception("a batch cannot be sent", batch=run.lease.batch_id)
        run.put_off()
    return True


def _finish_and_claim(queue: str, own: journal.Journal, finished: list[Run]) -> list[Lease]:
    """Commit the outcomes of what was sent together with the claim on the next."""
    with transaction.atomic():
        if finished:
            _finish(finished)
        claimed = leases.claim(queue, own.name) if queue else []
    own.clear()
    return claimed


def _finish(finished: list[Run]) -> None:
    write_outcomes([outcome for run in finished for outcome in run.outcomes])
    going = {pk for run in finished for pk in run.going}
    if going:
        Delivery.objects.filter(pk__in=going, state=Delivery.State.QUEUED).update(
            in_doubt_at=clock.now()
        )
    by_instant: dict[dt.datetime | None, list[Lease]] = defaultdict(list)
    for run in finished:
        by_instant[run.again_at].append(run.lease)
    for again_at, held in by_instant.items():
        leases.give_back(held, finished[0].journal.name, again_at)
    for pk in {run.notice.pk for run in finished}:
        feed.publish(f"notice-{pk}", pk)
