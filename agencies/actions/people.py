"""People and their appointments."""

import datetime as dt

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access
from agencies.access import grants, memory
from agencies.models import Appointment, Body, Post, User
from audit import clock
from audit.record import SYSTEM, Capacity, record


@transaction.atomic
def add_person(
    *,
    actor: User | None,
    body: Body,
    email: str,
    full_name: str,
    position: str = "",
    phone: str = "",
    language: str = User.Language.RUSSIAN,
    password: str | None = None,
) -> User:
    """Add a person of a body; they hold no right until appointed (no actor: first start)."""
    capacity = _capacity(actor, body)
    if User.objects.filter(email=email.strip().lower()).exists():
        raise ValidationError({"email": _("A person with this e-mail is already here.")})
    person = User.objects.create_user(
        email.strip(),
        password,
        full_name=full_name.strip(),
        position=position.strip(),
        phone=phone.strip(),
        language=language,
        joined_at=clock.now(),
    )
    record(capacity, gettext_noop("added the person"), person, body=body)
    return person


@transaction.atomic
def change_person(
    person: User, *, actor: User, full_name: str, position: str, phone: str, language: str
) -> User:
    """Correct a person's name, position, telephone or language."""
    capacity = _capacity_over(actor, person)
    person = User.objects.select_for_update().get(pk=person.pk)
    new = {
        "full_name": full_name.strip(),
        "position": position.strip(),
        "phone": phone.strip(),
        "language": language,
    }
    changes = {
        field: [getattr(person, field), value]
        for field, value in new.items()
        if getattr(person, field) != value
    }
    if not changes:
        return person
    for field, value in new.items():
        setattr(person, field, value)
    person.save(update_fields=list(new))
    record(capacity, gettext_noop("changed the particulars of"), person, changes=changes)
    return person


@transaction.atomic
def appoint(
    person: User,
    *,
    actor: User | None,
    body: Body,
    role: str,
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    acting_for: User | None = None,
    ground: str = "",
) -> Appointment:
    """Appoint a person to a post at a body, until an instant or for good (no actor: first start).

    Saying it twice changes nothing: the appointment in force is returned.
    """
    capacity = _capacity(actor, body)
    person = User.objects.select_for_update().get(pk=person.pk)
    starts_at = starts_at or clock.now()
    _require_appointable(person, actor, acting_for, starts_at, ends_at)
    post = _post(body, role)
    held = _term_held(person, post, starts_at, ends_at)
    if held is not None:
        is_the_same = held.starts_at <= starts_at and held.ends_at == ends_at
        if is_the_same and held.acting_for == acting_for:
            return held
        raise ValidationError(_("This person already holds this post: end that first."))
    appointment = Appointment.objects.create(
        person=person,
        post=post,
        starts_at=starts_at,
        ends_at=ends_at,
        acting_for=acting_for,
        ground=ground,
    )
    _seat(appointment, capacity)
    return appointment


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, actor: User, reason: str = "", ends_at: dt.datetime | None = None
) -> Appointment:
    """End an appointment now (or at a stated instant); the rights go with it.

    Whoever stands in for this person at this post has those rights only as long.
    """
    capacity = access.require(actor, access.MANAGE_PEOPLE, appointment.post.body)
    appointment = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("post__body", "person")
        .get(pk=appointment.pk)
    )
    ends_at, before = ends_at or clock.now(), appointment.ends_at
    if _end(appointment, ends_at, capacity, reason):
        for one in _standing_in(appointment, ends_at, before):
            _end(one, ends_at, capacity, reason)
    return appointment


@transaction.atomic
def block_person(person: User, *, actor: User, reason: str) -> User:
    """Keep a person out at once: the next request of theirs is refused."""
    return _set_active(person, actor, active=False, verb=gettext_noop("blocked"), reason=reason)


@transaction.atomic
def unblock_person(person: User, *, actor: User, reason: str = "") -> User:
    """Let a blocked person in again."""
    return _set_active(person, actor, active=True, verb=gettext_noop("unblocked"), reason=reason)


@transaction.atomic
def change_language(person: User, *, actor: User, language: str) -> User:
    """Remember the language in which a person reads and is written to."""
    if actor != person:
        raise PermissionDenied(_("People choose their own language."))
    person = User.objects.select_for_update().get(pk=person.pk)
    if language not in User.Language.values or person.language == language:
        return person
    before, person.language = person.language, language
    person.save(update_fields=["language"])
    record(
        Capacity(person=actor),
        gettext_noop("chose the language of"),
        person,
        changes={"language": [before, language]},
    )
    return person


@transaction.atomic
def refresh_posts() -> int:
    """Bring the rights of every post in line with the role table (the system, at start)."""
    posts = Post.objects.select_related("body", "group")
    for post in posts:
        grants.grant_rights_of(post)
    return len(posts)


