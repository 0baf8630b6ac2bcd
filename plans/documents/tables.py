"""The official table in a file: found by its headings, its rows told apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import IO

from django.utils.translation import gettext_noop

from plans.documents import sheets
from plans.documents.files import UnreadableFileError, kind_of
from plans.documents.headings import Headings, add_second_row, read_headings, tidy
from plans.documents.sheets import RawRow, RawTable, tables_of

SECTION, MEASURE, OTHER = "section", "measure", "other"
SEARCHED_ROWS = 60
NUMBER = re.compile(r"^\d+(?:[.,\-]\d+)*[.,)]*$")
NOTE = re.compile(r"^(?:\*|примечани|ескерт|расшифровка|аббревиатур|список сокращ)")
SUM = re.compile(r"^(?:всего|итого|барлығы|жиыны)\b")
GOAL = re.compile(r"^(?:цел[ьи]\b|мақсат)")
INDICATOR = re.compile(
    r"^(?:целев\w+ индикатор|показател|индикатор|нысаналы индикатор|көрсеткіш|тікелей нәтиже)"
)
MEASURES = re.compile(r"^(?:мероприятия|іс-?шаралар)\s*:?$")
PART = re.compile(
    r"^(?:(?:раздел|направление|задача|глава|бөлім|бағыт|міндет|тарау)\s*)?№?\s*"
    r"(?P<number>\d{1,3}|[ivxіх]{1,5})\s*[-.):]*\s*"
    r"(?:(?:раздел|направление|задача|глава|бөлім|бағыт|міндет|тарау)\b)?\s*[-–—.:]*\s*(?P<name>.*)$",
    re.IGNORECASE | re.DOTALL,
)
ROMAN = {"i": 1, "v": 5, "x": 10}
NAMES = {
    "text": gettext_noop("measure"),
    "form": gettext_noop("form of completion"),
    "responsible": gettext_noop("responsible"),
    "term": gettext_noop("term"),
}


@dataclass(frozen=True)
class TableRow:
    """One row of the plan: a section, a measure, or what is neither."""

    place: int
    kind: str
    cells: dict[str, str]
    merged: tuple[str, ...] = ()


@dataclass
class PlanTable:
    """A table that has the headings of a plan: in which language and form, and its rows."""

    language: str
    form: str
    factor: Decimal
    columns: dict[str, int]
    rows: Iterator[TableRow]
    kind: str
    source: Iterator[RawTable]  # holds the file open as long as its rows are read


@dataclass
class _Reading:
    """Where the reading of a table stands: the headings, and whether indicators are being told."""

    headings: Headings
    first: tuple[str, ...]
    among_indicators: bool = False
    sections: set[int] = field(default_factory=set)


def open_table(content: IO[bytes]) -> PlanTable:
    """Find the table of a plan in a file, or refuse the file with a sentence."""
    kind = kind_of(content)
    nearest: Headings | None = None
    is_empty = True
    tables = tables_of(content, kind)
    for table in tables:
        headings, first, rest = _find_headings(table)
        is_empty = is_empty and not first
        if headings is None:
            continue
        nearest = headings
        if not headings.missing:
            rows = _measured(_Reading(headings, first), rest)
            columns = {name: index for index, name in headings.columns.items()}
            return PlanTable(
                headings.language, headings.form, headings.factor, columns, rows, kind, tables
            )
    raise _refusal(nearest, is_empty=is_empty)


def count_rows(content: IO[bytes]) -> int:
    """Count the rows of a file quickly, to say how far reading has come."""
    return sheets.count_rows(content, kind_of(content))


def _refusal(nearest: Headings | None, *, is_empty: bool) -> UnreadableFileError:
    if nearest is not None:
        return UnreadableFileError(
            gettext_noop("The table lacks a column: %(columns)s."),
            columns=", ".join(NAMES[name] for name in nearest.missing),
        )
    if is_empty:
        return UnreadableFileError(gettext_noop("The file holds no table, or an empty one."))
    return UnreadableFileError(
        gettext_noop(
            "No row has the headings of a plan: measure, form of completion, responsible, term."
        )
    )


def _find_headings(
    table: RawTable,
) -> tuple[Headings | None, tuple[str, ...], Iterator[RawRow]]:
    """Look for the headings in the first rows; return them with the rows that follow."""
    best: Headings | None = None
    seen: tuple[str, ...] = ()
    for row in table.rows:
        seen = row.cells if any(row.cells) else seen
        headings = read_headings(row.cells)
        if headings.is_plan:
            best = headings
            break
        if row.place >= SEARCHED_ROWS:
            break
    if best is None:
        return None, seen, iter(())
    after = next(table.rows, None)
    if after is None or add_second_row(best, after.cells):
        return best, seen, table.rows
    return best, seen, chain([after], table.rows)


def _measured(reading: _Reading, rows: Iterator[RawRow]) -> Iterator[TableRow]:
    """Tell the rows apart; a numbered row without more is a section if its own points follow."""
    waiting: TableRow | None = None
    for row in rows:
        found = _row(reading, row)
        if found is None:
            continue
        if waiting is not None:
            yield _as_section(waiting) if _lies_beneath(found, waiting) else waiting
            waiting = None
        if found.kind == MEASURE and _is_bare(found):
            waiting = found
        else:
            yield found
    if waiting is not None:
        yield waiting


def _row(reading: _Reading, row: RawRow) -> TableRow | None:
    """Return a row with its cells by name, or nothing where it says nothing."""
    columns = reading.headings.columns
    filled = [cell for cell in row.cells if cell]
    if not filled or row.cells == reading.first or _only_counts(row.cells):
        return None
    if read_headings(row.cells).is_plan:
        return None
    cells = {name: row.cells[index] for index, name in columns.items() if index < len(row.cells)}
    merged = tuple(sorted(columns[index] for index in row.merged if index in columns))
    if len(set(filled)) == 1 and not cells.get("text") and not NUMBER.match(filled[0]):
        cells = {"text": filled[0]}
    return TableRow(row.place, _kind(reading, cells, filled), cells, merged)


def _kind(reading: _Reading, cells: dict[str, str], filled: list[str]) -> str:
    words = tidy(cells.get("text", "")) or tidy(cells.get("number", ""))
    if NOTE.match(words) or SUM.match(words):
        return OTHER
    if MEASURES.match(words):
        reading.among_indicators = False
        return OTHER
    is_told = cells.get("form") and cells.get("responsible")
    if not is_told and (GOAL.match(words) or INDICATOR.match(words)):
        reading.among_indicators = bool(INDICATOR.match(words))
        return OTHER
    is_bare = not any(cells.get(name) for name in ("form", "responsible", "term"))
    number = cells.get("number", "").strip()
    if is_bare and not NUMBER.match(number) and not _has_money(cells):
        reading.among_indicators = False
        return SECTION
    if is_bare and reading.among_indicators:
        return OTHER
    reading.among_indicators = False
    return MEASURE


def _has_money(cells: dict[str, str]) -> bool:
    return any(
        cells.get(name) for name in cells if name in ("cost", "source", "total") or _is_year(name)
    )


def _is_year(name: str) -> bool:
    return name.startswith("y") and name[1:].isdigit()


def _is_bare(row: TableRow) -> bool:
    return not any(
        value for name, value in row.cells.items() if name not in ("number", "text", "note")
    )


def _lies_beneath(row: TableRow, above: TableRow) -> bool:
    outer = number_of(above.cells.get("number", ""))
    return number_of(row.cells.get("number", "")).startswith(f"{outer}.")


def _as_section(row: TableRow) -> TableRow:
    return TableRow(row.place, SECTION, row.cells, row.merged)


def _only_counts(cells: tuple[str, ...]) -> bool:
    """Tell the row "1 | 2 | 3 …" beneath the headings."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def number_of(text: str) -> str:
    """Bring the number of a measure to one spelling: "1.2.3." and "1,2,3" are 1.2.3."""
    text = re.sub(r"\s", "", text).replace(",", ".").replace("-", ".")
    return text.strip(".)")


def section_of(cells: dict[str, str], used: set[int]) -> tuple[int, str]:
    """Return the number and the name of a section; the next free number where it names none."""
    text = " ".join(" ".join((cells.get("number", ""), cells.get("text", ""))).split())
    match = PART.match(text)
    number = _numeral(match["number"]) if match and match["name"] else 0
    if not number or number in used:
        number = max(used, default=0) + 1
    return number, match["name"] if match and match["name"] else text


def _numeral(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = [ROMAN[one] for one in text.casefold().replace("і", "i").replace("х", "x")]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)
