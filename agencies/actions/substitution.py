"""A liaison names who stands in for them between two days; the record then says "A for B"."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access
from agencies.access import grants, memory
from agencies.models import Appointment, User
from audit import clock
from audit.record import Capacity, record


@transaction.atomic
def name_substitute(
    appointment: Appointment,
    *,
    actor: User,
    substitute: User,
    starts_on: dt.date,
    ends_on: dt.date,
    ground: str = "",
) -> Appointment:
    """Let a colleague hold one's own post beside oneself from one day to another, both included.

    Saying it twice changes nothing: the substitution in force is returned.
    """
    appointment = access.substitutable(actor).filter(pk=appointment.pk).first() or _refuse()
    substitute = User.objects.select_for_update().get(pk=substitute.pk)
    first, ends_at = _term(appointment, starts_on, ends_on)
    _refuse_who_cannot(appointment, substitute)
    held = Appointment.objects.filter(person=substitute, post=appointment.post)
    held = held.not_over_at(first).filter(starts_at__lt=ends_at)
    for one in held:
        if one.acting_for_id == actor.pk and one.starts_at <= first and one.ends_at == ends_at:
            return one
        raise ValidationError(
            {"substitute": _("They already hold this post on some of the days.")}
        )
    named = Appointment.objects.create(
        person=substitute, post=appointment.post, starts_at=first, ends_at=ends_at,
        acting_for=actor, ground=ground,
    )  # fmt: skip
    grants.seat(named)
    changes = {"from": ["", starts_on.isoformat()], "until": ["", ends_on.isoformat()]}
    capacity = Capacity(person=actor, body=appointment.post.body)
    record(capacity, gettext_noop("named a substitute"), named, changes=changes, reason=ground)
    return named


@transaction.atomic
def end_substitution(substitution: Appointment, *, actor: User) -> Appointment:
    """Take one's substitute back: what they could do in one's place ends at once."""
    substitution = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("post__body", "person")
        .get(pk=substitution.pk)
    )
    if substitution.acting_for_id != actor.pk:
        raise PermissionDenied
    now, before = clock.now(), substitution.ends_at
    if before is not None and before <= max(now, substitution.starts_at):
        return substitution
    substitution.ends_at = max(now, substitution.starts_at)
    substitution.save(update_fields=["ends_at"])
    memory.forget()
    grants.unseat(substitution)
    changes = {"until": [before.isoformat() if before else "", now.isoformat()]}
    capacity = Capacity(person=actor, body=substitution.post.body)
    record(capacity, gettext_noop("took the substitute back"), substitution, changes=changes)
    return substitution


def _refuse() -> Appointment:
    raise PermissionDenied(_("Only who holds the post of a liaison names a substitute for it."))


def _term(
    appointment: Appointment, starts_on: dt.date, ends_on: dt.date
) -> tuple[dt.datetime, dt.datetime]:
    """Return the instants of a substitution: never in the past, never past one's own term."""
    if starts_on < clock.today():
        raise ValidationError({"starts_on": _("The first day cannot be in the past.")})
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first one.")})
    first = max(clock.midnight(starts_on), clock.now())
    ends_at = clock.midnight(ends_on + dt.timedelta(days=1))
    if appointment.ends_at is not None and appointment.ends_at < ends_at:
        raise ValidationError({"ends_on": _("Your own appointment ends before that day.")})
    return first, ends_at


def _refuse_who_cannot(appointment: Appointment, substitute: User) -> None:
    colleagues = access.people_at(appointment.post.body)
    if substitute.pk == appointment.person_id or not colleagues.filter(pk=substitute.pk).exists():
        raise ValidationError({"substitute": _("Choose a colleague who serves at your body.")})
