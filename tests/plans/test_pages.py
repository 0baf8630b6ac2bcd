"""The screens: path 3 by form, refusals with what was typed, files behind their rights."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Body, User
from audit import clock
from audit.models import Entry
from plans import actions
from plans.models import ActionPlan, Evidence, FormOfCompletion, PlanItem, StoredFile, Task
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
SignedIn = Callable[[str], Client]
Paper = Callable[..., SimpleUploadedFile]
WARNING = "Do not enter content marked"


def test_the_path_of_a_task_by_form(give: Give, signed_in: SignedIn, paper: Paper) -> None:
    """Liaison, secretariat and chair, each on their own pages; the liaison sees it all."""
    task = give()
    page = f"/tasks/{task.pk}/"
    liaison, secretariat, chair = signed_in("aigerim"), signed_in("serik"), signed_in("chair")
    today = clock.today().isoformat()
    assert liaison.post(f"{page}take/").status_code == 302
    liaison.post(f"{page}progress/", {"happened_on": today, "text": "Письма разосланы"})
    report = {"text": "Готово", "letter_number": "12-05/41", "letter_on": today}
    liaison.post(f"{page}report/", {**report, "attachments": paper()})
    assert "12-05/41" in secretariat.get("/tasks/review/").content.decode()
    secretariat.post(f"{page}return/", {"reason": "Приложите акт"})
    returned = liaison.get(page).content.decode()
    assert "Приложите акт" in returned
    liaison.post(f"{page}report/", {**report, "without_evidence": "Акт уже у вас"})
    secretariat.post(f"{page}accept/", {"note": "Достаточно"})
    assert f"№ {task.pk}" in chair.get("/tasks/decide/").content.decode()
    chair.post(f"{page}close/", {"note": "Снять с контроля"})
    task.refresh_from_db()
    assert task.state == "closed"
    seen = liaison.get(page).content.decode()
    for words in ("Письма разосланы", "Готово", "Приложите акт", "Достаточно", "Снять с контроля",
                  "Serik Omarov", "Nurlan Abdirov", "order.pdf"):  # fmt: skip
        assert words in seen, words


def test_another_agency_finds_neither_task_nor_file(
    reported: Task, signed_in: SignedIn, cast: Cast
) -> None:
    """404 for the outsider and the departed; nothing is recorded of the attempt."""
    evidence = Evidence.objects.get()
    entries = Entry.objects.count()
    for who in ("outsider", "departed", "administrator"):
        client = signed_in(who)
        assert client.get(f"/tasks/{reported.pk}/").status_code == 404, who
        assert client.get(f"/tasks/files/{evidence.pk}/").status_code == 404, who
    assert signed_in("saule").get(f"/tasks/files/{evidence.pk}/").status_code == 404
    assert Entry.objects.count() == entries


def test_a_download_is_recorded_with_who_took_it(reported: Task, signed_in: SignedIn) -> None:
    """The file comes as an attachment of its own kind, and the record knows the reader."""
    evidence = Evidence.objects.get()
    answer = signed_in("serik").get(f"/tasks/files/{evidence.pk}/")
    assert answer.content == b"%PDF-1.7 the order itself"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="order.pdf"'
    entry = Entry.objects.get(verb="downloaded the file")
    assert (entry.actor_name, entry.object_name) == ("Serik Omarov", "order.pdf")


def test_the_same_content_is_kept_once(give: Give, cast: Cast, paper: Paper) -> None:
    """Two reports with one file: two pieces of evidence, one content under its hash."""
    for name in ("order.pdf", "copy.pdf"):
        actions.report_execution(
            give(), actor=cast.aigerim, text="x", letter_number="1",
            letter_on=clock.today(), files=[paper(name)],
        )  # fmt: skip
    stored = StoredFile.objects.get()
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["copy.pdf", "order.pdf"]
    assert stored.path.endswith(stored.sha256)
    with default_storage.open(stored.path) as content:
        assert content.read() == b"%PDF-1.7 the order itself"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", b"MZ", "not a file of a kind"),
        ("a.pdf", b"MZ this is not a PDF", "is called PDF, but its content is not"),
        ("a.pdf", b"", "empty"),
        ("a.txt", b"x" * 3000, "larger than"),
    ],
)
def test_a_file_of_another_kind_or_size_is_refused(
    name: str, content: bytes, reason: str, give: Give, signed_in: SignedIn, settings: Any
) -> None:  # fmt: skip
    """422, the sentence beside the field, what was typed kept, nothing stored."""
    settings.UPLOAD_LIMIT_BYTES = 2048
    task = give()
    sent = SimpleUploadedFile(name, content)
    data = {"text": "Набрано с трудом", "letter_number": "1", "letter_on": clock.today()}
    answer = signed_in("aigerim").post(f"/tasks/{task.pk}/report/", {**data, "attachments": sent})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert reason in text
    assert "Набрано с трудом" in text
    task.refresh_from_db()
    assert (task.state, StoredFile.objects.count()) == ("issued", 0)


def test_everything_wrong_in_a_report_is_said_at_once(give: Give, signed_in: SignedIn) -> None:
    """The date and each file, with the word that files are to be chosen again."""
    task = give()
    sent = [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.pdf", b"MZ")]
    tomorrow = clock.today() + dt.timedelta(days=1)
    data = {"text": "Сделано", "letter_number": "1", "letter_on": tomorrow, "attachments": sent}
    client, address = signed_in("aigerim"), f"/tasks/{task.pk}/report/"
    answer = client.post(address, data)
    assert answer.status_code == 422
    text = answer.content.decode()
    for words in ("This date is still to come", "“a.exe” is not a file of a kind",
                  "“b.pdf” is called PDF", "choose them again"):  # fmt: skip
        assert words in text, words
    assert "choose them again" not in client.get(address).content.decode()
    assert not StoredFile.objects.exists()


def test_a_document_that_must_be_attached_is_asked_for(
    give: Give, signed_in: SignedIn, form: Callable[[str], FormOfCompletion]
) -> None:
    """Where the form of completion is an order the files may not be left empty."""
    client = signed_in("aigerim")
    page = client.get(f"/tasks/{give(form_of_completion=form('order')).pk}/report/")
    assert "may be left empty" not in page.content.decode()
    task = give(form_of_completion=form("order"))
    data = {"text": "Сделано", "letter_number": "1", "letter_on": clock.today()}
    data["form_given"] = form("order").pk
    answer = client.post(f"/tasks/{task.pk}/report/", data)
    assert answer.status_code == 422
    assert 'href="#id_attachments">Files: Attach the document itself.' in answer.content.decode()
    free = client.get(f"/tasks/{give().pk}/report/").content.decode()
    assert "may be left empty" in free


def test_a_long_text_is_refused_with_a_sentence_and_kept_whole(
    give: Give, signed_in: SignedIn
) -> None:
    """A browser that knows the limit would cut a paste and say nothing."""
    client, address = signed_in("aigerim"), f"/tasks/{give().pk}/progress/"
    assert "maxlength" not in client.get(address).content.decode().split("<textarea")[1]
    long = "я" * 20_001
    answer = client.post(address, {"happened_on": clock.today(), "text": long})
    assert answer.status_code == 422
    assert "at most 20000 characters (it has 20001)" in answer.content.decode()
    assert long in answer.content.decode()


def test_every_long_text_and_upload_warns(give: Give, signed_in: SignedIn) -> None:
    """The warning stands by each of them."""
    task = give()
    page = f"/tasks/{task.pk}/"
    for who, address, count in (
        ("aigerim", f"{page}report/", 2),
        ("aigerim", f"{page}progress/", 1),
        ("aigerim", f"{page}extend/", 2),
        ("serik", "/tasks/new/", 2),
        ("serik", f"{page}correct/", 2),
        ("chair", f"{page}suspend/", 1),
    ):
        text = signed_in(who).get(address).content.decode()
        assert text.count(WARNING) == count, address


def test_a_task_can_be_given_by_form(
    signed_in: SignedIn, cast: Cast, form: Callable[[str], FormOfCompletion],
    body: Callable[[str], Body],
) -> None:  # fmt: skip
    """Between meetings, by the secretary; too short a term stays beside its field."""
    data = {
        "lead": body("moh").pk,
        "co_executors": [body("mof").pk],
        "text_kk": "Тапсырма",
        "text_ru": "Поручение",
        "form_of_completion": form("information").pk,
        "source_title": "Резолюция № 5",
        "due_on": clock.today().isoformat(),
    }
    client = signed_in("serik")
    answer = client.post("/tasks/new/", data)
    assert answer.status_code == 422
    assert "at least 2 working days" in answer.content.decode()
    later = (clock.today() + dt.timedelta(days=40)).isoformat()
    assert client.post("/tasks/new/", {**data, "due_on": later}).status_code == 302
    task = Task.objects.get()
    assert (task.lead.code, task.source_title, task.state) == ("moh", "Резолюция № 5", "issued")


def test_a_plan_is_the_official_table(
    plan: ActionPlan, add: Callable[..., PlanItem], signed_in: SignedIn, cast: Cast
) -> None:
    """From a measure entered by form to its tasks, each step on a page."""
    first = add("1")
    client = signed_in("serik")
    data = {
        "number": "2", "text_kk": "Іс-шара", "text_ru": "Мероприятие",
        "form_of_completion": first.form_of_completion_id, "term_ru": "скоро",
        "lead": first.responsible.get(is_lead=True).body_id, "costs": "amount",
        "amount": "1250.5", "source": "republican", "year": "2027",
    }  # fmt: skip
    address = f"/plans/{plan.pk}/items/new/"
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "Not understood: “скоро”." in refused.content.decode()
    for beyond in ({"amount": "1000000000000"}, {"term_ru": "ежегодно, 0000-2026 годы"}):
        understood = {**data, "term_ru": "ежегодно, до 20 декабря"}
        assert client.post(address, {**understood, **beyond}).status_code == 422
    answer = client.post(
        address, {**data, "term_ru": "ежегодно, до 20 декабря", "amount": "1250.5"}
    )
    assert answer.status_code == 302
    version = plan.versions.get()
    client.post(
        f"/plans/versions/{version.pk}/approve/",
        {"act_title": "Протокол № 1", "approved_on": clock.today().isoformat()},
    )
    item = plan.items.get(number="2")
    year = clock.today().year + 1
    period = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
    assert "Issue 1 task" in client.post(f"/plans/items/{item.pk}/issue/", period).content.decode()
    client.post(f"/plans/items/{item.pk}/issue/", {**period, "expected": "1"})
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    for words in ("Measure", "Form of completion", "Responsible", "Term", "Source", "1 task",
                  "Протокол № 1"):  # fmt: skip
        assert words in page, words
    shown = signed_in("aigerim").get(f"/plans/{plan.pk}/").content.decode()
    assert "Only the measures that name your organisation are shown" in shown


def test_a_plan_costs_the_same_for_one_measure_and_for_ten(
    plan: ActionPlan, add: Callable[..., PlanItem], signed_in: SignedIn, cast: Cast
) -> None:
    """The table, the list of plans and a programme do not grow in queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    add("1")
    actions.approve_version(plan.versions.get(), actor=cast.serik, act_title="№ 1")
    client = signed_in("serik")

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(f"/plans/{plan.pk}/").status_code == 200
        return len(counted)

    cost()
    first = cost()
    actions.open_version(plan, actor=cast.serik)
    for number in range(2, 12):
        add(str(number))
    version = plan.versions.get(approved_on__isnull=True)
    actions.approve_version(version, actor=cast.serik, act_title="№ 2")
    assert cost() == first


