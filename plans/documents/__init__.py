"""Papers brought in from outside: the official table of a plan, out of XLSX and DOCX."""

from plans.documents.files import UnreadableFileError, kind_of
from plans.documents.measures import Measure, Problem, Reference, read_measure
from plans.documents.tables import PlanTable, TableRow, count_rows, open_table

__all__ = [
    "Measure",
    "PlanTable",
    "Problem",
    "Reference",
    "TableRow",
    "UnreadableFileError",
    "count_rows",
    "kind_of",
    "open_table",
    "read_measure",
]
