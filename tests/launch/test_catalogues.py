"""What counts as a complete catalogue."""

import struct
from pathlib import Path

import pytest

from launch import catalogues

FIELDS = {
    "Project-Id-Version": "centre",
    "PO-Revision-Date": "2026-11-30 12:00+0500",
    "Last-Translator": "the house",
    "Language-Team": "the house",
    "Language": "ru",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def head_of(fields: dict[str, str]) -> str:
    """Write the header of a catalogue."""
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'


HEAD = head_of(FIELDS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the three catalogues, all complete and empty."""
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
    """All three languages are owed."""
    assert [fault.split(":")[0] for fault in catalogues.faults(tmp_path)] == ["kk", "ru", "en"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_unsure_header_is_a_fault_in_every_language(folder: Path, language: str) -> None:
    """What stands in doubt above a catalogue puts all of it in doubt."""
    write(folder, language, f"#, fuzzy\n{HEAD}", {})
    assert catalogues.faults(folder) == [f"{language}: unsure (fuzzy): 'the header'"]


@pytest.mark.parametrize("name", ["PO-Revision-Date", "Last-Translator", "Language-Team"])
def test_a_header_names_every_field(folder: Path, name: str) -> None:
    """What msgfmt asks for, so that it warns of nothing."""
    write(folder, "en", head_of({key: FIELDS[key] for key in FIELDS if key != name}), {})
    assert catalogues.faults(folder) == [f"en: the header does not say {name}"]
