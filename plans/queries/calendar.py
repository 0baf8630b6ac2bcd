"""The working-day calendar, read from its rows."""

from plans.models import WorkingDayException
from plans.terms import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """Return the calendar with every exception entered so far."""
    return WorkingCalendar(dict(WorkingDayException.objects.values_list("day", "is_working")))
