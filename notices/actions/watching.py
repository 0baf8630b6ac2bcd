"""Asking the channels to prove themselves out of turn."""

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.background import after_commit
from agencies.models import Body, User
from audit.record import Capacity, record
from notices import access


@transaction.atomic
def prove_channels(*, actor: User) -> None:
    """Have one message go through each channel to an address of our own, now."""
    access.require_watcher(actor)
    body = rights.home_body(actor)
    centre = body or Body.objects.get(kind=Body.Kind.CENTRE)
    record(Capacity(actor, centre), gettext_noop("asked the channels for a proof"), centre)
    after_commit("notices.tasks.prove_channels", queue="alerts")
