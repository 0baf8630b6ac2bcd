"""The statistics of an exercise as a workbook; every part of it says that it is an exercise."""

import io
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from agencies.models import User
from agencies.templatetags.speech import say_instant
from alerts.queries.exercise_statistics import Statistics, Tally
from audit import clock
from notices.texts import DEMONSTRATION_LINE, DEMONSTRATION_MARK, EXERCISE_MARK

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (60, 16, 16, 22, 16, 22)
Rows = list[list[Any]]


def exercise_workbook(shown: Statistics, *, reader: User) -> bytes:
    """Return the file: which exercise, when, for whom, then one row for each organisation."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(EXERCISE_MARK[:31])
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = EXERCISE_MARK
    head = _head(shown, reader)
    for number, row in enumerate([*head, *_lines(shown)]):
        is_heading = number in (0, len(head))
        sheet.append([_cell(sheet, value, is_heading=is_heading) for value in row])
    sheet.append([EXERCISE_MARK])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(shown: Statistics, reader: User) -> Rows:
    exercise = shown.exercise
    head: Rows = [[EXERCISE_MARK], [_("Statistics of the exercise"), exercise.number]]
    if settings.DEMONSTRATION:
        head += [[DEMONSTRATION_MARK], *[[line] for line in DEMONSTRATION_LINE.values()]]
    head += [[exercise.name_kk], [exercise.name_ru]]
    head += [[_("As of"), say_instant(clock.now())], [_("Reader"), reader.full_name]]
    return [*head, []]


def _lines(shown: Statistics) -> Rows:
    rows: Rows = [
        [
            _("Organisation"),
            _("Asked"),
            _("Answered"),
            _("Answered within the norm"),
            _("Cannot"),
            _("Median, minutes"),
        ]
    ]
    rows += [[one.body.name, *_numbers(one.tally)] for one in shown.lines]
    rows.append([_("Together"), *_numbers(shown.whole)])
    if shown.previous and shown.before:
        rows.append(
            [
                _("The exercise before: %(name)s") % {"name": shown.previous},
                *_numbers(shown.before),
            ]
        )
    return rows


def _numbers(tally: Tally) -> list[Any]:
    return [tally.asked, tally.answered, tally.within, tally.cannot, tally.minutes]


def _cell(sheet: Any, value: Any, *, is_heading: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" stays a text
    if is_heading:
        cell.font = Font(bold=True)
    return cell
