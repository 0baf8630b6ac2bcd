"""Writing a paper as DOCX, in the order and the words of its print."""

import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from meetings.documents.printing import SHORT, addendum_in, proof_address
from meetings.documents.text import Paper
from meetings.documents.wording import WORDS
from meetings.models import Addendum

FONT = "Times New Roman"
LANGUAGES = {"kk": "kk-KZ", "ru": "ru-RU"}


def write_protocol(paper: Paper, checksum: str, addenda: Iterable[Addendum] = ()) -> bytes:
    """Write the protocol with its annex, and with the addenda made since."""
    words, language = WORDS[paper["language"]], paper["language"]
    document = _begun(paper, checksum)
    _pairs(document, [(f"{one['label']}:", "\n".join(one["values"])) for one in paper["facts"]])
    _heading(document, words["agenda"])
    for line in paper["agenda"]:
        document.add_paragraph(f"{line['number']}. {line['title']} {line['speaker']}".rstrip())
    for item in paper["items"]:
        _heading(document, f"{item['number']}. {item['title']}", centred=False)
        for part in item["parts"]:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{part['label']}: ").bold = True
            paragraph.add_run(part["text"])
        _decided(document, item)
    document.add_paragraph(
        f"{words['dissent']}: {paper['dissent']}"
    ).paragraph_format.keep_with_next = True
    _signatures(document, paper)
    if paper["annex"]:
        _annex(document, paper["annex"], words)
    added = [addendum_in(language, one) for one in addenda]
    if added:
        _heading(document, words["addenda"])
    for one in added:
        document.add_paragraph().add_run(one["heading"]).bold = True
        document.add_paragraph(one["text"])
    return _saved(document)


def write_extract(paper: Paper, checksum: str) -> bytes:
    """Write the extract for one body."""
    words = WORDS[paper["language"]]
    document = _begun(paper, checksum)
    _pairs(document, [(f"{words['extract_for']}:", paper["for"])])
    for item in paper["items"]:
        _decided(document, item)
    document.add_paragraph(f"{words['true_copy']}:").paragraph_format.keep_with_next = True
    _signatures(document, paper)
    return _saved(document)


def _begun(paper: Paper, checksum: str) -> Any:
    """Return an A4 sheet with its letterhead, its marks and its numbered pages."""
    document = Document()
    section, style = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    _speak(style, LANGUAGES[paper["language"]])
    document.core_properties.title = f"{paper['title']}, {paper['body']}"
    document.core_properties.author = paper["body"]
    _footer(section, paper, checksum)
    for text, size, is_bold in (
        (paper["body"].upper(), 13, False),
        (paper["title"], 15, True),
        (paper["subtitle"], 13, False),
    ):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(4)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), is_bold
    _pairs(document, [(paper["place"], f"{paper['date']}, {paper['time']}")], right=True)
    return document


def _speak(style: Any, language: str) -> None:
    """Tell the word processor in which language it checks the spelling."""
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(spoken)


def _footer(section: Any, paper: Paper, checksum: str) -> None:
    words = WORDS[paper["language"]]
    if paper["is_demonstration"]:
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(words["demonstration"]).font.size = Pt(9)
    foot = section.footer.paragraphs[0]
    if checksum:
        foot.add_run(f"{words['checksum']}: {checksum[:SHORT]}\n").font.size = Pt(8)
        foot.add_run(f"{words['proof']}: {proof_address(checksum)}\n").font.size = Pt(8)
    run = foot.add_run(f"{words['page']} ")
    run.font.size = Pt(8)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)  # noqa: SLF001  # python-docx has no name for a field


def _heading(document: Any, text: str, *, centred: bool = True) -> None:
    paragraph = document.add_paragraph(style="Heading 2")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.color.rgb = FONT, Pt(13), None
    paragraph.paragraph_format.keep_with_next = True


def _pairs(document: Any, rows: list[tuple[str, str]], *, right: bool = False) -> None:
    """Set words in two columns, without lines around them."""
    table = document.add_table(rows=0, cols=2)
    for left, value in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = (Mm(80), Mm(85)) if right else (Mm(50), Mm(115))
        cells[0].text, cells[1].text = left, value
        if right:
            cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _decided(document: Any, item: dict[str, Any]) -> None:
    lines = item["resolved"].split("\n") if item["resolved"] else []
    for line in lines[:-1]:
        document.add_paragraph(line)
    for line in lines[-1:]:
        document.add_paragraph().add_run(line).bold = True
    for point in item["points"]:
        document.add_paragraph(f"{point['label']}. {point['sentence']}")


def _signatures(document: Any, paper: Paper) -> None:
    table = document.add_table(rows=0, cols=3)
    for one in paper["signatures"]:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(one["role"]).bold = True
        cells[1].text, cells[2].text = "_" * 18, one["name"]


def _annex(document: Any, rows: list[dict[str, str]], words: dict[str, str]) -> None:
    document.add_page_break()
    _heading(document, words["annex"])
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    titles = ("№", words["seat"], words["attendance"], words["who"])
    for cell, title in zip(table.rows[0].cells, titles, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001  # no name for it
    for number, row in enumerate(rows, start=1):
        cells = table.add_row().cells
        texts = (str(number), row["seat"], row["state"], row["who"])
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    for row in table.rows:
        for cell, width in zip(row.cells, (10, 70, 30, 55), strict=True):
            cell.width = Mm(width)


def _saved(document: Any) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
