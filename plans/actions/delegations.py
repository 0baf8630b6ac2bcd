"""A head lets another decide for them: on kinds of things, between two days."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.record import Changes, record
from plans import access
from plans.actions import telling
from plans.models import Delegation


@transaction.atomic
def delegate(
    *,
    actor: User,
    body: Body,
    delegate: User,
    closing: bool,
    term: bool,
    starts_on: dt.date,
    ends_on: dt.date,
    ground: str = "",
) -> Delegation:
    """Let another decide for the head; the record will say of each decision "A for B"."""
    capacity = access.require_head(actor, body)
    _refuse_what_cannot_be_delegated(actor, body, delegate, starts_on, ends_on)
    if not (closing or term):
        raise ValidationError(_("Say what is delegated."))
    given, created = Delegation.objects.get_or_create(
        body=body,
        granted_by=actor,
        delegate=delegate,
        closing=closing,
        term=term,
        starts_on=starts_on,
        ends_on=ends_on,
        revoked_at=None,
        defaults={"ground": ground, "granted_at": clock.now()},
    )
    if not created:
        return given
    kinds = [kind for kind, has in (("closing", closing), ("term", term)) if has]
    changes: Changes = {
        "kinds": ["", ", ".join(kinds)],
        "from": ["", starts_on.isoformat()],
        "until": ["", ends_on.isoformat()],
    }
    record(capacity, gettext_noop("delegated decisions"), given, changes=changes, reason=ground)
    telling.tell_delegate(capacity, given)
    return given


@transaction.atomic
def revoke_delegation(delegation: Delegation, *, actor: User) -> Delegation:
    """Take a delegation back; what was decided under it stands."""
    capacity = access.require_head(actor, delegation.body)
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if delegation.revoked_at is not None:
        return delegation
    delegation.revoked_at = clock.now()
    delegation.save(update_fields=["revoked_at"])
    record(capacity, gettext_noop("took a delegation back"), delegation)
    return delegation


def _refuse_what_cannot_be_delegated(
    actor: User, body: Body, delegate: User, starts_on: dt.date, ends_on: dt.date
) -> None:
    if delegate == actor:
        raise ValidationError({"delegate": _("Nobody delegates to themselves.")})
    if not access.may_be_delegate(delegate, body):
        sentence = _("Only who holds a post at the organisation decides in its head's place.")
        raise ValidationError({"delegate": sentence})
    if ends_on < starts_on or ends_on < clock.today():
        raise ValidationError({"ends_on": _("Name a last day that is still to come.")})
