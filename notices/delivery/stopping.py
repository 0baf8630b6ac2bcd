"""Ending deliveries before they go: a body has answered, or nobody is asked any more."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from agencies.models import Body, User
from audit import clock
from notices import fanout
from notices.models import Addressee, Contact, Delivery, DeliveryBatch, LadderStep, Notice


@transaction.atomic
def stop_deliveries(notice: Notice, body: Body, *, answered_by: User | None = None) -> int:
    """Stop what is queued for the people of a body that has answered; others continue.

    A person addressed for several bodies is asked on until every one of them has answered.
    Whoever answers for a body that nobody was told for becomes its addressee.
    """
    fanout.hold_still([notice.pk], shared=True)
    own = Addressee.objects.filter(notice=notice, body=body)
    if answered_by is not None and not own.exists():
        Addressee.objects.create(notice=notice, body=body, person=answered_by)
    people = list(own.values_list("person_id", flat=True))
    # Two bodies of one person may answer at the same time: the second waits for the first here.
    theirs = Addressee.objects.filter(notice=notice, person__in=people)
    rows = list(theirs.select_for_update().order_by("pk"))
    now = clock.now()
    theirs.filter(body=body, answered_at__isnull=True).update(answered_at=now)
    _ahead(notice).filter(body=body).update(dropped_at=now)
    silent = {one.person_id for one in rows if one.body_id != body.pk and not one.answered_at}
    systems = Contact.objects.filter(body=body)
    return _stop(notice, Q(person__in=set(people) - silent) | Q(contact__in=systems))


@transaction.atomic
def close_notice(notice: Notice) -> int:
    """Ask nobody any more: the ladder ends and what is queued stops."""
    if notice.closed_at is None:
        notice.closed_at = clock.now()
        notice.save(update_fields=["closed_at"])
    _ahead(notice).update(dropped_at=notice.closed_at)
    people = Addressee.objects.filter(notice=notice).values_list("person_id", flat=True)
    return _stop(notice, Q(person__in=set(people)) | Q(person__isnull=True))


def settle_played_past() -> int:
    """Mark as sent or made what a played past left: history writes to nobody (demonstration)."""
    if not settings.DEMONSTRATION:
        return 0
    past = clock.now() - dt.timedelta(minutes=1)
    queued = Delivery.objects.filter(state=Delivery.State.QUEUED, queued_at__lt=past)
    with transaction.atomic():
        ahead = LadderStep.objects.filter(made_at__isnull=True, dropped_at__isnull=True)
        ahead.filter(due_at__lt=past).update(made_at=F("due_at"))
        batches = set(queued.order_by().values_list("batch_id", flat=True))
        DeliveryBatch.objects.filter(pk__in=batches - {None}).update(
            state=DeliveryBatch.State.DONE
        )
        return queued.update(
            state=Delivery.State.SENT, sent_at=F("queued_at"), attempts=1, words="250 2.0.0 Ok"
        )


def _ahead(notice: Notice) -> QuerySet[LadderStep]:
    return LadderStep.objects.filter(notice=notice, made_at__isnull=True, dropped_at__isnull=True)


def _stop(notice: Notice, whose: Q) -> int:
    queued = Delivery.objects.filter(whose, notice=notice, state=Delivery.State.QUEUED)
    # Always in the order of their numbers: a worker writes its outcomes at the same time.
    held = list(queued.select_for_update().order_by("pk").values_list("pk", flat=True))
    return queued.filter(pk__in=held).update(state=Delivery.State.STOPPED, not_before=None)
