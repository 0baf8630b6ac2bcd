"""Measures as the official table of ministries: forms A and B, XLSX and DOCX, Kazakh or Russian.

What is written here is read back by `plans.documents` without a question.
"""

import io
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape

from django.utils import translation
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from agencies.models import Body
from plans.exports.signs import holdable
from plans.models import PlanItem, PlanItemMoney, PlanSection

DOCX, XLSX = "docx", "xlsx"
KINDS = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEADINGS = {
    ("A", "ru"): ("№ п/п", "Мероприятие", "Форма завершения", "Ответственные за исполнение",
                  "Срок исполнения", "Предполагаемые расходы (млн тенге)",
                  "Источник финансирования"),
    ("A", "kk"): ("Р/с №", "Іс-шара", "Аяқталу нысаны", "Орындауға жауаптылар",
                  "Орындау мерзімі", "Болжамды шығыстар (млн теңге)", "Қаржыландыру көзі"),
    ("B", "ru"): ("№", "Наименование", "Форма завершения", "Сроки исполнения",
                  "Ответственные исполнители", "Всего", "Источники финансирования"),
    ("B", "kk"): ("Р/с №", "Атауы", "Аяқталу нысаны", "Орындау мерзімі",
                  "Жауапты орындаушылар", "Барлығы", "Қаржыландыру көздері"),
}  # fmt: skip
WORDS = {
    "ru": {"lead": "созыв", "agreed": "по согласованию", "year": "год", "republican": "РБ",
           "local": "МБ", "other": "внебюджетные средства", "undivided": "",
           "within_budget": "в пределах предусмотренных средств", "not_required": "не требуется",
           "by_commission": "согласно решению РБК", "amount": "-",
           "unit_commissions": "акимы областей, городов Астаны и Алматы",
           "central_bodies": "центральные государственные органы",
           "all_members": "все члены АТЦ",
           "interested": "заинтересованные государственные органы"},
    "kk": {"lead": "жинақтау", "agreed": "келісім бойынша", "year": "жыл", "republican": "РБ",
           "local": "ЖБ", "other": "бюджеттен тыс қаражат", "undivided": "",
           "within_budget": "көзделген қаражат шегінде", "not_required": "талап етілмейді",
           "by_commission": "РБК шешіміне сәйкес", "amount": "-",
           "unit_commissions": "облыстардың, Астана және Алматы қалаларының әкімдері",
           "central_bodies": "орталық мемлекеттік органдар",
           "all_members": "ТҚО-ның барлық мүшелері",
           "interested": "мүдделі мемлекеттік органдар"},
}  # fmt: skip
WIDTHS = (8, 60, 24, 34, 28, 24, 20)


@dataclass(frozen=True)
class OfficialTable:
    """What is to be written: which measures, in which form and language, of which year if any."""

    items: Iterable[PlanItem]
    form: str
    language: str
    years: tuple[int, ...]
    said: list[str]
    year: int | None = None

    @property
    def headings(self) -> list[str]:
        """Return the row of headings; form B has a column for each year."""
        names = list(HEADINGS[self.form, self.language])
        if self.form == "B":
            names[5:5] = [str(year) for year in self.years]
        return names

    def rows(self) -> Iterator[list[str]]:
        """Write each measure as a row, each section as a row of one cell."""
        section: PlanSection | None = None
        with translation.override(self.language):
            for item in self.items:
                if item.section and item.section != section:
                    section = item.section
                    yield [f"{section.number}. {section.name}"]
                yield self._row(item)

    def _row(self, item: PlanItem) -> list[str]:
        sums = [one for one in item.money.all() if one.kind == PlanItemMoney.Kind.PLANNED
                and self.year in (None, one.year)]  # fmt: skip
        start = [item.number, _worded(item, "text", self.language)]
        form, term = item.form_of_completion.name, _worded(item, "term", self.language)
        responsible, source = (
            _responsible(item, self.language),
            _sources(item, sums, self.language),
        )
        if self.form == "A":
            cost = _sums_in_words(item, sums, self.language)
            return [*start, form, responsible, term, cost, source]
        years = [_of_year(sums, year) for year in self.years]
        total = _number(sum((one.amount for one in sums), Decimal(0))) if sums else ""
        return [*start, form, term, responsible, *years, total, source]


