"""Lists of measures and reports: filters, pages, files, columns; and words in two languages."""

import base64
import csv
import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from agencies.models import Body, Territory, User
from audit import clock
from audit.models import Entry
from plans import actions, queries
from plans.actions import MoneySpec, ResponsibleSpec
from plans.models import ActionPlan, ColumnChoice, FormOfCompletion, PlanItem, Task
from plans.queries import ListFilter
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Add = Callable[..., PlanItem]
Find = Callable[[str], Body]
SignedIn = Callable[[str], Client]


@pytest.fixture
def in_force(plan: ActionPlan, add: Add, cast: Cast, body: Find) -> list[PlanItem]:
    """Three measures in force: two of the Ministry of Health, one of the Ministry of Finance."""
    alone = [ResponsibleSpec(body=body("mof"), is_lead=True)]
    items = [
        add("1", text_ru="Провести учения", text_kk="Оқу-жаттығулар өткізу"),
        add("2", text_ru="Укрепить объекты", text_kk="Объектілерді нығайту"),
        add("10", text_ru="Обеспечить средства", text_kk="Қаражат бөлу", responsible=alone),
    ]
    actions.approve_version(
        plan.versions.get(), actor=cast.serik, act_title="№ 1", approved_on=clock.today()
    )
    return items


def listed(client: Client, address: str) -> list[int]:
    """Return the numbers of the rows on a page."""
    return [row.pk for row in client.get(address).context["rows"]]


def test_measures_are_listed_and_narrowed(
    in_force: list[PlanItem], give: Give, cast: Cast, body: Find, plan: ActionPlan,
    form: Callable[[str], FormOfCompletion], signed_in: SignedIn,
) -> None:  # fmt: skip
    """In the order of the plan; by words, body, plan, form, land and the state of their tasks."""
    one, two, ten = in_force
    client = signed_in("serik")
    assert listed(client, "/plans/items/") == [one.pk, two.pk, ten.pk]
    assert listed(signed_in("outsider"), "/plans/items/") == [one.pk, two.pk, ten.pk]
    assert listed(signed_in("governor"), "/plans/items/") == []
    task = give(plan_item=two)
    done = give(plan_item=one)
    _close(done, cast)
    for query, found in (
        ("text=объектам", [two]), ("text=НЫҒАЙТУ", [two]), ("text=каражат", [ten]),
        (f"body={body('mof').pk}", [one, two, ten]), (f"plan={plan.pk}", [one, two, ten]),
        (f"form={form('information').pk}", [one, two, ten]),
        (f"form={form('protocol').pk}", []), ("territory=75", []),
        ("territory=KZ", [one, two, ten]), ("state=open", [two]), ("state=done", [one]),
        ("state=not_issued", [ten]), ("state=late", []), ("state=nonsense", [one, two, ten]),
    ):  # fmt: skip
        assert listed(client, f"/plans/items/?{query}") == [item.pk for item in found], query
    page = client.get("/plans/items/?state=open").content.decode()
    assert f"?item={two.pk}&amp;state=all" in page
    assert client.get(f"/tasks/?item={two.pk}&state=all").context["count"] == 1
    assert task.pk == client.get(f"/tasks/?item={two.pk}&state=all").context["tasks"][0].pk
    nothing = client.get("/plans/items/?text=nothing").content.decode()
    assert "No measure answers to this filter" in nothing
    never = signed_in("governor").get("/plans/items/").content.decode()
    assert "No measure in force names your organisation" in never


def _close(task: Task, cast: Cast) -> None:
    actions.report_execution(
        task, actor=cast.aigerim, text="x", letter_number="1", letter_on=clock.today(),
        without_evidence="x",
    )  # fmt: skip
    task.refresh_from_db()
    actions.accept_report(task, actor=cast.serik)
    task.refresh_from_db()
    actions.close_task(task, actor=cast.chair)


def _report(task: Task, who: User, text: str = "x") -> None:
    actions.report_execution(
        task, actor=who, text=text, letter_number="12-05/41", letter_on=clock.today(),
        without_evidence="x",
    )  # fmt: skip


