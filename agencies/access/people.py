"""Who may see and keep the records of people and bodies."""

from django.db.models import Q, QuerySet

from agencies.access.rights import Someone, bodies_where, may_anywhere, people_who_may
from agencies.access.roles import MANAGE_PEOPLE, SEE
from agencies.models import Appointment, Body, User
from audit import clock


def managed_bodies(user: Someone) -> QuerySet[Body]:
    """Return the bodies whose people and life a person administers."""
    return bodies_where(user, MANAGE_PEOPLE)


def visible_bodies(user: Someone) -> QuerySet[Body]:
    """Return every body: who belongs to the house is known to all who are signed in."""
    return Body.objects.all() if isinstance(user, User) and user.is_active else Body.objects.none()


def visible_people(user: Someone) -> QuerySet[User]:
    """Return the people an administrator keeps: theirs, those who left them, those without a post.

    Who has gone over to another body is kept there and no longer here.
    """
    if not may_anywhere(user, MANAGE_PEOPLE):
        return User.objects.none()
    not_over = Appointment.objects.not_over_at(clock.now())
    here = Q(post__body__in=managed_bodies(user).values("pk"))
    serve_here = Q(pk__in=not_over.filter(here).values("person_id"))
    serve_nowhere = ~Q(pk__in=not_over.values("person_id"))
    left_here = Q(pk__in=Appointment.objects.filter(here).values("person_id"))
    never_served = Q(appointments__isnull=True)
    return User.objects.filter(serve_here | (serve_nowhere & (left_here | never_served)))


def audience_of_body(body: Body) -> QuerySet[User]:
    """Return the people whose sight reaches a body's readable things."""
    return people_who_may(SEE, body)
