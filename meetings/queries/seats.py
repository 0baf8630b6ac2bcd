"""Who sits in which body."""

import datetime as dt

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from meetings import access
from meetings.models import Seat


def bodies_with_seats(user: Someone) -> QuerySet[Body]:
    """Return the convening bodies whose composition a person sees."""
    held = Seat.objects.on(clock.today()).filter(body=OuterRef("pk")).order_by().values("body")
    count = Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0)
    return access.bodies_with_seats(user).annotate(seat_count=count).order_by("order", "pk")


def seats_of(body: Body, day: dt.date | None = None) -> QuerySet[Seat]:
    """Return the seats of a body on a day (default: today)."""
    seats = Seat.objects.on(day or clock.today()).filter(body=body)
    return seats.select_related("member", "holder").order_by("position", "pk")


def former_seats_of(body: Body) -> QuerySet[Seat]:
    """Return the seats of a body that have ended or are still to begin."""
    now = Seat.objects.on(clock.today()).values("pk")
    seats = Seat.objects.filter(body=body).exclude(pk__in=now)
    return seats.select_related("member", "holder").order_by("-valid_from", "position", "pk")


def visible_seats(user: Someone) -> QuerySet[Seat]:
    """Return the seats of the bodies whose composition a person sees."""
    seats = Seat.objects.filter(body__in=access.bodies_with_seats(user).values("pk"))
    return seats.select_related("body", "member", "holder")
