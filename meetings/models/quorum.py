"""Whether enough seats are filled for a meeting to decide."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audit import clock
from meetings.models.meeting import Attendance, Meeting


@dataclass(frozen=True)
class Quorum:
    """How many seats a meeting has, how many are filled, and how many it needs."""

    seats: int
    came: int
    substitutes: int
    absent: int
    needed: int
    is_open: bool = True
    sitting: int | None = None  # how many sit there now, while the sheet is kept
    lost_at: dt.datetime | None = None

    @property
    def is_lost(self) -> bool:
        """Tell whether enough came and too many have left again, or are not there yet."""
        return self.is_reached and self.sitting is not None and self.sitting < self.needed

    @property
    def is_reached(self) -> bool:
        """Tell whether the meeting may decide."""
        return self.seats > 0 and self.came >= self.needed

    @property
    def unmarked(self) -> int:
        """Return how many seats nobody has marked yet."""
        return self.seats - self.came - self.absent

    @property
    def sentence(self) -> str:
        """Say the quorum in words."""
        facts = {
            "seats": self.seats,
            "came": self.came,
            "needed": self.needed,
            "lacking": self.needed - self.came,
        }
        if not self.is_open:
            return _("Open the agenda first: the seats of the day are called and counted then.")
        if not self.seats:
            return _("The body has no seats on this day, so there is no quorum.")
        if self.unmarked == self.seats:
            sentence = _("A quorum needs %(needed)d of %(seats)d seats; none is marked yet.")
            return sentence % facts
        if self.is_lost:
            return self._lost()
        if self.is_reached:
            sentence = _(
                "There is a quorum: %(came)d of %(seats)d seats are filled, %(needed)d are needed."
            )
        else:
            sentence = _(
                "There is no quorum: %(came)d of %(seats)d seats are filled,"
                " %(needed)d are needed, %(lacking)d are lacking."
            )
        return sentence % facts

    def _lost(self) -> str:
        """Say that the meeting may not decide just now, and since when."""
        sitting = self.sitting or 0
        facts = {"sitting": sitting, "seats": self.seats, "needed": self.needed}
        if self.lost_at is None:
            sentence = _(
                "The quorum is not there yet: %(sitting)s of %(seats)s seats are filled now,"
                " %(needed)s are needed. Nothing is decided until then."
            )
            return sentence % facts
        time = f"{self.lost_at.astimezone(clock.zone()):%H:%M}"
        sentence = _(
            "The quorum is lost since %(time)s: %(sitting)s of %(seats)s seats are filled now,"
            " %(needed)s are needed. Nothing is decided until it is there again."
        )
        return sentence % {**facts, "time": time}


@dataclass(frozen=True)
class Answers:
    """How many seats said to an invitation that they will come, and whether that is enough."""

    seats: int
    accepted: int
    substituted: int
    tentative: int
    declined: int
    needed: int

    @property
    def sentence(self) -> str:
        """Say in words what may be expected of the quorum."""
        expected = self.accepted + self.substituted
        facts = {
            "expected": expected,
            "substituted": self.substituted,
            "tentative": self.tentative,
            "empty": self.declined - self.substituted,
            "silent": self.seats - self.accepted - self.tentative - self.declined,
            "needed": self.needed,
        }
        sentence = _(
            "Expected: %(expected)d, of them substitutes: %(substituted)d; undecided:"
            " %(tentative)d; will stay empty: %(empty)d; silent: %(silent)d."
            " A quorum needs %(needed)d."
        )
        return sentence % facts


def answers_to(meeting: Meeting, attendances: Sequence[Attendance]) -> Answers:
    """Count the answers to the invitation of one meeting."""
    given = [one.answer for one in attendances]
    return Answers(
        seats=len(given),
        accepted=given.count(Attendance.Answer.ACCEPTED),
        substituted=sum(one.is_declined and bool(one.represented_by) for one in attendances),
        tentative=given.count(Attendance.Answer.TENTATIVE),
        declined=given.count(Attendance.Answer.DECLINED),
        needed=needed_for(meeting.quorum_rule, len(given)),
    )


def needed_for(rule: str, seats: int) -> int:
    """Return how many seats a rule asks for: a half or two thirds, rounded up."""
    if rule == Meeting.QuorumRule.TWO_THIRDS:
        return -(-2 * seats // 3)
    return -(-seats // 2)


def quorum_of(meeting: Meeting, attendances: Sequence[Attendance]) -> Quorum:
    """Count the seats of one meeting by what the attendance sheet says."""
    states = [one.state for one in attendances]
    needed = needed_for(meeting.quorum_rule, len(states))
    now = _now_of(meeting, attendances)
    substitutes = states.count(Attendance.State.SUBSTITUTE)
    return Quorum(
        seats=len(states),
        came=states.count(Attendance.State.PRESENT) + substitutes,
        substitutes=substitutes,
        absent=states.count(Attendance.State.ABSENT),
        needed=needed,
        is_open=meeting.was_opened,
        sitting=sum(one.sits_at(now) for one in attendances) if now else None,
        lost_at=_lost_at(attendances, needed, now) if now else None,
    )


def _now_of(meeting: Meeting, attendances: Sequence[Attendance]) -> dt.datetime | None:
    """Return the instant at which seats are counted while the sheet may change: not past its end.

    Where no arrival or departure is noted there is nothing to count by the clock.
    """
    noted = [one.left_at or one.arrived_at for one in attendances if one.arrived_at or one.left_at]
    if not noted or not meeting.may_be_marked:
        return None
    latest = max(one for one in noted if one is not None)
    return min(clock.now(), max(meeting.ends_at, latest))


def _lost_at(
    attendances: Sequence[Attendance], needed: int, now: dt.datetime
) -> dt.datetime | None:
    """Return when the last of the seats that were needed was left, before this instant."""
    for instant in sorted((one.left_at for one in attendances if one.left_at), reverse=True):
        if instant > now:
            continue
        just_before = instant - dt.timedelta(microseconds=1)
        if sum(one.sits_at(just_before) for one in attendances) >= needed:
            return instant
    return None
