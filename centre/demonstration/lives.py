"""What becomes of a task: how it is taken, worked on, reported, returned, moved and closed."""

import datetime as dt
from collections.abc import Callable

from centre.demonstration import sharing
from centre.demonstration.life import Life
from centre.demonstration.stage import Stage
from plans.models import Task

DRAFTS = 8
NEAR_PAST, NEAR_FUTURE = 45, 35  # days around today in which a task is still being worked on

LONG_AGO = (
    "closed", "closed", "late_then_closed", "closed", "returned_then_closed", "closed",
    "moved_then_closed", "closed", "closed", "refused_then_closed", "closed", "closed",
    "returned_then_closed", "closed", "closed", "overdue", "closed", "closed",
    "late_then_closed", "closed", "closed", "suspended", "closed", "moved_then_closed",
)  # fmt: skip
LATELY = (
    "closed", "submitted", "proposed", "closed", "returned", "overdue",
    "submitted", "closed", "proposed", "untouched", "returned", "closed", "moved",
)  # fmt: skip
SOON = (
    "in_work", "untouched", "submitted", "in_work", "asks_for_time", "returned",
    "proposed", "in_work", "untouched", "submitted", "closed",
)  # fmt: skip
LATER = ("untouched", "in_work", "untouched", "untouched", "asks_for_time", "in_work")
AT_HEALTH = ("in_work", "untouched", "in_work", "returned")  # what Aigerim finds on her desk


def begin(stage: Stage, task: Task, key: str) -> None:
    """Plan the life of a task that has just been issued."""
    life = Life(stage, task, f"{key} {task.lead.code}")
    sharing.plan_parts(stage, task, life.key)
    FATES[_fate(stage, task)](life)


def _fate(stage: Stage, task: Task) -> str:
    """Deal the fates in turn, by how far the term lies from today."""
    left = (task.due_on - stage.today).days if task.due_on else NEAR_FUTURE + 1
    if left < -NEAR_PAST:
        return stage.deal(LONG_AGO)
    if left < 0:
        return stage.deal(LATELY)
    if left > NEAR_FUTURE:
        return stage.deal(LATER)
    return stage.deal(AT_HEALTH if task.lead.code == "moh" else SOON)


def _closed(life: Life) -> None:
    life.reported_by(life.due_on - dt.timedelta(days=life.span(8, "early")))
    life.accepted_and_closed()


def _late_then_closed(life: Life) -> None:
    life.reported_by(life.due_on + dt.timedelta(days=2 + life.span(9, "late")))
    life.accepted_and_closed()


def _returned_then_closed(life: Life) -> None:
    life.reported_by(life.due_on - dt.timedelta(days=4 + life.span(6, "early")))
    life.after(2, life.give_back)
    life.after(4, life.report)
    life.accepted_and_closed()


def _moved_then_closed(life: Life) -> None:
    _asked(life, life.grant)
    life.on(life.due_on + dt.timedelta(days=10 + life.span(8, "moved")), life.report)
    life.accepted_and_closed()


def _refused_then_closed(life: Life) -> None:
    _asked(life, life.refuse)
    life.on(life.due_on + dt.timedelta(days=life.span(6, "refused")), life.report)
    life.accepted_and_closed()


def _moved(life: Life) -> None:
    _asked(life, life.grant)


def _asked(life: Life, answer: Callable[[], object]) -> None:
    life.worked_until(life.due_on - dt.timedelta(days=12))
    life.on(life.due_on - dt.timedelta(days=9), life.ask_for_time)
    life.after(2, answer)


def _overdue(life: Life) -> None:
    life.worked_until(life.due_on)


def _in_work(life: Life) -> None:
    life.worked_until(life.stage.today)


def _untouched(_life: Life) -> None:
    """Nothing has been done yet."""


def _suspended(life: Life) -> None:
    life.worked_until(life.due_on - dt.timedelta(days=14))
    life.on(life.due_on - dt.timedelta(days=10), life.suspend)


def _submitted(life: Life) -> None:
    life.reported_by(life.stage.day(-life.span(3, "submitted")))


def _returned(life: Life) -> None:
    life.reported_by(life.stage.day(-4 - life.span(4, "returned")))
    life.after(2, life.give_back)


def _proposed(life: Life) -> None:
    life.reported_by(life.stage.day(-4 - life.span(4, "proposed")))
    life.after(2, life.accept)


def _asks_for_time(life: Life) -> None:
    life.worked_until(life.stage.day(-3))
    life.on(life.stage.day(-1), life.ask_for_time)


FATES: dict[str, Callable[[Life], None]] = {
    "closed": _closed,
    "late_then_closed": _late_then_closed,
    "returned_then_closed": _returned_then_closed,
    "moved_then_closed": _moved_then_closed,
    "refused_then_closed": _refused_then_closed,
    "overdue": _overdue,
    "suspended": _suspended,
    "submitted": _submitted,
    "proposed": _proposed,
    "returned": _returned,
    "untouched": _untouched,
    "moved": _moved,
    "in_work": _in_work,
    "asks_for_time": _asks_for_time,
}
