"""How a table brought in differs from the plan: measure by measure, field by field."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.models import Body
from plans.documents import Measure
from plans.documents.responsible import Place
from plans.models import (
    ActionPlan,
    FormOfCompletion,
    PlanItem,
    PlanItemResponsible,
    ProgrammeMoney,
)
from plans.queries.readings import Reading, Section
from plans.queries.shares import planned_in
from plans.terms import due_dates


@dataclass(frozen=True)
class Change:
    """One difference between the table and the plan: what, and each field old and new."""

    kind: str  # added, changed, removed
    number: str
    item: PlanItem | None = None
    measure: Measure | None = None
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Difference:
    """What applying the table would do to the plan."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    sections: list[Section] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Tell whether applying the table changes nothing."""
        return not (self.added or self.changed or self.removed or self.sections)

    @property
    def counts(self) -> dict[str, int]:
        """Return the numbers of the difference."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "unchanged": self.unchanged,
        }


@dataclass(frozen=True)
class _Names:
    """The bodies and the forms of completion by their names in the language of a table."""

    bodies: Mapping[int, str]
    forms: Mapping[str, str]

    @classmethod
    def of(cls, language: str) -> "_Names":
        """Read the names once for a whole table."""
        return cls(
            dict(Body.objects.values_list("pk", f"abbreviation_{language}")),
            dict(FormOfCompletion.objects.values_list("code", f"name_{language}")),
        )


def difference(plan: ActionPlan, reading: Reading) -> Difference:
    """Compare a table with the plan as it stands, version in preparation included."""
    current = {item.number: item for item in standing_items(plan)}
    sections = {one.number: one for one in plan.sections.all()}
    names = _Names.of(reading.language)
    found = Difference()
    for section in reading.sections:
        known = sections.get(section.number)
        if known is None or getattr(known, f"name_{reading.language}") != section.name:
            found.sections.append(section)
    for measure in reading.measures:
        item = current.pop(measure.number, None)
        if item is None:
            found.added.append(Change("added", measure.number, None, measure))
            continue
        _note_other_dates(plan, item, measure, reading.language)
        fields = _fields_that_differ(item, measure, reading.language, names)
        if fields:
            found.changed.append(Change("changed", measure.number, item, measure, fields))
        else:
            found.unchanged += 1
    found.removed = [Change("removed", one.number, one) for one in current.values()]
    return found


def standing_items(plan: ActionPlan) -> QuerySet[PlanItem]:
    """Return the measures that no version removed, with what they are compared by."""
    return (
        plan.items.filter(removed_in__isnull=True)
        .select_related("section", "form_of_completion", "added_in")
        .prefetch_related("responsible", "money")
        .order_by("sort_key", "pk")
    )


def _fields_that_differ(
    item: PlanItem, measure: Measure, language: str, names: _Names
) -> dict[str, tuple[str, str]]:
    old = _facts_of_item(item, language, measure)
    new = _facts_of_measure(measure)
    found = {}
    uncertain = {_field_of(one.cell) for one in measure.problems if not one.is_note}
    for name, value in new.items():
        is_certain = name not in uncertain and not (name == "cost" and "money" in uncertain)
        if is_certain and old[name] != value:
            found[name] = (_in_words(name, old[name], names), _in_words(name, value, names))
    if item.not_worded_in == language and "text" not in found:
        found["text"] = ("", measure.text)
    return found


def _note_other_dates(plan: ActionPlan, item: PlanItem, measure: Measure, language: str) -> None:
    """Say so where the paper in the other language words another term for the same measure."""
    other = "ru" if language == "kk" else "kk"
    words = getattr(item, f"term_{other}")
    if item.not_worded_in == other or not words or not measure.due.is_understood:
        return
    first, last = dt.date(plan.first_year, 1, 1), dt.date(plan.last_year, 12, 31)
    found = due_dates(words, start=first, end=last)
    if found.before_shift != measure.due.before_shift:
        sentence = _("The table in the other language gives other dates: “%(words)s”.")
        measure.note("term", sentence % {"words": words})


def _field_of(cell: str) -> str:
    is_year = cell.startswith("y") and cell[1:].isdigit()
    return "money" if is_year or cell in ("cost", "total", "unit") else cell


def _facts_of_item(item: PlanItem, language: str, measure: Measure) -> dict[str, Any]:
    return {
        "section": item.section.number if item.section else None,
        "text": getattr(item, f"text_{language}"),
        "form": item.form_of_completion.code,
        "responsible": [
            Place(one.body_id, one.group, one.is_lead, one.by_agreement)
            for one in sorted(item.responsible.all(), key=lambda one: one.position)
        ],
        "term": getattr(item, f"term_{language}"),
        "cost": item.costs,
        "money": planned_in(item.money.all(), measure.money),
        "source": item.funding,
    }


def _facts_of_measure(measure: Measure) -> dict[str, Any]:
    return {
        "section": measure.section,
        "text": measure.text,
        "form": measure.form,
        "responsible": measure.places,
        "term": measure.term,
        "cost": measure.costs,
        "money": measure.money,
        "source": ",".join(measure.funding),
    }


def _in_words(name: str, value: Any, names: _Names) -> str:
    if value in (None, "", [], {}):
        return ""
    say: dict[str, Callable[[Any, _Names], str]] = {
        "form": lambda code, names: names.forms.get(code, code),
        "source": lambda codes, names: ", ".join(_source(code) for code in codes.split(",")),
        "responsible": lambda places, names: ", ".join(
            _place_in_words(place, names) for place in places
        ),
        "money": lambda sums, names: _sums_in_words(sums),
        "cost": lambda code, names: str(PlanItem.Costs(code).label),
    }
    return say[name](value, names) if name in say else str(value)


def _sums_in_words(sums: Mapping[tuple[str, int | None], Decimal]) -> str:
    return "; ".join(
        " ".join(filter(None, (str(year or ""), _source(source), f"{amount.normalize():f}")))
        for (source, year), amount in sorted(sums.items(), key=str)
    )


def _source(code: str) -> str:
    return str(ProgrammeMoney.Source(code).label)


def _place_in_words(place: Place, names: _Names) -> str:
    name = names.bodies[place.body] if place.body else PlanItemResponsible.Group(place.group).label
    marks = [_("collects")] if place.is_lead else []
    marks += [_("by agreement")] if place.by_agreement else []
    return f"{name} ({', '.join(marks)})" if marks else str(name)
