"""Who gets which answer at the lists of measures and reports, their files and their columns."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from agencies.models import Body
from audit import clock
from plans import actions
from tests.matrix import Cast, Row, row

Facts = Mapping[str, object]


def a_file(cast: Cast) -> Facts:
    """A list and a kind of file."""
    return {"name": "measures", "kind": "csv"}


def a_table(cast: Cast) -> Facts:
    """A form of the official table and a kind of file."""
    return {"form": "A", "kind": "docx"}


def a_list(cast: Cast) -> Facts:
    """A list whose columns are chosen."""
    return {"name": "tasks"}


def some_columns(cast: Cast) -> Facts:
    """Two columns of it."""
    return {"columns": ["plan", "original"]}


def a_period(cast: Cast) -> Facts:
    """A half-year of the Centre that is closed."""
    year = clock.today().year - 1
    report = actions.close_period(
        Body.objects.get(code="atc"),
        actor=cast.serik,
        first_day=dt.date(year, 1, 1),
        last_day=dt.date(year, 6, 30),
    )
    return {"pk": report.pk}


def a_half(cast: Cast) -> Facts:
    """A half-year to be closed."""
    return {"half": f"{clock.today().year - 1}-2"}


def a_reason(cast: Cast) -> Facts:
    """A reason."""
    return {"reason": "Ошибка"}


# Who sees the Centre itself.
INSIDE: dict[str, Any] = dict.fromkeys(("serik", "chair", "dauren", "auditor"), 200)
REFUSED: dict[str, Any] = dict.fromkeys(INSIDE, 403)

ROWS: dict[str, Row] = {
    "plans:item-list": row(200),
    "plans:report-list": row(200),
    "plans:list-export": row(200, arguments=a_file),
    "plans:table-export": row(200, arguments=a_table),
    "plans:period-list": row(200),
    "POST plans:period-list": row(403, data=a_half, serik=302, chair=302, governor=302),
    "plans:period": row(404, arguments=a_period, **INSIDE),
    "plans:period-rows": row(404, arguments=a_period, **INSIDE),
    "plans:period-export": row(404, arguments=a_period, **INSIDE),
    "plans:period-paper": row(404, arguments=a_period, **INSIDE),
    "plans:period-reopen": row(404, arguments=a_period, **REFUSED | {"chair": 200}),
    "POST plans:period-reopen": row(
        404, arguments=a_period, data=a_reason, **REFUSED | {"chair": 302}
    ),
    "POST plans:columns": row(302, arguments=a_list, data=some_columns),
}
