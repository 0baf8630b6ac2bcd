"""The money of the measures: planned when the plan is entered, allocated and spent in its year."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

from agencies.models import Body, Post, Territory
from audit import clock
from centre.demonstration import material
from centre.demonstration.stage import Stage
from plans import actions
from plans.actions import MoneySpec
from plans.models import PlanItem, PlanItemMoney

SHARES: dict[str, dict[str, float]] = {
    "republican": {"republican": 1},
    "local": {"local": 1},
    "both": {"republican": 0.6, "local": 0.4},
}
ALLOCATED_AFTER, SPENT_DAYS_AGO = 40, 20


def planned(stage: Stage, row: dict[str, Any]) -> list[MoneySpec]:
    """Return the planned sums of a measure for this year and the next."""
    money, year = row.get("money"), clock.today().year
    if not money:
        return []
    return [
        MoneySpec(source, share, year + later, territory=land)
        for which, later in (("this_year", 0), ("next_year", 1))
        for source, part in SHARES[money["source"]].items()
        for land, share in _by_land(stage, row, money[which] * part)
        if share
    ]


def plan_spending(stage: Stage, item: PlanItem, row: dict[str, Any]) -> None:
    """Plan what was allocated soon after the approval, and what was spent until lately."""
    year = clock.today().year
    sums = [one for one in item.money.select_related("territory") if one.year == year]
    allocated_on = clock.today() + dt.timedelta(days=ALLOCATED_AFTER)
    for one in sums:
        key = f"{item.plan.code} {row['number']} {one.territory_id} {one.source}"
        given = _part(one.amount, 92 + material.number(key) % 9)
        spent = _part(given, 48 + material.number(key, "spent") % 45)
        for kind, amount, day in (
            (PlanItemMoney.Kind.ALLOCATED, given, allocated_on),
            (PlanItemMoney.Kind.SPENT, spent, stage.day(-SPENT_DAYS_AGO)),
        ):
            spec = MoneySpec(one.source, amount, year, kind, one.territory)
            stage.plan(stage.office(day, key, kind), partial(_enter, stage, item, spec))


def _enter(stage: Stage, item: PlanItem, spec: MoneySpec) -> None:
    actions.add_item_money(item, actor=stage.person("atc", Post.Role.SECRETARY), money=spec)


def _by_land(
    stage: Stage, row: dict[str, Any], amount: float
) -> list[tuple[Territory | None, Decimal]]:
    """Divide what all governors share by the number of people in their units."""
    if row["lead"] != "akims":
        return [(None, _rounded(amount))]
    lands = [
        body.territory
        for body in stage.bodies.values()
        if body.kind == Body.Kind.UNIT_COMMISSION and body.territory.population_2013
    ]
    people = float(sum(land.population_2013 or 0 for land in lands))
    return [(land, _rounded(amount * float(land.population_2013 or 0) / people)) for land in lands]


def _part(amount: Decimal, percent: int) -> Decimal:
    return _rounded(float(amount) * percent / 100)


def _rounded(amount: float) -> Decimal:
    return Decimal(str(round(amount, 3)))
