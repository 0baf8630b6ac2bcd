"""Reads the catalogues of translations: what is missing, unsure, or not compiled."""

import ast
import gettext
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("kk", "ru", "en")
HEADER = ("Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team", "Language",
          "MIME-Version", "Content-Type", "Content-Transfer-Encoding")  # fmt: skip


@dataclass
class Entry:
    """One message of a catalogue."""

    msgid: str = ""
    context: str = ""
    texts: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        """Return the key under which gettext files the message."""
        return f"{self.context}\x04{self.msgid}" if self.context else self.msgid


def entries(po: Path) -> Iterator[Entry]:
    """Read the messages of a .po file."""
    for block in po.read_text(encoding="utf-8").split("\n\n"):
        entry = entry_in(block)
        if entry.texts:
            yield entry


def entry_in(block: str) -> Entry:
    """Read one block of lines."""
    entry = Entry()
    keyword = ""
    for line in block.splitlines():
        if line.startswith("#"):
            entry.is_fuzzy |= line.startswith("#,") and "fuzzy" in line
            continue
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")
            if keyword.startswith("msgstr"):
                entry.texts.append("")
        if line:
            add(entry, keyword, ast.literal_eval(line))
    return entry


def add(entry: Entry, keyword: str, text: str) -> None:
    """Add a piece of text where its keyword says."""
    if keyword == "msgid":
        entry.msgid += text
    elif keyword == "msgctxt":
        entry.context += text
    elif keyword.startswith("msgstr"):
        entry.texts[-1] += text


def faults(locale: Path) -> list[str]:
    """List what stands between the catalogues and being complete."""
    return [fault for language in LANGUAGES for fault in faults_of(locale, language)]


def faults_of(locale: Path, language: str) -> Iterator[str]:
    """List the faults of one language."""
    po = locale / language / "LC_MESSAGES" / "django.po"
    if not po.exists():
        yield f"{language}: there is no catalogue {po}"
        return
    compiled = compiled_texts(po.with_suffix(".mo"))
    yield from faults_of_header(language, next(entries(po), Entry()))
    for entry in entries(po):
        if entry.is_fuzzy:
            yield f"{language}: unsure (fuzzy): {entry.msgid or 'the header'!r}"
        elif not all(entry.texts):
            yield f"{language}: not translated: {entry.msgid!r}"
        elif entry.msgid and compiled.get(entry.key) != entry.texts[0]:
            yield f"{language}: not compiled into django.mo: {entry.msgid!r}"


def faults_of_header(language: str, first: Entry) -> Iterator[str]:
    """List the fields that the header of a catalogue owes and does not name."""
    said = "" if first.msgid else "".join(first.texts)
    named = {line.split(":")[0] for line in said.splitlines()}
    for field_name in HEADER:
        if field_name not in named:
            yield f"{language}: the header does not say {field_name}"


def compiled_texts(mo: Path) -> dict[str, str]:
    """Return the compiled messages, the first form of each plural."""
    if not mo.exists():
        return {}
    with mo.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    return {
        (key[0] if isinstance(key, tuple) else key): text
        for key, text in catalogue.items()
        if not isinstance(key, tuple) or key[1] == 0
    }
