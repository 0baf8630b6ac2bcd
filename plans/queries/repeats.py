"""Files that were offered before: the same content with another report or another task."""

from dataclasses import dataclass

from django.db.models import Q

from agencies import access as agencies_access
from agencies.access.rights import Someone
from plans import access
from plans.models import Evidence, Task


@dataclass(frozen=True)
class Repeat:
    """One file of a task that was offered elsewhere too: under which name, where, and when."""

    evidence: Evidence
    other: Evidence

    @property
    def task(self) -> Task:
        """Return the task with which the file was offered as well."""
        return self.other.task

    @property
    def is_same_task(self) -> bool:
        """Tell whether an earlier report on the very task brought it."""
        return self.other.report is not None and self.evidence.task.pk == self.other.task.pk


def repeats_for(user: Someone, task: Task) -> list[Repeat]:
    """Return the files of a task that were offered before, for who reviews it; others see none.

    What a co-executor sent and the lead merged is one offer, not two.
    """
    if not agencies_access.may(user, agencies_access.REVIEW, task.controller):
        return []
    of_task = Q(report__task=task) | Q(part__shared__task=task)
    related = ("report__task__lead", "report__body", "part__shared__task__lead", "stored_file")
    own = list(Evidence.objects.filter(of_task).select_related(*related).order_by("pk"))
    by_file = {one.stored_file_id: one for one in own if one.report_id is not None}
    seen = access.readable(user).values("pk")
    elsewhere = Evidence.objects.filter(
        Q(report__task__in=seen) | Q(part__shared__task__in=seen), stored_file__in=by_file
    ).exclude(of_task)
    found = [
        Repeat(by_file[one.stored_file_id], one) for one in elsewhere.select_related(*related)
    ]
    earlier = [one for one in own if one.report_id is not None]
    found += [
        Repeat(by_file[one.stored_file_id], one)
        for one in earlier
        if one.report_id != by_file[one.stored_file_id].report_id
    ]
    return sorted(found, key=lambda one: (one.evidence.pk, one.other.pk))
