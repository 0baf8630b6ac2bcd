"""Every print of a protocol says what the record says, and an extract says nothing else."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.table import Table
from pytest_django import Settings

from audit import clock
from meetings import actions, documents, queries
from meetings.models import Decision, Extract, Meeting, Protocol
from notices.models import Notice
from tests.cast import Cast
from tests.marks import is_marked
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
CODES = ("moh", "mof", "mes", "mia")


def many(cast: Cast) -> Protocol:
    """Approve a protocol with points for four bodies, alone and together."""
    meeting = builders.held(cast)
    first, second = builders.items_of(meeting)
    with clock.at(meeting.starts_at + builders.HOUR):
        for item in (first, second):
            actions.record_minutes(item, actor=cast.serik, version=0, texts=builders.said())
        for number, code in enumerate(CODES):
            text = builders.point(
                lead=builders.agency(code),
                text_kk=f"{number}-тапсырма: {code} құпиясы",
                text_ru=f"Поручение {number}: слово-{code}-один",
            )
            others = [builders.agency(CODES[(number + 1) % 4])] if number % 2 else []
            item = (first, second)[number % 2]
            actions.enter_decision(item, actor=cast.serik, text=text, co_executors=others)
        actions.submit_protocol(meeting, actor=cast.serik)
        return actions.approve_protocol(meeting, actor=cast.chair)


FOOT = re.compile(
    r"(Контрольная сумма|Бақылау сомасы):.*|(Страница|Бет) \d+ (из|/) \d+"
    r"|(Проверка|Тексеру): *|\S*/proof/\S*"
)


def words_of_pdf(content: bytes, paper: documents.Paper) -> list[str]:
    """Return the words of a PDF in their order, without what every page repeats."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    printed = " ".join(documents.words_of("\n".join(FOOT.sub("", page) for page in pages)))
    words = documents.WORDS[paper["language"]]
    head = " ".join(documents.words_of(f"№ {words['seat']} {words['attendance']} {words['who']}"))
    first, found, rest = printed.partition(head)
    return f"{first}{found}{rest.replace(head, '')}".split()


def words_of_docx(content: bytes) -> list[str]:
    """Return the words of a DOCX in their order."""
    return documents.words_of("\n".join(_texts(Document(io.BytesIO(content)))))


