"""Of a closed question an outsider learns its number and that it is closed, on every way."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit import clock
from meetings import access, actions, documents, queries
from meetings.models import Decision, Extract, Material, Meeting
from notices.models import NoticeWording
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SECRET = "Шифрсөз"  # stands in every text of the closed question
SECRETS: dict[str, Any] = dict.fromkeys(
    ("title_kk", "title_ru", "speaker_kk", "speaker_ru"), SECRET
)


def with_a_closed_question(cast: Cast) -> Meeting:
    """Open an agenda with an open and a closed question, each with a paper."""
    meeting = builders.planned(cast)
    text = replace(builders.QUESTION, draft_decision_ru=SECRET, is_closed=True, **SECRETS)
    actions.change_item(builders.items_of(meeting)[1], actor=cast.serik, text=text)
    for item, title in zip(builders.items_of(meeting), ("Открытая", SECRET), strict=True):
        upload = SimpleUploadedFile(f"{title}.txt", title.encode())
        actions.add_material(item, actor=cast.serik, title=title, upload=upload)
    return actions.open_agenda(meeting, actor=cast.serik)


def approve(cast: Cast, meeting: Meeting) -> None:
    """Hold it, write the word into every field of the closed question, and approve it."""
    with clock.at(meeting.starts_at):
        actions.mark_attendance(meeting, actor=cast.serik, marks=builders.marks(meeting))
        actions.hold_meeting(meeting, actor=cast.serik, chair=cast.chair)
    open_one, closed = builders.items_of(meeting)
    with clock.at(meeting.starts_at + builders.HOUR):
        actions.record_minutes(open_one, actor=cast.serik, version=0, texts=builders.said())
        said = builders.said(SECRET)
        actions.record_minutes(closed, actor=cast.serik, version=0, texts=said)
        actions.enter_decision(open_one, actor=cast.serik, text=builders.point())
        text = builders.point(text_kk=f"{SECRET} берсін", text_ru=f"Дать {SECRET}")
        decision = actions.enter_decision(closed, actor=cast.serik, text=text)
        seat = meeting.attendances.order_by("seat__position")[0].seat
        opinion = {"text_kk": SECRET, "text_ru": SECRET}
        actions.note_dissent(decision, actor=cast.serik, seat=seat, **opinion)
        actions.submit_protocol(meeting, actor=cast.serik)
        actions.approve_protocol(meeting, actor=cast.chair)


def pages(client: Client, meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Walk every way on which a reader of the meeting may meet its questions."""
    for name in ("meeting", "materials", "minutes", "protocol", "proof"):
        path = reverse(f"meetings:{name}", args=[] if name == "proof" else [meeting.pk])
        answer = client.get(path)
        yield name, answer.content.decode() if answer.status_code == 200 else ""
    book = client.post(reverse("meetings:book", args=[meeting.pk, "ru"]))
    yield "book", read_pdf(book.content)
    for form, read in (("pdf", read_pdf), ("docx", read_docx)):
        path = reverse("meetings:protocol-document", args=[meeting.pk, "ru", form])
        answer = client.get(path)
        yield form, read(answer.content) if answer.status_code == 200 else ""


def read_pdf(content: bytes) -> str:
    """Return the words of a PDF, its bookmarks too."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(page.extract_text() for page in reader.pages) + str(reader.outline)


def read_docx(content: bytes) -> str:
    """Return the words of a DOCX."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in document.paragraphs), *cells])


def test_a_closed_question_leaks_nowhere(cast: Cast, signed_in: Any) -> None:
    """The duty officer reads protocols, the liaison agendas; neither meets the word."""
    meeting = with_a_closed_question(cast)
    told = " ".join(NoticeWording.objects.values_list("body", flat=True))
    assert SECRET not in told
    assert "2. закрытый вопрос" in told
    liaison = dict(pages(signed_in("aigerim"), meeting))
    assert [name for name, text in liaison.items() if SECRET in text] == []
    assert "жабық мәселе" in liaison["meeting"]
    approve(cast, meeting)
    officer = dict(pages(signed_in("dauren"), meeting))
    assert [name for name, text in officer.items() if SECRET in text] == []
    for name in ("meeting", "minutes", "protocol", "pdf", "docx"):
        assert "закрытый вопрос" in officer[name], name
    assert "без закрытых вопросов" in officer["docx"]
    for person in (cast.dauren, cast.outsider):
        assert not queries.found_minutes(person, SECRET).exists()
        assert not queries.found_decisions(person, SECRET).exists()
        assert not queries.visible_materials(person).filter(title=SECRET).exists()
    token = actions.open_feed(actor=cast.dauren)
    feed = Client().get(reverse("meetings:feed", args=[token])).content.decode()
    assert SECRET not in feed.replace("\r\n ", "")
    wordings = NoticeWording.objects.exclude(notice__addressees__body__code="moh")
    assert not wordings.filter(body__contains=SECRET).exists()
    insider = dict(pages(signed_in("head_of_health"), meeting))
    assert [name for name, text in insider.items() if SECRET not in text] == ["proof"]
    assert queries.found_minutes(cast.head_of_health, "шифрсоз").count() == 1
    sealed = queries.protocol_of(queries.readable_meetings(cast.serik).get())
    assert sealed is not None
    proof = queries.proof_of(cast.dauren, sealed.short_checksum)
    assert proof is not None
    assert proof.holds
    assert proof.foreign_lines(f"Дать {SECRET}") == [f"Дать {SECRET}"]


