"""Planned sums that stand divided by region, held against the sums that a table names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from plans.models import PlanItemMoney, ProgrammeMoney

Key = tuple[str, int | None]  # the source and the year of a sum
UNDIVIDED = ProgrammeMoney.Source.UNDIVIDED


@dataclass
class Shares:
    """The regional sums of a measure beneath the sums of a table, and how much they add up to."""

    beneath: dict[Key, list[PlanItemMoney]] = field(default_factory=dict)
    besides: list[PlanItemMoney] = field(default_factory=list)

    def sum_of(self, key: Key) -> Decimal:
        """Add up what the regions have of a sum."""
        return sum((one.amount for one in self.beneath.get(key, [])), Decimal(0))

    def outgrown(self, sums: Mapping[Key, Decimal]) -> list[PlanItemMoney]:
        """Return the regional sums that add up to more than the table has for all."""
        too_much = [key for key in self.beneath if self.sum_of(key) > sums[key]]
        return [one for key in too_much for one in self.beneath[key]]

    def rest(self, sums: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
        """Return what of each sum no region has yet: what outgrew its sum is divided anew."""
        found = {}
        for key, amount in sums.items():
            shared = self.sum_of(key)
            if shared < amount or not shared:
                found[key] = amount - shared
            elif shared > amount:
                found[key] = amount
        return found


def shares_of(money: Iterable[PlanItemMoney], keys: Iterable[Key]) -> Shares:
    """Lay each regional sum beneath the sum of a table that it is a part of, if there is one."""
    known, found = set(keys), Shares()
    for one in money:
        if is_share(one):
            wider = ((one.source, one.year), (one.source, None), (UNDIVIDED, one.year),
                     (UNDIVIDED, None))  # fmt: skip
            key = next((key for key in wider if key in known), None)
            where = found.besides if key is None else found.beneath.setdefault(key, [])
            where.append(one)
    return found


def is_whole(money: PlanItemMoney) -> bool:
    """Tell a planned sum of the whole measure: what a table says."""
    return money.kind == PlanItemMoney.Kind.PLANNED and money.territory_id is None


def is_share(money: PlanItemMoney) -> bool:
    """Tell a planned sum of one region: what no table says."""
    return money.kind == PlanItemMoney.Kind.PLANNED and money.territory_id is not None


def planned_in(money: Iterable[PlanItemMoney], keys: Iterable[Key]) -> dict[Key, Decimal]:
    """Return what a measure plans in the shape of a table's sums, regional shares included."""
    every = list(money)
    shares = shares_of(every, keys)
    found = {(one.source, one.year): one.amount for one in every if is_whole(one)}
    for key in shares.beneath:
        found[key] = found.get(key, Decimal(0)) + shares.sum_of(key)
    return found
