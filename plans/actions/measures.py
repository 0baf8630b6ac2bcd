"""Measures of a plan: entering and removing them in a version, and issuing their tasks."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, Territory, User
from agencies.queries import members_of_the_centre, unit_commissions
from audit import clock
from audit.record import Capacity, record
from plans import access, terms
from plans.actions import telling
from plans.actions.tasks import TaskSpec, enter_task, mark_issued
from plans.models import (
    ActionPlan,
    FormOfCompletion,
    PlanItem,
    PlanItemMoney,
    PlanItemResponsible,
    PlanSection,
    PlanVersion,
    Task,
)
from plans.queries.calendar import working_calendar
from plans.queries.papers import rest_of_the_year


@dataclass(frozen=True)
class ResponsibleSpec:
    """One place in the list of those responsible: a body or a group, perhaps the lead."""

    body: Body | None = None
    group: str = ""
    is_lead: bool = False
    by_agreement: bool = False


@dataclass(frozen=True)
class MoneySpec:
    """One planned, allocated or spent sum of a measure, in millions of tenge."""

    source: str
    amount: Decimal
    year: int | None = None
    kind: str = PlanItemMoney.Kind.PLANNED
    territory: Territory | None = None


@transaction.atomic
def add_item(
    plan: ActionPlan,
    *,
    actor: User,
    number: str,
    text_kk: str,
    text_ru: str,
    form_of_completion: FormOfCompletion,
    term_ru: str,
    term_kk: str = "",
    section: PlanSection | None = None,
    responsible: Iterable[ResponsibleSpec],
    money: Iterable[MoneySpec] = (),
    costs: str = PlanItem.Costs.NOT_REQUIRED,
    is_equipment: bool = False,
    previous: PlanItem | None = None,
) -> PlanItem:
    """Enter a measure into the version of a plan that is in preparation."""
    capacity = access.require_assigner(actor, plan.controller)
    places = _checked_places(plan, number, responsible)
    item = PlanItem.objects.create(
        plan=plan,
        section=section,
        number=number,
        sort_key=_sort_key(number),
        text_kk=text_kk,
        text_ru=text_ru,
        form_of_completion=form_of_completion,
        term_kk=term_kk,
        term_ru=term_ru,
        costs=costs,
        is_equipment=is_equipment,
        added_in=_version_in_preparation(plan),
        previous=previous,
    )
    _write_responsible(item, places)
    for spec in money:
        _write_money(item, spec)
    record(capacity, gettext_noop("entered a measure of the plan"), item)
    return item


@transaction.atomic
def add_item_money(item: PlanItem, *, actor: User, money: MoneySpec) -> PlanItemMoney:
    """Enter a sum of a measure: planned, allocated or spent."""
    capacity = access.require_assigner(actor, item.plan.controller)
    written = _write_money(item, money)
    changes = {"amount": [None, str(money.amount)], "kind": [None, money.kind]}
    record(capacity, gettext_noop("entered a sum of the measure"), item, changes=changes)
    return written


@transaction.atomic
def remove_item(item: PlanItem, *, actor: User, reason: str) -> PlanItem:
    """Take a measure out of the plan by the version in preparation; its past stays."""
    capacity = access.require_assigner(actor, item.plan.controller)
    version = _version_in_preparation(item.plan)
    item = PlanItem.objects.select_for_update().get(pk=item.pk)
    if item.removed_in_id:
        return item
    if item.added_in_id == version.pk:
        raise ValidationError(_("This measure stands only in the version in preparation."))
    item.removed_in = version
    item.save(update_fields=["removed_in"])
    record(capacity, gettext_noop("removed a measure from the plan"), item, reason=reason)
    return item


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

    What was issued before is not issued again; a date that has passed is not issued at all.
    """
    capacity = access.require_assigner(actor, plan_item.plan.controller)
    item = _item_in_force(plan_item)
    first, last = rest_of_the_year(item.plan)
    pairs = _due_pairs(item, start or first, end or last, signed or item.added_in.approved_on)
    lead_bodies, others = _executors(item)
    known = set(item.tasks.values_list("lead_id", "stated_due_on"))
    tasks = [
        _issue_one(capacity, item, lead, others, pair)
        for pair in pairs
        for lead in lead_bodies
        if (lead.pk, pair[0]) not in known
    ]
    if tasks:
        telling.tell_executors_of_item(capacity, item, tasks)
    return tasks


