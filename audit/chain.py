"""Sealing the record: numbering entries and chaining each to the one before by its hash.

One sealer works at a time (an advisory lock); `record` only inserts. The head of the chain is
written outside the database, so that a cut tail is found. `verify_record.py` in docs/ needs
neither Django nor the database server.
"""

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from audit import clock
from audit.models import Entry, Seal

FIRST = "0" * 64
_SEALER_LOCK = 611_588_589
_TAIL = 4096


def facts_of(entry: Entry) -> dict[str, Any]:
    """Return everything an entry says, in the form that is hashed and exported."""
    return {
        "id": entry.pk,
        "recorded_at": entry.recorded_at.astimezone(dt.UTC).isoformat(),
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "acting_for": entry.acting_for_id,
        "acting_for_name": entry.acting_for_name,
        "body": entry.body_id,
        "body_name": entry.body_name,
        "verb": entry.verb,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "object_name": entry.object_name,
        "changes": entry.changes,
        "reason": entry.reason,
    }


def hash_of(number: int, previous: str, facts: dict[str, Any]) -> str:
    """Return the hash of one link: its number, the hash before it, and what the entry says."""
    text = json.dumps(
        [number, previous, facts], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def seal_record(most: int = 2000) -> int:
    """Seal the entries not sealed yet, oldest first; return how many were sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER_LOCK])
        (alone,) = cursor.fetchone()
    if not alone:
        return 0
    last = Seal.objects.order_by("-number").first()
    number, previous = (last.number, last.hash) if last else (0, FIRST)
    seals = []
    for entry in Entry.objects.filter(seal__isnull=True).order_by("pk")[:most]:
        number += 1
        current = hash_of(number, previous, facts_of(entry))
        seals.append(
            Seal(
                number=number,
                entry=entry,
                previous_hash=previous,
                hash=current,
                sealed_at=clock.now(),
            )
        )
        previous = current
    Seal.objects.bulk_create(seals)
    if seals:
        transaction.on_commit(lambda: anchor(number, previous))
    return len(seals)


def anchor(number: int, head: str) -> None:
    """Write the head of the chain outside the database, one line per sealing."""
    path = Path(settings.RECORD_ANCHORS)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"number": number, "hash": head, "at": clock.now().isoformat()})
    with path.open("a", encoding="utf-8") as lines:
        lines.write(line + "\n")


def exported_lines() -> Iterator[str]:
    """Yield the sealed record as lines of JSON, in the order of the chain."""
    seals = Seal.objects.select_related("entry").order_by("number")
    for seal in seals.iterator(chunk_size=1000):
        link = {
            "number": seal.number,
            "previous_hash": seal.previous_hash,
            "hash": seal.hash,
            "entry": facts_of(seal.entry),
        }
        yield json.dumps(link, ensure_ascii=False, sort_keys=True)


def check_sealed(most: int = 5000) -> list[str]:
    """Return the faults of the newest sealed links: what the auditor's screen shows.

    A tail that was cut off is found by the anchors; a head, by the first link.
    """
    newest = Seal.objects.select_related("entry").order_by("-number")[:most]
    seals = sorted(newest, key=lambda seal: seal.number)
    faults = _faults_against_the_anchor()
    if not seals:
        return faults
    previous = seals[0].previous_hash if seals[0].number > 1 else FIRST
    for seal in seals:
        if seal.previous_hash != previous:
            faults.append(f"link {seal.number} does not follow the one before it")
        if hash_of(seal.number, seal.previous_hash, facts_of(seal.entry)) != seal.hash:
            faults.append(f"entry {seal.entry_id} was changed after it was sealed")
        previous = seal.hash
    return faults


def _faults_against_the_anchor() -> list[str]:
    """Hold the chain against the last head that was written outside the database."""
    head = last_anchor()
    if head is None:
        return []
    seal = Seal.objects.filter(number=head["number"]).first()
    if seal is None:
        return [f"link {head['number']} is anchored outside and missing here"]
    if seal.hash != head["hash"]:
        return [f"link {head['number']} differs from the one anchored outside"]
    return []


def last_anchor() -> dict[str, Any] | None:
    """Return the last whole line of the anchors, or nothing where none is kept yet."""
    path = Path(settings.RECORD_ANCHORS)
    if not path.exists():
        return None
    with path.open("rb") as lines:
        lines.seek(max(0, path.stat().st_size - _TAIL))
        tail = lines.read().decode("utf-8", "replace")
    for line in reversed(tail.splitlines()):
        with contextlib.suppress(json.JSONDecodeError):
            head: dict[str, Any] = json.loads(line)
            return head
    return None
