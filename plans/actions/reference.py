"""Reference data of this room: the calendar of working days and the forms of completion.

Loading is idempotent: it adds what is missing and leaves what people have edited since.
"""

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction

from agencies.models import User
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
    WorkingDayException.objects.bulk_create(rows, ignore_conflicts=True)
    load_forms_of_completion(folder, actor=actor)
    return WorkingDayException.objects.count()


@transaction.atomic
def load_forms_of_completion(folder: Path, *, actor: User | None = None) -> int:
    """Load the vocabulary of forms of completion (no actor: a command loads it)."""
    rows = [
        FormOfCompletion(requires_document=row.pop("requires_document") == "yes", **row)
        for row in _rows_of(folder / "forms_of_completion.csv")
    ]
    FormOfCompletion.objects.bulk_create(rows, ignore_conflicts=True)
    return FormOfCompletion.objects.count()


def _rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
