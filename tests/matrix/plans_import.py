"""Who gets which answer at the addresses of tables brought into a plan."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from plans import actions
from plans.models import PlanImport
from tests.matrix import Cast, Row, SentFile, row
from tests.matrix.plans import INSIDE, KEEPERS, Answers, a_plan, entered
from tests.plans import tables

Facts = Mapping[str, object]


def brought(cast: Cast) -> PlanImport:
    """Bring the ten rows into a plan."""
    plan = entered(cast).plan
    upload = SimpleUploadedFile("plan.xlsx", tables.table("C", "ru", "xlsx"))
    return actions.receive_plan_file(plan, actor=cast.serik, upload=upload)


def a_table(cast: Cast) -> Facts:
    """The number of a table that waits to be applied."""
    return {"pk": brought(cast).pk}


def a_file(cast: Cast) -> Facts:
    """A file as it is chosen."""
    return {"file": SentFile("plan.xlsx", tables.table("C", "kk", "xlsx"))}


KEEPING: Answers = {"serik": 200, "chair": 200}

ROWS: dict[str, Row] = {
    "plans:import-new": row(
        404, arguments=a_plan, **INSIDE | KEEPING | {"aigerim": 403, "head_of_health": 403}
    ),
    "POST plans:import-new": row(
        404,
        arguments=a_plan,
        data=a_file,
        **INSIDE | KEEPERS | {"aigerim": 403, "head_of_health": 403},
    ),
    "plans:import": row(404, arguments=a_table, **KEEPING),
    "plans:import-file": row(404, arguments=a_table, **KEEPING),
    "POST plans:import-read": row(404, arguments=a_table, **KEEPERS),
    "POST plans:import-mend": row(404, arguments=a_table, **KEEPERS),
    "POST plans:import-apply": row(404, arguments=a_table, **KEEPERS),
    "POST plans:import-discard": row(404, arguments=a_table, **KEEPERS),
}
