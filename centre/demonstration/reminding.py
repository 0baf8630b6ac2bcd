"""The last days before today: the system reminds and sends its weekly digests as it would have."""

import datetime as dt

from centre.demonstration.stage import Stage
from plans import reminders

DAYS = 12


def plan_reminders(stage: Stage) -> None:
    """Let each of the last mornings remind whose day has come, and the week send its digests."""
    for number in range(1, DAYS + 1):
        morning = stage.office(stage.day(-number), "reminders")
        stage.plan(morning + dt.timedelta(minutes=number), reminders.remind_of_terms)
        stage.plan(morning + dt.timedelta(minutes=number, hours=1), reminders.send_digests)
