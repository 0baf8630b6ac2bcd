"""What was decided before, and how it stands: with this the next agenda opens."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from agencies.access.rights import Someone
from audit import clock
from meetings import access
from meetings.models import Assignment, Decision, Meeting
from plans.models import Task


@dataclass(frozen=True)
class Standing:
    """One assignment of an earlier meeting with its task, if it is one, and how that stands."""

    decision: Decision
    task: Task | None
    today: dt.date

    @property
    def is_late(self) -> bool:
        """Tell whether its term is over and nobody has closed it."""
        return self.task is not None and self.task.is_late(self.today)


@dataclass(frozen=True)
class Previous:
    """The meeting before, and the assignments given there or still open from earlier ones."""

    meeting: Meeting
    rows: list[Standing]

    @property
    def closed(self) -> int:
        """Return how many of them are carried out."""
        tasks = [one.task for one in self.rows if one.task is not None]
        return sum(task.state == Task.State.CLOSED for task in tasks)

    @property
    def late(self) -> int:
        """Return how many of them are overdue."""
        return sum(one.is_late for one in self.rows)


def previous_to(user: Someone, meeting: Meeting) -> Previous | None:
    """Return what a person reads of the decisions before a meeting, until it is approved."""
    if meeting.is_approved or meeting.state == Meeting.State.CANCELLED:
        return None
    held = Meeting.objects.filter(
        body=meeting.body_id, state__in=Meeting.AFTER, starts_at__lt=meeting.starts_at
    )
    last = held.select_related("body").order_by("-starts_at", "-pk").first()
    if last is None:
        return None
    assignments = Assignment.objects.select_related("task")
    found = access.visible_decisions(user).filter(
        Q(meeting=last) | Q(assignments__task__state__in=Task.OPEN),
        meeting__in=held.values("pk"),
        kind=Decision.Kind.ASSIGNMENT,
    )
    rows = (
        Decision.objects.filter(pk__in=found.values("pk"))
        .select_related("item", "meeting", "lead")
        .prefetch_related(Prefetch("assignments", assignments))
        .order_by("-meeting__starts_at", "item__position", "number")
    )
    today = clock.today()
    standings = [Standing(one, _task_of(one), today) for one in rows]
    return Previous(last, standings)


def _task_of(decision: Decision) -> Task | None:
    made = list(decision.assignments.all())
    return made[0].task if made else None
