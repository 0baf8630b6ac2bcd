"""A row of the official table as a measure: what was understood of it, and what was not."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from plans import terms
from plans.documents import money as sums
from plans.documents.headings import UNITS
from plans.documents.responsible import Place, read_places
from plans.documents.tables import NUMBER, number_of

LONGEST_TERM = 300
MOST_FIGURES = 20  # of a sum as it is written; more are not reckoned exactly
LONGEST_NUMBER = 20
FORM_ALIASES = {
    "паспорт": "facility_record",
    "акт ввода в эксплуатацию": "commissioning_act",
    "предложение": "proposals",
    "публикация": "publication",
    "отчет в антитеррористический центр": "report_to_centre",
    "информация в антитеррористический центр": "information_to_centre",
    "тқо-ға ақпарат": "information_to_centre",
    "атқ-ға ақпарат": "information_to_centre",
    "тқо-ға есеп": "report_to_centre",
    "әдістемелік ұсыныстар": "methodological_recommendations",
}


@dataclass(frozen=True)
class Problem:
    """One cell that says nothing certain (or, as a note, something worth a look)."""

    cell: str
    sentence: str
    is_note: bool = False


@dataclass(frozen=True)
class Reference:
    """What the cells of a plan are read against."""

    bodies: Mapping[str, int]
    agreed: frozenset[int]
    forms: Mapping[str, str]
    first_day: dt.date
    last_day: dt.date
    working: terms.WorkingCalendar
    factor: Decimal = Decimal(1)
    signed: dt.date | None = None


@dataclass
class Measure:
    """One measure as its row states it."""

    place: int
    section: int | None = None
    number: str = ""
    text: str = ""
    term: str = ""
    form: str = ""
    places: list[Place] = field(default_factory=list)
    costs: str = sums.NOTHING
    money: dict[tuple[str, int | None], Decimal] = field(default_factory=dict)
    funding: list[str] = field(default_factory=list)
    due: terms.DueDates = field(default_factory=terms.DueDates)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_understood(self) -> bool:
        """Tell whether every cell was understood; notes do not stand in the way."""
        return all(problem.is_note for problem in self.problems)

    def refuse(self, cell: str, sentence: str) -> None:
        """Name a cell as not understood."""
        self.problems.append(Problem(cell, sentence))

    def note(self, cell: str, sentence: str) -> None:
        """Say something of a cell that does not stand in the way."""
        self.problems.append(Problem(cell, sentence, is_note=True))


def read_measure(
    place: int, cells: Mapping[str, str], merged: list[str], reference: Reference
) -> Measure:
    """Read one row; nothing is guessed, and every cell not understood is named."""
    found = Measure(place)
    _read_number(found, cells.get("number", ""))
    found.text = cells.get("text", "").strip()
    for name in ("text", "form", "responsible", "term"):
        _refuse_nothing(found, name, cells.get(name, ""), is_merged=name in merged)
    if cells.get("form"):
        _read_form(found, cells["form"], reference)
    if cells.get("responsible"):
        _read_places(found, cells["responsible"], reference)
    if cells.get("term"):
        _read_term(found, cells["term"], reference)
    _read_money(found, cells, reference)
    return found


def tidy(text: str) -> str:
    """Bring the name of a form of completion to one spelling."""
    text = re.sub(r"[«»\"“”]", "", text.casefold().replace("ё", "е"))
    text = re.sub(r"\s*[-‐‑‒–—―]\s*", "-", text)
    return " ".join(re.sub(r"\b(?:республики казахстан|рк)\b", " ", text).split()).strip(" .;,")


def _refuse_nothing(found: Measure, name: str, text: str, *, is_merged: bool) -> None:
    if text.strip():
        return
    if is_merged:
        found.refuse(
            name, _("The cell is merged with the one above: divide it and repeat the words.")
        )
    else:
        found.refuse(name, _("The cell is empty."))


def _read_number(found: Measure, text: str) -> None:
    if not NUMBER.match(text.strip()):
        found.refuse("number", _("The number of the measure is not understood."))
        return
    found.number = number_of(text)
    if len(found.number) > LONGEST_NUMBER:
        found.refuse("number", _("The number of the measure is too long."))


def _read_form(found: Measure, text: str, reference: Reference) -> None:
    words = tidy(text)
    exact = reference.forms.get(words)
    if exact:
        found.form = exact
        return
    parts = [part.strip() for part in re.split(r"[,;/\n]| и | және ", words) if part.strip()]
    if len([part for part in parts if part in reference.forms]) > 1:
        found.refuse("form", _("Two forms of completion are named: a measure has one."))
        return
    beginnings = [name for name in reference.forms if words.startswith(f"{name} ")]
    if not beginnings:
        found.refuse("form", _("This form of completion is not in the vocabulary."))
        return
    longest = max(beginnings, key=len)
    found.form = reference.forms[longest]
    found.note("form", _("Read as “%(form)s”.") % {"form": longest})


def _read_places(found: Measure, text: str, reference: Reference) -> None:
    read = read_places(text, reference.bodies)
    found.places = [
        Place(one.body, one.group, one.is_lead, one.by_agreement or one.body in reference.agreed)
        for one in read.places
    ]
    for sentence in read.problems:
        found.refuse("responsible", sentence)
    if not read.places and not read.problems:
        found.refuse("responsible", _("Name at least one responsible body."))


def _read_term(found: Measure, text: str, reference: Reference) -> None:
    found.term = " ".join(text.split())
    if len(found.term) > LONGEST_TERM:
        found.refuse("term", _("The term is too long."))
        return
    found.due = terms.due_dates(
        found.term,
        start=reference.first_day,
        end=reference.last_day,
        signed=reference.signed,
        working=reference.working,
    )
    if not found.due.is_understood:
        found.refuse("term", found.due.reason)
    elif not found.due.dates:
        found.note("term", found.due.reason)


def _read_money(found: Measure, cells: Mapping[str, str], reference: Reference) -> None:
    factor = _factor(cells, reference)
    try:
        found.funding = sums.sources_of(cells.get("source", ""))
    except sums.MoneyError as refusal:
        found.refuse("source", _(str(refusal)))
        return
    years = {int(name[1:]): text for name, text in cells.items() if re.match(r"y\d{4}$", name)}
    stated = _sums_by_year(found, years) if years else []
    name = "cost" if "cost" in cells else "total"
    if not stated:
        stated = _sums(found, name, cells.get(name, ""))
    elif cells.get("total"):
        _check_total(found, cells["total"], stated)
    for one in stated:
        _enter(found, name, one, factor)


def _factor(cells: Mapping[str, str], reference: Reference) -> Decimal:
    unit = cells.get("unit", "").casefold()
    return next((by for rule, by in UNITS if rule.search(unit)), reference.factor)


def _sums(found: Measure, name: str, text: str) -> list[sums.Sum]:
    found.costs = sums.costs_of(text)
    if found.costs != sums.AMOUNT:
        return []
    try:
        return sums.sums_of(text)
    except sums.MoneyError as refusal:
        found.refuse(name, _(str(refusal)))
        return []


def _sums_by_year(found: Measure, years: Mapping[int, str]) -> list[sums.Sum]:
    stated = []
    for year, text in sorted(years.items()):
        for one in _sums(found, f"y{year}", text):
            if one.year not in (None, year):
                found.refuse(f"y{year}", _("The sum names another year."))
            stated.append(sums.Sum(one.amount, year, one.source))
    if stated:
        found.costs = sums.AMOUNT
    return stated


def _check_total(found: Measure, text: str, stated: list[sums.Sum]) -> None:
    try:
        totals = sums.sums_of(text)
    except sums.MoneyError as refusal:
        found.refuse("total", _(str(refusal)))
        return
    whole = sum((one.amount for one in stated), Decimal(0))
    if abs(sum((one.amount for one in totals), Decimal(0)) - whole) > Decimal("0.1"):
        found.refuse("total", _("The years do not add up to the total."))


def _enter(found: Measure, name: str, one: sums.Sum, factor: Decimal) -> None:
    """Enter one sum under its source; of two sources without a division, as undivided."""
    cell = f"y{one.year}" if name == "total" and one.year else name
    source = one.source or (found.funding[0] if len(found.funding) == 1 else "")
    if not source and not found.funding:
        found.refuse("source", _("State the source of the sum."))
        return
    amount = one.amount * factor
    if amount >= Decimal(10) ** 11 or len(one.amount.as_tuple().digits) > MOST_FIGURES:
        found.refuse(cell, _("The sum is not understood."))
        return
    if amount != round(amount, 3):
        found.refuse(cell, _("The sum is finer than a thousand tenge."))
        return
    key = (source or sums.UNDIVIDED, one.year)
    if key in found.money:
        found.refuse(cell, _("The same year and source have two sums."))
    found.money[key] = amount
