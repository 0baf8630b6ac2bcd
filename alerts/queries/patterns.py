"""What a pattern of shifts would enter, and what stands against shifts being entered."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Body, User
from agencies.templatetags.speech import say_instant
from alerts import access
from alerts.queries import rosters
from alerts.queries.rosters import Turn
from audit import clock

HOURS = (6, 8, 12, 24)
LONGEST = dt.timedelta(days=100)
OLDEST = dt.timedelta(days=1)


def planned_turns(
    body: Body, people: Sequence[User], starts_at: dt.datetime, hours: int, until: dt.datetime
) -> list[Turn]:
    """Return the shifts that a pattern would enter, or say what stands against them."""
    if not people:
        raise ValidationError({"people": _("Name at least one person.")})
    if hours not in HOURS:
        raise ValidationError({"hours": _("A shift lasts 6, 8, 12 or 24 hours.")})
    require_span(starts_at, until, fields=("starts_on", "until"))
    turns = rosters.turns(people, starts_at, hours, until)
    require_joined(body, starts_at)
    require_sound(body, turns)
    return turns


def require_span(starts_at: dt.datetime, ends_at: dt.datetime, *, fields: tuple[str, str]) -> None:
    """Refuse to write down afterwards who was on duty, and what is empty or too long."""
    start, end = fields
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise ValidationError({end: _("Enter at least one shift and at most 100 days.")})
    if starts_at < clock.now() - OLDEST:
        raise ValidationError({start: _("What is past is not entered any more.")})


def require_sound(body: Body, turns: Sequence[Turn]) -> None:
    """Refuse shifts that overlap others, and people without a duty post for the whole of it."""
    first, last = turns[0].starts_at, turns[-1].ends_at
    if first >= last:
        raise ValidationError({"ends_at": _("The duty must end after it begins.")})
    taken = rosters.shifts_of(body, first, last)
    if taken:
        names = {
            "name": taken[0].person.full_name,
            "start": say_instant(taken[0].starts_at),
            "end": say_instant(taken[0].ends_at),
        }
        sentence = _("%(name)s is already on duty from %(start)s to %(end)s.")
        raise ValidationError(sentence % names)
    for turn in turns:
        require_post(body, turn)


def require_post(body: Body, turn: Turn) -> None:
    if not access.holds_duty_post(turn.person, body, turn.starts_at, turn.ends_at):
        sentence = _("%(name)s holds no duty post here for the whole of the shift from %(start)s.")
        names = {"name": turn.person.full_name, "start": say_instant(turn.starts_at)}
        raise ValidationError(sentence % names)


def require_joined(body: Body, starts_at: dt.datetime) -> None:
    """Refuse what would begin later than the roster ends: a gap would open by entering it."""
    end = rosters.roster_end(body)
    if end is not None and starts_at > end >= clock.now():
        sentence = _("The roster ends %(end)s: what begins later would leave a gap.")
        raise ValidationError(sentence % {"end": say_instant(end)})
