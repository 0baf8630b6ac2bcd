"""Which days are worked, and the nearest earlier working day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """The five-day week and the days that break it (True: worked, False: rested)."""

    exceptions: Mapping[dt.date, bool] = field(default_factory=dict)

    def is_working(self, day: dt.date) -> bool:
        """Tell whether a day is worked."""
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def on_or_before(self, day: dt.date) -> dt.date:
        """Return the day itself if it is worked, else the working day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def after(self, day: dt.date, count: int) -> dt.date:
        """Count working days forward from a day, which itself does not count."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def before(self, day: dt.date, count: int) -> dt.date:
        """Count working days back from a day, which itself does not count."""
        while count > 0:
            day -= ONE_DAY
            count -= self.is_working(day)
        return day

    def between(self, first: dt.date, last: dt.date) -> int:
        """Count the working days after the first day up to and including the last."""
        span = range(1, (last - first).days + 1)
        return sum(self.is_working(first + dt.timedelta(days=number)) for number in span)