def test_the_letter_of_a_task_made_of_a_closed_point_does_not_quote_it(cast: Cast) -> None:
    """Number and term go out; the words stand on the page of the task."""
    meeting = with_a_closed_question(cast)
    approve(cast, meeting)
    closed = Decision.objects.get(item__is_closed=True)
    open_one = Decision.objects.get(item__is_closed=False)
    with clock.at(meeting.starts_at + 2 * builders.HOUR):
        task = actions.assign_decision(closed, actor=cast.serik)
        other = actions.assign_decision(open_one, actor=cast.serik)
    letters = NoticeWording.objects.filter(notice__thing_path=task.get_absolute_url())
    assert letters.count() == 3
    for letter in letters:
        assert SECRET not in f"{letter.subject} {letter.body} {letter.act}"
        assert str(task.pk) in letter.subject
    assert letters.filter(body__startswith="Текст поручения – на его странице.").count() == 1
    letters = NoticeWording.objects.filter(notice__thing_path=other.get_absolute_url())
    assert letters.filter(body__contains=other.text_ru).exists()


def correct(cast: Cast, meeting: Meeting) -> None:
    """Correct the approved protocol by an addendum with the word in it."""
    actions.add_addendum(
        meeting, actor=cast.chair, text_kk=f"{SECRET} кк", text_ru=f"{SECRET} ру", reason=SECRET
    )


def test_a_correction_beside_a_closed_question_is_read_inside(cast: Cast, signed_in: Any) -> None:
    """An addendum names no question: the officer learns its number and day, Health its words."""
    meeting = with_a_closed_question(cast)
    approve(cast, meeting)
    correct(cast, meeting)
    officer = dict(pages(signed_in("dauren"), meeting))
    assert [name for name, text in officer.items() if SECRET in text] == []
    for name in ("pdf", "docx"):
        assert "Дополнение № 1" in officer[name], name
    assert "Addendum № 1" in officer["protocol"] or "Дополнение № 1" in officer["protocol"]
    assert "доступны закрытые вопросы" in officer["docx"]
    insider = dict(pages(signed_in("head_of_health"), meeting))
    for name in ("protocol", "pdf", "docx"):
        assert f"{SECRET} ру" in insider[name] or f"{SECRET} кк" in insider[name], name


def test_a_correction_of_an_open_protocol_is_read_by_its_readers(cast: Cast) -> None:
    """Nothing is withheld where no question is closed."""
    meeting = builders.approved(cast).meeting
    correct(cast, meeting)
    assert [one.text_ru for one in queries.addenda_of(cast.dauren, meeting)] == [f"{SECRET} ру"]


def test_an_executor_gets_its_point_and_nobody_else(cast: Cast) -> None:
    """Health carries it out and reads its point and its extract; the duty officer neither."""
    meeting = with_a_closed_question(cast)
    approve(cast, meeting)
    decision = Decision.objects.get(item__is_closed=True)
    extract = Extract.objects.get(body__code="moh")
    seen = {
        name: (
            access.visible_decisions(cast[name]).filter(pk=decision.pk).exists(),
            access.visible_extracts(cast[name]).filter(pk=extract.pk).exists(),
        )
        for name in ("aigerim", "head_of_health", "serik", "dauren", "outsider")
    }
    assert seen == {
        "aigerim": (True, True),
        "head_of_health": (True, True),
        "serik": (True, True),
        "dauren": (False, False),
        "outsider": (False, False),
    }
    for name in cast.names():
        audience = access.audience_of_decision(decision).filter(pk=cast[name].pk)
        sees = access.visible_decisions(cast[name]).filter(pk=decision.pk)
        assert audience.exists() == sees.exists(), name
        readers = access.audience_of_extract(extract).filter(pk=cast[name].pk)
        reads = access.visible_extracts(cast[name]).filter(pk=extract.pk)
        assert readers.exists() == reads.exists(), name
    material = Material.objects.get(title=SECRET)
    with pytest.raises(PermissionDenied):
        actions.open_material(material, actor=cast.aigerim)
    paper = documents.without_closed(extract.protocol.paper("kk"))
    assert SECRET not in str(paper | {"open_dissent": ""})
