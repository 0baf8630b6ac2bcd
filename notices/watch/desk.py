"""What the duty desk is shown of the delivery: silences, proofs, the queue, broken contacts."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from agencies import background
from agencies.access.rights import Someone
from audit import clock
from notices import access
from notices.models import Contact, DeliveryBatch, Heartbeat, Silence
from notices.watch.findings import Finding, findings
from notices.watch.proving import ProofOf, proofs

UNCLAIMED = dt.timedelta(seconds=5)
MOST = 20_000
_QUEUE = """
    SELECT queue, priority, channel, count(*), min(queued_at) FROM (
        SELECT queue, priority, channel, queued_at FROM notices_delivery
        WHERE not_before IS NOT NULL AND batch_id IS NULL AND state = 'queued'
        UNION ALL
        SELECT one.queue, one.priority, one.channel, one.queued_at
        FROM notices_deliverybatch AS batch
        JOIN notices_delivery AS one ON one.batch_id = batch.id AND one.state = 'queued'
        WHERE batch.state = 'ready'
        UNION ALL
        SELECT one.queue, one.priority, one.channel, one.queued_at
        FROM notices_deliverybatch AS batch
        JOIN notices_delivery AS one ON one.batch_id = batch.id AND one.state = 'queued'
        WHERE batch.state = 'leased'
        LIMIT %(most)s
    ) AS waiting GROUP BY queue, priority, channel ORDER BY priority, queue, channel
"""


@dataclass(frozen=True)
class Waiting:
    """How many messages of one priority wait on one channel, and since when the oldest does."""

    queue: str
    priority: int
    channel: str
    number: int
    since: dt.datetime

    @property
    def name(self) -> str:
        """Return the channel in the reader's language."""
        return str(Contact.Channel(self.channel).label)

    @property
    def is_alert(self) -> bool:
        """Tell whether these go before everything else."""
        return self.queue == "alerts"


@dataclass(frozen=True)
class State:
    """Everything the duty desk knows of the delivery at one moment."""

    findings: list[Finding]
    proofs: list[ProofOf]
    waiting: list[Waiting]
    parts: list[Heartbeat]
    past: list[Silence]
    takes_tasks: bool

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing stands still."""
        return not self.findings and self.takes_tasks


def state() -> State:
    """Return the state of the delivery now, read from its rows."""
    return State(
        findings=findings(),
        proofs=proofs(),
        waiting=waiting(),
        parts=list(Heartbeat.objects.order_by("part", "name")),
        past=list(Silence.objects.filter(ended_at__isnull=False).order_by("-ended_at")[:10]),
        takes_tasks=background.takes_tasks(),
    )


def waiting() -> list[Waiting]:
    """Return what waits, in the order in which it will go."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, {"most": MOST})
        return [Waiting(*row) for row in cursor.fetchall()]


def stands_since() -> dt.datetime | None:
    """Return since when an alert lies ready and no worker has taken it, or None."""
    unclaimed = DeliveryBatch.objects.filter(
        state=DeliveryBatch.State.READY,
        queue="alerts",
        not_before__lt=clock.now() - UNCLAIMED,
    )
    return unclaimed.order_by("not_before").values_list("not_before", flat=True).first()


def may_watch(user: Someone) -> bool:
    """Tell whether the delivery's state is open to a person."""
    return access.may_watch(user)


def broken_contacts(user: Someone) -> QuerySet[Contact]:
    """Return the contacts that do not work, of people and systems of bodies a person sees."""
    return (
        access.visible_broken_contacts(user)
        .select_related("person", "body")
        .order_by("-broken_at", "person__full_name", "pk")
    )