def _texts(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


@pytest.mark.parametrize("language", documents.LANGUAGES)
def test_the_text_of_every_print_is_the_record(cast: Cast, language: str) -> None:
    """The words of the PDF and of the DOCX are those of the sealed text, in its order."""
    protocol = many(cast)
    paper = protocol.paper(language)
    record = documents.words_of(documents.text_of(paper))
    assert words_of_pdf(documents.print_protocol(paper, protocol.checksum), paper) == record
    assert words_of_docx(documents.write_protocol(paper, protocol.checksum)) == record
    extract = Extract.objects.get(body__code="moh")
    part = extract.paper(language)
    kept = documents.words_of(documents.text_of(part))
    assert words_of_pdf(documents.print_extract(part, extract.checksum), part) == kept
    assert words_of_docx(documents.write_extract(part, extract.checksum)) == kept


@pytest.mark.parametrize("language", documents.LANGUAGES)
def test_a_pdf_is_archivable_tagged_and_speaks_its_language(cast: Cast, language: str) -> None:
    """PDF/A-2a, with a structure tree and the language of the paper."""
    content = documents.print_protocol(many(cast).paper(language), "")
    reader = pypdf.PdfReader(io.BytesIO(content))
    catalog: Any = reader.trailer["/Root"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"].startswith(language)
    packet = catalog["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet


def test_no_extract_contains_a_foreign_point(cast: Cast) -> None:
    """For every executor, in every form: its own points, and not one word of the others'."""
    protocol = many(cast)
    assert set(Extract.objects.values_list("body__code", flat=True)) == set(CODES)
    for extract in Extract.objects.select_related("body"):
        own = _owed(protocol.meeting, extract.body_id)
        for language in documents.LANGUAGES:
            paper = extract.paper(language)
            pdf = " ".join(words_of_pdf(documents.print_extract(paper, extract.checksum), paper))
            docx = " ".join(words_of_docx(documents.write_extract(paper, extract.checksum)))
            told = _told(extract, language)
            for decision in Decision.objects.filter(meeting=protocol.meeting):
                text = getattr(decision, f"text_{language}")
                said = " ".join(documents.words_of(text))
                is_own = decision.pk in own
                found = [
                    said in one
                    for one in (
                        pdf,
                        docx,
                        told,
                        str(documents.words_of(str(paper))).replace("', '", " "),
                    )
                ]
                assert found == [is_own] * 4, (extract.body.code, language, decision.label)


def _owed(meeting: Meeting, body: int) -> set[int]:
    owed = Decision.objects.filter(meeting=meeting, lead=body) | Decision.objects.filter(
        meeting=meeting, co_executors__body=body
    )
    return set(owed.values_list("pk", flat=True))


def _told(extract: Extract, language: str) -> str:
    """Return what the notice says; a body without people gets none, so its paper stands in."""
    if extract.notice is None:
        return " ".join(documents.words_of(documents.text_of(extract.paper(language))))
    wording = extract.notice.wordings.get(language=language)
    return " ".join(documents.words_of(wording.body))


def test_approval_sends_each_extract_to_its_body_alone(cast: Cast) -> None:
    """The liaison of health is told of its points, the liaison of finance of its own."""
    protocol = many(cast)
    health = Extract.objects.get(body__code="moh")
    assert health.notice is not None
    people = set(health.notice.addressees.values_list("person_id", flat=True))
    assert people == {cast.aigerim.pk, cast.head_of_health.pk}
    assert health.notice.thing_path == health.get_absolute_url()
    finance = Extract.objects.get(body__code="mof")
    assert finance.notice is not None
    assert set(finance.notice.addressees.values_list("person_id", flat=True)) == {cast.outsider.pk}
    for language, word in (("kk", "{} құпиясы"), ("ru", "слово-{}-один")):
        body = finance.notice.wordings.get(language=language).body
        assert [code for code in CODES if word.format(code) in body] == ["mof"]
    assert f"№ {protocol.number}" in health.notice.wordings.get(language="kk").subject
    before = Notice.objects.count()
    actions.approve_protocol(protocol.meeting, actor=cast.chair)
    assert (Notice.objects.count(), Extract.objects.count()) == (before, 4)


def test_an_extract_never_changes(cast: Cast) -> None:
    """Neither by the product nor by the database."""
    many(cast)
    for change in (Extract.objects.update, lambda **_facts: Extract.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change(checksum="0" * 64)
    assert Extract.objects.filter(checksum="0" * 64).count() == 0


@pytest.mark.parametrize("language", documents.LANGUAGES)
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_paper_sealed_in_a_demonstration_says_so_on_every_sheet(
    cast: Cast, signed_in: SignIn, settings: Settings, form: str, language: str
) -> None:
    settings.DEMONSTRATION = True
    protocol = many(cast)
    settings.DEMONSTRATION = False  # the mark is sealed with the words
    kind = {"form": form, "language": language}
    own = {"pk": protocol.meeting_id, **kind}
    papers = [reverse("meetings:protocol-document", kwargs=own)]
    papers += [
        reverse("meetings:extract-document", kwargs={"body_pk": one.body_id, **own})
        for one in protocol.extracts.all()
    ]
    assert len(papers) == 1 + len(CODES)
    client = signed_in("serik")
    for address in papers:
        paper = client.get(address)
        assert is_marked(paper.headers["Content-Type"], paper.getvalue()), address


def test_a_small_meeting_names_everybody_and_has_no_annex(cast: Cast) -> None:
    """Past ten persons the attendance goes to a sheet of its own; below, nobody is lost."""
    meeting = builders.held(cast)
    assert len(documents.compose(meeting, "ru")["annex"]) == 39
    rows = list(meeting.attendances.order_by("seat__position"))
    marks = [actions.Mark(row.pk, "absent", reason="болезнь") for row in rows[10:]]
    actions.mark_attendance(meeting, actor=cast.serik, marks=marks)
    paper = documents.compose(meeting, "ru")
    assert paper["annex"] == []
    facts = {one["label"]: one["values"] for one in paper["facts"]}
    assert len(facts["Присутствовали"]) == 1 + 10
    assert len(facts["Отсутствовали"]) == 29
    assert documents.WORDS["ru"]["annex"] not in documents.text_of(paper)


def test_a_checksum_leads_its_reader_to_the_sealed_text(cast: Cast, signed_in: SignIn) -> None:
    """The page says which paper it is, and which lines of a text are not in it."""
    cast.serik.language = "en"
    cast.serik.save(update_fields=["language"])
    protocol = many(cast)
    client, address = signed_in("serik"), reverse("meetings:proof")
    page = client.get(address, {"checksum": protocol.short_checksum}).content.decode()
    assert "The paper is genuine" in page
    assert protocol.checksum in page
    text = "Поручение 0: слово-moh-один\nПоручение 9: чужое слово"
    data = {"checksum": protocol.short_checksum.upper(), "text": text}
    page = client.post(address, data).content.decode()
    assert "1 line of your text does not stand in the paper" in page
    assert "<mark>Поручение 9: чужое слово</mark>" in page
    whole = documents.text_of(protocol.paper("kk"))
    page = client.post(address, data | {"text": whole}).content.decode()
    assert "Every line of your text stands in the paper" in page


def test_a_checksum_tells_an_outsider_nothing(cast: Cast) -> None:
    """Finance proves its own extract, and neither the protocol nor the extract of another."""
    protocol = many(cast)
    own, foreign = (Extract.objects.get(body__code=code) for code in ("mof", "moh"))
    assert queries.proof_of(cast.outsider, protocol.short_checksum) is None
    assert queries.proof_of(cast.outsider, foreign.short_checksum) is None
    proof = queries.proof_of(cast.outsider, own.short_checksum)
    assert proof is not None
    assert proof.holds
    assert proof.body == own.body
    assert queries.proof_of(cast.outsider, own.checksum[:7]) is None


def test_a_changed_text_no_longer_gives_the_checksum(cast: Cast) -> None:
    """One word is enough."""
    protocol = many(cast)
    proof = queries.proof_of(cast.serik, protocol.short_checksum)
    assert proof is not None
    assert proof.holds
    proof.papers["ru"]["items"][0]["title"] += " и иное"
    assert not proof.holds
