"""A list of tasks as CSV or XLSX: exactly its rows, with filter, date and reader inside."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from agencies.models import User
from agencies.templatetags.speech import say_instant
from audit import clock
from notices.texts import DEMONSTRATION_LINE, DEMONSTRATION_MARK
from plans.models import Task

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def list_of_tasks(
    tasks: Iterable[Task], *, reader: User, said: list[tuple[str, str]], kind: str
) -> bytes:
    """Return the file: whose list, when, by which filter, then one row for each task."""
    head = _head(reader, said)
    rows = [_headings(), *_rows(tasks)]
    return _as_csv(head, rows) if kind == CSV else _as_xlsx(head, rows)


def _head(reader: User, said: list[tuple[str, str]]) -> list[list[str]]:
    head = [[_("List of tasks")]]
    if settings.DEMONSTRATION:
        head += [[DEMONSTRATION_MARK], *[[line] for line in DEMONSTRATION_LINE.values()]]
    head += [[_("As of"), say_instant(clock.now())], [_("Reader"), reader.full_name]]
    head += [[_("Filter"), *(f"{label}: {value}" for label, value in said)]]
    return [*head, []]


def _headings() -> list[str]:
    return [
        _("No."),
        _("Task in Kazakh"),
        _("Task in Russian"),
        _("Form of completion"),
        _("Lead"),
        _("Controlling body"),
        _("Territory"),
        _("State"),
        _("Term"),
        _("Original term"),
        _("Days left"),
        _("Late"),
        _("Plan"),
        _("Measure"),
    ]


def _rows(tasks: Iterable[Task]) -> Iterator[list[Any]]:
    today = clock.today()
    for task in tasks:
        is_readable = getattr(task, "is_readable", False)
        item = task.plan_item if is_readable else None
        yield [
            task.pk,
            task.text_kk if is_readable else "",
            task.text_ru if is_readable else "",
            task.form_of_completion.name if is_readable else "",
            task.lead.name,
            task.controller.name,
            task.territory.name,
            str(task.get_state_display()),
            task.due_on,
            task.original_due_on,
            task.days_left(today) if task.is_owed else None,
            _("yes") if task.is_late(today) else _("no"),
            item.plan.name if item else "",
            item.number if item else "",
        ]


def _as_csv(head: list[list[str]], rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in [*head, *rows]:
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _as_xlsx(head: list[list[str]], rows: list[list[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Tasks"))
    for letter, width in zip(
        "ABCDEFGHIJKLMN", (8, 60, 60, 24, 40, 40, 24, 18, *[14] * 6), strict=True
    ):
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate([*head, *rows]):
        is_heading = number in (0, len(head))
        sheet.append([_cell(sheet, value, is_heading=is_heading) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, is_heading: bool) -> Any:
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
