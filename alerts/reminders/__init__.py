"""What the system says by itself because a time has come; each thing once."""

from alerts.reminders.ends import remind_of_ends
from alerts.reminders.gaps import tell_of_gaps
from alerts.reminders.ladders import check_progress
from alerts.reminders.reports import remind_of_reports

__all__ = ["check_progress", "remind_of_ends", "remind_of_reports", "tell_of_gaps"]
