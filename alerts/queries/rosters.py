"""Reading duty rosters: who is on duty when, what stands open, and where nobody is on duty."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts import access
from alerts.models import Replacement, Shift
from audit import clock

LOOK_AHEAD = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)

BACK, AHEAD = dt.timedelta(days=30), dt.timedelta(days=120)

Span = tuple[dt.datetime, dt.datetime]
Held = tuple[dt.datetime, dt.datetime | None]


@dataclass(frozen=True)
class Gap:
    """A stretch of time in which nobody is on duty; without an end nobody follows at all."""

    body: Body
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    is_entered: bool = field(default=False, compare=False)  # a shift of one who may not serve


@dataclass(frozen=True)
class Entered:
    """One shift as a roster shows it; `void` are the hours in which its person cannot serve."""

    shift: Shift
    void: list[Span]

    @property
    def is_void(self) -> bool:
        """Tell whether the person cannot serve in any of its hours: nobody is on duty then."""
        return self.void == [(self.shift.starts_at, self.shift.ends_at)]


@dataclass(frozen=True)
class RosterDay:
    """One calendar day of a roster: the shifts that touch it, and the hours without anybody.

    `gaps` are the hours without anybody on duty, `bare` those of them without any shift either.
    """

    day: dt.date
    shifts: list[Entered]
    gaps: list[Gap]
    bare: list[Gap]
    is_today: bool


@dataclass(frozen=True)
class Turn:
    """One shift as a pattern would make it."""

    person: User
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Watch:
    """The shifts and duty posts of some bodies around an instant."""

    shifts: dict[int, list[Shift]]
    posts: dict[tuple[int, int], list[Held]]

    def serves(self, person: int, body: Body, instant: dt.datetime) -> bool:
        """Tell whether a person holds a duty post of a body at an instant."""
        held = self.posts.get((body.pk, person), ())
        return any(start <= instant and (end is None or instant < end) for start, end in held)

    def covered(self, body: Body) -> list[Span]:
        """Return when somebody who holds a duty post is on duty, in order of time."""
        spans = [
            (max(shift.starts_at, start), min(shift.ends_at, end or shift.ends_at))
            for shift in self.shifts[body.pk]
            for start, end in self.posts.get((body.pk, shift.person_id), ())
        ]
        return sorted((start, end) for start, end in spans if start < end)

    def is_entered(self, body: Body, since: dt.datetime, until: dt.datetime) -> bool:
        """Tell whether shifts stand in a stretch, whoever they name."""
        return any(one.starts_at < until and since < one.ends_at for one in self.shifts[body.pk])

    def shift_at(self, body: Body, instant: dt.datetime) -> Shift | None:
        """Return the shift that runs at an instant, if its person still holds the post."""
        running = (one for one in self.shifts[body.pk] if one.covers(instant))
        return next((one for one in running if self.serves(one.person_id, body, instant)), None)

    def next_shift(self, body: Body, instant: dt.datetime) -> Shift | None:
        """Return the next shift of another person than the one on the roster at an instant."""
        present = self.shift_at(body, instant)
        names = present.person_id if present else None
        coming = (one for one in self.shifts[body.pk] if one.starts_at > instant)
        return next((one for one in coming if one.person_id != names), None)

    def next_of_another(
        self, body: Body, person: User | None, instant: dt.datetime
    ) -> Shift | None:
        """Return the next shift of another person than this one who holds the post by then."""
        coming = (one for one in self.shifts[body.pk] if one.starts_at > instant)
        others = (one for one in coming if person is None or one.person_id != person.pk)
        return next(
            (one for one in others if self.serves(one.person_id, body, one.starts_at)), None
        )


def rosters_seen(user: Someone) -> QuerySet[Body]:
    """Return the bodies whose duty a person sees, in the order of the house."""
    return access.rosters(user).select_related("territory").order_by("order", "pk")


def rosters_kept(user: Someone) -> QuerySet[Body]:
    """Return those of them that keep a roster."""
    return rosters_seen(user).filter(pk__in=Shift.objects.standing().values("body_id"))


def own_duty_bodies(user: Someone) -> list[Body]:
    """Return the bodies at which a person stands on the roster or writes it.

    A headquarters owes a roster; another body is shown once it keeps one.
    """
    kept = set(Shift.objects.standing().values_list("body_id", flat=True).distinct())
    return [
        body
        for body in rights.bodies_of(user).select_related("territory").order_by("order", "pk")
        if (body.is_headquarters or body.pk in kept)
        and (access.is_on_the_roster(user, body) or access.may_keep_roster(user, body))
    ]


def shifts_of(body: Body, since: dt.datetime, until: dt.datetime) -> list[Shift]:
    """Return the standing shifts of a body that touch a stretch of time."""
    shifts = Shift.objects.standing().filter(body=body).touching(since, until)
    return list(
        shifts.select_related("person", "made_through__asked_by").order_by("starts_at", "pk")
    )


def roster(body: Body, first: dt.date, days: int) -> list[RosterDay]:
    """Return the days of a roster from one day on."""
    since, until = clock.midnight(first), clock.midnight(first + days * DAY)
    shifts, holes = shifts_of(body, since - BACK, until + AHEAD), gaps(body, since, until)
    entered = [Entered(one, _void(one, holes)) for one in shifts]
    bare = [piece for hole in holes for piece in _without(hole, shifts)]
    return [
        RosterDay(
            day=day,
            shifts=[
                one for one in entered if _touches(one.shift.starts_at, one.shift.ends_at, day)
            ],
            gaps=[one for one in holes if _touches(one.starts_at, one.ends_at, day)],
            bare=[one for one in bare if _touches(one.starts_at, one.ends_at, day)],
            is_today=day == clock.today(),
        )
        for day in (first + index * DAY for index in range(days))
    ]


def _void(shift: Shift, holes: list[Gap]) -> list[Span]:
    """Return the hours of a shift in which nobody is on duty all the same."""
    ends = [(one.starts_at, one.ends_at or shift.ends_at) for one in holes]
    spans = [(max(shift.starts_at, start), min(shift.ends_at, end)) for start, end in ends]
    return [(start, end) for start, end in spans if start < end]


def _without(hole: Gap, shifts: list[Shift]) -> list[Gap]:
    """Return what is left of a gap without the hours of the shifts entered in it."""
    pieces, start = [], hole.starts_at
    for shift in shifts:
        if hole.ends_at is not None and shift.starts_at >= hole.ends_at:
            break
        if start < shift.starts_at:
            pieces.append(Gap(hole.body, start, shift.starts_at))
        start = max(start, shift.ends_at)
    if hole.ends_at is None or start < hole.ends_at:
        pieces.append(Gap(hole.body, start, hole.ends_at))
    return pieces


def gaps(body: Body, since: dt.datetime, until: dt.datetime) -> list[Gap]:
    """Return the stretches without anybody on duty that touch a stretch of time, in full length.

    A shift of one who no longer holds a duty post here, or may not sign in, covers nothing.
    """
    return gaps_in(watch([body], since - BACK, until + AHEAD), body, since, until)


def coming_gaps(body: Body) -> list[Gap]:
    """Return the gaps of the next seven days in a roster that is kept."""
    now = clock.now()
    if not Shift.objects.standing().filter(body=body).exists():
        return []
    return gaps(body, now, now + LOOK_AHEAD)


def watch(bodies: Iterable[Body], since: dt.datetime, until: dt.datetime) -> Watch:
    """Return the shifts and the duty posts of some bodies, with as many queries as for one."""
    listed = list(bodies)
    shifts: dict[int, list[Shift]] = {body.pk: [] for body in listed}
    standing = Shift.objects.standing().filter(body__in=listed).touching(since, until)
    for shift in standing.select_related("person").order_by("starts_at", "pk"):
        shifts[shift.body_id].append(shift)
    posts: dict[tuple[int, int], list[Held]] = {}
    held = access.duty_posts(listed)
    for body, person, start, end in held.values_list(
        "post__body", "person", "starts_at", "ends_at"
    ):
        posts.setdefault((body, person), []).append((start, end))
    return Watch(shifts, posts)


def gaps_in(watched: Watch, body: Body, since: dt.datetime, until: dt.datetime) -> list[Gap]:
    """Return the gaps of one of the bodies watched that touch a stretch of time."""
    spans = watched.covered(body)
    before = [end for _start, end in spans if end <= since]
    last = max(before, default=clock.midnight(clock.local_date(since)))
    holes: list[Gap] = []
    for start, end in spans:
        if start > last and start > since and last < until:
            holes.append(Gap(body, last, start, is_entered=watched.is_entered(body, last, start)))
        last = max(last, end)
    if last < until:
        holes.append(Gap(body, last, None))
    return holes


def turns(
    people: Sequence[User], first: dt.datetime, hours: int, until: dt.datetime
) -> list[Turn]:
    """Return the shifts of a pattern: people in turn, by the clock on the wall, end to end."""
    zone = clock.zone()
    wall, step = first.astimezone(zone).replace(tzinfo=None), dt.timedelta(hours=hours)
    made: list[Turn] = []
    start = wall.replace(tzinfo=zone)
    while start < until:
        wall += step
        end = wall.replace(tzinfo=zone)
        made.append(Turn(people[len(made) % len(people)], start, end))
        start = end
    return made


def roster_end(body: Body) -> dt.datetime | None:
    """Return until when shifts have been entered."""
    return roster_end_of(body.pk)


def roster_end_of(pk: int) -> dt.datetime | None:
    """Return the same for a body known by its number."""
    last = Shift.objects.standing().filter(body=pk).order_by("-ends_at").first()
    return last.ends_at if last else None


def duty_people(body: Body) -> QuerySet[User]:
    """Return who may be put on the roster of a body now."""
    return access.duty_people(body)


def replacements(user: Someone) -> QuerySet[Replacement]:
    """Return the replacements a person may read, the newest first."""
    seen = access.rosters(user).values("pk")
    return (
        Replacement.objects.filter(body__in=seen)
        .select_related("body", "person", "asked_by", "decided_by")
        .prefetch_related("shifts_replaced__person")
        .order_by("-asked_at", "-pk")
    )


def replacements_asked(user: Someone) -> list[Replacement]:
    """Return the requests that wait for the decision of a person."""
    asked = replacements(user).filter(state=Replacement.State.ASKED)
    return [one for one in asked if access.may_keep_roster(user, one.body)]


def may_keep_roster(user: Someone, body: Body) -> bool:
    """Tell whether a person writes the roster of a body."""
    return access.may_keep_roster(user, body)


def may_ask_replacement(user: Someone, body: Body) -> bool:
    """Tell whether a person may ask for a replacement there."""
    return access.is_on_the_roster(user, body)


def _touches(start: dt.datetime, end: dt.datetime | None, day: dt.date) -> bool:
    since, until = clock.midnight(day), clock.midnight(day + DAY)
    return start < until and (end is None or since < end)
