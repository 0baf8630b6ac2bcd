"""Who may see a notice and its deliveries, and who keeps whose contacts."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Manager, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.people import visible_people
from agencies.access.rights import Someone
from agencies.models import Appointment, Body, Post, User
from audit import clock
from audit.record import Capacity
from notices.models import Addressee, Contact, Delivery, Mute, Notice, SystemKey

PERSONAL = (Notice.Kind.CONTACT, Notice.Kind.DIGEST)


def visible(user: Someone) -> QuerySet[Notice]:
    """Return the notices of the real world whose issuer or addressed bodies a person may see."""
    return _visible(user, Notice.objects)


def visible_exercises(user: Someone) -> QuerySet[Notice]:
    """Return the same for the world of exercises."""
    return _visible(user, Notice.exercises)


def audience(notice: Notice) -> QuerySet[User]:
    """Return everyone who may see a notice: the mirror of `visible`."""
    if notice.kind in PERSONAL:
        told = notice.addressees.values("person_id")
        return User.objects.filter(is_active=True, pk__in=told)
    bodies = Body.objects.filter(
        Q(pk=notice.issuing_body_id) | Q(pk__in=notice.addressees.values("body_id"))
    )
    return access.people_who_may(access.SEE, bodies)


def readable_deliveries(user: Someone, notice: Notice) -> QuerySet[Delivery]:
    """Return all deliveries for the issuer's people, else those to bodies the person may see."""
    every = Delivery.objects.filter(notice=notice)
    seen = access.bodies_where(user, access.SEE)
    if notice.kind in PERSONAL:
        return every.filter(person=user.pk)
    if notice.issuing_body_id and seen.filter(pk=notice.issuing_body_id).exists():
        return every
    told = notice.addressees.filter(body__in=seen.values("pk")).values("person_id")
    return every.filter(Q(person__in=told) | Q(contact__body__in=seen.values("pk")))


def readers_who_left(notices: Collection[int], people: Collection[int]) -> set[tuple[int, int]]:
    """Return (notice, person) of those who have left every body for which they are told."""
    held = Appointment.objects.filter(person=OuterRef("person"), post__body=OuterRef("body"))
    open_ones = held.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()))
    told = Addressee.objects.filter(notice__in=notices, person__in=people)
    serves = told.annotate(serves=~Exists(held) | Exists(open_ones))
    left: set[tuple[int, int]] = set()
    kept: set[tuple[int, int]] = set()
    for notice, person, does_serve in serves.values_list("notice_id", "person_id", "serves"):
        (kept if does_serve else left).add((notice, person))
    return left - kept


def visible_contacts(user: Someone) -> QuerySet[Contact]:
    """Return a person's own contacts and those of the people they administer."""
    if not isinstance(user, User) or not user.is_active:
        return Contact.objects.none()
    kept = visible_people(user).values("pk")
    return Contact.objects.filter(Q(person=user) | Q(person__in=kept), removed_at__isnull=True)


def contact_holders(user: Someone) -> QuerySet[User]:
    """Return the people whose contacts a person may keep: their own, and those administered."""
    if not isinstance(user, User) or not user.is_active:
        return User.objects.none()
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=visible_people(user).values("pk")))


def require_contact_keeper(actor: User, person: User) -> Capacity:
    """Return the capacity in which somebody changes a person's contacts, or refuse."""
    if not contact_holders(actor).filter(pk=person.pk).exists():
        raise PermissionDenied(_("You do not keep the contacts of this person."))
    return Capacity(person=actor, body=access.home_body(actor))


def muters_of(user: Someone) -> QuerySet[Body]:
    """Return the headquarters whose notices a person may mute: who proposes or approves there."""
    officers = access.bodies_where(user, access.PROPOSE_LEVEL).values("pk")
    approvers = access.bodies_where(user, access.APPROVE_LEVEL).values("pk")
    return Body.objects.filter(Q(pk__in=officers) | Q(pk__in=approvers)).filter(
        kind__in=Body.HEADQUARTERS
    )


def require_muter(actor: User, issuer: Body) -> Capacity:
    """Return the capacity in which somebody mutes the notices of a headquarters, or refuse."""
    if access.may(actor, access.PROPOSE_LEVEL, issuer):
        return access.require(actor, access.PROPOSE_LEVEL, issuer)
    return access.require(actor, access.APPROVE_LEVEL, issuer)


def may_watch(user: Someone) -> bool:
    """Tell whether the state of the delivery is open to a person: duty desk or administrator."""
    if not isinstance(user, User) or not user.is_active:
        return False
    administers = access.bodies_where(user, access.MANAGE_PEOPLE)
    return muters_of(user).exists() or administers.exists()


def require_watcher(actor: User) -> None:
    """Refuse whoever has no duty desk and administers nothing."""
    if not may_watch(actor):
        raise PermissionDenied(_("The state of the delivery is for the duty desk."))


