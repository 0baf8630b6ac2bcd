"""Rights on bodies, asked both ways: which bodies for a person, which people for a body.

Now, a right needs both the grant that django-guardian keeps and an appointment valid at this
instant; at a past instant the appointments and the dated role table decide alone.
"""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from agencies.access import memory
from agencies.access.held import Held, bodies_by_right, next_turn, post_behind, posts_held
from agencies.access.roles import LIAISON, Line, table_on
from agencies.models import (
    Appointment,
    Body,
    BodyGroupPermission,
    Subordination,
    User,
)
from audit import clock
from audit.record import Capacity

Someone = User | AnonymousUser


def bodies_where(user: Someone, right: str, at: dt.datetime | None = None) -> QuerySet[Body]:
    """Return the bodies on which a person holds a right, now or at a past instant."""
    if not isinstance(user, User) or not user.is_active:
        return Body.objects.none()
    if at is None and memory.is_keeping():
        return Body.objects.filter(pk__in=sorted(_ids_where(user, right)))
    return _bodies_where(user, right, at)


def people_who_may(
    right: str, body: Body | QuerySet[Body], at: dt.datetime | None = None
) -> QuerySet[User]:
    """Return the active people who hold a right on a body (or on any of several)."""
    instant = at or clock.now()
    line = _line(right, instant)
    if line is None:
        return User.objects.none()
    bodies = Body.objects.filter(pk=body.pk) if isinstance(body, Body) else body
    sources = _with_those_above(bodies, instant) if line.descends else bodies
    held = _appointments_with(line, instant).filter(post__body__in=sources.values("pk"))
    if at is None:
        held = _granted(held, right)
    return User.objects.filter(is_active=True, pk__in=held.values("person_id"))


def pairs_who_may(right: str, bodies: QuerySet[Body]) -> list[tuple[int, int]]:
    """Return (person, body) for every active person with a direct appointment and the right."""
    line = _line(right, clock.now())
    if line is None:
        return []
    if not memory.is_keeping_of_acts():
        return _pairs(right, line, bodies)
    among = set(bodies.values_list("pk", flat=True))
    everywhere = memory.once(
        ("pairs", right, line), lambda: _pairs(right, line, Body.objects.all()), next_turn
    )
    return [pair for pair in everywhere if pair[1] in among]


def pairs_in_roles(held: tuple[str, ...], bodies: QuerySet[Body]) -> list[tuple[int, int]]:
    """Return (person, body) for every active person who holds one of some roles there now."""
    rows = Appointment.objects.valid_at(clock.now()).filter(
        post__role__in=held, post__body__in=bodies.values("pk"), person__is_active=True
    )
    pairs = rows.order_by("post__body__order", "post__body_id", "person_id")
    return list(dict.fromkeys(pairs.values_list("person_id", "post__body_id")))


def may(user: Someone, right: str, body: Body) -> bool:
    """Tell whether a person holds a right on a body now."""
    if memory.is_keeping():
        return body.pk in _ids_where(user, right)
    return bodies_where(user, right).filter(pk=body.pk).exists()


def may_anywhere(user: Someone, right: str) -> bool:
    """Tell whether a person holds a right on any body now."""
    if memory.is_keeping():
        return bool(_ids_where(user, right))
    return bodies_where(user, right).exists()


def require(user: Someone, right: str, body: Body) -> Capacity:
    """Return the capacity in which a person uses a right on a body, or refuse (403)."""
    post = _post_behind(user, right, body)
    if post is None or not isinstance(user, User):
        raise PermissionDenied(_("Your appointments do not give you this right here."))
    return Capacity(person=user, body=body, acting_for=post.acting_for)


def roles_held(user: Someone) -> frozenset[str]:
    """Return the roles a person holds anywhere now: what the desk and the rail are drawn from."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset(post.role for post in posts_held(user))


def substitutable(user: Someone) -> QuerySet[Appointment]:
    """Return a person's own posts of a liaison, for which they may name a substitute."""
    if not isinstance(user, User) or not user.is_active:
        return Appointment.objects.none()
    held = Appointment.objects.valid_at(clock.now()).filter(person=user, acting_for__isnull=True)
    return held.filter(post__role=LIAISON).select_related("post__body").order_by("pk")


def serves(user: Someone) -> bool:
    """Tell whether a person holds any post now; who holds none sees nothing of the house."""
    return bool(roles_held(user))


