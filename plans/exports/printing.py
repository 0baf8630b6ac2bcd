"""A paper of tables: a tagged PDF in the reader's language, set by typst."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit import clock

FORMS = Path(__file__).parent
NARROWEST, WIDEST = 9, 44  # shares of a column, in letters
Rows = list[list[Any]]


def print_tables(
    title: str,
    number: str,
    *,
    marks: Iterable[str],
    head: Iterable[Sequence[Any]],
    parts: Iterable[tuple[str, Rows]],
) -> bytes:
    """Print one section for each part, its headings repeated on every page."""
    today = clock.today()
    paper = {
        "title": title,
        "number": number,
        "language": (get_language() or "ru")[:2],
        "day": [today.year, today.month, today.day],
        "marks": list(marks),
        "head": [[str(cell) for cell in row] for row in head],
        "parts": [_part(name, rows) for name, rows in parts],
        "page": _("page"),
        "of": _("of"),
        "nothing": _("nothing"),
    }
    printed: bytes = typst.compile(
        str(FORMS / "tables.typ"),
        root=str(FORMS),
        format="pdf",
        pdf_standards=["a-2a"],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
    )
    return printed


def _part(title: str, rows: Rows) -> dict[str, Any]:
    headings, *lines = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [
        max(NARROWEST, min(WIDEST, max(len(cell) for cell in column)))
        for column in zip(headings, *lines, strict=True)
    ]
    return {"title": title, "headings": headings, "rows": lines, "widths": widths}
