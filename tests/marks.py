"""Whether an answer says that it comes from a demonstration: a page, a paper, a table, a feed."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
from django.utils import translation
from django.utils.translation import gettext
from docx import Document
from openpyxl import load_workbook

SENTENCE = "invented people, not an official system"
WORD = "демонстрация"  # it stands in the mark of every file, whatever its language
Parts = Callable[[bytes], list[str]]


def is_marked(kind: str, content: bytes) -> bool:
    """Read an answer of some content type; each of its parts is marked.

    A piece that a page asks for is set into that page, which bears the mark.
    """
    plain = kind.partition(";")[0]
    if plain == "text/html" and b"<html" not in content:
        return True
    words = _sentences() if plain == "text/html" else {WORD}
    parts = READERS[plain](content)
    return bool(parts) and all(any(one in part for one in words) for part in parts)


def _sentences() -> set[str]:
    """Say the sentence of the pages in every language."""
    found = set()
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            found.add(gettext(SENTENCE).casefold())
    return found


def _text(content: bytes) -> list[str]:
    return [content.decode("utf-8-sig").casefold()]


def _calendar(content: bytes) -> list[str]:
    """Take each event apart: a calendar program shows nothing else of the file."""
    whole = content.decode().replace("\r\n ", "").casefold()
    return [whole, *whole.split("begin:vevent")[1:]]


def _pages(content: bytes) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [page.extract_text().casefold() for page in pages]


def _sheets(content: bytes) -> list[str]:
    book: Any = load_workbook(io.BytesIO(content), read_only=True)
    return [
        "\n".join(
            str(cell) for row in sheet.iter_rows(values_only=True) for cell in row
        ).casefold()
        for sheet in book.worksheets
    ]


def _document(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    heads = [one for section in document.sections for one in section.header.paragraphs]
    return ["\n".join(one.text for one in [*heads, *document.paragraphs]).casefold()]


OFFICE = "application/vnd.openxmlformats-officedocument"
READERS: dict[str, Parts] = {
    "text/html": _text,
    "text/csv": _text,
    "application/atom+xml": _text,
    "text/calendar": _calendar,
    "application/pdf": _pages,
    f"{OFFICE}.spreadsheetml.sheet": _sheets,
    f"{OFFICE}.wordprocessingml.document": _document,
}
