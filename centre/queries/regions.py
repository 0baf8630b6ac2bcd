"""Reads of a unit's page: what concerns one piece of the land, for who may see it."""

from django.db.models import QuerySet

from agencies.models import Territory, User


def units(user: User) -> QuerySet[Territory]:
    """Return the units of today and those of 2013, in the order of their codes."""
    return Territory.objects.units().order_by("code")


def unit_of(user: User) -> QuerySet[Territory]:
    """Return the territories that have a page of their own."""
    return Territory.objects.exclude(kind__in=(Territory.Kind.CITY, Territory.Kind.DISTRICT))
