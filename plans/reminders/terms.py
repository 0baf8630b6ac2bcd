"""Reminders before and after a term on fixed days, never twice in five days to one person.

What one person is to hear goes in one notice. A day that falls into the rest is made up for
when the rest is over; who is killed half-way has told some people wholly and the others not yet.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q

from agencies.models import User
from audit import clock
from audit.record import SYSTEM
from notices import actions as notices
from plans.models import RUNNING, CoExecutor, Reminder, Task
from plans.queries.calendar import working_calendar
from plans.reminders.ladder import Ladders, Step, steps
from plans.texts import TermLine, reminder_texts


@dataclass(frozen=True)
class Owed:
    """What one body owes by a date, and the last fixed day that has come."""

    task: Task
    body: int
    due_on: dt.date
    step: Step

    def key(self, person: int, body: int) -> tuple[int, int, int, dt.date, int]:
        """Return what makes a reminder one and the same."""
        return person, body, self.task.pk, self.due_on, self.step.days


Told = dict[int, list[tuple[int, Owed]]]


def remind_of_terms() -> int:
    """Remind everyone whose day has come, in working hours of a working day; return how many."""
    now = clock.now()
    is_time = now.astimezone(clock.zone()).hour >= settings.TASK_REMINDER_HOUR
    if not is_time or not working_calendar().is_working(clock.today()):
        return 0
    waiting = _waiting(list(_owed(clock.today())))
    return sum(_remind(person, lines) for person, lines in sorted(waiting.items()))


def _owed(today: dt.date) -> Iterator[Owed]:
    """Walk what is owed by leads and co-executors and has come to one of the fixed days."""
    days = steps()
    if not days:
        return
    last = today - dt.timedelta(days=days[0].days)
    leads = Task.objects.filter(RUNNING, due_on__lte=last).select_related("lead", "controller")
    for task in leads.order_by("due_on", "pk").iterator(chunk_size=2000):
        if task.due_on and (step := _step_on(today, task.due_on, days)):
            yield Owed(task, task.lead_id, task.due_on, step)
    shares = CoExecutor.objects.filter(
        Q(state__in=CoExecutor.OWED, inner_due_on__lte=last),
        ~Q(inner_due_on=F("task__due_on")),
        task__state__in=Task.OWED,
        task__suspended_at__isnull=True,
    ).select_related("task__lead", "task__controller")
    for shared in shares.order_by("inner_due_on", "pk").iterator(chunk_size=2000):
        if shared.inner_due_on and (step := _step_on(today, shared.inner_due_on, days)):
            yield Owed(shared.task, shared.body_id, shared.inner_due_on, step)


def _step_on(today: dt.date, due_on: dt.date, days: list[Step]) -> Step | None:
    """Return the last fixed day that has come: what came before it is not told any more."""
    come = [step for step in days if due_on + dt.timedelta(days=step.days) <= today]
    return come[-1] if come else None


def _waiting(owed: list[Owed]) -> Told:
    """Return by person what they are still to hear, those who rest from reminders left out."""
    ladders = Ladders([one.body for one in owed], [one.task.controller_id for one in owed])
    made = _made({one.task.pk for one in owed})
    waiting: Told = {}
    for one in owed:
        for person, body in ladders.reached(one.body, one.task.controller_id, one.step.rung):
            if one.key(person, body) not in made:
                made.add(one.key(person, body))  # two silent parts reach one secretariat once
                waiting.setdefault(person, []).append((body, one))
    resting = set(_resting(list(waiting)))
    return {person: lines for person, lines in waiting.items() if person not in resting}


def _made(tasks: set[int]) -> set[tuple[int, int, int, dt.date, int]]:
    made = Reminder.objects.filter(task__in=tasks)
    return set(made.values_list("person_id", "body_id", "task_id", "due_on", "step"))


def _resting(people: list[int]) -> list[int]:
    """Return who was reminded so lately that they are left in peace."""
    since = clock.today() - dt.timedelta(days=settings.TASK_REMINDER_REST_DAYS)
    last = Reminder.objects.filter(person__in=people).values("person").annotate(at=Max("sent_at"))
    rows = last.values_list("person", "at")
    return [person for person, at in rows if clock.local_date(at) > since]


@transaction.atomic
def _remind(person: int, lines: list[tuple[int, Owed]]) -> int:
    """Tell one person once of all that is theirs to hear; who comes second finds it done."""
    User.objects.select_for_update(no_key=True).get(pk=person)
    if _resting([person]):
        return 0
    told = [TermLine(one.task, one.due_on, one.body != one.task.lead_id) for _body, one in lines]
    pairs = list(dict.fromkeys((person, body) for body, _one in lines))
    notice = notices.tell(
        SYSTEM,
        pairs,
        reminder_texts(told),
        kind="task",
        thing_path=told[0].task.get_absolute_url(),
        urgency="ordinary",
        heeds_mutes=True,
    )
    Reminder.objects.bulk_create(
        Reminder(
            notice=notice,
            person_id=person,
            body_id=body,
            task=one.task,
            due_on=one.due_on,
            step=one.step.days,
            sent_at=clock.now(),
        )
        for body, one in lines
    )
    return 1
