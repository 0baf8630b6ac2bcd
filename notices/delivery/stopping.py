"""Ending deliveries before they go: a body has answered, or nobody is asked any more."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agencies.models import Body
from audit import clock
from notices.models import Addressee, Delivery, DeliveryBatch, LadderStep, Notice


@transaction.atomic
def stop_deliveries(notice: Notice, body: Body) -> int:
    """Stop what is queued for the people of a body that has answered; others continue.

    A person addressed for several bodies is asked on until every one of them has answered.
    """
    people = list(
        Addressee.objects.filter(notice=notice, body=body).values_list("person_id", flat=True)
    )
    # Two bodies of one person may answer at the same time: the second waits for the first here.
    theirs = Addressee.objects.filter(notice=notice, person__in=people)
    rows = list(theirs.select_for_update().order_by("pk"))
    now = clock.now()
    theirs.filter(body=body, answered_at__isnull=True).update(answered_at=now)
    silent = {one.person_id for one in rows if one.body_id != body.pk and not one.answered_at}
    return _stop(notice, set(people) - silent)


@transaction.atomic
def close_notice(notice: Notice) -> int:
    """Ask nobody any more: the ladder ends and what is queued stops."""
    if notice.closed_at is None:
        notice.closed_at = clock.now()
        notice.save(update_fields=["closed_at"])
    people = Addressee.objects.filter(notice=notice).values_list("person_id", flat=True)
    return _stop(notice, set(people))


def settle_played_past() -> int:
    """Mark as sent or made what a played past left: history writes to nobody (demonstration)."""
    if not settings.DEMONSTRATION:
        return 0
    past = clock.now() - dt.timedelta(minutes=1)
    queued = Delivery.objects.filter(state=Delivery.State.QUEUED, queued_at__lt=past)
    with transaction.atomic():
        LadderStep.objects.filter(made_at__isnull=True, due_at__lt=past).update(
            made_at=F("due_at")
        )
        batches = set(queued.order_by().values_list("batch_id", flat=True))
        DeliveryBatch.objects.filter(pk__in=batches - {None}).update(
            state=DeliveryBatch.State.DONE
        )
        return queued.update(
            state=Delivery.State.SENT, sent_at=F("queued_at"), attempts=1, words="250 2.0.0 Ok"
        )


def _stop(notice: Notice, people: set[int]) -> int:
    queued = Delivery.objects.filter(notice=notice, person__in=people, state=Delivery.State.QUEUED)
    return queued.update(state=Delivery.State.STOPPED)
