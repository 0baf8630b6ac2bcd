"""Who may read the record, and who may open the rooms of the house itself."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.people import visible_people
from agencies.models import Body, User
from audit.models import Entry
from audit.record import Capacity


def visible_entries(user: User) -> QuerySet[Entry]:
    """Return the entries a person may read: those of their bodies, and those of no body."""
    bodies = access.bodies_where(user, access.READ_RECORD)
    if not bodies.exists():
        return Entry.objects.none()
    return Entry.objects.filter(Q(body__in=bodies.values("pk")) | Q(body__isnull=True))


def audience_of_entry(entry: Entry) -> QuerySet[User]:
    """Return the people who may read one entry."""
    where = entry.body or Body.objects.all()
    return access.people_who_may(access.READ_RECORD, where)


def may_read_record(user: User) -> bool:
    """Tell whether the record is open to a person at all."""
    return access.may_anywhere(user, access.READ_RECORD)


def require_reader(user: User) -> Capacity:
    """Return the capacity in which a person reads the record, or refuse (403)."""
    home = access.bodies_where(user, access.READ_RECORD).order_by("order", "pk").first()
    return access.require(user, access.READ_RECORD, home or Body(pk=0))


def may_manage_people(user: User) -> bool:
    """Tell whether a person keeps people and bodies anywhere."""
    return access.may_anywhere(user, access.MANAGE_PEOPLE)


def require_keeper_of(user: User, body: Body) -> Capacity:
    """Return the capacity in which an administrator keeps the people of a body, or refuse."""
    return access.require(user, access.MANAGE_PEOPLE, body)


def own_capacity(user: User, body: Body) -> Capacity:
    """Return the capacity in which a person speaks for themselves at a body they serve."""
    return Capacity(user, body)


def require_keeper(user: User, person: User) -> Capacity:
    """Return the capacity in which an administrator serves one of their people, or refuse."""
    if not visible_people(user).filter(pk=person.pk).exists():
        raise PermissionDenied
    home = access.bodies_where(user, access.MANAGE_PEOPLE).order_by("order", "pk").first()
    return Capacity(user, home)
