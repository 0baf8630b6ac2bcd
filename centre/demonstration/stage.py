"""The stage on which a past is played: who is on it, and what happens when, in order."""

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Callable
from itertools import count

from django.db import connection
from django.db.models import QuerySet

from agencies import access
from agencies.models import Appointment, Body, Post, User
from audit import clock
from centre.demonstration import material

Act = Callable[[], object]
SATURDAY = 5
PAUSE = 400


def take_stock() -> None:
    """Let the database count its rows: inside one long transaction nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Stage:
    """The bodies and people of the demonstration, and the acts still to be played."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """Begin with an empty stage at this instant."""
        self.ends_at = clock.now()
        self.today = clock.today()
        self.say = say
        self.bodies: dict[str, Body] = {}
        self.people: dict[tuple[str, str], User] = {}
        self.played = 0
        self.drafts: list[str] = []
        self._dealt: Counter[tuple[str, ...]] = Counter()
        self._acts: list[tuple[dt.datetime, int, Act]] = []
        self._turn = count()

    def gather(self) -> None:
        """Take note of every body and of who holds which post there."""
        self.bodies = {body.code: body for body in Body.objects.select_related("territory")}
        held: QuerySet[Appointment] = Appointment.objects.valid_at(self.ends_at)
        for one in held.select_related("person", "post__body").order_by("pk"):
            self.people.setdefault((one.post.body.code, one.post.role), one.person)

    def person(self, body: str, *roles: str) -> User:
        """Return who holds the first of these posts that is held at a body."""
        for role in roles:
            if (body, role) in self.people:
                return self.people[body, role]
        raise LookupError(f"Nobody is {' or '.join(roles)} at {body}.")

    def reporter(self, body: str) -> User:
        """Return who works on the tasks of a body."""
        return self.person(body, Post.Role.LIAISON, Post.Role.SECRETARY)

    def deal(self, hand: tuple[str, ...]) -> str:
        """Deal one fate after another out of a hand, again and again."""
        self._dealt[hand] += 1
        return hand[(self._dealt[hand] - 1) % len(hand)]

    def plan(self, instant: dt.datetime, act: Act) -> None:
        """Put an act on the programme; what lies in the future never happens."""
        if instant < self.ends_at:
            heapq.heappush(self._acts, (instant, next(self._turn), act))

    def play(self) -> None:
        """Play every act in the order of time; an act may plan later ones."""
        with access.answers_kept(of_acts=True):
            self._play()

    def _play(self) -> None:
        while self._acts:
            instant, _turn, act = heapq.heappop(self._acts)
            with clock.at(instant):
                act()
            self.played += 1
            if self.played % PAUSE == 0:
                take_stock()
                self.say(f"{self.played} acts played, now at {clock.local_date(instant)}")

    def day(self, in_days: int) -> dt.date:
        """Return the day that lies so many days from today."""
        return self.today + dt.timedelta(days=in_days)

    def office(self, day: dt.date, *key: object) -> dt.datetime:
        """Return an instant of a working day (the one before a weekend) in office hours."""
        while day.weekday() >= SATURDAY:
            day -= dt.timedelta(days=1)
        minutes = 9 * 60 + material.number("hour", *key) % (8 * 60)
        return clock.midnight(day) + dt.timedelta(minutes=minutes)
