"""Rows of text out of XLSX sheets and DOCX tables, one after another, never the whole at once."""

import datetime as dt
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext_noop
from lxml import etree  # type: ignore[import-untyped]  # ships no stubs
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from plans.documents.files import DOCX, UnreadableFileError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_ROWS = 20_000
MOST_COLUMNS = 60
DAMAGED = gettext_noop("This is not an XLSX or DOCX file, or it is damaged.")
# What a torn or forged part raises while it is read; never a failing disk or a spent time limit.
BROKEN = (
    ArithmeticError, AttributeError, EOFError, LookupError, RuntimeError, SyntaxError, TypeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True)
class RawRow:
    """One row of a table: where it stands, its cells, and which are merged with the row above."""

    place: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RawTable:
    """One sheet of a workbook, or one table of a document."""

    name: str
    rows: Iterator[RawRow]


def tables_of(content: IO[bytes], kind: str) -> Iterator[RawTable]:
    """Return the sheets of a workbook or the tables of a document in order."""
    content.seek(0)
    return _tables_of_document(content) if kind == DOCX else _sheets_of_workbook(content)


def count_rows(content: IO[bytes], kind: str) -> int:
    """Count the rows of a file quickly, to say how far reading has come."""
    content.seek(0)
    name = "word/document.xml" if kind == DOCX else "xl/worksheets/sheet1.xml"
    mark = b"<w:tr>" if kind == DOCX else b"<row "
    try:
        with zipfile.ZipFile(content) as package, package.open(name) as part:
            rest, found = b"", 0
            while chunk := part.read(1 << 20):
                text = rest + chunk
                found += text.count(mark) + (text.count(b"<w:tr ") if kind == DOCX else 0)
                rest = text[-5:]
            return found
    except (*BROKEN, OSError):
        return 0


def _sheets_of_workbook(content: IO[bytes]) -> Iterator[RawTable]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(content, read_only=True, data_only=True)
    except Exception as error:  # a damaged part fails in any of a dozen ways
        raise UnreadableFileError(DAMAGED) from error
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield RawTable(sheet.title, _whole(_rows_of_sheet(content, sheet)))
    finally:
        book.close()


def _whole(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Hand rows on; whatever breaks on the way says that the file is damaged."""
    try:
        yield from rows
    except UnreadableFileError:
        raise
    except BROKEN as error:
        raise UnreadableFileError(DAMAGED) from error


def _rows_of_sheet(content: IO[bytes], sheet: Any) -> Iterator[RawRow]:
    merged = _merged_cells(content, sheet)
    sheet.reset_dimensions()
    for place, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        _refuse_too_many(place)
        cells = tuple(_as_text(value) for value in values[:MOST_COLUMNS])
        yield RawRow(place, cells, frozenset(merged.get(place, ())))


def _merged_cells(content: IO[bytes], sheet: Any) -> dict[int, set[int]]:
    """Return by row the columns whose cell is merged with one above it."""
    found: dict[int, set[int]] = {}
    path = sheet._worksheet_path.lstrip("/")  # noqa: SLF001  # the reader offers no other name
    with zipfile.ZipFile(content) as package, package.open(path) as part:
        for _event, element in etree.iterparse(part, resolve_entities=False, huge_tree=False):
            if etree.QName(element).localname == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                for row in range(top + 1, min(bottom, MOST_ROWS) + 1):
                    found.setdefault(row, set()).update(range(left - 1, right))
            elif etree.QName(element).localname == "row":
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    return found


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",") if abs(value) < 1e12 else str(value)
    return _tidy(str(value))


def _tidy(text: str) -> str:
    """Keep the lines of a cell; drop soft hyphens and doubled spaces."""
    text = text.replace("\u00ad", "").replace("_x000D_", "")
    return "\n".join(
        filter(None, (re.sub(r"\s+", " ", line).strip() for line in text.split("\n")))
    )


def _tables_of_document(content: IO[bytes]) -> Iterator[RawTable]:
    with zipfile.ZipFile(content) as package, package.open("word/document.xml") as part:
        yield RawTable("", _whole(_rows_of_document(part)))


def _rows_of_document(part: IO[bytes]) -> Iterator[RawRow]:
    """Read the rows of all tables in order, dropping each from memory once it is read."""
    place, depth = 0, 0
    events = etree.iterparse(
        part, events=("start", "end"), tag=(f"{W}tr", f"{W}tbl"), resolve_entities=False
    )
    for event, element in events:
        is_table = element.tag == f"{W}tbl"
        if is_table:
            depth += 1 if event == "start" else -1
            continue
        if event == "start" or depth != 1:
            continue
        place += 1
        _refuse_too_many(place)
        yield _row_of_document(place, element)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _row_of_document(place: int, row: Any) -> RawRow:
    cells: list[str] = []
    merged: set[int] = set()
    for cell in row.iterchildren(f"{W}tc"):
        about = cell.find(f"{W}tcPr")
        span, goes_on = _spans(about)
        if goes_on:
            merged.update(range(len(cells), len(cells) + span))
        cells += [_text_of_cell(cell), *[""] * (span - 1)]
    return RawRow(place, tuple(cells[:MOST_COLUMNS]), frozenset(merged))


def _spans(about: Any) -> tuple[int, bool]:
    """Return over how many columns a cell goes, and whether it goes on from the row above."""
    if about is None:
        return 1, False
    wide, tall = about.find(f"{W}gridSpan"), about.find(f"{W}vMerge")
    span = int(wide.get(f"{W}val") or 1) if wide is not None else 1
    goes_on = tall is not None and tall.get(f"{W}val") != "restart"
    return min(max(span, 1), MOST_COLUMNS), goes_on


def _text_of_cell(cell: Any) -> str:
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        words = []
        for piece in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
            local = etree.QName(piece).localname
            words.append({"t": piece.text or "", "noBreakHyphen": "-"}.get(local, " "))
        lines.append("".join(words))
    return _tidy("\n".join(lines))


def _refuse_too_many(place: int) -> None:
    if place > MOST_ROWS:
        raise UnreadableFileError(
            gettext_noop("The table has more than %(rows)s rows: divide it."), rows=MOST_ROWS
        )
