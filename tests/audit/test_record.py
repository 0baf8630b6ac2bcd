"""The record never changes, and its chain shows every tampering."""

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from agencies.models import Body
from audit import chain, clock
from audit.models import Entry, Seal
from audit.record import SYSTEM, Capacity, record
from tests.cast import Cast

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_record.py"


@pytest.fixture(autouse=True)
def _anchors(settings: object, tmp_path: Path) -> None:
    settings.RECORD_ANCHORS = str(tmp_path / "anchors.jsonl")  # type: ignore[attr-defined]


def tamper(statement: str) -> None:
    """Change the record as a thief with the database's own rights would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_an_entry_says_who_what_when_for_whom_and_why(cast: Cast) -> None:
    moh = Body.objects.get(code="moh")
    instant = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)
    with clock.at(instant):
        entry = record(
            Capacity(cast.outsider, moh, acting_for=cast.head_of_health),
            "reported",
            moh,
            changes={"state": ["issued", "submitted"]},
            reason="due",
        )
    entry.refresh_from_db()
    assert (entry.recorded_at, entry.actor_name, entry.acting_for_name) == (
        instant,
        "Oksana Kim",
        "Bolat Seitkali",
    )
    assert (entry.body, entry.object_type, entry.object_id) == (moh, "agencies.Body", str(moh.pk))
    assert (entry.changes, entry.reason) == ({"state": ["issued", "submitted"]}, "due")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "UPDATE audit_seal SET hash = 'x'",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
    ],
)
def test_the_database_refuses_to_change_the_record(cast: Cast, statement: str) -> None:
    chain.seal_record()
    count = Entry.objects.count()
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")
    assert Entry.objects.count() == count


def test_sealing_numbers_every_entry_once(cast: Cast) -> None:
    sealed = chain.seal_record()
    assert sealed == Entry.objects.count()
    assert chain.seal_record() == 0
    assert list(Seal.objects.values_list("number", flat=True)) == list(range(1, sealed + 1))
    assert chain.check_sealed() == []


def test_a_changed_entry_is_named(cast: Cast) -> None:
    chain.seal_record()
    victim = Entry.objects.order_by("pk")[3]
    tamper(f"UPDATE audit_entry SET actor_name = 'Nobody' WHERE id = {victim.pk}")  # noqa: S608
    assert chain.check_sealed() == [f"entry {victim.pk} was changed after it was sealed"]


def exported(tmp_path: Path) -> Path:
    file = tmp_path / "record.jsonl"
    call_command("export_record", file, stdout=io.StringIO())
    return file


def verified(*files: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-S", str(SCRIPT), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        env={},
    )
    return done.returncode, done.stdout


def test_the_script_verifies_without_django_and_without_the_database(
    cast: Cast, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        file = exported(tmp_path)
    links = len(file.read_text().splitlines())
    anchors = tmp_path / "anchors.jsonl"
    assert verified(file, anchors) == (0, f"{links} links, 0 faults\n")


def test_a_cut_tail_is_found_by_the_anchors(
    cast: Cast, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        file = exported(tmp_path)
    lines = file.read_text().splitlines()
    file.write_text("\n".join(lines[:-2]) + "\n")
    assert verified(file)[0] == 0
    status, words = verified(file, tmp_path / "anchors.jsonl")
    assert status == 1
    assert f"the tail is cut: link {len(lines)} was anchored and is gone" in words


def test_a_changed_line_and_a_missing_line_are_found(cast: Cast, tmp_path: Path) -> None:
    file = exported(tmp_path)
    lines = file.read_text().splitlines()
    third = json.loads(lines[2])
    third["entry"]["reason"] = "another reason"
    file.write_text("\n".join([*lines[:2], json.dumps(third), *lines[3:]]) + "\n")
    assert "link 3 was changed after it was sealed" in verified(file)[1]
    file.write_text("\n".join([*lines[:2], *lines[3:]]) + "\n")
    assert "link 3 is missing or out of order" in verified(file)[1]


def test_the_system_has_no_name(house: None) -> None:
    entry = record(SYSTEM, "loaded", Body.objects.get(code="atc"))
    assert (entry.actor, entry.actor_name) == (None, "")


def test_the_auditors_screen_finds_a_cut_tail_and_another_chain(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        number = chain.seal_record()
    assert chain.check_sealed() == []
    chain.anchor(number, "f" * 64)
    assert chain.check_sealed() == [f"link {number} differs from the one anchored outside"]
    chain.anchor(number + 2, "f" * 64)
    found = f"link {number + 2} is anchored outside and missing here"
    assert chain.check_sealed() == [found]
    Path(settings.RECORD_ANCHORS).write_text('{"number": 1, "ha')
    assert chain.check_sealed() == []
