"""Who is on duty: by the last signed handover, and by the roster; loud where they differ."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts.models import Handover, Shift
from alerts.queries import rosters
from alerts.queries.rosters import Gap, own_duty_bodies
from audit import clock


@dataclass(frozen=True)
class Duty:
    """The duty of one body at one instant."""

    body: Body
    at: dt.datetime
    holder: User | None
    since: dt.datetime | None
    shift: Shift | None
    next_shift: Shift | None
    handover: Handover | None = None
    unsigned: Handover | None = None
    gaps: list[Gap] = field(default_factory=list)
    may_open: bool = False

    @property
    def rostered(self) -> User | None:
        """Return whom the roster names."""
        return self.shift.person if self.shift else None

    @property
    def awaits_signature(self) -> bool:
        """Tell whether the roster has moved on while nobody has signed for the duty."""
        return self.rostered is not None and self.rostered != self.holder

    @property
    def is_signed_for(self) -> bool:
        """Tell whether who has the duty signed for it, and still holds a post to have it."""
        return self.handover is not None and self.handover.incoming == self.holder

    @property
    def is_unsigned(self) -> bool:
        """Tell whether nobody signed for the duty: the roster alone says who has it."""
        return self.holder is not None and not self.is_signed_for


def duty_of(body: Body, at: dt.datetime | None = None) -> Duty:
    """Return who has the duty of a body, who should have it, and who follows."""
    return duties_of([body], at)[0]


def duties_of(bodies: Iterable[Body], at: dt.datetime | None = None) -> list[Duty]:
    """Return the same of several bodies, with as many queries as for one."""
    instant, listed = at or clock.now(), list(bodies)
    watched = rosters.watch(listed, instant - rosters.BACK, instant + rosters.AHEAD)
    signed = _newest(Handover.objects.filter(body__in=listed, signed_at__lte=instant))
    under_way = _newest(Handover.objects.under_way().filter(body__in=listed))
    return [
        _duty(body, instant, watched, signed.get(body.pk), under_way.get(body.pk))
        for body in listed
    ]


def on_duty(body: Body, at: dt.datetime | None = None) -> User | None:
    """Return who has the duty: who signed for it last, and before any signature the roster."""
    return duty_of(body, at).holder


def on_duty_now(bodies: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return who is on duty at each of some bodies that keep a roster; without anybody none.

    While the roster has moved on and nobody has signed, both count: who has the duty and who
    should have taken it.
    """
    kept = Shift.objects.standing().filter(body__in=list(bodies)).values("body_id")
    found: dict[int, frozenset[int]] = {}
    for one in duties_of(Body.objects.filter(pk__in=kept)):
        people = {person.pk for person in (one.holder, one.rostered) if person is not None}
        if people:
            found[one.body.pk] = frozenset(people)
    return found


def next_on_duty(body: Body, at: dt.datetime | None = None) -> Shift | None:
    """Return the next shift of another person than the one whom the roster names now."""
    return duty_of(body, at).next_shift


def next_in_turn(present: Duty) -> Shift | None:
    """Return the next shift of somebody other than who has the duty, who may serve then."""
    watched = rosters.watch([present.body], present.at, present.at + rosters.AHEAD)
    return watched.next_of_another(present.body, present.holder, present.at)


def duties(user: Someone) -> list[Duty]:
    """Return the duty of every body at which a person is on the roster or writes it."""
    return duties_of(own_duty_bodies(user))


def last_handover(body: Body, at: dt.datetime | None = None) -> Handover | None:
    """Return the last handover signed by an instant."""
    signed = Handover.objects.filter(body=body, signed_at__lte=at or clock.now())
    return signed.select_related("incoming", "outgoing").order_by("-signed_at", "-pk").first()


def open_handover(body: Body) -> Handover | None:
    """Return the handover under way."""
    unsigned = Handover.objects.under_way().filter(body=body)
    return unsigned.select_related("incoming", "outgoing", "body").first()


def last_duty_ended(person: User, body: Body) -> dt.datetime | None:
    """Return when a person last handed the duty over, or when their last shift ended."""
    handed = (
        Handover.objects.filter(body=body, outgoing=person, signed_at__isnull=False)
        .order_by("-signed_at")
        .values_list("signed_at", flat=True)
        .first()
    )
    worked = (
        Shift.objects.standing()
        .filter(body=body, person=person, ends_at__lte=clock.now())
        .order_by("-ends_at")
        .values_list("ends_at", flat=True)
        .first()
    )
    return handed or worked


def _duty(
    body: Body,
    instant: dt.datetime,
    watched: rosters.Watch,
    signed: Handover | None,
    under_way: Handover | None,
) -> Duty:
    shift = watched.shift_at(body, instant)
    holder, since = (shift.person, shift.starts_at) if shift else (None, None)
    if signed is not None and watched.serves(signed.incoming_id, body, instant):
        holder, since = signed.incoming, signed.signed_at
    return Duty(
        body=body,
        at=instant,
        holder=holder,
        since=since,
        shift=shift,
        next_shift=watched.next_shift(body, instant),
        handover=signed,
        unsigned=under_way,
        gaps=_gaps(watched, body, instant),
    )


def _gaps(watched: rosters.Watch, body: Body, instant: dt.datetime) -> list[Gap]:
    if not watched.shifts[body.pk]:
        return []
    return rosters.gaps_in(watched, body, instant, instant + rosters.LOOK_AHEAD)


def _newest(handovers: QuerySet[Handover]) -> dict[int, Handover]:
    """Return the newest handover of each body."""
    newest = handovers.order_by("body_id", "-signed_at", "-pk").distinct("body_id")
    return {one.body_id: one for one in newest.select_related("incoming", "outgoing", "body")}
