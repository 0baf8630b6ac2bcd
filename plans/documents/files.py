"""Files from outside: what they really are, and whether it is safe to open them."""

import zipfile
from typing import IO

from django.utils.translation import gettext, gettext_noop

XLSX, DOCX = "xlsx", "docx"
MARKS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
MOST_PARTS = 3000
MOST_BYTES = 80 * 1024 * 1024
MOST_SWELLING = 150  # a sheet of text packs about ten to one; a bomb, a thousand to one
SMALL_PART = 1024 * 1024


class UnreadableFileError(ValueError):
    """A file that is not taken; the sentence says why, in whatever language is asked."""

    def __init__(self, sentence: str, **facts: str | int) -> None:
        """Keep the sentence untranslated, with its facts."""
        self.sentence, self.facts = sentence, facts
        super().__init__(sentence)

    def __str__(self) -> str:
        return gettext(self.sentence) % self.facts


def kind_of(content: IO[bytes]) -> str:
    """Return whether a file is XLSX or DOCX by what is inside it, or refuse it."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as package:
            parts = package.infolist()
            _refuse_what_swells(parts)
            _refuse_macros(parts)
            _refuse_entities(package, parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise UnreadableFileError(
            gettext_noop("This is not an XLSX or DOCX file, or it is damaged.")
        ) from error
    finally:
        content.seek(0)
    names = {part.filename for part in parts}
    kind = next((kind for mark, kind in MARKS.items() if mark in names), "")
    if not kind:
        raise UnreadableFileError(
            gettext_noop("This is neither a workbook (XLSX) nor a document (DOCX).")
        )
    return kind


def _refuse_what_swells(parts: list[zipfile.ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL_PART and part.file_size > MOST_SWELLING * part.compress_size
        for part in parts
    )
    if len(parts) > MOST_PARTS or whole > MOST_BYTES or swollen:
        raise UnreadableFileError(
            gettext_noop("This file unpacks to far more than a plan can hold: it is not opened.")
        )


def _refuse_macros(parts: list[zipfile.ZipInfo]) -> None:
    if any("vbaproject" in part.filename.casefold() for part in parts):
        raise UnreadableFileError(
            gettext_noop("This file contains macros. Save it as plain XLSX or DOCX.")
        )


def _refuse_entities(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with package.open(part) as opened:
                beginning = opened.read(2048).upper()
            if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
                raise UnreadableFileError(
                    gettext_noop("This is not an XLSX or DOCX file, or it is damaged.")
                )
            if part.filename == "[Content_Types].xml" and b"MACROENABLED" in beginning:
                raise UnreadableFileError(
                    gettext_noop("This file contains macros. Save it as plain XLSX or DOCX.")
                )
