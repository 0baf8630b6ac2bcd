"""Mutes: for a while a headquarters lets its notices not ring somebody; never those of red."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.record import record
from notices import access, feed
from notices.models import Mute

LONGEST = dt.timedelta(days=7)


@transaction.atomic
def mute(
    issuer: Body,
    *,
    actor: User,
    reason: str,
    ends_at: dt.datetime,
    body: Body | None = None,
    person: User | None = None,
) -> Mute:
    """Keep the notices of a headquarters from ringing a person or a body until an end."""
    capacity = access.require_muter(actor, issuer)
    now = clock.now()
    if (body is None) == (person is None):
        raise ValidationError(_("Name a person or an organisation."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if ends_at <= now:
        raise ValidationError({"ends_at": _("The end lies in the past.")})
    if ends_at > now + LONGEST:
        raise ValidationError({"ends_at": _("A mute lasts for seven days at most.")})
    ordered = Mute.objects.create(
        issuer=issuer,
        body=body,
        person=person,
        reason=reason.strip(),
        begun_at=now,
        begun_by=actor,
        ends_at=ends_at,
    )
    record(
        capacity,
        gettext_noop("muted notices"),
        ordered,
        reason=ordered.reason,
        changes={"until": ["", ends_at.isoformat()]},
    )
    feed.publish("desk-alerts", ordered.pk)
    return ordered


@transaction.atomic
def end_mute(mute: Mute, *, actor: User) -> Mute:
    """Let notices ring again before the end; one that is over already stays as it is."""
    capacity = access.require_muter(actor, mute.issuer)
    mute = Mute.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=mute.pk)
    if not mute.is_running:
        return mute
    mute.ended_at, mute.ended_by = clock.now(), actor
    mute.save(update_fields=["ended_at", "ended_by"])
    record(capacity, gettext_noop("let notices ring again"), mute)
    feed.publish("desk-alerts", mute.pk)
    return mute
