"""Reads of the record: entries as an auditor meets them, and whether the chain holds."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Max, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from agencies.templatetags.speech import say_date, say_instant
from audit import chain, clock
from audit.models import Entry, Seal
from centre import access

READ = gettext_noop("read the record")
WORD = re.compile(r"[a-z]{3,30}")  # a value that the house itself wrote: “received”
# Names under which actions record what changed where it is no field of the thing itself.
FACTS = (
    gettext_noop("acts"),
    gettext_noop("actual"),
    gettext_noop("address"),
    gettext_noop("addressees"),
    gettext_noop("amount"),
    gettext_noop("approved on"),
    gettext_noop("chair"),
    gettext_noop("checksum"),
    gettext_noop("co executors"),
    gettext_noop("due on"),
    gettext_noop("file"),
    gettext_noop("from"),
    gettext_noop("lead"),
    gettext_noop("lines"),
    gettext_noop("messages"),
    gettext_noop("number"),
    gettext_noop("organisations"),
    gettext_noop("told already by a wider level"),
    gettext_noop("parent"),
    gettext_noop("people"),
    gettext_noop("position"),
    gettext_noop("progress note"),
    gettext_noop("proposed on"),
    gettext_noop("report"),
    gettext_noop("role"),
    gettext_noop("scenario"),
    gettext_noop("seats"),
    gettext_noop("state"),
    gettext_noop("successor"),
    gettext_noop("target"),
    gettext_noop("task"),
    gettext_noop("title ru"),
    gettext_noop("until"),
    gettext_noop("version"),
    gettext_noop("who"),
    gettext_noop("body"),
    gettext_noop("verb"),
    gettext_noop("since"),
    gettext_noop("entry"),
    gettext_noop("tasks"),
    gettext_noop("parts"),
    gettext_noop("notices"),
    gettext_noop("drafts"),
)
PLACES = {
    "agencies.Body": "centre:body",
    "plans.Task": "plans:task",
    "plans.ActionPlan": "plans:plan",
    "meetings.Meeting": "meetings:meeting",
    "alerts.LevelDecision": "alerts:decision",
}


@dataclass(frozen=True)
class Change:
    """One field that an act changed, with what stood there before and after."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One entry of the record with everything that a reader of the screen needs."""

    entry: Entry
    kind: str
    url: str
    changes: list[Change]
    number: int | None
    holds: bool | None


@dataclass(frozen=True)
class Seals:
    """How far the record is sealed, and how much waits for the next sealing."""

    number: int
    sealed_at: dt.datetime | None
    waiting: int


def entries(user: User, sought: dict[str, Any]) -> QuerySet[Entry]:
    """Return the entries a reader may see that answer to what they seek, newest first."""
    found = access.visible_entries(user).select_related("seal")
    for name, value in sought.items():
        if value:
            found = found.filter(_condition(name, value))
    return found.order_by("-pk")


def _condition(name: str, value: Any) -> Q:
    conditions = {
        "who": lambda: Q(actor_name__icontains=value) | Q(acting_for_name__icontains=value),
        "body": lambda: Q(body=value),
        "verb": lambda: Q(verb=value),
        "kind": lambda: Q(object_type=value),
        "number": lambda: Q(object_id=value),
        "since": lambda: Q(recorded_at__gte=clock.midnight(value)),
        "until": lambda: Q(recorded_at__lt=clock.midnight(value + dt.timedelta(days=1))),
    }
    return conditions[name]()


def entry_of(user: User, pk: int) -> QuerySet[Entry]:
    """Return one entry if the reader may see it."""
    return entries(user, {}).filter(pk=pk)


def lines(found: Iterable[Entry]) -> list[Line]:
    """Make entries readable: kinds and fields by name, a link to the thing, the seal checked."""
    return [_line(entry) for entry in found]


def _line(entry: Entry) -> Line:
    seal: Seal | None = getattr(entry, "seal", None)
    return Line(
        entry=entry,
        kind=kind_name(entry.object_type),
        url=_place(entry),
        changes=_changes(entry),
        number=seal.number if seal else None,
        holds=_holds(entry, seal) if seal else None,
    )


def _holds(entry: Entry, seal: Seal) -> bool:
    return chain.hash_of(seal.number, seal.previous_hash, chain.facts_of(entry)) == seal.hash


def _place(entry: Entry) -> str:
    name = PLACES.get(entry.object_type)
    try:
        return reverse(name, kwargs={"pk": entry.object_id}) if name else ""
    except NoReverseMatch:
        return ""


def kind_name(label: str) -> str:
    """Say what kind of thing a label of a model means, in the reader's language."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def _changes(entry: Entry) -> list[Change]:
    return [
        Change(
            _field_name(entry.object_type, name),
            _said(entry.object_type, name, old),
            _said(entry.object_type, name, new),
        )
        for name, (old, new) in entry.changes.items()
    ]


def _said(label: str, name: str, value: Any) -> str:
    """Say a recorded value as a reader would: dates in words, yes and no, choices by name."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, str):
        return str(value)
    field = _field(label, name)
    choices = dict(field.flatchoices) if isinstance(field, models.Field) else {}
    if name == "verb":
        return _(value)
    if value in choices:
        return str(choices[value])
    return _in_words(value) or (_(value) if WORD.fullmatch(value) else value)


def _in_words(value: str) -> str:
    """Return a day or an instant in words, nothing when the text is neither."""
    try:
        if len(value) == len("2026-11-22"):
            return say_date(dt.date.fromisoformat(value))
        if "T" in value[:11]:
            return say_instant(dt.datetime.fromisoformat(value))
    except ValueError:
        return ""
    return ""


def _field_name(label: str, name: str) -> str:
    field = _field(label, name)
    return str(getattr(field, "verbose_name", "")) or _(name.replace("_", " "))


def _field(label: str, name: str) -> object:
    try:
        return apps.get_model(label)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


def seals(user: User) -> Seals:
    """Say how far the record is sealed."""
    last = Seal.objects.order_by("-number").first()
    waiting = access.visible_entries(user).filter(seal__isnull=True).count()
    return Seals(last.number if last else 0, last.sealed_at if last else None, waiting)


def readings(user: User) -> QuerySet[Entry]:
    """Return who read the record, newest first."""
    return entries(user, {"verb": READ})


def last_readers(user: User) -> list[tuple[str, dt.datetime]]:
    """Return each reader of the record with the instant of their last reading."""
    found = (
        access.visible_entries(user)
        .filter(verb=READ)
        .values("actor_name")
        .annotate(last=Max("recorded_at"))
        .order_by("-last")[:5]
    )
    return [(row["actor_name"], row["last"]) for row in found]


def verbs(user: User) -> list[tuple[str, str]]:
    """Return what was ever done, for choosing: the verb and its words."""
    done = access.visible_entries(user).order_by("verb").values_list("verb", flat=True).distinct()
    return sorted(((verb, _(verb)) for verb in done), key=lambda pair: pair[1])


def kinds(user: User) -> list[tuple[str, str]]:
    """Return the kinds of things in the record, for choosing."""
    found = (
        access.visible_entries(user)
        .order_by("object_type")
        .values_list("object_type", flat=True)
        .distinct()
    )
    return sorted(((label, kind_name(label)) for label in found), key=lambda pair: pair[1])


def bodies_with_entries(user: User) -> QuerySet[Body]:
    """Return the bodies whose entries a reader may see."""
    return Body.objects.filter(
        pk__in=access.visible_entries(user).values("body_id").distinct()
    ).order_by("order", "pk")
