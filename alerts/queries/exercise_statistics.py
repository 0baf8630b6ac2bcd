"""What an exercise showed: who answered within the norm, how fast, and against the last one."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from agencies.models import Body
from alerts.models import Acknowledgement, AddressedBody, Exercise

STATES = Acknowledgement.State
ANSWERS = (STATES.RECEIVED, STATES.ACCEPTED, STATES.CANNOT)


@dataclass(frozen=True)
class Asked:
    """One level asked of one organisation: how many minutes the first answer took."""

    body: Body
    norm: dt.timedelta
    took: dt.timedelta | None
    cannot: bool

    @property
    def is_within(self) -> bool:
        """Tell whether the organisation answered within the norm."""
        return self.took is not None and self.took <= self.norm


@dataclass(frozen=True)
class Tally:
    """The numbers of one organisation, or of a whole exercise."""

    asked: int
    answered: int
    within: int
    cannot: int
    minutes: float | None

    @property
    def percent(self) -> int | None:
        """Return the share answered within the norm; unknown where nothing was asked."""
        return round(100 * self.within / self.asked) if self.asked else None


@dataclass(frozen=True)
class BodyTally:
    """One organisation's line of the statistics."""

    body: Body
    tally: Tally


@dataclass(frozen=True)
class Statistics:
    """The statistics of one exercise beside those of the one before it."""

    exercise: Exercise
    whole: Tally
    lines: list[BodyTally]
    previous: Exercise | None = None
    before: Tally | None = None

    @property
    def gained(self) -> int | None:
        """Return by how many points the share within the norm has changed."""
        if self.before is None or self.before.percent is None or self.whole.percent is None:
            return None
        return self.whole.percent - self.before.percent


def statistics_of(exercise: Exercise) -> Statistics:
    """Return the statistics of an exercise from its own answers alone."""
    asked = _asked(exercise)
    by_body: dict[Body, list[Asked]] = defaultdict(list)
    for one in asked:
        by_body[one.body].append(one)
    lines = [BodyTally(body, _tally(own)) for body, own in by_body.items()]
    previous = _previous(exercise)
    return Statistics(
        exercise=exercise,
        whole=_tally(asked),
        lines=sorted(lines, key=lambda one: (_slowness(one.tally), one.body.order, one.body.pk)),
        previous=previous,
        before=_tally(_asked(previous)) if previous else None,
    )


def _asked(exercise: Exercise) -> list[Asked]:
    addressed = AddressedBody.exercises.filter(decision__exercise=exercise, is_counted=True)
    first: dict[tuple[int, int], dt.datetime] = {}
    cannot: set[tuple[int, int]] = set()
    for step in Acknowledgement.exercises.filter(decision__exercise=exercise, state__in=ANSWERS):
        key = (step.notice_id, step.body_id)
        first[key] = min(first.get(key, step.answered_at), step.answered_at)
        if step.state == STATES.CANNOT:
            cannot.add(key)
    found = []
    for one in addressed.select_related("notice", "body").order_by("pk"):
        key = (one.notice_id, one.body_id)
        took = first[key] - one.notice.issued_at if key in first else None
        found.append(Asked(one.body, one.notice.norm or dt.timedelta(), took, key in cannot))
    return found


def _tally(asked: Iterable[Asked]) -> Tally:
    listed = list(asked)
    minutes = [one.took.total_seconds() / 60 for one in listed if one.took is not None]
    return Tally(
        asked=len(listed),
        answered=len(minutes),
        within=sum(one.is_within for one in listed),
        cannot=sum(one.cannot for one in listed),
        minutes=math.ceil(median(minutes) * 10) / 10 if minutes else None,
    )


def _slowness(tally: Tally) -> tuple[int, float]:
    """Put first whoever was silent or late most often, then the slowest."""
    return (tally.within - tally.asked, -(tally.minutes or 0.0))


def _previous(exercise: Exercise) -> Exercise | None:
    if exercise.started_at is None:
        return None
    earlier = Exercise.objects.filter(
        headquarters=exercise.headquarters_id,
        state=Exercise.State.ENDED,
        started_at__lt=exercise.started_at,
    )
    return earlier.order_by("-started_at").first()