def test_the_history_is_one_list_in_order(reported: Task, signed_in: SignedIn, cast: Cast) -> None:
    """Human notes and machine events, the newest first, with old and new values in words."""
    from plans import queries

    actions.return_report(reported, actor=cast.serik, reason="Неполно")
    actions.note_progress(reported, actor=cast.aigerim, text="Собираем подписи")
    events = queries.history_of(reported)
    assert [event.what for event in events] == [
        "noted progress on the task",
        "returned the report on the task",
        "reported the execution of the task",
        "took the task into work",
        "issued the task",
    ]
    assert [event.human for event in events] == [True, True, True, False, False]
    assert (events[0].reason, events[1].reason) == ("Собираем подписи", "Неполно")
    assert ("state", "report submitted", "returned") in events[1].changes
    assert [file.name for file in events[2].files] == ["order.pdf"]
    assert all(event.at >= later.at for event, later in pairwise(events))


def test_a_kazakh_page_speaks_the_institution_s_words(
    reported: Task, signed_in: SignedIn, cast: Cast
) -> None:
    """The glossary on the page of a task, the date in Kazakh, and no English leftover."""
    User.objects.filter(pk=cast.serik.pk).update(language="kk")
    text = signed_in("serik").get(f"/tasks/{reported.pk}/").content.decode()
    for words in ("Аяқталу нысаны", "Бірлесіп орындаушылар", "жылғы", "есеп ұсынылды",
                  "тапсырма жұмысқа алынды", "Есепті қабылдау"):  # fmt: skip
        assert words in text, words
    for leftover in ("Form of completion", "Accept", "reported the", "Term", "Lead"):
        assert leftover not in text, leftover
