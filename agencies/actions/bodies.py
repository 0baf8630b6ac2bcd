"""Bodies: their entry into the house, their place in the tree, and their end."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access
from agencies.access import memory
from agencies.models import Appointment, Body, Subordination, Territory, User
from audit import clock
from audit.record import SYSTEM, record

ROOTS = (Body.Kind.CENTRE, Body.Kind.REPUBLICAN_HEADQUARTERS)
PARENT_KINDS: dict[str, tuple[str, ...]] = {
    Body.Kind.AGENCY: (Body.Kind.CENTRE,),
    Body.Kind.UNIT_COMMISSION: (Body.Kind.CENTRE,),
    Body.Kind.DISTRICT_COMMISSION: (Body.Kind.UNIT_COMMISSION,),
    Body.Kind.UNIT_HEADQUARTERS: (Body.Kind.REPUBLICAN_HEADQUARTERS,),
    Body.Kind.DISTRICT_HEADQUARTERS: (Body.Kind.UNIT_HEADQUARTERS,),
}


@transaction.atomic
def add_body(
    *,
    actor: User | None,
    parent: Body,
    kind: str,
    code: str,
    names: dict[str, str],
    abbreviations: dict[str, str],
    territory: Territory,
    valid_from: dt.date | None = None,
    order: int | None = None,
    acts_by_agreement: bool = False,
    roster_note: str = "",
) -> Body:
    """Add a body beneath another: a new member agency, a commission or a headquarters.

    `names` and `abbreviations` carry kk, ru and en. No actor: the first start of the system.
    """
    capacity = access.require(actor, access.MANAGE_PEOPLE, parent) if actor else SYSTEM
    if parent.kind not in PARENT_KINDS.get(kind, ()):
        raise ValidationError({"kind": _("A body of this kind cannot stand there in the tree.")})
    if Body.objects.filter(code=code).exists():
        raise ValidationError({"code": _("A body with this code is already here.")})
    body = Body.objects.create(
        code=code,
        kind=kind,
        territory=territory,
        valid_from=valid_from,
        order=_next_place(kind) if order is None else order,
        acts_by_agreement=acts_by_agreement,
        roster_note=roster_note,
        **{f"name_{language}": name for language, name in names.items()},
        **{f"abbreviation_{language}": short for language, short in abbreviations.items()},
    )
    Subordination.objects.create(body=body, parent=parent, valid_from=valid_from)
    memory.forget()
    record(capacity, gettext_noop("added the body"), body, body=parent)
    return body


@transaction.atomic
def end_body(
    body: Body, *, actor: User, ends_on: dt.date, successor: Body | None = None, reason: str = ""
) -> Body:
    """End a body on a day; its history stays, its appointments end, its successor is named.

    It keeps its place in the tree, so that those above still read what it left behind.
    """
    capacity = access.require(actor, access.MANAGE_PEOPLE, body)
    body = Body.objects.select_for_update().get(pk=body.pk)
    if body.valid_to is not None:
        raise ValidationError(_("This body has already ended."))
    if body.valid_from is not None and ends_on <= body.valid_from:
        raise ValidationError({"ends_on": _("A body ends after it began.")})
    if body.kind in ROOTS:
        raise ValidationError(_("The head of a tree is not ended here: everything hangs on it."))
    if successor == body:
        raise ValidationError({"successor": _("A body does not succeed itself.")})
    body.valid_to, body.successor = ends_on, successor
    body.save(update_fields=["valid_to", "successor"])
    last_instant = clock.midnight(ends_on)
    still_running = Q(ends_at__isnull=True) | Q(ends_at__gt=last_instant)
    Appointment.objects.filter(still_running, post__body=body).update(
        ends_at=Greatest("starts_at", Value(last_instant))
    )
    memory.forget()
    record(
        capacity,
        gettext_noop("ended the body"),
        body,
        changes={
            "until": ["", ends_on.isoformat()],
            "successor": ["", successor.code if successor else ""],
        },
        reason=reason,
    )
    return body


@transaction.atomic
def place_body_beneath(
    body: Body, *, actor: User | None, parent: Body, since: dt.date, reason: str = ""
) -> Subordination:
    """Move a body beneath another from a day on; where it stood before stays on record."""
    capacity = access.require(actor, access.MANAGE_PEOPLE, parent) if actor else SYSTEM
    if parent.kind not in PARENT_KINDS.get(body.kind, ()):
        raise ValidationError(_("A body of this kind cannot stand there in the tree."))
    current = Subordination.objects.select_for_update().in_force(since).filter(body=body).first()
    if current is not None and current.parent_id == parent.pk:
        return current
    if current is not None and actor is not None:
        access.require(actor, access.MANAGE_PEOPLE, current.parent)
    if current is not None:
        current.valid_to = since
        current.save(update_fields=["valid_to"])
    subordination = Subordination.objects.create(body=body, parent=parent, valid_from=since)
    memory.forget()
    before = current.parent.code if current else ""
    record(
        capacity,
        gettext_noop("placed beneath another body"),
        body,
        changes={"parent": [before, parent.code]},
        reason=reason,
    )
    return subordination


def _next_place(kind: str) -> int:
    last = Body.objects.filter(kind=kind).order_by("-order").first()
    return (last.order if last else 0) + 1
