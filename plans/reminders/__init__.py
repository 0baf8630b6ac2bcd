"""What the system says by itself of tasks because a day has come; each thing once."""

from plans.reminders.digests import send_digests
from plans.reminders.terms import remind_of_terms

__all__ = ["remind_of_terms", "send_digests"]
