"""Saying a time where a place keeps another clock than Almaty."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext as _

from agencies.templatetags.speech import say_instant
from audit import clock

register = template.Library()


@register.filter
def time_there(instant: dt.datetime | None, zone: str) -> str:
    """Say the local time of a place whose clock differed at that instant; else nothing.

    Until 29 February 2024 the west of the country lived an hour behind Almaty.
    """
    if instant is None or not zone:
        return ""
    there, here = instant.astimezone(ZoneInfo(zone)), instant.astimezone(clock.zone())
    offset = there.utcoffset()
    if offset is None or offset == here.utcoffset():
        return ""
    hours = offset.total_seconds() / 3600
    is_same_day = there.date() == here.date()
    return _("%(time)s local time (UTC%(offset)s)") % {
        "time": f"{there:%H:%M}" if is_same_day else say_instant(instant, zone=zone),
        "offset": f"{hours:+.0f}",
    }


@register.filter
def named(words: dict[str, object], key: str) -> object:
    """Return what a dictionary holds under a name, for a template."""
    return words.get(key, "")
