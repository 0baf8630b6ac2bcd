"""Who may see and keep the records of people and bodies."""

from django.db.models import QuerySet

from agencies.access.rights import Someone, bodies_where, may_anywhere, people_who_may
from agencies.access.roles import MANAGE_PEOPLE, SEE
from agencies.models import Appointment, Body, User


def managed_bodies(user: Someone) -> QuerySet[Body]:
    """Return the bodies whose people and life a person administers."""
    return bodies_where(user, MANAGE_PEOPLE)


def visible_bodies(user: Someone) -> QuerySet[Body]:
    """Return every body: who belongs to the house is known to all who are signed in."""
    return Body.objects.all() if isinstance(user, User) and user.is_active else Body.objects.none()


def visible_people(user: Someone) -> QuerySet[User]:
    """Return the people an administrator keeps: theirs, and those without any post yet."""
    if not may_anywhere(user, MANAGE_PEOPLE):
        return User.objects.none()
    held_there = Appointment.objects.filter(post__body__in=managed_bodies(user).values("pk"))
    return User.objects.filter(pk__in=held_there.values("person_id")) | User.objects.filter(
        appointments__isnull=True
    )


def audience_of_body(body: Body) -> QuerySet[User]:
    """Return the people whose sight reaches a body's readable things."""
    return people_who_may(SEE, body)
