"""The templates from which a person plans meetings."""

from django.db.models import Count, QuerySet

from agencies.access.rights import Someone
from meetings import access
from meetings.models import MeetingTemplate


def templates_for(user: Someone) -> QuerySet[MeetingTemplate]:
    """Return the templates of the bodies for which a person convenes."""
    own = access.convening_bodies(user).values("pk")
    found = MeetingTemplate.objects.filter(body__in=own).select_related("body", "kept_by")
    return found.annotate(item_count=Count("items")).order_by("body__order", "name", "pk")
