"""Who may see a notice and its deliveries, and who keeps whose contacts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Manager, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.people import visible_people
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit.record import Capacity
from notices.models import Addressee, Contact, Delivery, Notice

PERSONAL = (Notice.Kind.CONTACT,)


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
        return every.filter(person_id=user.pk)
    if notice.issuing_body_id and seen.filter(pk=notice.issuing_body_id).exists():
        return every
    told = notice.addressees.filter(body__in=seen.values("pk")).values("person_id")
    return every.filter(person__in=told)


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
