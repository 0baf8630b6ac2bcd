"""The one clock: every instant the product writes or compares comes from here."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_played: ContextVar[dt.datetime | None] = ContextVar("played_instant", default=None)


def now() -> dt.datetime:
    """Return the present instant in UTC, or the instant being played."""
    return _played.get() or timezone.now()


def zone() -> ZoneInfo:
    """Return the zone in which the institution counts its days."""
    return ZoneInfo(settings.TIME_ZONE)


def local_date(instant: dt.datetime) -> dt.date:
    """Return the calendar day of an instant where the institution sits."""
    return instant.astimezone(zone()).date()


def today() -> dt.date:
    """Return the present calendar day of the institution."""
    return local_date(now())


def midnight(day: dt.date) -> dt.datetime:
    """Return the instant at which a calendar day of the institution begins."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=zone())


def is_played() -> bool:
    """Tell whether a past is being played rather than lived."""
    return _played.get() is not None


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Play the product's own actions at a given instant (demonstration and tests only)."""
    if timezone.is_naive(instant):
        raise ValueError("An instant needs its offset.")
    token = _played.set(instant)
    try:
        yield
    finally:
        _played.reset(token)
