"""People and bodies offered to whoever keeps a meeting."""

import datetime as dt

from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, Subordination, User
from audit import clock
from meetings import access as meeting_access
from meetings.models import Meeting, Seat


def chairs_of(body: Body, at: dt.datetime | None = None) -> QuerySet[User]:
    """Return who may be in the chair of a body, now or then: who attends in its own name."""
    return access.people_who_may(access.ATTEND, body, at=at).order_by("full_name", "pk")


def chairs_for(meeting: Meeting) -> QuerySet[User]:
    """Return who may be named as chair of a meeting: those of its hours, and who is named now."""
    first, last = (
        chairs_of(meeting.body, at=at).values("pk") for at in (meeting.starts_at, meeting.ends_at)
    )
    people = User.objects.filter(Q(pk__in=first) | Q(pk__in=last) | Q(pk=meeting.chair_id))
    return people.order_by("full_name", "pk")


def seats_that_came(meeting: Meeting) -> QuerySet[Seat]:
    """Return the seats of a meeting in which somebody sat: those that may have an opinion."""
    came = meeting_access.came_to(meeting).values("seat_id")
    seats = Seat.objects.filter(pk__in=came).select_related("member", "holder")
    return seats.order_by("position", "pk")


def leads_for(meeting: Meeting) -> QuerySet[Body]:
    """Return the bodies that take tasks from a meeting: its own, and those beneath it."""
    day = clock.today()
    subordinations = Subordination.objects.in_force(day)
    first = subordinations.filter(parent=meeting.body_id).values("body_id")
    second = subordinations.filter(parent__in=first).values("body_id")
    beneath = Q(pk__in=first) | Q(pk__in=second) | Q(pk=meeting.body_id)
    return _in_being(day).filter(beneath)


def executors_for(meeting: Meeting) -> QuerySet[Body]:
    """Return the bodies that may help a lead: those beneath the meeting's and those seated."""
    seated = Q(pk__in=meeting.seats_of_the_day().values("member_id"))
    beneath = Q(pk__in=leads_for(meeting).values("pk"))
    return _in_being(clock.today()).filter(seated | beneath)


def bodies_to_seat(body: Body) -> QuerySet[Body]:
    """Return the bodies that may be given a seat in a convening body."""
    return _in_being(clock.today()).exclude(pk=body.pk)


def people_to_seat(body: Body) -> QuerySet[User]:
    """Return the people who may be given a personal seat: those with a post at the body."""
    return access.people_at(body).order_by("full_name", "pk")


def bodies_to_convene(user: Someone) -> QuerySet[Body]:
    """Return the bodies in being for which a person convenes meetings."""
    convened = meeting_access.convening_bodies(user).values("pk")
    return _in_being(clock.today()).filter(pk__in=convened)


def partners() -> QuerySet[Body]:
    """Return the bodies with which a joint meeting may be held."""
    kinds = (Body.Kind.CENTRE, *Body.COMMISSIONS, *Body.HEADQUARTERS)
    return _in_being(clock.today()).filter(kind__in=kinds)


def _in_being(day: dt.date) -> QuerySet[Body]:
    return Body.objects.in_being(day).order_by("order", "pk")
