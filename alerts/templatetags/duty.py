"""Saying how long something may take, and writing an instant into an address."""

import datetime as dt

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import clock

register = template.Library()

HOUR, DAY = 60, 24 * 60


@register.filter
def duration(minutes: int | None) -> str:
    """Say a number of minutes as days, hours and minutes."""
    if not minutes:
        return ""
    if minutes >= 2 * DAY and minutes % DAY == 0:
        days = minutes // DAY
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    hours, rest = divmod(minutes, HOUR)
    said = [_("%(hours)d h") % {"hours": hours}] if hours else []
    said += [_("%(minutes)d min") % {"minutes": rest}] if rest else []
    return " ".join(said)


@register.filter
def typed_instant(value: dt.datetime | None) -> str:
    """Write an instant as people type it into a field."""
    return f"{value.astimezone(clock.zone()):%d.%m.%Y %H:%M}" if value else ""


@register.filter
def is_on(value: dt.datetime, day: dt.date) -> bool:
    """Tell whether an instant falls on a calendar day of the institution."""
    return clock.local_date(value) == day
