"""Writing a difference between a table and a plan, in few statements, into one version."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_noop

from audit.record import Capacity, record
from plans.documents import Measure
from plans.models import (
    ActionPlan,
    FormOfCompletion,
    PlanItem,
    PlanItemMoney,
    PlanItemResponsible,
    PlanSection,
    PlanVersion,
)
from plans.queries.differences import Change, Difference
from plans.queries.readings import Section
from plans.queries.shares import is_whole, shares_of

WRITTEN = (
    "section", "text_kk", "text_ru", "term_kk", "term_ru", "form_of_completion", "costs",
    "funding", "not_worded_in",
)  # fmt: skip


def write(capacity: Capacity, plan: ActionPlan, language: str, difference: Difference) -> None:
    """Write sections and measures into the version in preparation, beginning one if needed."""
    version = _version(capacity, plan)
    sections = _write_sections(plan, language, difference.sections)
    writer = _Writer(plan, version, language, sections)
    in_place, anew = _divided(difference.changed, version)
    _remove(version, [change for change in difference.removed if change.item])
    _take_out(version, [change.item for change in anew if change.item])
    changed = [writer.changed(change) for change in in_place]
    PlanItem.objects.bulk_update(changed, WRITTEN, batch_size=500)
    PlanItemResponsible.objects.filter(item__in=changed).delete()
    added = [writer.added(change) for change in (*difference.added, *anew)]
    PlanItem.objects.bulk_create(added, batch_size=500)
    measures = _measures((*in_place, *difference.added, *anew))
    pairs = list(zip((*changed, *added), measures, strict=True))
    _write_places(pairs)
    _write_sums(pairs, {item.pk for item in changed})
    _record_each(capacity, difference, {one.number: one for one in (*changed, *added)})


class _Writer:
    """Turns measures of the table into measures of the plan."""

    def __init__(
        self,
        plan: ActionPlan,
        version: PlanVersion,
        language: str,
        sections: dict[int, PlanSection],
    ) -> None:
        self.plan, self.version, self.language, self.sections = plan, version, language, sections
        self.other = "ru" if language == "kk" else "kk"
        self.forms = {form.code: form for form in FormOfCompletion.objects.all()}

    def added(self, change: Change) -> PlanItem:
        """Make a measure that is new in this version, perhaps in the place of an older one."""
        old = change.item
        item = PlanItem(
            plan=self.plan,
            number=change.number,
            sort_key=re.sub(r"\d+", lambda digits: digits.group().zfill(5), change.number),
            added_in=self.version,
            previous=old,
            is_equipment=bool(old and old.is_equipment),
            not_worded_in=old.not_worded_in if old else self.other,
        )
        if old:
            item.text_kk, item.text_ru = old.text_kk, old.text_ru
            item.term_kk, item.term_ru = old.term_kk, old.term_ru
        return self._fill(item, change)

    def changed(self, change: Change) -> PlanItem:
        """Change a measure that this version itself has entered."""
        assert change.item is not None  # noqa: S101  # a change always has its measure
        return self._fill(change.item, change)

    def _fill(self, item: PlanItem, change: Change) -> PlanItem:
        measure = change.measure
        assert measure is not None  # noqa: S101  # what is not removed stands in the table
        if item.not_worded_in == self.language:
            item.not_worded_in = ""
        languages = [self.language]
        if item.not_worded_in == self.other:
            languages.append(self.other)
        for language in languages:
            setattr(item, f"text_{language}", measure.text)
            setattr(item, f"term_{language}", measure.term)
        item.section = self.sections.get(measure.section or 0)
        item.form_of_completion = self.forms[measure.form]
        item.costs, item.funding = measure.costs, ",".join(measure.funding)
        return item


def _version(capacity: Capacity, plan: ActionPlan) -> PlanVersion:
    last = plan.versions.select_for_update().order_by("-number").first()
    if last and not last.is_approved:
        return last
    version = PlanVersion.objects.create(plan=plan, number=last.number + 1 if last else 1)
    changes = {"version": [last.number if last else None, version.number]}
    record(capacity, gettext_noop("began a new version of the plan"), plan, changes=changes)
    return version


def _write_sections(
    plan: ActionPlan, language: str, changed: list[Section]
) -> dict[int, PlanSection]:
    known = {section.number: section for section in plan.sections.all()}
    for section in changed:
        old = known.get(section.number)
        if old is None:
            known[section.number] = PlanSection.objects.create(
                plan=plan, number=section.number, name_kk=section.name, name_ru=section.name
            )
            continue
        setattr(old, f"name_{language}", section.name)
        old.save(update_fields=["name_kk", "name_ru"])
    return known


def _divided(changed: list[Change], version: PlanVersion) -> tuple[list[Change], list[Change]]:
    """Divide what this version entered itself from what an approved one had entered."""
    own = [one for one in changed if one.item and one.item.added_in_id == version.pk]
    older = [one for one in changed if one.item and one.item.added_in_id != version.pk]
    return own, older


def _remove(version: PlanVersion, removed: list[Change]) -> None:
    """Take measures out: those that only this version had are gone, others stay as history."""
    own = [one.item.pk for one in removed if one.item and one.item.added_in_id == version.pk]
    PlanItem.objects.filter(pk__in=own).delete()
    _take_out(
        version, [one.item for one in removed if one.item and one.item.added_in_id != version.pk]
    )


def _take_out(version: PlanVersion, items: list[PlanItem]) -> None:
    PlanItem.objects.filter(pk__in=[item.pk for item in items]).update(removed_in=version)


def _measures(changes: Iterable[Change]) -> list[Measure]:
    return [change.measure for change in changes if change.measure]


def _write_places(pairs: Iterable[tuple[PlanItem, Measure]]) -> None:
    places = [
        PlanItemResponsible(
            item=item,
            position=position,
            body_id=place.body,
            group=place.group,
            is_lead=place.is_lead,
            by_agreement=place.by_agreement,
        )
        for item, measure in pairs
        for position, place in enumerate(measure.places, start=1)
    ]
    PlanItemResponsible.objects.bulk_create(places, batch_size=1000)


def _write_sums(pairs: list[tuple[PlanItem, Measure]], in_place: set[int]) -> None:
    """Write the planned sums of a table; what no table says stays, or passes to the new row.

    Sums by region stay as parts of the table's sum: only the rest of it is written beside them.
    Where they add up to more than the table has, they are out of date and go.
    """
    known = _sums_known(in_place | {item.previous_id for item, _measure in pairs})
    gone: list[int] = []
    sums: list[PlanItemMoney] = []
    for item, measure in pairs:
        old = known[item.pk if item.pk in in_place else item.previous_id]
        shares = shares_of(old, measure.money)
        dropped = {one.pk for one in (*shares.outgrown(measure.money), *filter(is_whole, old))}
        if item.pk in in_place:
            gone += dropped
        else:
            sums += [_passed_on(one, item) for one in old if one.pk not in dropped]
        sums += [
            PlanItemMoney(item=item, source=source, year=year, amount=amount)
            for (source, year), amount in shares.rest(measure.money).items()
        ]
    PlanItemMoney.objects.filter(pk__in=gone).delete()
    PlanItemMoney.objects.bulk_create(sums, batch_size=1000)


def _sums_known(items: Collection[int | None]) -> dict[int | None, list[PlanItemMoney]]:
    found: dict[int | None, list[PlanItemMoney]] = defaultdict(list)
    for one in PlanItemMoney.objects.filter(item__in=[pk for pk in items if pk]):
        found[one.item_id].append(one)
    return found


def _passed_on(money: PlanItemMoney, item: PlanItem) -> PlanItemMoney:
    return PlanItemMoney(
        item=item,
        kind=money.kind,
        source=money.source,
        year=money.year,
        territory_id=money.territory_id,
        amount=money.amount,
    )


def _record_each(capacity: Capacity, difference: Difference, written: dict[str, PlanItem]) -> None:
    for change in difference.added:
        record(capacity, gettext_noop("entered a measure of the plan"), written[change.number])
    for change in difference.changed:
        changes = {name: list(pair) for name, pair in change.fields.items()}
        verb = gettext_noop("changed a measure of the plan")
        record(capacity, verb, written[change.number], changes=changes)
    for change in difference.removed:
        if change.item and change.item.pk:
            record(capacity, gettext_noop("removed a measure from the plan"), change.item)
