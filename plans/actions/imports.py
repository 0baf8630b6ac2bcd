"""Tables of plans brought in from files: received, read, mended, applied whole or not at all."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.background import after_commit
from agencies.models import User
from audit import clock
from audit.record import SYSTEM, Capacity, record
from plans import access, documents, queries
from plans.actions import files, imported
from plans.models import ActionPlan, PlanImport, PlanImportRow, StoredFile

READ_AT_ONCE_ROWS = 300
BATCH = 250
STALLED = dt.timedelta(minutes=1)  # a worker that says nothing for so long is gone
MENDABLE = frozenset(
    ("number", "text", "form", "responsible", "term", "cost", "source", "total", "unit")
)


@transaction.atomic
def receive_plan_file(
    plan: ActionPlan, *, actor: User | None, upload: UploadedFile[bytes]
) -> PlanImport:
    """Take a file with the table of a plan; small ones are read at once (no actor: a command).

    The same file again is the same import while it is open, and after it was applied for as
    long as the plan has not changed since.
    """
    capacity = _capacity(plan, actor)
    stored = _kept(capacity, upload)
    same = _same_import(plan, stored)
    if same is not None:
        return same
    now = clock.now()
    one = PlanImport.objects.create(
        plan=plan,
        stored_file=stored,
        file_name=PurePath(upload.name or "").name[-200:],
        received_by=actor,
        received_at=now,
        progress_at=now,
        rows_total=_rows_in(stored),
    )
    changes = {"file": [None, one.file_name], "sha256": [None, stored.sha256]}
    record(capacity, gettext_noop("brought in a table of the plan"), plan, changes=changes)
    if one.rows_total > READ_AT_ONCE_ROWS and actor is not None:
        after_commit("plans.tasks.read_plan_import", one.pk)
        return one
    return read_plan_import(one, actor=actor)


def read_plan_import(one: PlanImport, *, actor: User | None) -> PlanImport:
    """Read the rows of a file, batch by batch (no actor: a worker reads); once is enough."""
    if not _begin(one):
        one.refresh_from_db()
        return one
    try:
        with default_storage.open(one.stored_file.path, "rb") as content:
            table = documents.open_table(content)
            _write_rows(one, table.rows)
        _refuse_no_measures(one)
    except documents.UnreadableFileError as refusal:
        return _refused(one, actor, refusal)
    one.language, one.form = table.language, table.form
    one.columns = {"at": table.columns, "factor": str(table.factor), "kind": table.kind}
    one.state = PlanImport.State.READ
    return _finished(one, actor, ["language", "form", "columns"])


@transaction.atomic
def mend_plan_import(
    one: PlanImport, *, actor: User | None, cells: Mapping[tuple[int, str], str]
) -> PlanImport:
    """Mend cells of a table on the screen; the file stays as it came."""
    capacity = _capacity(one.plan, actor)
    one = _locked(one)
    _require_read(one)
    places = {place for place, _name in cells}
    changes: dict[str, list[object]] = {}
    for row in one.rows.filter(place__in=places):
        for (place, name), text in cells.items():
            is_new = place == row.place and name in _mendable(one) and row.words.get(name) != text
            if is_new:
                changes[f"{place}: {name}"] = [row.words.get(name, ""), text]
                row.mended = {**row.mended, name: text}
        row.save(update_fields=["mended"])
    if changes:
        record(capacity, gettext_noop("mended a table of the plan"), one.plan, changes=changes)
    return one


@transaction.atomic
def apply_plan_import(one: PlanImport, *, actor: User | None) -> PlanImport:
    """Apply a table to the version in preparation, whole or not at all (no actor: a command)."""
    capacity = _capacity(one.plan, actor)
    plan = ActionPlan.objects.select_for_update(of=("self",)).get(pk=one.plan_id)
    one = _locked(one)
    if one.state == PlanImport.State.APPLIED:
        return one
    _require_read(one)
    reading = queries.reading_of(one)
    if reading.not_understood:
        sentence = _("%(count)s cells are not understood: mend them first.")
        raise ValidationError(sentence % {"count": reading.problem_count})
    difference = queries.difference(plan, reading)
    if not difference.is_nothing:
        imported.write(capacity, plan, reading.language, difference)
    one.state, one.outcome = PlanImport.State.APPLIED, difference.counts
    one.applied_at, one.applied_by = clock.now(), actor
    one.save(update_fields=["state", "outcome", "applied_at", "applied_by"])
    changes: dict[str, list[object]] = {
        name: [None, number] for name, number in difference.counts.items()
    }
    record(capacity, gettext_noop("applied a table to the plan"), plan, changes=changes)
    return one


@transaction.atomic
def discard_plan_import(one: PlanImport, *, actor: User | None) -> PlanImport:
    """Put a table aside without applying it; the file and the record stay."""
    capacity = _capacity(one.plan, actor)
    one = _locked(one)
    if not one.is_open:
        return one
    one.state = PlanImport.State.DISCARDED
    one.save(update_fields=["state"])
    changes = {"file": [one.file_name, None]}
    record(capacity, gettext_noop("put aside a table of the plan"), one.plan, changes=changes)
    return one


@transaction.atomic
def record_table_download(one: PlanImport, *, actor: User) -> bytes:
    """Hand out the file as it came to one who keeps the plan, and write down who took it."""
    capacity = access.require_assigner(actor, one.plan.controller)
    changes = {"file": [None, one.file_name]}
    record(capacity, gettext_noop("downloaded a table of the plan"), one.plan, changes=changes)
    with default_storage.open(one.stored_file.path, "rb") as content:
        return bytes(content.read())


def _capacity(plan: ActionPlan, actor: User | None) -> Capacity:
    return SYSTEM if actor is None else access.require_assigner(actor, plan.controller)


def _kept(capacity: Capacity, upload: UploadedFile[bytes]) -> StoredFile:
    """Keep the file, or refuse it beside its field: it is looked into before it is kept."""
    name = PurePath(upload.name or "").suffix.casefold()
    if name in (".xlsm", ".xltm", ".docm", ".dotm", ".xls", ".doc"):
        raise ValidationError({"file": _("Save the file as plain XLSX or DOCX, without macros.")})
    faults = files.faults_of([upload])
    if faults:
        raise ValidationError({"file": faults})
    try:
        documents.kind_of(upload)
    except documents.UnreadableFileError as refusal:
        raise ValidationError({"file": str(refusal)}) from refusal
    return files.keep_file(capacity, upload)


def _rows_in(stored: StoredFile) -> int:
    with default_storage.open(stored.path, "rb") as content:
        return documents.count_rows(content)


def _same_import(plan: ActionPlan, stored: StoredFile) -> PlanImport | None:
    states = (*PlanImport.OPEN, PlanImport.State.APPLIED)
    same = plan.imports.filter(stored_file=stored, state__in=states).order_by("-pk").first()
    if same is None or same.is_open:
        return same
    is_nothing = queries.difference(plan, queries.reading_of(same)).is_nothing
    return same if is_nothing else None


def _begin(one: PlanImport) -> bool:
    """Take the reading for ourselves, unless somebody is at it; a stalled one is taken over."""
    now = clock.now()
    waiting = PlanImport.objects.filter(pk=one.pk)
    ours = waiting.filter(state=PlanImport.State.RECEIVED) | waiting.filter(
        state=PlanImport.State.READING, progress_at__lt=now - STALLED
    )
    return bool(ours.update(state=PlanImport.State.READING, progress_at=now, rows_read=0))


def _write_rows(one: PlanImport, rows: Iterable[documents.TableRow]) -> None:
    with transaction.atomic():
        one.rows.all().delete()
    walk = iter(rows)
    while batch := list(itertools.islice(walk, BATCH)):
        with transaction.atomic():
            PlanImportRow.objects.bulk_create(
                PlanImportRow(
                    plan_import=one,
                    place=row.place,
                    kind=row.kind,
                    cells={name: text for name, text in row.cells.items() if text},
                    merged=list(row.merged),
                )
                for row in batch
            )
            one.rows_read = batch[-1].place
            one.progress_at = clock.now()
            one.save(update_fields=["rows_read", "progress_at"])


def _refuse_no_measures(one: PlanImport) -> None:
    if not one.rows.filter(kind=PlanImportRow.Kind.MEASURE).exists():
        raise documents.UnreadableFileError(
            gettext_noop("There is no measure beneath the headings: the table is empty.")
        )


@transaction.atomic
def _refused(
    one: PlanImport, actor: User | None, refusal: documents.UnreadableFileError
) -> PlanImport:
    one.rows.all().delete()
    one.state = PlanImport.State.REFUSED
    one.refusal, one.refusal_facts = refusal.sentence, refusal.facts
    return _finished(one, actor, ["refusal", "refusal_facts"])


@transaction.atomic
def _finished(one: PlanImport, actor: User | None, fields: list[str]) -> PlanImport:
    one.progress_at = clock.now()
    one.save(update_fields=["state", "progress_at", *fields])
    capacity = Capacity(actor, one.plan.controller) if actor else SYSTEM
    changes: dict[str, list[object]] = {
        "state": [PlanImport.State.RECEIVED, one.state],
        "rows": [None, one.rows.count()],
    }
    record(capacity, gettext_noop("read a table of the plan"), one.plan, changes=changes)
    return one


def _locked(one: PlanImport) -> PlanImport:
    found = PlanImport.objects.select_for_update(of=("self",)).select_related("plan__controller")
    return found.get(pk=one.pk)


def _require_read(one: PlanImport) -> None:
    if one.state != PlanImport.State.READ:
        raise ValidationError(_("This table is not waiting to be applied."))


def _mendable(one: PlanImport) -> frozenset[str]:
    years = {name for name in one.columns.get("at", {}) if name.startswith("y")}
    return MENDABLE | years
