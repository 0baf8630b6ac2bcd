"""What counts as a complete catalogue."""

import struct
from pathlib import Path

import pytest

from launch import catalogues

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a Russian and a Kazakh catalogue, both complete and empty."""
    for language in catalogues.LANGUAGES:
        write(tmp_path, language, HEAD, {})
    return tmp_path


def write(locale: Path, language: str, po: str, compiled: dict[str, str]) -> None:
    """Write a catalogue and what is compiled of it."""
    place = locale / language / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    (place / "django.po").write_text(po, encoding="utf-8")
    header = {"": "Content-Type: text/plain; charset=UTF-8\n"}
    (place / "django.mo").write_bytes(compile_messages({**header, **compiled}))


def compile_messages(messages: dict[str, str]) -> bytes:
    """Write messages in gettext's compiled form."""
    pairs = [(key.encode(), messages[key].encode()) for key in sorted(messages)]
    offset = 28 + 16 * len(pairs)
    tables, strings = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<II", len(pair[column]), offset + len(strings))
            strings += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + strings


def test_a_complete_catalogue_has_no_faults(folder: Path) -> None:
    """Translated, sure, compiled."""
    write(folder, "ru", HEAD + '#: a.py\nmsgid "Task"\nmsgstr "Задача"\n', {"Task": "Задача"})
    assert catalogues.faults(folder) == []


@pytest.mark.parametrize(
    ("po", "compiled", "fault"),
    [
        ('msgid "Task"\nmsgstr ""\n', {}, "ru: not translated: 'Task'"),
        ('#, fuzzy\nmsgid "Task"\nmsgstr "Дело"\n', {}, "ru: unsure (fuzzy): 'Task'"),
        ('msgid "Task"\nmsgstr "Дело"\n', {}, "ru: not compiled into django.mo: 'Task'"),
        (
            'msgid "Task"\nmsgstr "Дело"\n',
            {"Task": "Задача"},
            "ru: not compiled into django.mo: 'Task'",
        ),
        (
            'msgid "%d task"\nmsgid_plural "%d tasks"\nmsgstr[0] "%d задача"\nmsgstr[1] ""\n',
            {},
            "ru: not translated: '%d task'",
        ),
        (
            'msgid ""\n"Two "\n"lines"\nmsgstr ""\n',
            {},
            "ru: not translated: 'Two lines'",
        ),
    ],
)
def test_each_fault_is_named(folder: Path, po: str, compiled: dict[str, str], fault: str) -> None:
    """With the message it is about."""
    write(folder, "ru", HEAD + po, compiled)
    assert catalogues.faults(folder) == [fault]


def test_a_missing_catalogue_is_a_fault(tmp_path: Path) -> None:
    """Both languages are owed."""
    assert [fault.split(":")[0] for fault in catalogues.faults(tmp_path)] == ["kk", "ru"]
