"""Files offered as the table of a plan: what is not taken, and what cannot be read."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from audit.models import Entry
from plans import actions, tasks
from plans.models import ActionPlan, PlanImport, PlanItem
from tests.cast import Cast
from tests.plans import tables


def package(**parts: bytes) -> bytes:
    """Make a package of parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return content.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """Add a part to a package."""
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text)
    return changed.getvalue()


GOOD = tables.table("A", "ru", "xlsx")
NOT_TAKEN = {
    "text": ("plan.xlsx", b"not a table at all", "content is not"),
    "torn": ("plan.xlsx", GOOD[: len(GOOD) // 2], "not an XLSX or DOCX"),
    "zip": ("plan.xlsx", package(readme_xml=b"<a/>"), "neither a workbook"),
    "macros": ("plan.xlsx", with_part(GOOD, "xl/vbaProject.bin", b"x"), "contains macros"),
    "macro file": ("plan.xlsm", GOOD, "without macros"),
    "old": ("plan.xls", GOOD, "plain XLSX or DOCX"),
    "bomb": ("plan.xlsx", with_part(GOOD, "xl/media/a.xml", b"0" * 9_000_000), "unpacks to far"),
    "entities": ("plan.xlsx", with_part(GOOD, "xl/a.xml", b"<!DOCTYPE a>"), "damaged"),
    "empty": ("plan.xlsx", b"", "empty|not an XLSX"),
}


@pytest.mark.parametrize("case", NOT_TAKEN)
def test_a_file_that_is_no_table_is_not_taken(adopted: ActionPlan, cast: Cast, case: str) -> None:
    """A clear sentence beside the field; nothing is kept and nothing recorded."""
    name, content, sentence = NOT_TAKEN[case]
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        tables.bring(adopted, cast, content, name)
    assert (Entry.objects.count(), PlanImport.objects.count()) == (before, 0)


UNREADABLE = {
    "no headings": (tables.as_xlsx([["a", "b"], ["c", "d"]]), "No row has the headings"),
    "nothing": (tables.as_xlsx([[""]]), "no table, or an empty one"),
    "no rows": (tables.table("A", "ru", "xlsx", []), "no measure beneath the headings"),
    "a column is missing": (
        tables.as_xlsx([["№", "Мероприятие", "Ответственные", "Срок"], ["1", "а", "МВД", "2014"]]),
        "lacks a column: form of completion",
    ),
    "a document without a table": (tables.as_docx([[""]]), "no table, or an empty one"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_without_the_table_says_why(adopted: ActionPlan, cast: Cast, case: str) -> None:
    """The file is kept with the reason; it cannot be applied."""
    content, sentence = UNREADABLE[case]
    one = tables.bring(adopted, cast, content)
    assert one.state == "refused"
    assert sentence in one.refusal_in_words
    with pytest.raises(ValidationError, match="not waiting"):
        actions.apply_plan_import(one, actor=cast.serik)
    assert not PlanItem.objects.exists()


def rewritten(content: bytes, name: str, old: bytes, new: bytes | None) -> bytes:
    """Change bytes of one part of a package; without new ones the part ends there."""
    changed = io.BytesIO()
    made = zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(content)) as known, made:
        for part in known.namelist():
            text = known.read(part)
            if part == name:
                assert old in text
                text = text[: text.index(old)] if new is None else text.replace(old, new)
            made.writestr(part, text)
    return changed.getvalue()


DOCUMENT, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
WORDS = tables.table("A", "ru", "docx")
BOOK = tables.as_xlsx(tables.rows_of("A", "ru"), merge=["D7:D8"])
WIDE = b'<w:tcPr><w:gridSpan w:val="x"/>'
DAMAGED = {
    "a document that ends midway": (WORDS, DOCUMENT, "МЧС".encode(), None),
    "a width that is no number": (WORDS, DOCUMENT, b"<w:tcPr>", WIDE),
    "a sheet that ends midway": (BOOK, SHEET, b"</sheetData>", None),
    "merged cells without a place": (BOOK, SHEET, b"D7:D8", b"D7:?"),
    "a row that is no number": (BOOK, SHEET, b'<row r="7"', b'<row r="x"'),
}


@pytest.mark.parametrize("case", DAMAGED)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_file_that_breaks_while_it_is_read_is_refused(
    adopted: ActionPlan, cast: Cast, case: str, *, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by a worker: the import says so, and is never left being read."""
    monkeypatch.setattr("plans.actions.imports.READ_AT_ONCE_ROWS", 300 if at_once else 0)
    content, part, old, new = DAMAGED[case]
    one = tables.bring(adopted, cast, rewritten(content, part, old, new))
    if not at_once:
        assert one.state == "received"
        tasks.read_plan_import(one.pk)
        one.refresh_from_db()
    assert one.state == "refused"
    assert "damaged" in one.refusal_in_words
    assert not one.rows.exists()