def write_official(table: OfficialTable, kind: str) -> IO[bytes]:
    """Return the file with the table."""
    out = tempfile.SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115 - the answer closes it
    out.write(_xlsx(table) if kind == XLSX else _docx(table))
    out.seek(0)
    return out


def _xlsx(table: OfficialTable) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("План" if table.language == "ru" else "Жоспар")
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in table.said:
        sheet.append([_cell(sheet, line)])
    sheet.append([])
    sheet.append([_cell(sheet, name, is_heading=True) for name in table.headings])
    for row in table.rows():
        sheet.append([_cell(sheet, value, is_heading=len(row) == 1) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: str, *, is_heading: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=holdable(value))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=len(value) > 12 and not is_heading, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _docx(table: OfficialTable) -> bytes:
    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    for line in table.said:
        document.add_paragraph(holdable(line))
    width = len(table.headings)
    grid = document.add_table(rows=0, cols=width)
    grid.style = "Table Grid"
    body = grid._tbl  # noqa: SLF001 - rows written as XML: python-docx takes minutes for thousands
    body.append(_xml_row(table.headings, width, is_heading=True))
    for row in table.rows():
        body.append(_xml_row(row, width))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xml_row(cells: list[str], width: int, *, is_heading: bool = False) -> Any:
    whole = len(cells) == 1
    look = "<w:rPr><w:b/></w:rPr>" if is_heading or whole else ""
    span = f'<w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>' if whole else "<w:tcPr/>"
    written = "".join(
        f'<w:tc>{span}<w:p><w:r>{look}<w:t xml:space="preserve">{said}</w:t></w:r></w:p></w:tc>'
        for said in (escape(holdable(cell)) for cell in cells)
    )
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if is_heading else ""
    return parse_xml(f"<w:tr {nsdecls('w')}>{repeated}{written}</w:tr>")


def _worded(item: PlanItem, field: str, language: str) -> str:
    return str(getattr(item, f"{field}_{language}") or getattr(item, f"{field}_ru"))


def _responsible(item: PlanItem, language: str) -> str:
    words, names = WORDS[language], []
    for place in item.responsible.all():
        name = _name(place.body, language) if place.body else words[place.group]
        marks = [words["lead"]] if place.is_lead else []
        marks += [words["agreed"]] if place.by_agreement else []
        names.append(f"{name} ({', '.join(marks)})" if marks else name)
    return ", ".join(names)


def _name(body: Body, language: str) -> str:
    short, name = (getattr(body, f"{part}_{language}") for part in ("abbreviation", "name"))
    return str(short or name)


def _sources(item: PlanItem, sums: list[PlanItemMoney], language: str) -> str:
    named = [one for one in item.funding.split(",") if one] or [one.source for one in sums]
    return ", ".join(dict.fromkeys(WORDS[language][one] for one in named if one)) or "-"


def _sums_in_words(item: PlanItem, sums: list[PlanItemMoney], language: str) -> str:
    """Say the sums by year and source: "2026 год: РБ - 27,0; МБ - 18,0", or the set phrase."""
    words = WORDS[language]
    if not sums:
        return words[item.costs]
    found: dict[int | None, dict[str, Decimal]] = {}
    for one in sums:
        of_year = found.setdefault(one.year, {})
        of_year[one.source] = of_year.get(one.source, Decimal(0)) + one.amount
    said = []
    for year, sources in sorted(found.items(), key=lambda pair: pair[0] or 0):
        parts = [
            f"{words[source]} - {_number(amount)}" if len(sources) > 1 else _number(amount)
            for source, amount in sources.items()
        ]
        said.append(f"{year} {words['year']}: {'; '.join(parts)}" if year else "; ".join(parts))
    return "; ".join(said)


def _of_year(sums: list[PlanItemMoney], year: int) -> str:
    amounts = [one.amount for one in sums if one.year == year]
    return _number(sum(amounts, Decimal(0))) if amounts else ""


def _number(amount: Decimal) -> str:
    """Write a number the way ministries do: a comma, one figure behind it at least."""
    text = f"{amount:.3f}".rstrip("0")
    return (f"{text}0" if text.endswith(".") else text).replace(".", ",")
