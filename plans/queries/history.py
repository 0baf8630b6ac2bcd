"""The history of a task: one chronological list of what people said and what was done."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agencies.templatetags.speech import say_date
from audit.models import Entry
from plans.models import Evidence, ExecutionReport, Part, ProgressNote, Task

NOTE, REPORT, PART = "progress_note", "report", "part"
Said = ProgressNote | ExecutionReport | Part


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
    parts = Part.objects.filter(shared__task=task)
    said: dict[tuple[str, int], Said] = {}
    said |= {(NOTE, note.pk): note for note in task.progress_notes.all()}
    said |= {(REPORT, one.pk): one for one in task.reports.prefetch_related("evidence")}
    said |= {(PART, one.pk): one for one in parts.prefetch_related("evidence")}
    ordered = entries.select_related("body").order_by("-recorded_at", "-pk")
    return [_event(entry, said) for entry in ordered]


def _event(entry: Entry, known: dict[tuple[str, int], Said]) -> Event:
    changes = dict(entry.changes)
    found = [known.get((name, _second(changes.pop(name, None)))) for name in (NOTE, REPORT, PART)]
    said: Said | None = next((one for one in found if one is not None), None)
    return Event(
        at=entry.recorded_at,
        who=entry.actor_name or _("the system"),
        acting_for=entry.acting_for_name,
        body=entry.body.abbreviation if entry.body else "",
        what=_(entry.verb),
        changes=_changes(changes) + _facts(said),
        reason=said.text if said else entry.reason,
        human=bool(said or entry.reason),
        files=[] if said is None or isinstance(said, ProgressNote) else list(said.evidence.all()),
    )


def _second(change: list[Any] | None) -> int:
    return int(change[1]) if change else 0


def _facts(said: Said | None) -> list[tuple[str, str, str]]:
    if said is None:
        return []
    if isinstance(said, ProgressNote):
        return [(_("date"), "", say_date(said.happened_on))]
    letter = _("No. %(number)s of %(date)s")
    facts = {"number": said.letter_number, "date": say_date(said.letter_on)}
    return [(_("letter"), "", letter % facts)]


def _changes(changes: dict[str, list[Any]]) -> list[tuple[str, str, str]]:
    return [
        (_label(name), _say(name, old), _say(name, new)) for name, (old, new) in changes.items()
    ]


def _label(name: str) -> str:
    own = {
        "proposed_on": _("proposed term"),
        "co_executor": _("co-executor"),
        "shares": _("shares"),
        "waits_for": _("waits for"),
        "holds_up": _("holds up"),
        "inner_due_on": _("inner term"),
    }
    if name in own:
        return own[name]
    return str(Task._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # own fields


def _say(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "state":
        return str(Task.State(value).label)
    if name.endswith("_on"):
        return say_date(dt.date.fromisoformat(value))
    return str(value)
