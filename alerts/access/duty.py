"""Who sees, keeps and stands on a duty roster, and who hands the duty over.

A roster is kept by the approver of the headquarters; elsewhere by who reports or convenes for the
body. Only holders of a duty post there are on it; they see it, ask for replacements and hand over.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Appointment, Body, Post, User
from agencies.models.posts import AppointmentQuerySet
from alerts.models import Handover
from audit import clock
from audit.record import Capacity

DUTY_ROLES = (Post.Role.DUTY_OFFICER, Post.Role.HEADQUARTERS_OFFICER)
KEEPING = (access.APPROVE_LEVEL, access.CONVENE, access.REPORT)


def rosters(user: Someone) -> QuerySet[Body]:
    """Return the bodies whose duty a person sees."""
    return access.bodies_where(user, access.SEE)


def roster_audience(body: Body) -> QuerySet[User]:
    """Return everyone who sees the duty of a body: the mirror of `rosters`."""
    return access.people_who_may(access.SEE, body)


def handovers(user: Someone) -> QuerySet[Handover]:
    """Return the handovers a person may read: those of the bodies whose duty they see."""
    return Handover.objects.filter(body__in=rosters(user).values("pk"))


def handover_audience(handover: Handover) -> QuerySet[User]:
    """Return everyone who may read a handover: the mirror of `handovers`."""
    return roster_audience(handover.body)


def may_keep_roster(user: Someone, body: Body) -> bool:
    """Tell whether a person writes the roster of a body."""
    return any(access.may(user, right, body) for right in KEEPING)


def require_roster_keeper(user: User, body: Body) -> Capacity:
    """Return the capacity in which somebody writes the roster of a body, or refuse."""
    for right in KEEPING:
        if access.may(user, right, body):
            return access.require(user, right, body)
    raise PermissionDenied(_("Only who keeps this roster may change it."))


def is_on_the_roster(user: Someone, body: Body) -> bool:
    """Tell whether a person holds a duty post at a body now."""
    return isinstance(user, User) and user.is_active and _held(user, body).exists()


def require_duty_holder(user: User, body: Body) -> Capacity:
    """Return the capacity in which a holder of a duty post acts, or refuse."""
    held = _held(user, body).select_related("acting_for").order_by("acting_for", "pk").first()
    if held is None or not user.is_active:
        raise PermissionDenied(_("Only who holds a duty post here may do this."))
    return Capacity(person=user, body=body, acting_for=held.acting_for)


def duty_posts(bodies: Iterable[Body]) -> AppointmentQuerySet:
    """Return every appointment to a duty post of some bodies, past and coming ones as well."""
    held: AppointmentQuerySet = Appointment.objects.all()
    return held.filter(
        post__body__in=list(bodies), post__role__in=DUTY_ROLES, person__is_active=True
    )


def duty_people(body: Body) -> QuerySet[User]:
    """Return who holds a duty post at a body now."""
    held = duty_posts([body]).valid_at(clock.now())
    return User.objects.filter(pk__in=held.values("person_id")).order_by("full_name", "pk")


def holds_duty_post(person: User, body: Body, since: dt.datetime, until: dt.datetime) -> bool:
    """Tell whether a person holds a duty post at a body for a whole stretch of time."""
    lasting = Q(ends_at__isnull=True) | Q(ends_at__gte=until)
    held = duty_posts([body]).filter(lasting, person=person, starts_at__lte=since)
    return held.exists()


def _held(user: User, body: Body) -> QuerySet[Appointment]:
    held: QuerySet[Appointment] = Appointment.objects.valid_at(clock.now())
    return held.filter(person=user, post__body=body, post__role__in=DUTY_ROLES)
