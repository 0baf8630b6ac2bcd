"""Measures of a plan: entering and removing them in a version, with their money."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, Territory, User
from audit.record import record
from plans import access
from plans.models import (
    ActionPlan,
    FormOfCompletion,
    PlanItem,
    PlanItemMoney,
    PlanItemResponsible,
    PlanSection,
    PlanVersion,
)


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
