"""What a table brought in says: its rows read against the bodies, the forms, the calendar."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.models import Body
from audit import clock
from plans.documents import Measure, Reference, read_measure
from plans.documents.measures import FORM_ALIASES
from plans.documents.measures import tidy as tidy_form
from plans.documents.responsible import tidy as tidy_name
from plans.documents.tables import section_of
from plans.models import ActionPlan, FormOfCompletion, PlanImport, PlanImportRow
from plans.queries.calendar import working_calendar

SECTION, MEASURE = PlanImportRow.Kind.SECTION, PlanImportRow.Kind.MEASURE
# The staff that works for the Centre takes its tasks in the Centre's name.
CENTRE_STAFF = ("штаб атц", "штаб антитеррористического центра", "тқо штабы", "атц", "тқо")


def reference_for(plan: ActionPlan, factor: Decimal = Decimal(1)) -> Reference:
    """Return what the cells of a table of this plan are read against."""
    bodies = list(Body.objects.order_by("order", "pk"))
    return Reference(
        bodies=_names_of(bodies),
        agreed=frozenset(body.pk for body in bodies if body.acts_by_agreement),
        forms=_forms(),
        first_day=dt.date(plan.first_year, 1, 1),
        last_day=dt.date(plan.last_year, 12, 31),
        working=working_calendar(),
        factor=factor,
    )


def _names_of(bodies: list[Body]) -> dict[str, int]:
    """Return every name of every body; of two bodies of one name, the one in being."""
    names: dict[str, int] = {}
    today = clock.today()
    for body in sorted(bodies, key=lambda one: (not one.is_in_being(today), one.order, one.pk)):
        for name in _spellings(body):
            names.setdefault(tidy_name(name), body.pk)
    return names


def _spellings(body: Body) -> Iterator[str]:
    yield from (body.abbreviation_ru, body.abbreviation_kk, body.name_ru, body.name_kk)
    if body.kind == Body.Kind.CENTRE:
        yield from CENTRE_STAFF
    if body.is_commission:
        of_ru = body.name_ru.removeprefix("Антитеррористическая комиссия ")
        of_kk = body.name_kk.removesuffix(" терроризмге қарсы комиссиясы")
        short = of_ru.replace("города ", "г. ")
        for name in ("аким", "акимат"):
            yield from (f"{name} {of_ru}", f"{name} {short}")
        yield from (f"{of_kk} әкімі", f"{of_kk} әкімдігі")


def _forms() -> dict[str, str]:
    found = dict(FORM_ALIASES)
    for form in FormOfCompletion.objects.order_by("-order"):
        found |= {tidy_form(form.name_ru): form.code, tidy_form(form.name_kk): form.code}
    return found


@dataclass(frozen=True)
class Section:
    """One section as its row states it."""

    place: int
    number: int
    name: str


@dataclass
class Reading:
    """A whole table as it was understood."""

    language: str
    sections: list[Section] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    others: int = 0

    @property
    def not_understood(self) -> list[Measure]:
        """Return the measures that stand in the way of applying the table."""
        return [one for one in self.measures if not one.is_understood]

    @property
    def problem_count(self) -> int:
        """Count the cells that were not understood."""
        return sum(1 for one in self.measures for problem in one.problems if not problem.is_note)


RowFacts = tuple[int, str, Mapping[str, str], list[str]]  # place, kind, cells, merged


def read_rows(rows: Iterable[RowFacts], reference: Reference, language: str) -> Reading:
    """Read the rows of a table in order: sections, and the measures in them."""
    reading = Reading(language)
    used: set[int] = set()
    for place, kind, cells, merged in rows:
        if kind == SECTION:
            number, name = section_of(dict(cells), used)
            used.add(number)
            reading.sections.append(Section(place, number, name))
        elif kind == MEASURE:
            measure = read_measure(place, cells, merged, reference)
            measure.section = reading.sections[-1].number if reading.sections else None
            reading.measures.append(measure)
        else:
            reading.others += 1
    _refuse_numbers_used_twice(reading.measures)
    return reading


def reading_of(one: PlanImport) -> Reading:
    """Read a table that was brought in, with what was mended on the screen."""
    factor = Decimal(one.columns.get("factor", "1"))
    rows = one.rows.order_by("place").iterator(chunk_size=500)
    facts = ((row.place, row.kind, row.words, row.merged) for row in rows)
    return read_rows(facts, reference_for(one.plan, factor), one.language)


def _refuse_numbers_used_twice(measures: list[Measure]) -> None:
    first: dict[str, int] = {}
    for one in measures:
        if one.number and one.number in first:
            sentence = _("The number %(number)s stands in row %(row)s already.")
            facts = {"number": one.number, "row": first[one.number]}
            one.refuse("number", sentence % facts)
        first.setdefault(one.number, one.place)
