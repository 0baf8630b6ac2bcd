"""Reference data of this room: the calendar of working days and the forms of completion.

Loading is idempotent: it adds what is missing and leaves what people have edited since.
"""

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_noop

from agencies.models import User
from audit.record import Capacity, record
from plans.models import FormOfCompletion, WorkingDayException


@transaction.atomic
def load_working_days(folder: Path, *, actor: User | None = None) -> int:
    """Load the days that break the rule of the week (no actor: a command loads them)."""
    rows = [
        WorkingDayException(
            day=dt.date.fromisoformat(row.pop("day")),
            is_working=row.pop("is_working") == "yes",
            **row,
        )
        for row in _rows_of(folder / "working_days.csv")
    ]
    before = WorkingDayException.objects.count()
    WorkingDayException.objects.bulk_create(rows, ignore_conflicts=True)
    after = WorkingDayException.objects.count()
    if after > before:
        last = WorkingDayException.objects.latest("day")
        changes: dict[str, list[object]] = {"days": [before, after]}
        record(
            Capacity(actor),
            gettext_noop("loaded the calendar of working days"),
            last,
            changes=changes,
        )
    load_forms_of_completion(folder, actor=actor)
    return after


@transaction.atomic
def load_forms_of_completion(folder: Path, *, actor: User | None = None) -> int:
    """Load the vocabulary of forms of completion (no actor: a command loads it)."""
    rows = [
        FormOfCompletion(requires_document=row.pop("requires_document") == "yes", **row)
        for row in _rows_of(folder / "forms_of_completion.csv")
    ]
    before = FormOfCompletion.objects.count()
    FormOfCompletion.objects.bulk_create(rows, ignore_conflicts=True)
    after = FormOfCompletion.objects.count()
    if after > before:
        last = FormOfCompletion.objects.latest("order")
        changes: dict[str, list[object]] = {"forms": [before, after]}
        record(
            Capacity(actor), gettext_noop("loaded the forms of completion"), last, changes=changes
        )
    return after


def _rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
