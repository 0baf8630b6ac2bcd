"""Opening a personal calendar at a secret address, and revoking it."""

import secrets

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import User
from audit import clock
from audit.record import Capacity, record
from meetings.models import CalendarFeed


@transaction.atomic
def open_feed(*, actor: User) -> str:
    """Open the actor's calendar and return its secret, kept nowhere; an older one ends."""
    capacity = _own(actor)
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    for older in CalendarFeed.objects.filter(person=actor, revoked_at__isnull=True):
        _revoke(older, capacity)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        person=actor, digest=rights.digest_of(token), opened_at=clock.now()
    )
    record(capacity, gettext_noop("opened a personal calendar"), feed)
    return token


@transaction.atomic
def revoke_feed(*, actor: User) -> None:
    """Revoke the actor's calendar: its address leads nowhere from now on."""
    capacity = _own(actor)
    rows = CalendarFeed.objects.select_for_update().filter(person=actor, revoked_at__isnull=True)
    for feed in rows:
        _revoke(feed, capacity)


def _own(actor: User) -> Capacity:
    return Capacity(person=actor, body=rights.home_body(actor))


def _revoke(feed: CalendarFeed, capacity: Capacity) -> None:
    feed.revoked_at = clock.now()
    feed.save(update_fields=["revoked_at"])
    record(capacity, gettext_noop("revoked a personal calendar"), feed)
