"""Programmes: entering what a decree adopted, with the source of every figure."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit.record import record
from plans import access
from plans.models import Direction, Indicator, IndicatorValue, Programme, ProgrammeMoney


@transaction.atomic
def create_programme(
    *,
    actor: User,
    controller: Body,
    code: str,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    first_year: int,
    last_year: int,
    act_title: str = "",
    act_on: dt.date | None = None,
    published_on: dt.date | None = None,
    equipment_share_aim: Decimal | None = None,
    source_note: str = "",
) -> Programme:
    """Enter a programme that a body answers for."""
    capacity = access.require_assigner(actor, controller)
    programme = Programme.objects.create(
        controller=controller,
        code=code,
        name_kk=name_kk,
        name_ru=name_ru,
        name_en=name_en,
        first_year=first_year,
        last_year=last_year,
        act_title=act_title,
        act_on=act_on,
        published_on=published_on,
        equipment_share_aim=equipment_share_aim,
        source_note=source_note,
    )
    record(capacity, gettext_noop("entered the programme"), programme)
    return programme


@transaction.atomic
def add_direction(
    programme: Programme,
    *,
    actor: User,
    number: int,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    source_note: str = "",
) -> Direction:
    """Add a main direction to a programme."""
    capacity = access.require_assigner(actor, programme.controller)
    direction = Direction.objects.create(
        programme=programme,
        number=number,
        name_kk=name_kk,
        name_ru=name_ru,
        name_en=name_en,
        source_note=source_note,
    )
    record(capacity, gettext_noop("added a direction to the programme"), direction)
    return direction


@transaction.atomic
def add_programme_money(
    programme: Programme,
    *,
    actor: User,
    scenario: str,
    source: str,
    amount: Decimal,
    year: int | None = None,
    direction: Direction | None = None,
    source_note: str = "",
) -> ProgrammeMoney:
    """Enter one sum of a programme in millions of tenge: draft or adopted, from which budget."""
    capacity = access.require_assigner(actor, programme.controller)
    money = ProgrammeMoney.objects.create(
        programme=programme,
        direction=direction,
        scenario=scenario,
        source=source,
        year=year,
        amount=amount,
        source_note=source_note,
    )
    changes = {"amount": [None, str(amount)], "scenario": [None, scenario]}
    record(capacity, gettext_noop("entered a sum of the programme"), programme, changes=changes)
    return money


@transaction.atomic
def add_indicator(
    programme: Programme,
    *,
    actor: User,
    number: int,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    unit_kk: str = "",
    unit_ru: str = "",
    unit_en: str = "",
    source_note: str,
    source_url: str = "",
    direction: Direction | None = None,
) -> Indicator:
    """Add an indicator to a programme, naming the source that it is known from."""
    capacity = access.require_assigner(actor, programme.controller)
    indicator = Indicator.objects.create(
        programme=programme,
        direction=direction,
        number=number,
        name_kk=name_kk,
        name_ru=name_ru,
        name_en=name_en,
        unit_kk=unit_kk,
        unit_ru=unit_ru,
        unit_en=unit_en,
        source_note=source_note,
        source_url=source_url,
    )
    record(capacity, gettext_noop("added an indicator to the programme"), indicator)
    return indicator


@transaction.atomic
def record_indicator_value(
    indicator: Indicator,
    *,
    actor: User,
    year: int | None = None,
    target: Decimal | None = None,
    actual: Decimal | None = None,
    source_note: str = "",
) -> IndicatorValue:
    """Record what was aimed at and reached in a year (no year: over the whole period)."""
    capacity = access.require_assigner(actor, indicator.programme.controller)
    old = IndicatorValue.objects.select_for_update().filter(indicator=indicator, year=year).first()
    if old and (old.target, old.actual, old.source_note) == (target, actual, source_note):
        return old
    value, _created = IndicatorValue.objects.update_or_create(
        indicator=indicator,
        year=year,
        defaults={"target": target, "actual": actual, "source_note": source_note},
    )
    changes = {
        "target": [_text(old.target if old else None), _text(target)],
        "actual": [_text(old.actual if old else None), _text(actual)],
    }
    record(
        capacity, gettext_noop("recorded the value of an indicator"), indicator, changes=changes
    )
    return value


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
