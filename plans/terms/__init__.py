"""Term phrases as the papers word them, and the due dates that follow from them.

A phrase is read whole or not at all: what is not understood is said so, never guessed.
"""

from plans.terms.dates import DueDates, due_dates
from plans.terms.days import WorkingCalendar
from plans.terms.parts import Phrase
from plans.terms.phrases import read

__all__ = ["DueDates", "Phrase", "WorkingCalendar", "due_dates", "read"]
