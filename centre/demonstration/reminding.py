"""The last days before today: the system reminds and sends its weekly digests as it would have."""

import datetime as dt

from django.conf import settings

from centre.demonstration.stage import SATURDAY, Stage
from plans import reminders

DAYS = 12


def plan_reminders(stage: Stage) -> None:
    """Let each of the last mornings remind whose day has come, and the week send its digests."""
    of_digests = set(settings.DIGEST_WEEKDAYS.values())
    for number in range(1, DAYS + 1):
        day = stage.day(-number)
        if day.weekday() >= SATURDAY:
            continue
        morning = stage.office(day, "reminders") + dt.timedelta(minutes=number)
        stage.plan(morning, reminders.remind_of_terms)
        if day.weekday() in of_digests:
            stage.plan(morning + dt.timedelta(hours=1), reminders.send_digests)