def _issue_one(
    capacity: Capacity,
    item: PlanItem,
    lead: Body,
    others: list[Body],
    term: tuple[dt.date | None, dt.date | None],
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
        due_before_shift=stated,
    )
    return mark_issued(capacity, task)


def _item_in_force(plan_item: PlanItem) -> PlanItem:
    item = (
        PlanItem.objects.select_for_update(of=("self",))
        .select_related("plan__territory", "plan__controller", "added_in", "form_of_completion")
        .get(pk=plan_item.pk)
    )
    if not item.added_in.is_approved:
        raise ValidationError(_("Approve the version of the plan first: then tasks are issued."))
    if item.removed_in and item.removed_in.is_approved:
        raise ValidationError(_("This measure was removed from the plan."))
    return item


def _due_pairs(
    item: PlanItem, start: dt.date, end: dt.date, signed: dt.date | None
) -> list[tuple[dt.date | None, dt.date | None]]:
    """Return (stated, shifted) dates of a measure; one pair of nothing where it has no date."""
    found = terms.due_dates(
        item.term_ru, start=start, end=end, signed=signed, working=working_calendar()
    )
    if not found.is_understood:
        raise ValidationError({"term_ru": found.reason})
    if found.dates:
        return [pair for pair in found.pairs if pair[1] >= clock.today()]
    return [(None, None)] if terms.read(item.term_ru).undated else []


def _executors(item: PlanItem) -> tuple[list[Body], list[Body]]:
    """Return those who each get a task of their own, and those who work with all of them."""
    rows = list(item.responsible.select_related("body__territory").order_by("position"))
    lead_row = next((row for row in rows if row.is_lead), rows[0])
    lead_bodies = _expanded(lead_row)
    if not lead_bodies:
        raise ValidationError(_("The measure names no body as lead: name one."))
    others = [body for row in rows if row is not lead_row for body in _expanded(row)]
    return lead_bodies, others


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


def _version_in_preparation(plan: ActionPlan) -> PlanVersion:
    version = plan.versions.select_for_update().filter(approved_on__isnull=True).first()
    if version is None:
        raise ValidationError(
            _("Begin a new version of the plan first: an approved one is fixed.")
        )
    return version


def _checked_places(
    plan: ActionPlan, number: str, responsible: Iterable[ResponsibleSpec]
) -> list[ResponsibleSpec]:
    """Return the places of a measure, or refuse a number in use or a measure of nobody."""
    if plan.items.filter(number=number, removed_in__isnull=True).exists():
        sentence = _("The plan already has a measure %(number)s.")
        raise ValidationError({"number": sentence % {"number": number}})
    places = list(responsible)
    if not places:
        raise ValidationError({"responsible": _("Name at least one responsible body.")})
    return places


def _sort_key(number: str) -> str:
    """Make 1.10 stand after 1.9."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(5), number)


def _write_responsible(item: PlanItem, places: list[ResponsibleSpec]) -> None:
    PlanItemResponsible.objects.bulk_create(
        PlanItemResponsible(
            item=item,
            position=position,
            body=place.body,
            group=place.group,
            is_lead=place.is_lead,
            by_agreement=place.by_agreement or bool(place.body and place.body.acts_by_agreement),
        )
        for position, place in enumerate(places, start=1)
    )


def _write_money(item: PlanItem, spec: MoneySpec) -> PlanItemMoney:
    return PlanItemMoney.objects.create(
        item=item,
        kind=spec.kind,
        source=spec.source,
        year=spec.year,
        territory=spec.territory,
        amount=spec.amount,
    )
