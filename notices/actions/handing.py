"""Passing on what a person was told and nobody at their body has answered."""

from django.db.models import Q

from agencies.models import User
from audit.record import Capacity
from notices.models import Addressee


def hand_over_notices(capacity: Capacity, leaving: User, successor: User) -> int:
    """Address to a successor what still waits for an answer of a body; part of an action.

    The row of who leaves stays: the record of who was told does not change.
    """
    asks = Q(notice__norm__isnull=False) | ~Q(notice__answer_purpose="")
    body = capacity.body
    waiting = Addressee.objects.filter(
        asks, person=leaving, body=body, answered_at__isnull=True, notice__closed_at__isnull=True
    )
    told = Addressee.objects.filter(person=successor, body=body).values("notice_id")
    handed = [
        Addressee(
            notice_id=one.notice_id, body=body, person=successor,
            is_counted=one.is_counted, first_step=one.first_step,
        )
        for one in waiting.exclude(notice__in=told).order_by("pk")
    ]  # fmt: skip
    Addressee.objects.bulk_create(handed)
    return waiting.count()
