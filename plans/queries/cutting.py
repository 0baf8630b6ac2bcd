"""Cutting a list into pages by its own order, so that a page stays put while others work."""

import base64
import binascii
import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

LONGEST = 4000
UNSAYABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Cut:
    """One page of a list, and the places of the pages beside it."""

    rows: list[Any] = field(default_factory=list)
    after: str = ""
    before: str = ""


def cut(
    found: QuerySet[Any], keys: Sequence[str], *, after: str = "", before: str = "", size: int
) -> Cut:
    """Cut one page out of a list: after a place, before a place, or the first.

    `keys` is the total order of the list, none of it ever null, "-" for falling.
    """
    place = _read(after, keys) or _read(before, keys)
    backwards = bool(place and not _read(after, keys))
    ordered = found.order_by(*keys)
    if place:
        ordered = _beyond(ordered, keys, place, backwards=backwards)
    rows = list((ordered.reverse() if backwards else ordered)[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, has_more) if backwards else (has_more, bool(place))
    return Cut(
        rows,
        after=_write(rows[-1], keys) if rows and has_next else "",
        before=_write(rows[0], keys) if rows and has_previous else "",
    )


def _beyond(
    found: QuerySet[Any], keys: Sequence[str], place: list[Any], *, backwards: bool
) -> QuerySet[Any]:
    """Keep what stands beyond a place; a place that says nonsense is no place."""
    wanted, same = Q(), Q()
    for key, value in zip(keys, place, strict=True):
        name = key.lstrip("-")
        is_falling = key.startswith("-") != backwards
        wanted |= same & Q(**{f"{name}__{'lt' if is_falling else 'gt'}": value})
        same &= Q(**{name: value})
    try:
        return found.filter(wanted)
    except (ValidationError, ValueError, TypeError):
        return found


def _write(row: Any, keys: Sequence[str]) -> str:
    values = [attrgetter(key.lstrip("-").replace("__", "."))(row) for key in keys]
    text = json.dumps(values, default=_exactly, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _exactly(value: dt.date) -> str:
    """Write a day, or an instant to the microsecond: rows would be lost between two pages."""
    return value.isoformat()


def _read(text: str, keys: Sequence[str]) -> list[Any] | None:
    if len(text) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, UnicodeError, RecursionError):
        return None
    is_place = isinstance(values, list) and len(values) == len(keys)
    return values if is_place and all(_is_sayable(one) for one in values) else None


def _is_sayable(value: object) -> bool:
    """Tell whether the database can be asked about a value: some signs no text of it holds."""
    return isinstance(value, int) or (isinstance(value, str) and not UNSAYABLE.search(value))
