"""One thing after the other: what fails is rolled back and told the auditor, the rest goes on."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.db import models, transaction
from django.utils.translation import gettext_noop

from agencies.models import Body
from alerts.models import AddressedBody, LevelDecision
from audit import clock
from audit.models import Entry
from audit.record import Capacity, record

logger = structlog.get_logger(__name__)
FAILED = gettext_noop("could not do by itself what was due: an error of the system")
ONCE_IN = dt.timedelta(hours=1)
Thing = TypeVar("Thing", bound=models.Model)


def each(things: Iterable[Thing], work: Callable[[Thing], int], name: str) -> int:
    """Do the work for each thing in a transaction of its own; return how much was done."""
    done = 0
    for thing in things:
        try:
            with transaction.atomic():
                done += work(thing)
        except Exception as error:
            logger.exception("a reminder failed", work=name, thing=thing.pk)
            _tell_the_auditor(thing, name, error)
    return done


def _tell_the_auditor(thing: models.Model, name: str, error: Exception) -> None:
    """Enter the failure in the record; while it goes on, once an hour."""
    said = Entry.objects.filter(
        object_type=thing._meta.label,
        object_id=str(thing.pk),
        verb=FAILED,
        changes__work=["", name],
        recorded_at__gt=clock.now() - ONCE_IN,
    )
    if not said.exists():
        changes = {"work": ["", name], "error": ["", type(error).__name__]}
        record(Capacity(None, _body_of(thing)), FAILED, thing, changes=changes)


def _body_of(thing: models.Model) -> Body | None:
    """Return the organisation whose auditor reads of it."""
    if isinstance(thing, AddressedBody):
        thing = thing.decision
    if isinstance(thing, LevelDecision):
        return thing.headquarters
    return thing if isinstance(thing, Body) else None
