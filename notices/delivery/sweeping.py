"""The sweep: the guarantee behind every wake-up, safe to run anywhere and at any time."""

import datetime as dt

import structlog
from django.db import transaction

from audit import clock
from notices import fanout, journal
from notices.channels.parcels import Verdict
from notices.delivery.outcomes import Outcome, write_outcomes
from notices.journal import Page
from notices.models import Delivery, DeliveryBatch, Heartbeat
from notices.watch.life import show_life

GRACE = dt.timedelta(seconds=60)
logger = structlog.get_logger(__name__)


def sweep() -> None:
    """Make sure that nothing stands still: dead leases, due steps, retries, ready batches."""
    show_life(Heartbeat.Part.BEAT)
    for part in (release_dead_leases, fanout.make_due_steps, fanout.slice_retries, wake_workers):
        try:
            part()
        except Exception:
            # What cannot be done now must not keep the rest from being done.
            logger.exception("a part of the sweep failed", part=part.__name__)


def wake_workers() -> None:
    """Wake a worker for each queue in which something is ready."""
    ready = DeliveryBatch.objects.filter(
        state=DeliveryBatch.State.READY, not_before__lte=clock.now()
    )
    for queue in ready.order_by().values_list("queue", flat=True).distinct():
        fanout.wake(queue, workers=1)


def release_dead_leases() -> int:
    """Give back the batches whose worker died; return how many."""
    leased = list(DeliveryBatch.objects.filter(state=DeliveryBatch.State.LEASED).order_by("pk"))
    released = 0
    for batch in leased:
        page = _page_of(batch)
        if page is not None:
            released += _release(batch, page)
    _forget_journals()
    return released


def _page_of(batch: DeliveryBatch) -> Page | None:
    """Return what is known of a batch whose lease has ended, or None while it is held.

    The journal belongs to the host of the lease: that host learns at once that a worker died,
    and has a grace after the end of the lease before any other host takes the batch over.
    """
    now, until = clock.now(), batch.leased_until or clock.now()
    is_ours = batch.lease_host == journal.HOST
    if is_ours and journal.has_lost_its_writer(batch.lease_journal):
        return (journal.read(batch.lease_journal) or {}).get(batch.pk, Page())
    if now < until:
        return None
    pages = journal.read(batch.lease_journal) if is_ours else None
    if pages is not None:
        return pages.get(batch.pk, Page())
    if not is_ours and now < until + GRACE:
        return None
    queued = Delivery.objects.filter(batch=batch, state=Delivery.State.QUEUED)
    return Page(begun=set(queued.values_list("pk", flat=True)))


@transaction.atomic
def _release(batch: DeliveryBatch, page: Page) -> int:
    """Write what the journal knows and let another worker have the rest."""
    held = DeliveryBatch.objects.select_for_update(skip_locked=True).filter(
        pk=batch.pk,
        state=DeliveryBatch.State.LEASED,
        lease_journal=batch.lease_journal,
        leased_until=batch.leased_until,
    )
    if not held:
        return 0
    write_outcomes(
        [Outcome(pk, Verdict.ACCEPTED, words, at) for pk, (at, words) in page.accepted.items()]
    )
    Delivery.objects.filter(pk__in=page.in_doubt, state=Delivery.State.QUEUED).update(
        in_doubt_at=clock.now()
    )
    held.update(state=DeliveryBatch.State.READY, leased_until=None, not_before=clock.now())
    logger.warning(
        "a dead worker's batch is ready again",
        batch=batch.pk,
        accepted=len(page.accepted),
        in_doubt=len(page.in_doubt),
    )
    return 1


def _forget_journals() -> None:
    """Remove the journals of dead workers once no lease names them."""
    leased = DeliveryBatch.objects.filter(state=DeliveryBatch.State.LEASED)
    still = set(leased.values_list("lease_journal", flat=True))
    for name in journal.abandoned():
        if name not in still:
            journal.remove(name)