def test_reports_are_listed_and_narrowed(
    give: Give, cast: Cast, body: Find, signed_in: SignedIn, territory: Callable[[str], Territory]
) -> None:
    """The newest first; by words, body, region and outcome; foreign ones are not there."""
    mine, theirs = give(territory=territory("75")), give(lead=body("mof"))
    _report(mine, cast.aigerim, "Учения проведены")
    _report(theirs, cast.outsider, "Средства выделены")
    theirs.refresh_from_db()
    actions.return_report(theirs, actor=cast.serik, reason="Неполно")
    client = signed_in("serik")
    first, second = theirs.reports.get(), mine.reports.get()
    for query, found in (
        ("", [first, second]), ("text=учениях", [second]), ("text=12-05/41", [first, second]),
        (f"body={body('mof').pk}", [first]), ("territory=75", [second]),
        ("state=returned", [first]), ("state=awaited", [second]), ("state=late", []),
    ):  # fmt: skip
        assert listed(client, f"/tasks/reports/?{query}") == [one.pk for one in found], query
    assert listed(signed_in("aigerim"), "/tasks/reports/") == [second.pk]
    assert listed(signed_in("governor"), "/tasks/reports/") == [], "the land alone gives no words"


def test_a_filter_by_body_tells_nothing_of_tasks_one_may_not_read(
    in_force: list[PlanItem], give: Give, body: Find, signed_in: SignedIn
) -> None:
    """Neither of a draft nor of another's task; who may read the task finds its measure."""
    item, lead = in_force[0], body("commission-75")
    give(plan_item=item, lead=lead, as_draft=True)
    address = f"/plans/items/?body={lead.pk}"
    assert listed(signed_in("aigerim"), address) == []
    give(plan_item=item, lead=lead)
    assert listed(signed_in("aigerim"), address) == []
    assert listed(signed_in("serik"), address) == [item.pk]


@pytest.mark.parametrize("size", [1, 2])
def test_reports_of_one_second_are_each_on_one_page(size: int, give: Give, cast: Cast) -> None:
    """Submitted within one millisecond: none comes twice, none is lost."""
    start = clock.now().replace(microsecond=123_000)
    written = []
    for number in range(5):
        task = give()
        with clock.at(start + dt.timedelta(microseconds=137 * number)):
            written.append(
                actions.report_execution(
                    task, actor=cast.aigerim, text="x", letter_number="1",
                    letter_on=clock.today(), without_evidence="x",
                ).pk
            )  # fmt: skip
    pages: list[list[int]] = []
    after = ""
    while not pages or after:
        page = queries.cut(
            queries.reports_seen(cast.serik), queries.REPORT_ORDER, after=after, size=size
        )
        pages.append([row.pk for row in page.rows])
        after = page.after
    assert [pk for rows in pages for pk in rows] == written[::-1]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_hold_every_row_once_forwards_and_backwards(
    size: int, in_force: list[PlanItem], cast: Cast
) -> None:
    """Whatever the size of a page; a place that says nonsense is the first page."""
    found = queries.measures_of(cast.serik)
    keys = queries.MEASURE_ORDER
    pages, after = [], ""
    while True:
        page = queries.cut(found, keys, after=after, size=size)
        pages.append([row.pk for row in page.rows])
        before, after = page.before, page.after
        if not after:
            break
    assert [pk for rows in pages for pk in rows] == [item.pk for item in in_force]
    back = []
    while before:
        page = queries.cut(found, keys, before=before, size=size)
        back.append([row.pk for row in page.rows])
        before = page.before
    assert back == pages[-2::-1]
    nought, half, deep = (
        base64.urlsafe_b64encode(text).decode()
        for text in (b'[1, "\\u0000", "b", 1]', b'[1, "\\ud800", "b", 1]', b"[" * 2900)
    )
    odd = ("x", "W10", "WyJhIiwiYiIsImMiLCJkIl0", "////", "WzEsMiwzLFtdXQ")
    for nonsense in (*odd, nought, half, deep, "x" * 9000):
        page = queries.cut(found, keys, after=nonsense, size=size)
        assert [row.pk for row in page.rows] == pages[0]


