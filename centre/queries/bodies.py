"""Reads of the bodies: the directory everybody knows, and what an administrator adds to it."""

from django.db.models import Q, QuerySet

from agencies import queries
from agencies.access.people import managed_bodies
from agencies.models import Appointment, Body, Territory, User
from audit import clock
from centre.queries import people


def bodies(
    user: User, *, q: str = "", kind: str = "", ended: bool = False, empty: bool = False
) -> QuerySet[Body]:
    """Return the bodies that answer to what is sought, in the order of the roster."""
    found = queries.all_bodies(user) if ended else queries.bodies(user)
    if empty:
        found = found.filter(pk__in=people.bodies_without_people(user).values("pk"))
    if kind:
        found = found.filter(kind=kind)
    if q:
        named = Q()
        for field in ("name", "abbreviation"):
            for language in ("kk", "ru", "en"):
                named |= Q(**{f"{field}_{language}__icontains": q})
        found = found.filter(named)
    return found.order_by("kind", "order", "pk")


def body_of(user: User) -> QuerySet[Body]:
    """Return the bodies whose page a person may open."""
    return queries.all_bodies(user)


def managed(user: User) -> QuerySet[Body]:
    """Return the living bodies that an administrator may end or add to."""
    return managed_bodies(user).filter(valid_to__isnull=True)


def keeps(user: User, body: Body) -> bool:
    """Tell whether a person administers a body."""
    return managed_bodies(user).filter(pk=body.pk).exists()


def those_beneath(body: Body) -> QuerySet[Body]:
    """Return the bodies directly beneath another today."""
    day = clock.today()
    in_being = Body.objects.in_being(day).values("pk")
    return Body.objects.beneath(body, day).filter(pk__in=in_being).select_related("territory")


def posts_held(body: Body) -> QuerySet[Appointment]:
    """Return the appointments in force at a body."""
    in_force = Appointment.objects.valid_at(clock.now()).filter(post__body=body)
    return in_force.select_related("person", "post", "acting_for").order_by(
        "post__role", "person__full_name", "pk"
    )


def territories() -> QuerySet[Territory]:
    """Return the territories on which a body can stand today."""
    return queries.territories()