def visible_broken_contacts(user: Someone) -> QuerySet[Contact]:
    """Return the contacts that do not work, of people and systems of bodies a person sees."""
    if not isinstance(user, User) or not user.is_active:
        return Contact.objects.none()
    seen = access.bodies_where(user, access.SEE).values("pk")
    people = Appointment.objects.valid_at(clock.now()).filter(post__body__in=seen)
    kept = visible_people(user).values("pk")
    return Contact.objects.filter(
        Q(person__is_active=True)
        & (Q(person__in=people.values("person_id")) | Q(person=user) | Q(person__in=kept))
        | Q(body__in=seen),
        broken_at__isnull=False,
        removed_at__isnull=True,
    )


def visible_mutes(user: Someone) -> QuerySet[Mute]:
    """Return the mutes of the headquarters and bodies a person sees, and those of their own."""
    if not isinstance(user, User) or not user.is_active:
        return Mute.objects.none()
    seen = access.bodies_where(user, access.SEE).values("pk")
    return Mute.objects.filter(Q(issuer__in=seen) | Q(body__in=seen) | Q(person=user))


def audience_of_mute(mute: Mute) -> QuerySet[User]:
    """Return everyone who may see a mute: the mirror of `visible_mutes`."""
    bodies = Body.objects.filter(Q(pk=mute.issuer_id) | Q(pk=mute.body_id))
    seers = access.people_who_may(access.SEE, bodies).values("pk")
    return User.objects.filter(Q(pk__in=seers) | Q(pk=mute.person_id), is_active=True)


def keys_of(key: SystemKey) -> list[bytes]:
    """Return the keys that sign for a system now: the present one, and a former one for a while.

    They are made anew from what is kept and the secret of this instance: a copy of the rows
    alone signs nothing.
    """
    nonces = [key.nonce]
    if key.former_until is not None and clock.now() < key.former_until:
        nonces.append(key.former_nonce)
    return [secret_of(key, nonce).encode() for nonce in nonces]


def secret_of(key: SystemKey, nonce: str = "") -> str:
    """Return the secret that the keeper of a system enters there."""
    facts = f"{key.system_id} {nonce or key.nonce}"
    return f"whsec_{salted_hmac('notices.system', facts, algorithm='sha256').hexdigest()}"


def systems_kept_by(user: Someone) -> QuerySet[Body]:
    """Return the bodies whose systems a person keeps: heads their own, administrators theirs."""
    if not isinstance(user, User) or not user.is_active:
        return Body.objects.none()
    headed = Appointment.objects.valid_at(clock.now()).filter(
        person=user, post__role__in=(Post.Role.HEAD, Post.Role.DEPUTY)
    )
    administered = access.bodies_where(user, access.MANAGE_PEOPLE).values("pk")
    return Body.objects.filter(Q(pk__in=headed.values("post__body_id")) | Q(pk__in=administered))


def visible_systems(user: Someone) -> QuerySet[Contact]:
    """Return the systems of the bodies that a person keeps."""
    kept = systems_kept_by(user).values("pk")
    return Contact.objects.filter(body__in=kept, removed_at__isnull=True)


def audience_of_system(system: Contact) -> QuerySet[User]:
    """Return everyone who keeps a system: the mirror of `visible_systems`."""
    heads = Appointment.objects.valid_at(clock.now()).filter(
        post__body=system.body_id, post__role__in=(Post.Role.HEAD, Post.Role.DEPUTY)
    )
    bodies = Body.objects.filter(systems=system)
    keepers = access.people_who_may(access.MANAGE_PEOPLE, bodies).values("pk")
    return User.objects.filter(
        Q(pk__in=heads.values("person_id")) | Q(pk__in=keepers), is_active=True
    )


def require_system_keeper(actor: User, body: Body) -> Capacity:
    """Return the capacity in which somebody keeps the systems of a body, or refuse."""
    if not systems_kept_by(actor).filter(pk=body.pk).exists():
        raise PermissionDenied(_("Systems are kept by the head of a body and its administrator."))
    return Capacity(person=actor, body=body)


def code_of(contact: Contact) -> str:
    """Return the code that proves a contact; it is kept nowhere and dies when sent anew."""
    facts = f"{contact.pk} {contact.address} {contact.code_sent_at}"
    number = int(salted_hmac("notices.contact", facts, algorithm="sha256").hexdigest(), 16)
    return f"{number % 1_000_000:06d}"


def _visible(user: Someone, world: Manager[Notice]) -> QuerySet[Notice]:
    if not isinstance(user, User) or not user.is_active:
        return world.none()
    seen = access.bodies_where(user, access.SEE).values("pk")
    shared = ~Q(kind__in=PERSONAL) & (
        Q(issuing_body__in=seen) | Q(pk__in=_addressed(Q(body__in=seen)))
    )
    own = Q(kind__in=PERSONAL, pk__in=_addressed(Q(person=user)))
    return world.filter(shared | own)


def _addressed(who: Q) -> QuerySet[Addressee, Any]:
    return Addressee.objects.filter(who).values("notice_id")
