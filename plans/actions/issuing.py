"""Issuing the tasks of a measure: counted first, then issued by the same reckoning."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.utils.translation import gettext as _

from agencies.models import Body, User
from agencies.queries import members_of_the_centre, unit_commissions
from audit import clock
from audit.record import Capacity
from plans import access, terms
from plans.actions import telling
from plans.actions.tasks import TaskSpec, enter_task, mark_issued, refuse_a_body_not_beneath
from plans.models import PlanItem, PlanItemResponsible, Task, Wordings
from plans.queries.calendar import working_calendar
from plans.queries.papers import rest_of_the_year
from plans.queries.tasks import bodies_to_task
from plans.terms import WorkingCalendar

Term = tuple[dt.date | None, dt.date | None]  # as the paper states it, and shifted


@dataclass(frozen=True)
class Issue:
    """Which tasks a measure gives in a period: to whom, by when, and who works with them."""

    wanted: list[tuple[Body, Term]] = field(default_factory=list)
    co_executors: list[Body] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many tasks there are."""
        return len(self.wanted)

    @property
    def leads(self) -> list[Body]:
        """Return the bodies that get a task, each once."""
        return list(dict.fromkeys(lead for lead, _term in self.wanted))

    @property
    def days(self) -> list[dt.date]:
        """Return the days on which something falls due, the first one first."""
        return sorted({due_on for _lead, (_stated, due_on) in self.wanted if due_on})


def preview_issue(
    plan_item: PlanItem, *, start: dt.date | None = None, end: dt.date | None = None
) -> Issue:
    """Say which tasks a period would give, reckoned by the code that will issue them."""
    return _reckon(_in_force(plan_item), start, end, None, working_calendar())


@transaction.atomic
def issue_tasks(
    plan_item: PlanItem,
    *,
    actor: User,
    start: dt.date | None = None,
    end: dt.date | None = None,
    signed: dt.date | None = None,
) -> list[Task]:
    """Issue the tasks of a measure that fall due in a period (default: the rest of this year).

    What was issued before is not issued again; a date that has passed is not issued at all, nor
    is one after the last year of the plan.
    """
    capacity = access.require_assigner(actor, plan_item.plan.controller)
    PlanItem.objects.select_for_update().get(pk=plan_item.pk)
    item, working = _in_force(plan_item), working_calendar()
    issue = _reckon(item, start, end, signed, working)
    _refuse_those_not_beneath(issue.leads, item.plan.controller)
    tasks = [
        _issue_one(capacity, item, lead, issue.co_executors, term, working)
        for lead, term in issue.wanted
    ]
    if tasks:
        telling.tell_executors_of_item(capacity, item, tasks)
    return tasks


def _reckon(
    item: PlanItem,
    start: dt.date | None,
    end: dt.date | None,
    signed: dt.date | None,
    working: WorkingCalendar,
) -> Issue:
    first, last = rest_of_the_year(item.plan)
    end = min(end or last, dt.date(item.plan.last_year, 12, 31))
    terms_of_it = _terms(item, start or first, end, signed or item.added_in.approved_on, working)
    leads, others = _executors(item)
    known = _issued_before(item)
    wanted = [
        (lead, term) for term in terms_of_it for lead in leads if (lead.pk, term[0]) not in known
    ]
    return Issue(wanted, others)


def _issued_before(item: PlanItem) -> set[tuple[int, dt.date | None]]:
    """Return whom a measure tasked by when, however earlier versions worded it.

    A task that changed hands still counts for the body that it was first given to.
    """
    tasks = Task.objects.filter(plan_item__in=Wordings(Value(item.pk)))
    rows = tasks.values_list("lead_id", "moved_from_id", "stated_due_on")
    return {(body, day) for lead, first, day in rows for body in (lead, first) if body}


def _issue_one(
    capacity: Capacity,
    item: PlanItem,
    lead: Body,
    others: list[Body],
    term: Term,
    working: WorkingCalendar,
) -> Task:
    stated, due_on = term
    spec = TaskSpec(
        text_kk=item.text_kk,
        text_ru=item.text_ru,
        form_of_completion=item.form_of_completion,
        term_ru=item.term_ru,
        term_kk=item.term_kk,
        due_on=due_on,
        territory=lead.territory if lead.is_commission else item.plan.territory,
        plan_item=item,
    )
    task = enter_task(
        capacity,
        spec,
        controller=item.plan.controller,
        lead=lead,
        co_executors=others,
        working=working,
        due_before_shift=stated,
    )
    return mark_issued(capacity, task)


def _in_force(plan_item: PlanItem) -> PlanItem:
    related = ("plan__territory", "plan__controller", "added_in", "removed_in")
    rows = PlanItem.objects.select_related(*related, "form_of_completion")
    item = rows.get(pk=plan_item.pk)
    if not item.added_in.is_approved:
        raise ValidationError(_("Approve the version of the plan first: then tasks are issued."))
    if item.removed_in and item.removed_in.is_approved:
        raise ValidationError(_("This measure was removed from the plan."))
    return item


def _terms(
    item: PlanItem,
    start: dt.date,
    end: dt.date,
    signed: dt.date | None,
    working: WorkingCalendar,
) -> list[Term]:
    """Return the terms of a measure in a period; one of nothing where it has no date."""
    if start > end:
        sentence = _("The plan ends with %(year)s: this period lies after it.")
        raise ValidationError({"start": sentence % {"year": item.plan.last_year}})
    found = terms.due_dates(item.term_ru, start=start, end=end, signed=signed, working=working)
    if not found.is_understood:
        raise ValidationError({"term_ru": found.reason})
    if found.dates:
        return [pair for pair in found.pairs if pair[1] >= clock.today()]
    return [(None, None)] if terms.read(item.term_ru).undated else []


def _executors(item: PlanItem) -> tuple[list[Body], list[Body]]:
    """Return those who each get a task of their own, and those who work with all of them.

    Without a lead each body of a group gets a task; without a group the first of the list leads.
    """
    rows = list(item.responsible.select_related("body__territory").order_by("position"))
    bodies = {row.pk: _expanded(row) for row in rows}
    groups = [row for row in rows if row.group and bodies[row.pk]]
    lead_row = next((row for row in rows if row.is_lead), (groups or rows)[0])
    if not bodies[lead_row.pk]:
        raise ValidationError(_("The measure names no body as lead: name one."))
    others = [body for row in rows if row is not lead_row for body in bodies[row.pk]]
    return bodies[lead_row.pk], others


def _expanded(row: PlanItemResponsible) -> list[Body]:
    if row.body:
        return [row.body]
    groups = PlanItemResponsible.Group
    found: list[Body] = []
    if row.group in (groups.CENTRAL_BODIES, groups.ALL_MEMBERS):
        found += members_of_the_centre().select_related("territory")
    if row.group in (groups.UNIT_COMMISSIONS, groups.ALL_MEMBERS):
        found += unit_commissions().select_related("territory")
    return found


def _refuse_those_not_beneath(leads: list[Body], controller: Body) -> None:
    """Ask once for all who stand directly beneath, and of the others one by one."""
    beneath = set(bodies_to_task(controller).values_list("pk", flat=True))
    for lead in leads:
        if lead.pk not in beneath:
            refuse_a_body_not_beneath(lead, controller)
