"""Writing to the record: in which capacity a person acted, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import translation

from audit import clock
from audit.models import Entry

if TYPE_CHECKING:
    from agencies.models import Body, User

Changes = Mapping[str, "list[Any]"]


@dataclass(frozen=True)
class Capacity:
    """The capacity in which somebody acts: who, at which body, and for whom if in a place held."""

    person: User | None
    body: Body | None = None
    acting_for: User | None = None

    @property
    def people(self) -> frozenset[int]:
        """Return the persons who stand behind this act: the actor and the one acted for."""
        return frozenset(one.pk for one in (self.person, self.acting_for) if one is not None)


SYSTEM = Capacity(person=None)


def record(
    capacity: Capacity,
    verb: str,
    thing: models.Model,
    *,
    changes: Changes | None = None,
    reason: str = "",
    body: Body | None = None,
) -> Entry:
    """Add one entry to the record; only inserts, inside the caller's transaction."""
    where = body or capacity.body
    return Entry.objects.create(
        recorded_at=clock.now(),
        actor=capacity.person,
        actor_name=_name(capacity.person),
        acting_for=capacity.acting_for,
        acting_for_name=_name(capacity.acting_for),
        body=where,
        body_name=where.name_ru[:300] if where else "",
        verb=verb,
        object_type=thing._meta.label,
        object_id=str(thing.pk),
        object_name=_as_papers_call(thing)[:300],
        changes=dict(changes or {}),
        reason=reason,
    )


def _as_papers_call(thing: models.Model) -> str:
    """Return the name of a thing in one language, whoever acts: an entry is written once."""
    with translation.override("ru"):
        return str(thing)


def _name(person: User | None) -> str:
    return person.full_name if person else ""