def test_a_reader_chooses_columns_for_themselves(
    in_force: list[PlanItem], give: Give, cast: Cast, signed_in: SignedIn
) -> None:
    """They stand on the page and in the file, for this person alone; the filter is kept."""
    give(plan_item=in_force[0])
    client = signed_in("serik")
    answer = client.post("/plans/lists/tasks/?text=объект", {"columns": ["plan", "original"]})
    assert answer["Location"] == "/tasks/?text=%D0%BE%D0%B1%D1%8A%D0%B5%D0%BA%D1%82"
    headings = [column.name for column in client.get("/tasks/").context["columns"]]
    assert headings == ["original", "plan"]
    assert "Plan of measures" in client.get("/tasks/").content.decode()
    assert signed_in("chair").get("/tasks/").context["columns"] == []
    file = client.get("/tasks/tasks.csv").content.decode("utf-8-sig")
    head = next(row for row in csv.reader(io.StringIO(file)) if row and row[0] == "No.")
    assert head == ["No.", "Lead", "State", "Term", "Original term", "Plan"]
    entry = Entry.objects.filter(verb="chose the columns of a list").get()
    assert (entry.actor, entry.changes) == (cast.serik, {"columns": [[], ["plan", "original"]]})
    actions.choose_columns(actor=cast.serik, listing="tasks", columns=["plan", "original"])
    assert Entry.objects.filter(verb="chose the columns of a list").count() == 1
    assert client.post("/plans/lists/tasks/", {"columns": ["password"]}).status_code == 404
    assert ColumnChoice.objects.get().columns == ["plan", "original"]


@pytest.mark.parametrize("name", ["measures", "reports"])
def test_a_file_is_exactly_the_list(
    name: str, in_force: list[PlanItem], give: Give, cast: Cast, signed_in: SignedIn
) -> None:
    """CSV and XLSX hold the rows of the page with filter, date and reader."""
    for item in in_force[:2]:
        _report(give(plan_item=item, text_ru=item.text_ru), cast.aigerim, item.text_ru)
    client = signed_in("serik")
    address = {"measures": "/plans/items/", "reports": "/tasks/reports/"}[name]
    assert len(listed(client, f"{address}?text=учения")) == 1
    for kind in ("csv", "xlsx"):
        answer = client.get(f"/plans/lists/{name}.{kind}?text=учения")
        content = answer.content
        rows = _rows(content, kind)
        text = "\n".join(" ".join(str(cell) for cell in row) for row in rows)
        assert "Serik Omarov" in text
        assert "Words or number: учения" in text
        assert "Провести учения" in text
        assert "Укрепить объекты" not in text
    plans = client.get("/plans/?text=мероприятий").context["plans"].rows
    assert [(one.measure_count, one.open_count) for one in plans] == [(len(in_force), 2)]
    assert client.get("/plans/?text=парад").context["plans"].count == 0
    assert f",{len(in_force)},2,0" in client.get("/plans/plans.csv").content.decode()


