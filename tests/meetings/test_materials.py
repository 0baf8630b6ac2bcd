"""Papers for a question: their limit, versions, checksums and receipts, and the board book."""

import functools
import hashlib
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pypdf
import pytest
import typst
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit import clock
from audit.models import Entry
from meetings import actions, queries
from meetings.models import AgendaItem, LateAdmission, Material, MaterialReceipt, Meeting
from plans.queries.calendar import working_calendar
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@functools.cache
def pdf(words: str = "Справка") -> bytes:
    """Print one page, once: the same words at another second are another file."""
    printed: bytes = typst.compile(words.encode(), format="pdf")
    return printed


def paper(content: bytes | None = None, name: str = "spravka.pdf") -> Any:
    """Hold a file as a browser sends it."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def first_item(meeting: Meeting) -> AgendaItem:
    """Return the first question of a meeting."""
    return builders.items_of(meeting)[0]


def add(cast: Cast, item: AgendaItem, **facts: Any) -> Material:
    """Let the secretary bring a paper."""
    given: dict[str, Any] = {"title": "Справка", "upload": paper()} | facts
    return actions.add_material(item, actor=cast.serik, **given)


def test_a_paper_again_is_its_next_version(cast: Cast) -> None:
    """The same content again changes nothing; another one is version 2 and both stay."""
    item = first_item(builders.opened(cast))
    first = add(cast, item)
    assert add(cast, item) == first
    second = add(cast, item, upload=paper(pdf("Справка, уточнённая")))
    assert (first.version, second.version) == (1, 2)
    assert second.stored_file.sha256 == hashlib.sha256(pdf("Справка, уточнённая")).hexdigest()
    assert queries.latest_materials(cast.serik, item.meeting) == [second]
    again = add(cast, item)
    assert (again.version, again.stored_file) == (3, first.stored_file)
    assert queries.latest_materials(cast.serik, item.meeting) == [again]


@pytest.mark.parametrize("days", [3, 7])
def test_the_limit_is_working_days_before(cast: Cast, days: int) -> None:
    """On the last day a paper is taken, on the next one refused, and nothing is kept."""
    meeting = builders.planned(cast, materials_days=days)
    limit = queries.limit_of(meeting)
    assert limit == working_calendar().before(meeting.held_on, days)
    item = first_item(meeting)
    with clock.at(clock.midnight(limit) + 12 * builders.HOUR):
        add(cast, item)
    with clock.at(clock.midnight(limit) + 24 * builders.HOUR):
        entries = Entry.objects.count()
        with pytest.raises(ValidationError, match="needs the chair's permission"):
            add(cast, item, title="Опоздавшая")
    assert (Material.objects.count(), Entry.objects.count()) == (1, entries)


def test_the_chair_alone_lets_a_late_paper_in(cast: Cast) -> None:
    """It is marked late, with who allowed it and why; the secretary may not allow it."""
    meeting = builders.opened(cast)
    item, other = builders.items_of(meeting)
    with clock.at(meeting.starts_at - 24 * builders.HOUR):
        for name in ("serik", "aigerim", "dauren", "auditor"):
            with pytest.raises(PermissionDenied):
                actions.allow_late_materials(item, actor=cast[name], reason="срочно")
        assert not LateAdmission.objects.exists()
        admission = actions.allow_late_materials(item, actor=cast.chair, reason="срочно")
        assert actions.allow_late_materials(item, actor=cast.chair, reason="ещё") == admission
        assert add(cast, item).admitted == admission
        with pytest.raises(ValidationError):
            add(cast, other)


@pytest.mark.parametrize("name", ["chair", "aigerim", "outsider", "auditor", "dauren"])
def test_only_the_convener_brings_papers(cast: Cast, name: str) -> None:
    """Refused, and nothing is kept."""
    item = first_item(builders.opened(cast))
    with pytest.raises(PermissionDenied):
        actions.add_material(item, actor=cast[name], title="Справка", upload=paper())
    assert not Material.objects.exists()


def test_a_file_that_is_not_what_it_says_is_refused(cast: Cast) -> None:
    """A page of text called PDF, and a program."""
    item = first_item(builders.opened(cast))
    for upload in (paper(b"hello", "spravka.pdf"), paper(b"MZ", "spravka.exe")):
        with pytest.raises(ValidationError):
            add(cast, item, upload=upload)
    assert not Material.objects.exists()


def test_opening_leaves_one_receipt_of_a_body(cast: Cast, signed_in: SignIn) -> None:
    """The liaison and then the head of health: one receipt; the secretary reads who opened."""
    meeting = builders.opened(cast)
    material = add(cast, first_item(meeting))
    path = reverse("meetings:material-open", args=[material.pk])
    answer = signed_in("aigerim").post(path)
    assert answer.content == pdf()
    assert answer.headers["Content-Type"] == "application/pdf"
    signed_in("head_of_health").post(path)
    receipt = MaterialReceipt.objects.get()
    assert (receipt.body.code, receipt.opened_by) == ("moh", cast.aigerim)
    page = reverse("meetings:materials", args=[meeting.pk])
    assert "Aigerim Nurlanova" in signed_in("serik").get(page).content.decode()
    assert "Aigerim Nurlanova" not in signed_in("outsider").get(page).content.decode()


def test_a_draft_agenda_gives_no_paper_away(cast: Cast, signed_in: SignIn) -> None:
    """Before the agenda is opened nobody invited finds the paper, and no receipt is left."""
    meeting = builders.planned(cast)
    material = add(cast, first_item(meeting))
    path = reverse("meetings:material-open", args=[material.pk])
    assert signed_in("aigerim").post(path).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.open_material(material, actor=cast.aigerim)
    assert not MaterialReceipt.objects.exists()


def test_the_book_binds_every_paper_with_bookmarks(cast: Cast, signed_in: SignIn) -> None:
    """The last version of each PDF by question; what cannot be bound is named in front."""
    meeting = builders.opened(cast)
    first, second = builders.items_of(meeting)
    add(cast, first, upload=paper(pdf("Старая справка")))
    add(cast, first, upload=paper(pdf("Новая справка")))
    add(cast, second, title="Таблица", upload=paper(b"PK\x03\x04 table", "table.xlsx"))
    add(cast, second, title="Обзор", upload=paper(pdf("Обзор объектов"), "obzor.pdf"))
    path = reverse("meetings:book", args=[meeting.pk, "ru"])
    reader = pypdf.PdfReader(io.BytesIO(signed_in("aigerim").post(path).content))
    texts = [page.extract_text() for page in reader.pages]
    assert "Новая справка" in texts[1]
    assert "Обзор объектов" in texts[2]
    assert len(texts) == 3
    assert "прилагается отдельным файлом" in texts[0]
    assert not any("Старая справка" in text for text in texts)
    agenda, one, one_papers, two, two_papers = reader.outline
    assert isinstance(one_papers, list)
    assert isinstance(two_papers, list)
    titles = [
        getattr(line, "title", "") for line in (agenda, one, one_papers[0], two, two_papers[0])
    ]
    assert titles == [
        "Повестка дня",
        f"I. {first.title_ru}",
        "Справка, 2",
        f"II. {second.title_ru}",
        "Обзор, 1",
    ]
    assert MaterialReceipt.objects.filter(body__code="moh").count() == 3


def broken_pdf(old: bytes, new: bytes) -> bytes:
    """Write a PDF with one page, and break it in one place."""
    writer, kept = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(kept)
    content = kept.getvalue()
    assert old in content
    return content.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/MediaBox [", b"/MediaBox ("),
        (b"/Kids [ 4 0 R ]", b"/Kids [ 1 0 R ]"),
        (b"/Type /Page\n", b"/Tipe /Page\n"),
        (b"/Count 1", b"/Count x"),
        (b"/Pages 2 0 R", b"/Pages 9 0 R"),
        (b"startxref", b"startxxxx"),
        (b"/Resources <<", b"/Resources [["),
    ],
)
def test_one_broken_paper_keeps_no_other_from_the_book(
    cast: Cast, signed_in: SignIn, old: bytes, new: bytes
) -> None:
    """Whatever is wrong with it, the book is bound and opens."""
    meeting = builders.opened(cast)
    first, _second = builders.items_of(meeting)
    add(cast, first, upload=paper(pdf("Целая справка")))
    add(cast, first, title="Битая", upload=paper(broken_pdf(old, new), "broken.pdf"))
    path = reverse("meetings:book", args=[meeting.pk, "ru"])
    answer = signed_in("aigerim").post(path)
    assert answer.status_code == 200
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert any("Целая справка" in page.extract_text() for page in reader.pages)


def test_a_paper_whose_content_is_gone_is_missed_by_itself(cast: Cast, signed_in: SignIn) -> None:
    """Alone it is not found; the book is bound without it, and nothing says it was opened."""
    meeting = builders.opened(cast)
    first, second = builders.items_of(meeting)
    lost = add(cast, first, upload=paper(pdf("Утраченная справка")))
    add(cast, second, title="Обзор", upload=paper(pdf("Обзор"), "obzor.pdf"))
    default_storage.delete(lost.stored_file.path)
    client = signed_in("aigerim")
    assert client.post(reverse("meetings:material-open", args=[lost.pk])).status_code == 404
    answer = client.post(reverse("meetings:book", args=[meeting.pk, "ru"]))
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 2
    assert not MaterialReceipt.objects.filter(material=lost).exists()


def test_the_list_of_papers_asks_the_same_for_one_and_for_ten(
    cast: Cast, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    """Papers, their receipts, the questions: three queries."""
    meeting = builders.opened(cast)
    for number in range(10):
        material = add(cast, first_item(meeting), title=f"Справка {number}")
        actions.open_material(material, actor=cast.aigerim)
    with django_assert_max_num_queries(3):
        rows = queries.papers_by_item(cast.serik, meeting)
        opened = [len(one.receipts.all()) for row in rows for one in row.materials]
    assert opened == [1] * 10
