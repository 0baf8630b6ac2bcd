"""A person says when ordinary notices may come; levels and what is urgent come at once."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import User
from audit import clock
from audit.record import SYSTEM, Capacity, record
from notices import fanout
from notices.actions.issuing import write_notice
from notices.fanout import holding
from notices.models import Delivery, Notice, Rest
from notices.texts import AddresseeSpec


@transaction.atomic
def change_rest(
    *,
    actor: User,
    quiet_from: dt.time | None = None,
    quiet_until: dt.time | None = None,
    digest_at: dt.time | None = None,
) -> Rest:
    """Set one's own quiet hours and the hour of the digest."""
    if (quiet_from is None) != (quiet_until is None):
        raise ValidationError(_("Quiet hours have a beginning and an end."))
    if quiet_from is not None and quiet_from == quiet_until:
        raise ValidationError(_("Quiet hours end at another time than they begin."))
    wanted = {"quiet_from": quiet_from, "quiet_until": quiet_until, "digest_at": digest_at}
    kept = Rest.objects.select_for_update().filter(person=actor).first()
    before = {name: getattr(kept, name) if kept else None for name in wanted}
    if before == wanted:
        return kept or Rest(person=actor, changed_at=clock.now())
    rest, _is_new = Rest.objects.update_or_create(
        person=actor, defaults={**wanted, "changed_at": clock.now()}
    )
    changes = {name: [str(before[name] or ""), str(value or "")] for name, value in wanted.items()}
    capacity = Capacity(actor, rights.home_body(actor))
    record(capacity, gettext_noop("changed when ordinary notices come"), rest, changes=changes)
    return rest


@transaction.atomic
def make_digests(*, actor: None = None) -> int:
    """Tell each person, as the system, what was held for them and is due; return how many.

    Whom no digest can reach is left what was held: it goes out, or fails, message by message.
    """
    every = holding.due_digests().items()
    return sum(_tell_in_a_digest(person, held) for person, held in every)


@transaction.atomic
def _tell_in_a_digest(person: int, held: list[Delivery]) -> bool:
    """Write one person's digest and settle what it says; where it goes nowhere, undo it."""
    home = rights.home_body(User.objects.get(pk=person))
    if home is None:
        return False
    digest = write_notice(
        SYSTEM,
        holding.words_of_digest(row.notice for row in held),
        kind=Notice.Kind.DIGEST,
        urgency=Notice.Urgency.ORDINARY,
        thing_path="/inbox/",
    )
    fanout.write_addressees(digest, [AddresseeSpec(person, home.pk, counted=False)])
    if not fanout.write_deliveries(digest):
        transaction.set_rollback(True)
        return False
    holding.settle_digested(held)
    record(SYSTEM, gettext_noop("told in a digest"), digest)
    fanout.ring(digest)
    return True
