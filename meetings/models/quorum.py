"""Whether enough seats are filled for a meeting to decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models.meeting import Attendance, Meeting


@dataclass(frozen=True)
class Quorum:
    """How many seats a meeting has, how many are filled, and how many it needs."""

    seats: int
    came: int
    substitutes: int
    absent: int
    needed: int

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
        if not self.seats:
            return _("The body has no seats on this day, so there is no quorum.")
        if self.unmarked == self.seats:
            sentence = _("A quorum needs %(needed)d of %(seats)d seats; none is marked yet.")
            return sentence % facts
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


def needed_for(rule: str, seats: int) -> int:
    """Return how many seats a rule asks for: a half or two thirds, rounded up."""
    if rule == Meeting.QuorumRule.TWO_THIRDS:
        return -(-2 * seats // 3)
    return -(-seats // 2)


def quorum_of(meeting: Meeting, attendances: Sequence[Attendance]) -> Quorum:
    """Count the seats of one meeting by what the attendance sheet says."""
    states = [one.state for one in attendances]
    substitutes = states.count(Attendance.State.SUBSTITUTE)
    return Quorum(
        seats=len(states),
        came=states.count(Attendance.State.PRESENT) + substitutes,
        substitutes=substitutes,
        absent=states.count(Attendance.State.ABSENT),
        needed=needed_for(meeting.quorum_rule, len(states)),
    )
