"""Tables brought in: what they are read against, what they say, how they differ from the plan."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from agencies.access.rights import Someone
from plans import access
from plans.models import ActionPlan, PlanImport, PlanImportRow
from plans.queries.differences import Difference, difference
from plans.queries.readings import Reading, reading_of

MEASURE = PlanImportRow.Kind.MEASURE


def visible_imports(user: Someone) -> QuerySet[PlanImport]:
    """Return the tables brought into the plans whose keeping a person has."""
    return access.visible_imports(user).select_related(
        "plan__controller", "stored_file", "received_by", "applied_by"
    )


def imports_of(plan: ActionPlan) -> QuerySet[PlanImport]:
    """Return the tables that were brought into a plan, the newest first."""
    return plan.imports.select_related("received_by", "applied_by").order_by("-pk")


def imports_to_read(pk: int) -> QuerySet[PlanImport]:
    """Return a table that still has to be read, for the worker who reads it."""
    states = (PlanImport.State.RECEIVED, PlanImport.State.READING)
    return PlanImport.objects.select_related("plan__controller", "stored_file").filter(
        pk=pk, state__in=states
    )


def plan_called(code: str) -> ActionPlan | None:
    """Return the plan with a code, for a command of whoever keeps the machine."""
    return ActionPlan.objects.select_related("controller").filter(code=code).first()


def plan_codes() -> list[str]:
    """Return the codes of all plans, for the same."""
    return list(ActionPlan.objects.order_by("code").values_list("code", flat=True))


def cell_name(one: PlanImport, place: int, name: str) -> str:
    """Return where a cell stands: D12 in a sheet, "row 12, column 4" in a document."""
    column = one.columns.get("at", {}).get(name)
    if column is None:
        return _("row %(row)s") % {"row": place}
    if one.columns.get("kind") == "xlsx":
        return f"{get_column_letter(column + 1)}{place}"
    return _("row %(row)s, column %(column)s") % {"row": place, "column": column + 1}


def problems_of(one: PlanImport, reading: Reading, *, notes: bool) -> list[dict[str, Any]]:
    """Return every cell not understood (or worth a look), with its place, words and sentence."""
    words = {row.place: row.words for row in one.rows.filter(kind=MEASURE)}
    return [
        {
            "row": measure.place,
            "cell": cell_name(one, measure.place, problem.cell),
            "column": problem.cell,
            "text": words.get(measure.place, {}).get(problem.cell, ""),
            "message": problem.sentence,
        }
        for measure in reading.measures
        for problem in measure.problems
        if problem.is_note == notes
    ]


@dataclass
class Rehearsal:
    """The dry run of a table, ready for its page."""

    reading: Reading
    difference: Difference
    problems: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    cells: list[dict[str, Any]]  # to be mended now: those of one row asked for, else all problems
    edited: int | None = None

    @property
    def edited_text(self) -> str:
        """Return the row that is being mended as an address names it."""
        return str(self.edited or "")


def rehearsal_of(one: PlanImport, *, edited: str = "") -> Rehearsal:
    """Rehearse a table: what is not understood, what would change, which cells are offered."""
    reading = reading_of(one)
    problems = problems_of(one, reading, notes=False)
    row = one.rows.filter(kind=MEASURE, place=int(edited)).first() if _is_row(edited) else None
    return Rehearsal(
        reading,
        difference(one.plan, reading),
        problems,
        problems_of(one, reading, notes=True),
        _cells_of(one, row, problems) if row else problems,
        row.place if row else None,
    )


def _is_row(text: str) -> bool:
    return text.isdecimal() and len(text) < 7


def _cells_of(
    one: PlanImport, row: PlanImportRow, problems: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Offer every cell of one row, with what is wrong where something is."""
    wrong = {cell["column"]: cell["message"] for cell in problems if cell["row"] == row.place}
    columns = sorted(one.columns.get("at", {}).items(), key=lambda pair: pair[1])
    return [
        {
            "row": row.place,
            "cell": cell_name(one, row.place, name),
            "column": name,
            "text": row.words.get(name, ""),
            "message": wrong.get(name, ""),
        }
        for name, _index in columns
        if name not in ("note", "code", "years")
    ]
