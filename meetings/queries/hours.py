"""Whether a meeting keeps to working time, said as a warning; on which days a series falls."""

import calendar
import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.models import Body
from agencies.templatetags.speech import say_date
from audit import clock
from meetings.models import Meeting
from plans.queries.calendar import working_calendar


def warnings_on(meeting: Meeting) -> list[str]:
    """Say what about the hours of a meeting is not usual; nothing once it took place."""
    if not meeting.is_before:
        return []
    begins = meeting.starts_at.astimezone(clock.zone())
    ends = meeting.ends_at.astimezone(clock.zone())
    found = []
    if not working_calendar().is_working(begins.date()):
        sentence = _("%(day)s is a day of rest.")
        found.append(sentence % {"day": say_date(begins.date())})
    hours = (settings.MEETINGS_FROM_HOUR, last_hour(meeting))
    first, last = (_at(begins.date(), hour) for hour in hours)
    if begins < first or ends > last:
        sentence = _(
            "Meetings are held in working time, from %(from)s until %(until)s;"
            " this one lasts from %(begins)s until %(ends)s."
        )
        facts = {"from": first, "until": last, "begins": begins, "ends": ends}
        found.append(sentence % {name: f"{value:%H:%M}" for name, value in facts.items()})
    return found


def last_hour(meeting: Meeting) -> int:
    """Return the hour until which a meeting may last: where several bodies meet, the morning."""
    several = meeting.body.kind == Body.Kind.CENTRE or meeting.joint_with_id is not None
    hour: int = settings.MEETINGS_OF_BODIES_UNTIL_HOUR if several else settings.MEETINGS_UNTIL_HOUR
    return hour


def series_of(first: dt.datetime, every_months: int, times: int) -> list[dt.datetime]:
    """Return the instants of a series: the same hour, on a working day of each month reached."""
    local, working = first.astimezone(clock.zone()), working_calendar()
    found = []
    for turn in range(times):
        day = months_after(local.date(), turn * every_months)
        while turn and not working.is_working(day):
            day += dt.timedelta(days=1)
        found.append(dt.datetime.combine(day, local.time(), tzinfo=clock.zone()))
    return found


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=clock.zone())
