"""Checklists: adopting a version, giving each body its lines, ticking them."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access
from alerts.models import (
    ChecklistEntry,
    ChecklistLine,
    ChecklistTemplate,
    Level,
    LevelDecision,
)
from audit import clock
from audit.record import SYSTEM, Capacity, record

LineText = tuple[str, str, str, str]


@transaction.atomic
def adopt_checklist(
    level: int, lines: Sequence[LineText], *, actor: User | None
) -> ChecklistTemplate:
    """Adopt a new version of what a colour adds; the same lines again adopt nothing.

    A line is (kind of body or "", Kazakh, Russian, English). No actor: reference data.
    """
    current = ChecklistTemplate.objects.filter(level=level).order_by("-version").first()
    if current is not None:
        kept = current.lines.order_by("order").values_list("kind", "text_kk", "text_ru", "text_en")
        if list(kept) == list(lines):
            return current
    template = ChecklistTemplate.objects.create(
        level=level,
        version=current.version + 1 if current else 1,
        adopted_at=clock.now(),
    )
    ChecklistLine.objects.bulk_create(
        ChecklistLine(
            template=template, order=order, kind=kind, text_kk=kk, text_ru=ru, text_en=en
        )
        for order, (kind, kk, ru, en) in enumerate(lines, start=1)
    )
    capacity = Capacity(person=actor) if actor else SYSTEM
    record(capacity, gettext_noop("adopted the checklist"), template)
    return template


@transaction.atomic
def load_checklists(folder: Path, *, actor: User | None) -> int:
    """Adopt the checklists of appendix C where a colour has none yet; adopted ones stay."""
    by_level: dict[str, list[LineText]] = {}
    with (folder / "checklists.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            line = (row["kind"], row["text_kk"], row["text_ru"], row["text_en"])
            by_level.setdefault(row["level"], []).append(line)
    for word, texts in by_level.items():
        level = Level[word.upper()]
        if not ChecklistTemplate.objects.filter(level=level).exists():
            adopt_checklist(level, texts, actor=actor)
    return ChecklistLine.objects.count()


def give_checklists(
    decision: LevelDecision, bodies: Iterable[Body], rank: int, *, capacity: Capacity
) -> int:
    """Give every body the lines of the level and of those below it; part of an approval.

    A line that a body already has under the decision referred to is not given again.
    """
    lines = _lines_up_to(rank)
    given = set(
        ChecklistEntry.objects.filter(decision__in=_chain(decision)).values_list(
            "body_id", "line_id"
        )
    )
    rows = [
        ChecklistEntry(decision=decision, body=body, line=line)
        for body in bodies
        for line in lines
        if line.kind in ("", body.kind) and (body.pk, line.pk) not in given
    ]
    ChecklistEntry.objects.bulk_create(rows)
    if rows:
        changes = {"lines": [0, len(rows)]}
        record(
            capacity,
            gettext_noop("gave out the checklist of the level"),
            decision,
            changes=changes,
        )
    return len(rows)


@transaction.atomic
def tick_line(entry: ChecklistEntry, *, actor: User, note: str = "") -> ChecklistEntry:
    """Mark a line as done, with the name and the time; ticking it twice changes nothing."""
    capacity = access.require_answerer(actor, entry.body)
    entry = (
        ChecklistEntry.objects.select_for_update().select_related("body", "line").get(pk=entry.pk)
    )
    if entry.done_at is not None:
        return entry
    entry.done_at, entry.done_by, entry.note = clock.now(), actor, note.strip()
    entry.save(update_fields=["done_at", "done_by", "note"])
    record(capacity, gettext_noop("ticked a line of the checklist"), entry, body=entry.body)
    return entry


def _lines_up_to(rank: int) -> list[ChecklistLine]:
    newest = (
        ChecklistTemplate.objects.filter(level__lte=rank)
        .values("level")
        .annotate(version=Max("version"))
        .values_list("level", "version")
    )
    templates = [
        template.pk
        for template in ChecklistTemplate.objects.filter(level__lte=rank)
        if (template.level, template.version) in set(newest)
    ]
    return list(
        ChecklistLine.objects.filter(template__in=templates).order_by("template__level", "order")
    )


def _chain(decision: LevelDecision) -> list[int]:
    found: list[int] = []
    earlier = decision.refers_to
    while earlier is not None and earlier.pk not in found:
        found.append(earlier.pk)
        earlier = earlier.refers_to
    return found
