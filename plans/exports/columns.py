"""The columns of each list: what stands in a cell, on the page and in a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit import clock
from plans.models import ColumnChoice, ExecutionReport, PlanItem, ProgrammeMoney, Task

Words = Any


@dataclass(frozen=True)
class Column:
    """One column of a list; a list always shows those that are not extra."""

    name: str
    heading: Words
    cell: Callable[[Any], Any]
    width: int = 16
    is_extra: bool = True


def _open(task: Task, value: Callable[[Task], Any]) -> Any:
    """Return what a reader of the task may read, nothing to whoever has the land alone."""
    return value(task) if getattr(task, "is_readable", False) else ""


def _days_left(task: Task) -> int | None:
    return task.days_left(clock.today()) if task.is_owed else None


def _measure(task: Task, name: str) -> str:
    item = task.plan_item
    if item is None:
        return ""
    return str(item.plan.name if name == "plan" else item.number)


def _yes_or_no(value: object) -> Words:
    return _("yes") if value else _("no")


TASKS = (
    Column("number", _("No."), lambda one: one.pk, 8, is_extra=False),
    Column("text_kk", _("Task in Kazakh"), lambda one: _open(one, lambda t: t.text_kk), 60),
    Column("text_ru", _("Task in Russian"), lambda one: _open(one, lambda t: t.text_ru), 60),
    Column("form", _("Form of completion"),
           lambda one: _open(one, lambda t: t.form_of_completion.name), 24),
    Column("lead", _("Lead"), lambda one: one.lead.name, 40, is_extra=False),
    Column("controller", _("Controlling body"), lambda one: one.controller.name, 40),
    Column("territory", _("Territory"), lambda one: one.territory.name, 24),
    Column("state", _("State"), lambda one: str(one.get_state_display()), 18, is_extra=False),
    Column("term", _("Term"), lambda one: one.due_on, 14, is_extra=False),
    Column("original", _("Original term"), lambda one: one.original_due_on, 14),
    Column("days", _("Days left"), _days_left, 14),
    Column("late", _("Late"), lambda one: str(_yes_or_no(one.is_late(clock.today()))), 14),
    Column("plan", _("Plan"), lambda one: _open(one, lambda t: _measure(t, "plan")), 40),
    Column("measure", _("Measure"), lambda one: _open(one, lambda t: _measure(t, "number")), 14),
    Column("issued", _("Issued"), lambda one: one.issued_at, 18),
    Column("closed", _("Closed on"), lambda one: one.closed_at, 18),
)  # fmt: skip


def _responsible(item: PlanItem) -> str:
    return ", ".join(str(place.name) for place in item.responsible.all())


def _millions(item: PlanItem) -> Any:
    sums = [money.amount for money in item.money.all() if money.kind == "planned"]
    return sum(sums) if sums else None


MEASURES = (
    Column("number", _("No."), lambda one: one.number, 10, is_extra=False),
    Column("text_kk", _("Measure in Kazakh"), lambda one: one.text_kk, 60),
    Column("text_ru", _("Measure in Russian"), lambda one: one.text_ru, 60),
    Column("form", _("Form of completion"), lambda one: one.form_of_completion.name, 24),
    Column("responsible", _("Responsible"), _responsible, 40, is_extra=False),
    Column("term", _("Term"), lambda one: one.term, 30, is_extra=False),
    Column("cost", _("Planned, million tenge"), _millions, 16),
    Column("plan", _("Plan"), lambda one: one.plan.name, 40),
    Column("section", _("Section"), lambda one: str(one.section or ""), 40),
    Column("territory", _("Territory"), lambda one: one.plan.territory.name, 24),
    Column("tasks", _("Tasks"), lambda one: one.task_count, 10, is_extra=False),
    Column("open", _("Open tasks"), lambda one: one.open_count, 10),
    Column("late", _("Late tasks"), lambda one: one.late_count, 10, is_extra=False),
)


def _person(person: Any) -> str:
    return person.full_name if person else ""


REPORTS = (
    Column("task", _("Task"), lambda one: one.task_id, 10, is_extra=False),
    Column("text_ru", _("Task in Russian"), lambda one: one.task.text_ru, 60),
    Column("text_kk", _("Task in Kazakh"), lambda one: one.task.text_kk, 60),
    Column("body", _("Organisation"), lambda one: one.body.name, 40, is_extra=False),
    Column("number", _("Report No."), lambda one: one.number, 10),
    Column("said", _("What was done"), lambda one: one.text, 60),
    Column("letter", _("Letter"), lambda one: f"{one.letter_number}, {one.letter_on:%Y-%m-%d}",
           24, is_extra=False),
    Column("submitted", _("Submitted"), lambda one: one.submitted_at, 18, is_extra=False),
    Column("by", _("Submitted by"), lambda one: _person(one.submitted_by), 30),
    Column("outcome", _("Outcome"), lambda one: str(one.get_outcome_display()), 16,
           is_extra=False),
    Column("reviewed", _("Reviewed"), lambda one: one.reviewed_at, 18),
    Column("remark", _("Remark of the secretariat"), lambda one: one.review_note, 40),
    Column("term", _("Term"), lambda one: one.task.due_on, 14),
    Column("files", _("Files"), lambda one: one.files, 8),
)  # fmt: skip

PERIOD = (
    Column("task", _("Task"), lambda one: one.task_id, 10),
    Column("text", _("Task in Russian"), lambda one: one.task.text_ru, 60),
    Column("lead", _("Lead"), lambda one: one.lead.name, 40),
    Column("territory", _("Territory"), lambda one: one.territory.name, 24),
    Column("direction", _("Direction"), lambda one: str(one.direction or ""), 40),
    Column("original", _("Original term"), lambda one: one.original_due_on, 14),
    Column("term", _("Term"), lambda one: one.due_on, 14),
    Column("done", _("Done"), lambda one: one.done_on, 14),
    Column("days", _("Days after the original term"), lambda one: one.days_late, 14),
    Column("returns", _("Returns"), lambda one: one.returns, 10),
    Column("extensions", _("Later terms"), lambda one: one.extensions, 10),
    Column("closed", _("Closed"), lambda one: str(_yes_or_no(one.is_closed)), 10),
)

PLANS = (
    Column("name", _("Plan"), lambda one: one.name, 60),
    Column("programme", _("Programme"), lambda one: one.programme.name if one.programme else "",
           60),
    Column("controller", _("Controlling body"), lambda one: one.controller.name, 40),
    Column("first", _("first year"), lambda one: one.first_year, 12),
    Column("last", _("last year"), lambda one: one.last_year, 12),
    Column("measures", _("Measures"), lambda one: one.measure_count, 12),
    Column("open", _("Open tasks"), lambda one: one.open_count, 12),
    Column("late", _("Late tasks"), lambda one: one.late_count, 12),
)  # fmt: skip

PROGRAMMES = (
    Column("name", _("Programme"), lambda one: one.name, 60),
    Column("controller", _("Controlling body"), lambda one: one.controller.name, 40),
    Column("act", _("act"), lambda one: one.act_title, 60),
    Column("acted", _("date of the act"), lambda one: one.act_on, 14),
    Column("first", _("first year"), lambda one: one.first_year, 12),
    Column("last", _("last year"), lambda one: one.last_year, 12),
)

MONEY = (
    Column("direction", _("Direction"), lambda one: str(one.direction or ""), 50),
    Column("year", _("Year"), lambda one: one.year, 10),
    Column("source", _("Source"),
           lambda one: str(dict(ProgrammeMoney.Source.choices).get(one.source, _("In all"))), 24),
    Column("draft", _("Draft"), lambda one: one.draft, 16),
    Column("adopted", _("Adopted"), lambda one: one.adopted, 16),
    Column("difference", _("Difference"), lambda one: one.difference, 16),
    Column("planned", _("Planned"), lambda one: one.planned, 16),
    Column("allocated", _("Allocated"), lambda one: one.allocated, 16),
    Column("spent", _("Spent"), lambda one: one.spent, 16),
)  # fmt: skip

LISTS: dict[str, tuple[Column, ...]] = {
    ColumnChoice.Listing.TASKS.value: TASKS,
    ColumnChoice.Listing.MEASURES.value: MEASURES,
    ColumnChoice.Listing.REPORTS.value: REPORTS,
}
Row = Task | PlanItem | ExecutionReport


def columns_shown(listing: str, chosen: list[str]) -> list[Column]:
    """Return the columns a person chose beside those that a list always shows."""
    return extras_of(LISTS[listing], chosen)


def columns_in_file(listing: str, chosen: list[str]) -> list[Column]:
    """Return the columns of a file: those on the page, or every one where nothing was chosen."""
    return filed_of(LISTS[listing], chosen)


def extras_of(every: Sequence[Column], chosen: list[str]) -> list[Column]:
    """Return the columns chosen, of some list's columns, beside those that it always shows."""
    return [one for one in every if one.is_extra and one.name in chosen]


def filed_of(every: Sequence[Column], chosen: list[str]) -> list[Column]:
    """Return the columns of a file of some list: as the page has them, or every one."""
    return [one for one in every if not chosen or not one.is_extra or one.name in chosen]
