"""Versions of checklists: drafting, writing, adopting them, and loading those of the house."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.models import ChecklistLine, ChecklistTemplate, Level
from alerts.queries import sending
from alerts.texts.restrictions import restricts
from audit import clock
from audit.record import SYSTEM, Capacity, record

LineText = tuple[str, str, str, str]


@dataclass(frozen=True)
class LineSpec:
    """One line as it is being written: three languages, and the time given for it."""

    text_kk: str
    text_ru: str
    text_en: str
    minutes: int | None = None
    start: str = ChecklistLine.Start.GIVEN

    @property
    def texts(self) -> tuple[str, str, str]:
        """Return the words in the three languages."""
        return self.text_kk, self.text_ru, self.text_en


@transaction.atomic
def draft_checklist(level: int, kind: str, *, actor: User) -> ChecklistTemplate:
    """Open the next version as a draft that begins as the newest; an open draft is returned."""
    capacity = access.require_checklist_drafter(actor)
    sending.hold_versions()
    versions = ChecklistTemplate.objects.filter(level=level, kind=kind)
    draft = versions.filter(adopted_at__isnull=True).first()
    if draft is not None:
        return draft
    newest = versions.order_by("-version").first()
    draft = ChecklistTemplate.objects.create(
        level=level,
        kind=kind,
        version=newest.version + 1 if newest else 1,
        drafted_at=clock.now(),
        drafted_by=actor,
    )
    _write(draft, [_spec(line) for line in newest.lines.order_by("order")] if newest else [])
    record(capacity, gettext_noop("drafted a new version of the checklist"), draft)
    return draft


@transaction.atomic
def write_checklist(
    draft: ChecklistTemplate, *, actor: User, lines: Sequence[LineSpec]
) -> ChecklistTemplate:
    """Write the lines of a draft anew; the same lines again change nothing."""
    capacity = access.require_checklist_drafter(actor)
    draft = _locked_draft(draft)
    before = [_spec(line) for line in draft.lines.order_by("order")]
    if before == list(lines):
        return draft
    _require_harmless(lines)
    draft.lines.all().delete()
    _write(draft, lines)
    changes = {"lines": [len(before), len(lines)]}
    record(capacity, gettext_noop("wrote the draft of the checklist"), draft, changes=changes)
    return draft


@transaction.atomic
def adopt_version(draft: ChecklistTemplate, *, actor: User) -> ChecklistTemplate:
    """Adopt a draft: from now on levels give these lines; what already runs keeps its own."""
    capacity = access.require_checklist_adopter(actor)
    found = ChecklistTemplate.objects.select_for_update().get(pk=draft.pk)
    if found.is_adopted:
        return found
    lines = [_spec(line) for line in found.lines.order_by("order")]
    if not lines:
        raise ValidationError(_("A checklist without a line is not adopted."))
    _require_harmless(lines)
    return _adopt(found, capacity)


@transaction.atomic
def adopt_checklist(
    level: int, lines: Sequence[LineText], *, actor: User | None
) -> ChecklistTemplate:
    """Adopt at once what a colour adds for each kind of body named; the same again adopts nothing.

    A line is (kind of body or "", Kazakh, Russian, English). No actor: reference data.
    """
    capacity = access.require_checklist_adopter(actor) if actor else SYSTEM
    by_kind: dict[str, list[LineSpec]] = {}
    for kind, kk, ru, en in lines:
        by_kind.setdefault(kind, []).append(LineSpec(kk, ru, en))
    adopted = [_adopt_at_once(level, kind, own, capacity) for kind, own in by_kind.items()]
    return adopted[0]


@transaction.atomic
def load_checklists(folder: Path, *, actor: User | None) -> int:
    """Adopt the checklists of appendix C where a colour has none yet; adopted ones stay."""
    parts: dict[tuple[str, str], list[LineSpec]] = {}
    with (folder / "checklists.csv").open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            minutes = int(row["minutes"]) if row["minutes"] else None
            texts = (row["text_kk"], row["text_ru"], row["text_en"])
            spec = LineSpec(*texts, minutes=minutes, start=row["counted_from"])
            parts.setdefault((row["level"], row["kind"]), []).append(spec)
    capacity = access.require_checklist_adopter(actor) if actor else SYSTEM
    for (word, kind), lines in parts.items():
        level = Level[word.upper()]
        if not ChecklistTemplate.objects.filter(level=level, kind=kind).exists():
            _adopt_at_once(level, kind, lines, capacity)
    return ChecklistLine.objects.count()


def _adopt_at_once(
    level: int, kind: str, lines: Sequence[LineSpec], capacity: Capacity
) -> ChecklistTemplate:
    sending.hold_versions()
    versions = ChecklistTemplate.objects.filter(level=level, kind=kind)
    current = versions.filter(adopted_at__isnull=False).order_by("-version").first()
    if current and [_spec(one).texts for one in current.lines.order_by("order")] == [
        one.texts for one in lines
    ]:
        return current
    _require_harmless(lines)
    if versions.filter(adopted_at__isnull=True).exists():
        raise ValidationError(_("A draft of this checklist is open: adopt that one."))
    newest = versions.aggregate(newest=Max("version"))["newest"] or 0
    template = ChecklistTemplate.objects.create(
        level=level, kind=kind, version=newest + 1, drafted_at=clock.now()
    )
    _write(template, lines)
    return _adopt(template, capacity)


def _adopt(template: ChecklistTemplate, capacity: Capacity) -> ChecklistTemplate:
    template.adopted_at = clock.now()
    template.adopted_by, template.adopted_for = capacity.person, capacity.acting_for
    template.save(update_fields=["adopted_at", "adopted_by", "adopted_for"])
    record(capacity, gettext_noop("adopted the checklist"), template)
    return template


def _locked_draft(draft: ChecklistTemplate) -> ChecklistTemplate:
    draft = ChecklistTemplate.objects.select_for_update().get(pk=draft.pk)
    if draft.is_adopted:
        raise ValidationError(_("An adopted version never changes: draft the next one."))
    return draft


def _write(template: ChecklistTemplate, lines: Sequence[LineSpec]) -> None:
    ChecklistLine.objects.bulk_create(
        ChecklistLine(
            template=template,
            order=order,
            text_kk=line.text_kk,
            text_ru=line.text_ru,
            text_en=line.text_en,
            minutes=line.minutes,
            start=line.start,
        )
        for order, line in enumerate(lines, start=1)
    )


def _spec(line: ChecklistLine) -> LineSpec:
    return LineSpec(line.text_kk, line.text_ru, line.text_en, line.minutes, line.start)


def _require_harmless(lines: Sequence[LineSpec]) -> None:
    for line in lines:
        for text in line.texts:
            if restricts(text):
                sentence = _(
                    "No checklist line restricts assembly, movement or media: “%(text)s” is "
                    "refused."
                )
                raise ValidationError(sentence % {"text": text})