def _set_active(person: User, actor: User, *, active: bool, verb: str, reason: str) -> User:
    capacity = _capacity_over(actor, person)
    if person == actor:
        raise ValidationError(_("You cannot block or unblock yourself."))
    managed = access.bodies_where(actor, access.MANAGE_PEOPLE)
    if _homes_of(person).exclude(pk__in=managed.values("pk")).exists():
        raise PermissionDenied(_("Only who keeps every post of a person blocks them."))
    if not active and not reason.strip():
        raise ValidationError({"reason": _("Say why this person is blocked.")})
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_active == active:
        return person
    person.is_active = active
    person.save(update_fields=["is_active"])
    memory.forget()
    record(capacity, verb, person, changes={"is_active": [not active, active]}, reason=reason)
    return person


def _require_appointable(
    person: User,
    actor: User | None,
    acting_for: User | None,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None,
) -> None:
    if ends_at is not None and ends_at <= starts_at:
        raise ValidationError({"ends_at": _("The appointment must end after it begins.")})
    if actor == person:
        raise ValidationError(_("Nobody appoints themselves: ask another administrator."))
    if acting_for == person:
        raise ValidationError({"acting_for": _("Nobody acts in their own place.")})


def _term_held(
    person: User, post: Post, starts_at: dt.datetime, ends_at: dt.datetime | None
) -> Appointment | None:
    """Return the first term of a person at a post that a new one would overlap."""
    held = Appointment.objects.filter(person=person, post=post).not_over_at(starts_at)
    if ends_at is not None:
        held = held.filter(starts_at__lt=ends_at)
    return held.select_related("acting_for").order_by("starts_at").first()


def _end(appointment: Appointment, ends_at: dt.datetime, capacity: Capacity, reason: str) -> bool:
    """End an appointment at an instant, or before it begins; tell whether that changed it."""
    before, ends_at = appointment.ends_at, max(ends_at, appointment.starts_at)
    if before is not None and before <= ends_at:
        return False
    appointment.ends_at = ends_at
    appointment.save(update_fields=["ends_at"])
    memory.forget()
    if ends_at <= max(clock.now(), appointment.starts_at):
        grants.unseat(appointment)
    record(
        capacity,
        gettext_noop("ended the appointment"),
        appointment,
        changes={"until": [before.isoformat() if before else "", ends_at.isoformat()]},
        reason=reason,
    )
    return True


def _standing_in(
    appointment: Appointment, ends_at: dt.datetime, before: dt.datetime | None
) -> QuerySet[Appointment]:
    """Return, under lock, who stands in for a person at their post in the days just taken off."""
    held = Appointment.objects.filter(acting_for=appointment.person, post=appointment.post)
    held = held.not_over_at(ends_at)
    if before is not None:
        held = held.filter(starts_at__lt=before)
    rows = held.select_for_update(of=("self",)).select_related("post__body", "person")
    return rows.order_by("pk")


def _seat(appointment: Appointment, capacity: Capacity) -> None:
    grants.seat(appointment)
    ends_at = appointment.ends_at
    record(
        capacity,
        gettext_noop("appointed"),
        appointment,
        changes={
            "role": ["", appointment.post.role],
            "from": ["", appointment.starts_at.isoformat()],
            "until": ["", ends_at.isoformat() if ends_at else ""],
        },
        reason=appointment.ground,
    )


def _post(body: Body, role: str) -> Post:
    """Return the post of a role at a body, making it, its group and its rights when first held."""
    post = Post.objects.filter(body=body, role=role).select_related("body", "group").first()
    if post is None:
        group, _made = Group.objects.get_or_create(name=f"{body.code}: {role}")
        post = Post.objects.create(body=body, role=role, group=group)
        grants.grant_rights_of(post)
    return post


def _capacity(actor: User | None, body: Body) -> Capacity:
    if actor is None:
        return SYSTEM
    return access.require(actor, access.MANAGE_PEOPLE, body)


def _homes_of(person: User) -> QuerySet[Body]:
    """Return the bodies that a person serves or will serve; who left, those they served last."""
    every = Appointment.objects.filter(person=person)
    in_force = every.not_over_at(clock.now())
    held = in_force if in_force.exists() else every
    return Body.objects.filter(pk__in=held.values("post__body_id"))


def _capacity_over(actor: User, person: User) -> Capacity:
    """Return the capacity in which an administrator changes a person of theirs, or refuse."""
    homes = _homes_of(person)
    managed = access.bodies_where(actor, access.MANAGE_PEOPLE)
    home = homes.filter(pk__in=managed.values("pk")).order_by("order", "pk").first()
    if home is None and not homes.exists():
        home = managed.order_by("order", "pk").first()
    if home is None:
        raise PermissionDenied(_("You do not keep the records of this person."))
    return access.require(actor, access.MANAGE_PEOPLE, home)
