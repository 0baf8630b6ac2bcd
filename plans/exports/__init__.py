"""A list as CSV or XLSX: exactly its rows, with filter, date and reader inside.

A row is written as it comes from the database, into a file on disk: a list of any length takes
the same memory.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from agencies.models import User
from agencies.templatetags.speech import say_instant
from audit import clock
from notices.texts import DEMONSTRATION_LINE, DEMONSTRATION_MARK
from plans.exports.columns import (
    LISTS,
    MONEY,
    PERIOD,
    PLANS,
    PROGRAMMES,
    Column,
    columns_in_file,
    columns_shown,
    extras_of,
    filed_of,
)
from plans.exports.official import KINDS as OFFICIAL_KINDS
from plans.exports.official import OfficialTable, write_official
from plans.exports.printing import print_tables
from plans.exports.signs import holdable

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
IN_MEMORY = 1_000_000

__all__ = [
    "CSV",
    "IN_MEMORY",
    "KINDS",
    "LISTS",
    "MONEY",
    "OFFICIAL_KINDS",
    "PERIOD",
    "PLANS",
    "PROGRAMMES",
    "XLSX",
    "Column",
    "OfficialTable",
    "columns_in_file",
    "columns_shown",
    "extras_of",
    "filed_of",
    "print_tables",
    "said_of",
    "write",
    "write_official",
]


def write(
    rows: Iterable[Any],
    columns: list[Column],
    *,
    title: str,
    reader: User,
    said: list[tuple[str, str]],
    kind: str,
) -> IO[bytes]:
    """Return the file: whose list, when, by which filter, then one line for each row."""
    head = _head(title, reader, said)
    lines = _lines(rows, columns)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    if kind == CSV:
        _write_csv(out, [*head, [str(one.heading) for one in columns]], lines)
    else:
        _write_xlsx(out, head, columns, lines)
    out.seek(0)
    return out


def _head(title: str, reader: User, said: list[tuple[str, str]]) -> list[list[str]]:
    head = [[title]]
    if settings.DEMONSTRATION:
        head += [[DEMONSTRATION_MARK], *[[line] for line in DEMONSTRATION_LINE.values()]]
    head += [[_("As of"), say_instant(clock.now())], [_("Reader"), reader.full_name]]
    head += [[_("Filter"), *(f"{label}: {value}" for label, value in said)]]
    return [*head, []]


def said_of(title: str, reader: User, said: list[tuple[str, str]]) -> list[str]:
    """Say the head of a file in lines: whose table, when, by which filter."""
    return [": ".join(line[:2]) if len(line) < 3 else f"{line[0]}: {'; '.join(line[1:])}"
            for line in _head(title, reader, said) if line]  # fmt: skip


def _lines(rows: Iterable[Any], columns: list[Column]) -> Iterator[list[Any]]:
    zone = clock.zone()
    for row in rows:
        values = [column.cell(row) for column in columns]
        yield [
            value.astimezone(zone).replace(tzinfo=None, microsecond=0)
            if hasattr(value, "astimezone")
            else value
            for value in values
        ]


def _write_csv(out: IO[bytes], head: list[list[str]], lines: Iterable[list[Any]]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    for line in head:
        writer.writerow([_harmless(cell) for cell in line])
    for line in lines:
        writer.writerow([_harmless(cell) for cell in line])
    text.detach()


def _write_xlsx(
    out: IO[bytes], head: list[list[str]], columns: list[Column], lines: Iterable[list[Any]]
) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(head[0][0][:31])
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, line in enumerate(head):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in line])
    sheet.append([_cell(sheet, str(one.heading), is_heading=True) for one in columns])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    book.save(out)


def _cell(sheet: Any, value: Any, *, is_heading: bool = False) -> Any:
    if isinstance(value, str):
        value = holdable(value)
    if not is_heading and not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" stays a text
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _harmless(value: Any) -> Any:
    """Keep a spreadsheet from reading a text as a formula."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return "" if value is None else value