def bodies_of(user: Someone) -> QuerySet[Body]:
    """Return the bodies at which a person holds a post now."""
    if not isinstance(user, User) or not user.is_active:
        return Body.objects.none()
    if memory.is_keeping():
        return Body.objects.filter(pk__in=sorted({post.body for post in posts_held(user)}))
    appointments = Appointment.objects.valid_at(clock.now()).filter(person=user)
    return Body.objects.filter(pk__in=appointments.values("post__body_id"))


def home_body(user: Someone) -> Body | None:
    """Return the body a person works for: the first in the order of the roster."""
    return bodies_of(user).select_related("territory").order_by("order", "pk").first()


def people_at(body: Body) -> QuerySet[User]:
    """Return the active people who hold a post at a body now."""
    held = Appointment.objects.valid_at(clock.now()).filter(post__body=body)
    return User.objects.filter(is_active=True, pk__in=held.values("person_id"))


def _pairs(right: str, line: Line, bodies: QuerySet[Body]) -> list[tuple[int, int]]:
    held = _granted(_appointments_with(line, clock.now()), right).filter(
        post__body__in=bodies.values("pk"), person__is_active=True
    )
    pairs = held.order_by("post__body__order", "post__body_id", "person_id")
    return list(dict.fromkeys(pairs.values_list("person_id", "post__body_id")))


def _bodies_where(user: User, right: str, at: dt.datetime | None) -> QuerySet[Body]:
    instant = at or clock.now()
    line = _line(right, instant)
    if line is None:
        return Body.objects.none()
    held = _appointments_with(line, instant).filter(person=user)
    if at is None:
        held = _granted(held, right)
    direct = Body.objects.filter(pk__in=held.values("post__body_id"))
    return _with_those_beneath(direct, instant) if line.descends else direct


def seen_with(body: Body) -> QuerySet[Body]:
    """Return a body and those beneath it: whoever sees the first sees every one of them."""
    return _with_those_beneath(Body.objects.filter(pk=body.pk), clock.now())


def _ids_where(user: Someone, right: str) -> set[int]:
    """Return the bodies on which a person holds a right, as answered once for this reading."""
    line = _line(right, clock.now())
    if line is None or not isinstance(user, User) or not user.is_active:
        return set()
    return bodies_by_right(user, right, line)


def _line(right: str, instant: dt.datetime) -> Line | None:
    return table_on(clock.local_date(instant)).get(right)


def _appointments_with(line: Line, instant: dt.datetime) -> QuerySet[Appointment]:
    anywhere = Q(post__role__in=line.roles)
    at_commissions = Q(post__role__in=line.at_commissions, post__body__kind__in=Body.COMMISSIONS)
    return Appointment.objects.valid_at(instant).filter(anywhere | at_commissions)


def _granted(held: QuerySet[Appointment], right: str) -> QuerySet[Appointment]:
    grants = BodyGroupPermission.objects.filter(permission__codename=right)
    is_in_the_group = User.objects.filter(
        pk=OuterRef("person_id"), groups=OuterRef("post__group_id")
    )
    return held.filter(Exists(is_in_the_group), post__group__in=grants.values("group_id"))


def _post_behind(user: Someone, right: str, body: Body) -> Appointment | Held | None:
    instant = clock.now()
    line = _line(right, instant)
    if line is None or not isinstance(user, User) or not user.is_active:
        return None
    if memory.is_keeping_of_acts():
        return post_behind(user, right, line, body.pk)
    own_first = Case(
        When(acting_for__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    bodies = Body.objects.filter(pk=body.pk)
    sources = _with_those_above(bodies, instant) if line.descends else bodies
    held = _appointments_with(line, instant).filter(
        person=user, post__body__in=sources.values("pk")
    )
    return _granted(held, right).select_related("acting_for").order_by(own_first, "pk").first()


def _with_those_beneath(bodies: QuerySet[Body], instant: dt.datetime) -> QuerySet[Body]:
    """Add what stands beneath: the trees are three deep, so twice down reaches every leaf."""
    subordinations = Subordination.objects.in_force(clock.local_date(instant))
    first = subordinations.filter(parent__in=bodies.values("pk")).values("body_id")
    second = subordinations.filter(parent__in=first).values("body_id")
    return Body.objects.filter(Q(pk__in=bodies.values("pk")) | Q(pk__in=first) | Q(pk__in=second))


def _with_those_above(bodies: QuerySet[Body], instant: dt.datetime) -> QuerySet[Body]:
    subordinations = Subordination.objects.in_force(clock.local_date(instant))
    first = subordinations.filter(body__in=bodies.values("pk")).values("parent_id")
    second = subordinations.filter(body__in=first).values("parent_id")
    return Body.objects.filter(Q(pk__in=bodies.values("pk")) | Q(pk__in=first) | Q(pk__in=second))
