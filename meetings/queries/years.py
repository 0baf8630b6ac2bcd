"""The year's meetings and exercises in one calendar, and who has no meeting in a quarter."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from agencies.access.rights import Someone
from agencies.languages import in_language
from agencies.models import Body
from alerts.models import Exercise
from alerts.queries.exercises import exercises
from audit import clock
from meetings import access
from meetings.models import Meeting
from meetings.queries.meetings import visible_meetings
from meetings.queries.overview import quarter_of


@dataclass(frozen=True)
class Event:
    """One meeting or one exercise of a year."""

    starts_at: dt.datetime
    meeting: Meeting | None = None
    exercise: Exercise | None = None

    @property
    def title(self) -> str:
        """Return what it is called."""
        if self.exercise is not None:
            return in_language(self.exercise, "name")
        return str(self.meeting.get_kind_display()) if self.meeting else ""


@dataclass(frozen=True)
class Month:
    """One month of a year with what is held in it."""

    first: dt.date
    events: list[Event]


@dataclass(frozen=True)
class Gap:
    """A body without a meeting, held or planned, in the quarter that is running out."""

    body: Body
    ends_on: dt.date
    days_left: int

    @property
    def body_key(self) -> str:
        """Return the number of the body, as an address writes it."""
        return str(self.body.pk)


def year_of(user: Someone, year: int) -> list[Month]:
    """Return the twelve months of a year with the meetings and exercises that a person sees."""
    first, end = (clock.midnight(dt.date(one, 1, 1)) for one in (year, year + 1))
    meetings = visible_meetings(user).exclude(state=Meeting.State.CANCELLED)
    drills = exercises(user).filter(starts_at__gte=first, starts_at__lt=end)
    events = [
        *(
            Event(one.starts_at, meeting=one)
            for one in meetings.filter(starts_at__gte=first, starts_at__lt=end)
        ),
        *(Event(one.starts_at, exercise=one) for one in drills),
    ]
    events.sort(key=lambda one: one.starts_at)
    return [
        Month(
            dt.date(year, number, 1),
            [one for one in events if clock.local_date(one.starts_at).month == number],
        )
        for number in range(1, 13)
    ]


def gaps(user: Someone) -> list[Gap]:
    """Return the bodies that a person convenes and that this quarter leaves without a meeting."""
    first, following = quarter_of(clock.today())
    in_quarter = Meeting.objects.filter(
        body=OuterRef("pk"),
        starts_at__gte=clock.midnight(first),
        starts_at__lt=clock.midnight(following),
    ).exclude(state=Meeting.State.CANCELLED)
    kinds = (Body.Kind.CENTRE, *Body.COMMISSIONS)
    own = access.convening_bodies(user).filter(~Exists(in_quarter), kind__in=kinds)
    last = following - dt.timedelta(days=1)
    left = (last - clock.today()).days
    return [Gap(body, last, left) for body in own.order_by("order", "pk")]
