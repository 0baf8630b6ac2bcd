"""A commission splits a task of the Centre among those beneath it, each with an earlier date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit.record import Changes, record
from plans import access
from plans.actions import telling
from plans.actions.tasks import (
    TaskSpec,
    enter_task,
    mark_issued,
    refuse_a_body_not_beneath,
    refuse_a_short_term,
)
from plans.models import Task
from plans.queries.calendar import working_calendar


@dataclass(frozen=True)
class Share:
    """What one body beneath owes of a task that is split, and by when."""

    body: Body
    due_on: dt.date


@transaction.atomic
def split_task(
    task: Task, *, actor: User, shares: Iterable[Share], text_kk: str = "", text_ru: str = ""
) -> list[Task]:
    """Give each of several bodies beneath the lead a task of its own, due before the whole."""
    task = Task.objects.locked(task.pk)  # first: a task may go to another lead meanwhile
    capacity = access.require_assigner(actor, task.lead)
    wanted = sorted(shares, key=lambda share: share.body.pk)
    _refuse_a_split(task, wanted)
    given = []
    for share in wanted:
        spec = TaskSpec(
            text_kk=text_kk or task.text_kk,
            text_ru=text_ru or task.text_ru,
            form_of_completion=task.form_of_completion,
            due_on=share.due_on,
            source_title=f"№ {task.pk}",
            source_path=task.get_absolute_url(),
            parent=task,
        )
        one = enter_task(capacity, spec, controller=task.lead, lead=share.body)
        given.append(mark_issued(capacity, one))
        telling.tell_executors(capacity, one)
    changes: Changes = {"shares": [0, len(given)]}
    record(capacity, gettext_noop("split the task"), task, changes=changes)
    return given


def _refuse_a_split(task: Task, shares: list[Share]) -> None:
    """Refuse what is not to be split now, and every share that is no inner one."""
    if not task.is_owed:
        raise ValidationError(_("Only a task that is still owed is split."))
    if not shares:
        raise ValidationError(_("Choose who gets a share."))
    known = set(task.shares.filter(state__in=Task.OPEN).values_list("lead_id", flat=True))
    working = working_calendar()
    for share in shares:
        facts = {"body": share.body.name}
        if share.body.pk == task.lead_id:
            raise ValidationError(_("The lead keeps the whole: it takes no share of it."))
        if share.body.pk in known:
            raise ValidationError(_("%(body)s has an open share already.") % facts)
        refuse_a_body_not_beneath(share.body, task.lead)
        refuse_a_short_term(share.due_on)
        if task.due_on and working.on_or_before(share.due_on) >= task.due_on:
            raise ValidationError(_("The term of %(body)s lies before the term.") % facts)