def _rows(content: bytes, kind: str) -> list[tuple[object, ...]]:
    if kind == "csv":
        return [tuple(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    sheet = load_workbook(io.BytesIO(content), read_only=True).active
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [("Учениям", True), ("проведению учений", False), ("учения ПРОВЕСТИ", True),
     ("оку-жаттыгулар", True), ("ОҚУ-ЖАТТЫҒУ", True), ("зачёт", False),
     ("%", True), ("_", False)],
)  # fmt: skip
def test_words_are_found_in_any_form_and_without_kazakh_letters(
    typed: str, is_found: bool, in_force: list[PlanItem], cast: Cast
) -> None:
    """Endings, case, order and keyboard do not matter; signs are no patterns."""
    found = queries.filtered_measures(
        cast.serik, queries.measures_of(cast.serik), ListFilter(text=typed)
    )
    assert found.filter(pk=in_force[0].pk).exists() == is_found


def test_the_index_of_words_is_used(give: Give, cast: Cast) -> None:
    """The expression of the filter is the expression of the index."""
    give()
    found = queries.filtered(
        queries.tasks_of(cast.serik), queries.TaskFilter(text="здравоохранение", state="all")
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'task_words_ru'")
        (index,) = cursor.fetchone()
        cursor.execute(
            "EXPLAIN SELECT id FROM plans_task WHERE"
            " TRANSLATE(UPPER(text_ru), 'ӘҒҚҢӨҰҮҺІЁ', 'АГКНОУУХИЕ') LIKE '%ОБЪЕКТ%'"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())  # fmt: skip
    assert "task_words_ru" in plan
    assert "translate(upper(text_ru), 'ӘҒҚҢӨҰҮҺІЁ'" in index
    sql = str(found.query)
    assert """TRANSLATE(UPPER("plans_task"."text_ru"), ӘҒҚҢӨҰҮҺІЁ, АГКНОУУХИЕ)""" in sql


def test_lists_cost_the_same_however_long_and_whoever_asks(
    add: Add, plan: ActionPlan, give: Give, cast: Cast, signed_in: SignedIn
) -> None:
    """One row or ten; an ordinary person, and one whom Django would call a superuser, ± 2."""
    addresses = ("/plans/items/", "/tasks/reports/", "/tasks/?state=all")
    items = [add(str(number)) for number in range(1, 11)]
    actions.approve_version(
        plan.versions.get(), actor=cast.serik, act_title="№ 1", approved_on=clock.today()
    )
    clients = {name: signed_in(name) for name in ("aigerim", "serik", "auditor")}
    _report(give(plan_item=items[0]), cast.aigerim)
    first = _costs(clients, addresses)
    for item in items[1:]:
        _report(give(plan_item=item), cast.aigerim)
    assert _costs(clients, addresses) == first
    User.objects.filter(pk=cast.serik.pk).update(is_superuser=True)
    again = _costs(clients, addresses)
    assert all(abs(again[key] - first[key]) <= 2 for key in first)


def _costs(clients: dict[str, Client], addresses: tuple[str, ...]) -> dict[tuple[str, str], int]:
    costs = {}
    for name, client in clients.items():
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            costs[name, address] = len(asked)
    return costs


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("which", ["A", "B"])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_official_table_of_a_year_is_read_back_without_a_question(
    kind: str, which: str, language: str, add: Add, plan: ActionPlan, cast: Cast, body: Find,
    signed_in: SignedIn,
) -> None:  # fmt: skip
    """What is written in form A or B, brought in again, changes nothing in the plan."""
    year = clock.today().year
    everyone = [ResponsibleSpec(group="unit_commissions"), ResponsibleSpec(body=body("moh"))]
    money = [
        MoneySpec(source, Decimal(sum_), year + later)
        for source, sum_ in (("republican", "27.5"), ("local", "1250"))
        for later in (0, 1)
    ]
    add("1", costs="amount", money=money[:2] if which == "A" else money[:1])
    add("2", costs="within_budget", responsible=everyone, text_ru="Провести учения")
    actions.approve_version(
        plan.versions.get(), actor=cast.serik, act_title="№ 1", approved_on=clock.today()
    )
    User.objects.update(language=language)
    address = f"/plans/lists/table-{which}.{kind}?year={year}&body={body('moh').pk}"
    content = signed_in("serik").get(address).getvalue()
    upload = SimpleUploadedFile(f"plan.{kind}", content)
    one = actions.receive_plan_file(plan, actor=cast.serik, upload=upload)
    one.refresh_from_db()
    rehearsal = queries.rehearsal_of(one)
    assert rehearsal.problems == []
    assert (one.form, one.language, one.columns["kind"]) == (which, language, kind)
    assert rehearsal.reading.measures[0].number == "1"
    assert len(rehearsal.reading.measures) == 2


def test_a_large_file_is_handed_out_from_the_disk(
    give: Give, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever does not fit into memory comes piece by piece, the same to the byte."""
    give()
    small = signed_in("serik").get("/tasks/tasks.csv").content
    monkeypatch.setattr("plans.exports.IN_MEMORY", 10)
    answer = signed_in("serik").get("/tasks/tasks.csv")
    assert answer.streaming
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    rows = [line for line in answer.getvalue().splitlines() if not line.startswith(b"As of")]
    answer.close()
    assert rows == [line for line in small.splitlines() if not line.startswith(b"As of")]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_sign_that_no_file_can_hold_does_not_break_the_official_table(
    kind: str, add: Add, plan: ActionPlan, cast: Cast, signed_in: SignedIn
) -> None:
    """A vertical tab pasted into a measure becomes a space, as in every other file."""
    add("1", text_ru="Первая\x0bвторая")
    actions.approve_version(
        plan.versions.get(), actor=cast.serik, act_title="№ 1", approved_on=clock.today()
    )
    User.objects.update(language="ru")
    answer = signed_in("serik").get(f"/plans/lists/table-A.{kind}?year={clock.today().year}")
    content = io.BytesIO(answer.getvalue())
    if kind == "xlsx":
        sheet = load_workbook(content, read_only=True).active
        said = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    else:
        rows = Document(content).tables[0].rows
        said = [cell.text for row in rows for cell in row.cells]
    assert "Первая вторая" in said
