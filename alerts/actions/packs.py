"""Taking the after-action pack away: who took it, and when, is in the record."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.models import LevelDecision
from audit import clock
from audit.models import Entry
from audit.record import record

TAKEN = gettext_noop("took the after-action pack")
ONE_READING = dt.timedelta(minutes=30)


@transaction.atomic
def take_pack(decision: LevelDecision, *, actor: User) -> Entry | None:
    """Note that a person takes the pack of a level; again within half an hour adds nothing."""
    capacity = access.require_desk_reader(actor, decision)
    already = Entry.objects.filter(
        actor=actor,
        verb=TAKEN,
        object_type=LevelDecision._meta.label,
        object_id=str(decision.pk),
        recorded_at__gt=clock.now() - ONE_READING,
    )
    return None if already.exists() else record(capacity, TAKEN, decision)
