"""Named reads of people, bodies and territories."""

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from agencies import access
from agencies.access.people import managed_bodies, visible_bodies, visible_people
from agencies.access.rights import Someone
from agencies.models import Appointment, Body, Subordination, Territory, TerritoryParent, User
from audit import clock


def bodies(user: Someone, day: dt.date | None = None) -> QuerySet[Body]:
    """Return the bodies in being on a day (default: today), in the order of the roster."""
    in_being = Body.objects.in_being(day or clock.today()).values("pk")
    return visible_bodies(user).filter(pk__in=in_being).select_related("territory")


def all_bodies(user: Someone) -> QuerySet[Body]:
    """Return every body that is or was."""
    return visible_bodies(user).select_related("territory", "successor")


def members_of_the_centre(day: dt.date | None = None) -> QuerySet[Body]:
    """Return the agencies beneath the Centre on a day."""
    return _beneath_the_centre(Body.Kind.AGENCY, day or clock.today())


def unit_commissions(day: dt.date | None = None) -> QuerySet[Body]:
    """Return the commissions of units beneath the Centre on a day."""
    return _beneath_the_centre(Body.Kind.UNIT_COMMISSION, day or clock.today())


def centre() -> Body:
    """Return the Centre itself."""
    return Body.objects.get(kind=Body.Kind.CENTRE)


def appointments_at(body: Body) -> QuerySet[Appointment]:
    """Return every appointment at a body, those in force first."""
    return (
        Appointment.objects.filter(post__body=body)
        .select_related("person", "post__body", "acting_for")
        .order_by("-ends_at", "post__role", "person__full_name", "pk")
    )


def managed_people(user: Someone) -> QuerySet[User]:
    """Return the people an administrator keeps, each with the appointments in force."""
    in_force = Appointment.objects.valid_at(clock.now()).select_related("post__body")
    return (
        visible_people(user)
        .distinct()
        .prefetch_related(Prefetch("appointments", queryset=in_force, to_attr="posts_held"))
        .order_by("full_name", "pk")
    )


def managed_appointments(user: Someone) -> QuerySet[Appointment]:
    """Return the appointments an administrator keeps."""
    return Appointment.objects.filter(
        post__body__in=managed_bodies(user).values("pk")
    ).select_related("person", "post__body", "acting_for")


def appointments_of(person: User) -> QuerySet[Appointment]:
    """Return every appointment of a person, the newest first."""
    return (
        Appointment.objects.filter(person=person)
        .select_related("post__body", "acting_for")
        .order_by("-starts_at", "-pk")
    )


def addressed_pairs(bodies: QuerySet[Body]) -> list[tuple[int, int]]:
    """Return (person, body) of all who are to be told what is addressed to these bodies.

    Direct appointments with `be_notified` alone: the Centre is not told in place of 39 bodies.
    """
    return access.pairs_who_may(access.BE_NOTIFIED, bodies)


def territories(day: dt.date | None = None) -> QuerySet[Territory]:
    """Return the territories that exist on a day (default: today)."""
    day = day or clock.today()
    return Territory.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
    )


def parents_on(day: dt.date) -> dict[int, int]:
    """Return the wider territory of each territory on a day: id → id."""
    links = TerritoryParent.objects.in_force(day)
    return dict(links.values_list("territory_id", "parent_id"))


def superior_of(body: Body, day: dt.date | None = None) -> Body | None:
    """Return the body directly above another on a day."""
    link = (
        Subordination.objects.in_force(day or clock.today())
        .filter(body=body)
        .select_related("parent")
        .first()
    )
    return link.parent if link else None


def _beneath_the_centre(kind: str, day: dt.date) -> QuerySet[Body]:
    beneath = Subordination.objects.in_force(day).filter(parent__kind=Body.Kind.CENTRE)
    return Body.objects.in_being(day).filter(kind=kind, pk__in=beneath.values("body_id"))
