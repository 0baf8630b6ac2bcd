"""The history of a task: one chronological list of what people said and what was done."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agencies.templatetags.speech import say_date
from audit.models import Entry
from plans.models import Evidence, ExecutionReport, ProgressNote, Task

NOTE, REPORT = "progress_note", "report"


@dataclass(frozen=True)
class Event:
    """One line of a history: when, who (for whom), what, what changed from what to what, why."""

    at: dt.datetime
    who: str
    acting_for: str
    body: str
    what: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    reason: str = ""
    human: bool = False
    files: list[Evidence] = field(default_factory=list)


def history_of(task: Task) -> list[Event]:
    """Return the history of a task, the newest first: entries of the record and their rows."""
    entries = Entry.objects.filter(object_type=Task._meta.label, object_id=str(task.pk))
    notes = {note.pk: note for note in task.progress_notes.select_related("body")}
    reports = {
        report.pk: report for report in task.reports.prefetch_related("evidence__stored_file")
    }
    ordered = entries.select_related("body").order_by("-recorded_at", "-pk")
    return [_event(entry, notes, reports) for entry in ordered]


def _event(
    entry: Entry, notes: dict[int, ProgressNote], reports: dict[int, ExecutionReport]
) -> Event:
    changes = dict(entry.changes)
    note = notes.get(_second(changes.pop(NOTE, None)))
    report = reports.get(_second(changes.pop(REPORT, None)))
    return Event(
        at=entry.recorded_at,
        who=entry.actor_name or _("the system"),
        acting_for=entry.acting_for_name,
        body=entry.body.abbreviation if entry.body else "",
        what=_(entry.verb),
        changes=_changes(changes) + _facts(note, report),
        reason=note.text if note else report.text if report else entry.reason,
        human=bool(note or report or entry.reason),
        files=list(report.evidence.all()) if report else [],
    )


def _second(change: list[Any] | None) -> int:
    return int(change[1]) if change else 0


def _facts(
    note: ProgressNote | None, report: ExecutionReport | None
) -> list[tuple[str, str, str]]:
    if note:
        return [(_("date"), "", say_date(note.happened_on))]
    if report:
        letter = _("No. %(number)s of %(date)s")
        facts = {"number": report.letter_number, "date": say_date(report.letter_on)}
        return [(_("letter"), "", letter % facts)]
    return []


def _changes(changes: dict[str, list[Any]]) -> list[tuple[str, str, str]]:
    return [
        (_label(name), _say(name, old), _say(name, new)) for name, (old, new) in changes.items()
    ]


def _label(name: str) -> str:
    if name == "proposed_on":
        return _("proposed term")
    return str(Task._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # own fields


def _say(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "state":
        return str(Task.State(value).label)
    if name.endswith("_on"):
        return say_date(dt.date.fromisoformat(value))
    return str(value)
