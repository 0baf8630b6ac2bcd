"""The after-action pack: its parts as rows, and one workbook with a sheet for each."""

import io
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from agencies.models import User
from agencies.templatetags.speech import say_instant
from alerts.models import Acknowledgement, LevelDecision
from alerts.queries.aftermath import Answers, Pack
from audit import clock
from notices.texts import DEMONSTRATION_LINE, DEMONSTRATION_MARK, EXERCISE_MARK

Rows = list[list[Any]]
WIDTH, WIDEST = 28, 60


def pack_as_xlsx(pack: Pack, *, decision: LevelDecision, reader: User) -> bytes:
    """Return the file: one sheet for each part of the pack, all with the same head."""
    book = Workbook(write_only=True)
    head = head_of(decision, reader)
    for title, rows in parts_of(pack):
        _write(book, title, [*head, []], rows, decision)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts_of(pack: Pack) -> list[tuple[str, Rows]]:
    """Return the parts of a pack in their order: a title, a row of headings, and the rows."""
    return [
        (_("Timeline"), _timeline(pack)),
        (_("Answers"), _answers(pack)),
        (_("Checklists"), _checklists(pack)),
        (_("Corrections"), _corrections(pack)),
        (_("Failed contacts"), _failures(pack)),
        (_("Situation reports"), _reports(pack)),
        (_("Reports of the Centre"), _centre_reports(pack)),
    ]


def head_of(decision: LevelDecision, reader: User) -> Rows:
    """Return what stands above every part: of which decision, marks, when, and for whom."""
    head: Rows = [[_("After-action pack"), decision.number]]
    if decision.is_exercise:
        head.append([EXERCISE_MARK])
    if settings.DEMONSTRATION:
        head += [[DEMONSTRATION_MARK], *[[line] for line in DEMONSTRATION_LINE.values()]]
    return [*head, [_("As of"), say_instant(clock.now())], [_("Reader"), reader.full_name]]


def _write(book: Workbook, title: str, head: Rows, rows: Rows, decision: LevelDecision) -> None:
    sheet = book.create_sheet(title[:31])
    for letter in "ABCDEFGH":
        sheet.column_dimensions[letter].width = WIDTH
    sheet.column_dimensions["C"].width = WIDEST
    if decision.is_exercise:
        sheet.oddHeader.center.text = sheet.oddFooter.center.text = EXERCISE_MARK
    for number, row in enumerate([*head, *rows]):
        is_heading = number in (0, len(head))
        sheet.append([_cell(sheet, value, is_heading=is_heading) for value in row])


def _timeline(pack: Pack) -> Rows:
    rows: Rows = [[_("Time"), _("Who"), _("What was done"), _("About"), _("Reason")]]
    return rows + [
        [_at(one.at), one.who, one.what, one.about, one.reason] for one in pack.timeline
    ]


def _answers(pack: Pack) -> Rows:
    rows: Rows = [
        [
            _("Decision"),
            _("Organisation"),
            _("Answer"),
            _("First answer"),
            _("Minutes until the answer"),
            _("Norm, minutes"),
            _("Within the norm"),
            _("Who"),
        ]
    ]
    return rows + [row for answers in pack.answers for row in _rows_of(answers)]


def _rows_of(answers: Answers) -> Rows:
    return [
        [
            answers.decision.number,
            row.body.name,
            _answer(row.last),
            _at(row.first.answered_at) if row.first else "",
            row.minutes,
            answers.norm_minutes,
            _("yes") if row.is_in_norm else _("no"),
            row.first.person.full_name if row.first and row.first.person else "",
        ]
        for row in answers.rows
    ]


def _answer(step: Acknowledgement | None) -> str:
    if step is None:
        return _("no answer")
    said = str(step.get_state_display())
    return f"{said}: {step.reason}" if step.reason else said


def _checklists(pack: Pack) -> Rows:
    rows: Rows = [
        [
            _("Organisation"),
            _("Lines"),
            _("Done"),
            _("Done late"),
            _("Still to be done"),
            _("No longer needed or made a task"),
        ]
    ]
    return rows + [
        [one.body, one.total, one.done, one.late, one.open, one.dropped] for one in pack.checklists
    ]


def _corrections(pack: Pack) -> Rows:
    rows: Rows = [[_("Correction"), _("Corrects"), _("Text in Russian"), _("Sent"), _("Reason")]]
    return rows + [
        [
            one.number,
            str(one.refers_to or ""),
            one.text_ru,
            _at(one.published_at) if one.published_at else "",
            one.emergency_reason,
        ]
        for one in pack.corrections
    ]


def _failures(pack: Pack) -> Rows:
    rows: Rows = [[_("Kind"), _("Person"), _("What happened"), _("Number or address"), _("Time")]]
    rows += [
        [
            _("message failed"),
            one.person.full_name if one.person else str(one.contact.body),
            one.words,
            one.address,
            _at(one.queued_at),
        ]
        for one in pack.failed
    ]
    rows += [
        [
            _("call without an answer"),
            f"{one.person.full_name}, {one.addressed.body.name}",
            str(one.get_outcome_display()),
            one.number,
            _at(one.called_at),
        ]
        for one in pack.unanswered
    ]
    return rows + [
        [_("nothing to write to"), one.person.full_name, one.body.name, "", ""]
        for one in pack.unreachable
    ]


def _reports(pack: Pack) -> Rows:
    rows: Rows = [
        [
            _("Organisation"),
            _("No."),
            _("Conditions"),
            _("Actions taken"),
            _("Needs"),
            _("Was due"),
            _("Sent"),
            _("Who"),
        ]
    ]
    return rows + [
        [
            one.body.name,
            one.number,
            one.conditions,
            one.actions,
            one.needs,
            _at(one.due_at) if one.due_at else "",
            _at(one.sent_at),
            one.sent_by.full_name,
        ]
        for one in pack.reports
    ]


def _centre_reports(pack: Pack) -> Rows:
    rows: Rows = [[_("Decision"), _("No."), _("Summary"), _("As of"), _("Who"), _("Checksum")]]
    return rows + [
        [
            one.decision.number,
            one.number,
            one.summary,
            _at(one.as_of),
            one.prepared_by.full_name,
            one.checksum,
        ]
        for one in pack.centre_reports
    ]


def _at(instant: Any) -> str:
    """Say an instant to the second: a timeline in whole minutes hides what came first."""
    return f"{say_instant(instant)}:{instant.astimezone(clock.zone()):%S}"


def _cell(sheet: Any, value: Any, *, is_heading: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" stays a text
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell
