"""Lists of tasks: their order, pages, filters, figures and exports, at a constant cost."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agencies.models import Body, Territory, User
from audit import clock
from plans import actions, queries
from plans.models import FormOfCompletion, Task
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Find = Callable[[str], Body]
SignedIn = Callable[[str], Client]


def numbers(page: object) -> list[int]:
    """Return the numbers of the tasks on a page."""
    return [task.pk for task in page.rows]  # type: ignore[attr-defined]


@pytest.fixture
def many(give: Give) -> list[Task]:
    """Seven tasks, three on one day and one without a date, given out of order."""
    today = clock.today()
    days = (60, 20, 40, 40, 40, 90)
    tasks = [give(due_on=today + dt.timedelta(days=n)) for n in days]
    return [*tasks, give(due_on=None)]


def walk(user: User, size: int) -> Iterator[list[int]]:
    """Turn the pages of the list forwards to its end."""
    after = ""
    while True:
        page = queries.page_of(queries.tasks_of(user), after=after, size=size)
        yield numbers(page)
        after = page.after
        if not after:
            return


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_hold_every_task_once_in_one_order(size: int, many: list[Task], cast: Cast) -> None:
    """By days left, those without a date last, whatever the size of a page."""
    a, b, c1, c2, c3, d, none = (task.pk for task in many)
    pages = list(walk(cast.aigerim, size))
    assert [pk for page in pages for pk in page] == [b, c1, c2, c3, a, d, none]
    assert all(pages)


def test_one_can_turn_back(many: list[Task], cast: Cast) -> None:
    """The page before the second is the first; nonsense in the address is the first as well."""
    every = queries.tasks_of(cast.aigerim)
    first = queries.page_of(every, size=3)
    second = queries.page_of(every, after=first.after, size=3)
    third = queries.page_of(every, after=second.after, size=3)
    assert (first.before, third.after) == ("", "")
    assert numbers(queries.page_of(every, before=third.before, size=3)) == numbers(second)
    again = queries.page_of(every, before=second.before, size=3)
    assert (numbers(again), again.before) == (numbers(first), "")
    for nonsense in ("x", "2026-99-99_1", "none_", "_", "2026-01-01_9999999999999999999999"):
        assert numbers(queries.page_of(every, after=nonsense, size=3)) == numbers(first)


def test_filters_narrow_and_combine(
    give: Give, cast: Cast, body: Find, territory: Callable[[str], Territory],
    form: Callable[[str], FormOfCompletion],
) -> None:  # fmt: skip
    """State, part, lateness, words, number, body and land, together or alone."""
    mine = give()
    shared = give(lead=body("mof"), co_executors=[body("moh")], territory=territory("75"))
    actions.take_into_work(mine, actor=cast.aigerim)

    def found(**wanted: object) -> set[int]:
        narrowed = queries.TaskFilter(**wanted)  # type: ignore[arg-type]
        tasks = queries.filtered(queries.tasks_of(cast.aigerim), narrowed)
        return set(tasks.values_list("pk", flat=True))

    assert found() == {mine.pk, shared.pk}
    assert found(state="in_work") == {mine.pk}
    assert found(part="co_executor") == {shared.pk}
    assert found(text="ОБЪЕКТОВ здраво") == {mine.pk, shared.pk}
    assert found(text="ДЕНСАУЛЫҚ САҚТАУ") == {mine.pk, shared.pk}
    assert found(text=str(shared.pk)) == {shared.pk}
    assert found(body=body("mof").pk) == {shared.pk}
    assert found(territory="75") == {shared.pk}
    assert found(lead=body("moh").pk) == {mine.pk}, "a number of leads opens no shared task"
    assert found(form=form("report").pk) == {mine.pk, shared.pk}
    assert found(form=form("protocol").pk) == set()
    assert found(territory="KZ", part="lead") == {mine.pk}
    assert found(state="closed") == set()
    with clock.at(clock.now() + dt.timedelta(days=60)):
        assert found(late=True) == {mine.pk, shared.pk}
        actions.report_execution(
            mine,
            actor=cast.aigerim,
            text="x",
            letter_number="1",
            letter_on=clock.today(),
            without_evidence="x",
        )
        assert found(late=True) == {shared.pk}, "what is reported is no longer late"


def test_figures_open_exactly_their_rows(
    many: list[Task], signed_in: SignedIn, cast: Cast
) -> None:
    """Every number over the list leads to as many rows."""
    page = signed_in("aigerim").get("/tasks/")
    counts = queries.desk_counts(cast.aigerim)
    assert (counts.open, counts.late, counts.due_soon, counts.returned) == (7, 0, 0, 0)
    with clock.at(clock.now() + dt.timedelta(days=35)):
        counts = queries.desk_counts(cast.aigerim)
        assert (counts.late, counts.due_soon) == (1, 3)
        for query, count in (("late=on", 1), ("due=soon", 3), ("", 7)):
            page = signed_in("aigerim").get(f"/tasks/?{query}")
            assert page.context["count"] == count == len(page.context["tasks"])


def test_region_figures_open_their_rows(
    give: Give, cast: Cast, body: Find, territory: Callable[[str], Territory], signed_in: SignedIn
) -> None:
    """Late and due by the body that leads, for the governor; each number has its address."""
    almaty = territory("75")
    give(territory=almaty)
    give(territory=almaty, due_on=clock.today() + dt.timedelta(days=80))
    give(lead=body("commission-75"))
    give(lead=body("mof"))
    with clock.at(clock.now() + dt.timedelta(days=60)):
        figures = queries.region_figures(cast.governor, almaty)
        assert [(one.body.code, one.open, one.late, one.due) for one in figures] == [
            ("moh", 2, 1, 1),
            ("commission-75", 1, 1, 0),
        ]
        address = f"/tasks/?territory=75&lead={body('moh').pk}&late=on"
        assert signed_in("governor").get(address).context["count"] == 1
    assert queries.region_figures(cast.outsider, almaty) == []


def test_an_onlooker_gets_no_words_of_a_task(
    give: Give,
    form: Callable[[str], FormOfCompletion],
    territory: Callable[[str], Territory],
    signed_in: SignedIn,
) -> None:
    """On the list, on the page and in the export: state and dates alone."""
    wanted = form("methodological_recommendations")
    task = give(territory=territory("75"), form_of_completion=wanted)
    client = signed_in("governor")
    for address in ("/tasks/", f"/tasks/{task.pk}/", "/tasks/tasks.csv"):
        text = client.get(address).content.decode()
        text = text.partition("<tbody")[2] or text  # the filter offers the whole vocabulary
        assert str(task.pk) in text
        assert "здравоохранения" not in text
        assert "қорғалуын нығайту" not in text
        assert wanted.name_en not in text


def queries_of(client: Client, address: str) -> int:
    """Count the queries of one page."""
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


LISTS = ("/tasks/?state=all", "/tasks/tasks.csv?state=all", "/tasks/review/", "/tasks/decide/")


def test_a_list_costs_the_same_for_one_row_and_for_ten(
    give: Give, cast: Cast, body: Find, signed_in: SignedIn,
    territory: Callable[[str], Territory],
) -> None:  # fmt: skip
    """The number of queries does not depend on the length of the list, whoever reads it."""

    def one_more() -> None:
        task = give(territory=territory("75"), co_executors=[body("mof")])
        later = clock.today() + dt.timedelta(days=90)
        actions.request_extension(task, actor=cast.aigerim, proposed_on=later, reason="x")
        done = give(territory=territory("75"))
        actions.report_execution(
            done,
            actor=cast.aigerim,
            text="x",
            letter_number="1",
            letter_on=clock.today(),
            without_evidence="x",
        )
        other = give(territory=territory("75"))
        actions.report_execution(
            other,
            actor=cast.aigerim,
            text="x",
            letter_number="1",
            letter_on=clock.today(),
            without_evidence="x",
        )
        actions.accept_report(other, actor=cast.serik)

    def costs() -> dict[tuple[str, str], int]:
        return {(who, address): queries_of(clients[who], address) for who, address in allowed}

    clients = {who: signed_in(who) for who in ("aigerim", "serik", "chair", "governor", "dauren")}
    one_more()
    allowed = [
        (who, address)
        for who, client in clients.items()
        for address in LISTS
        if client.get(address).status_code == 200
    ]
    assert len(allowed) >= 2 * len(clients)
    first = costs()
    for _again in range(9):
        one_more()
    assert costs() == first


def test_an_export_is_exactly_the_list(
    give: Give, signed_in: SignedIn, body: Find, settings: Any
) -> None:
    """CSV and XLSX carry filter, date, reader and the demonstration mark, and the same rows."""
    settings.DEMONSTRATION = True
    wanted, _other = give(text_ru="=1+1 не формула"), give(lead=body("mof"))
    client = signed_in("serik")
    listed = client.get("/tasks/?text=формула")
    links = [
        part.split('"')[0] for part in listed.content.decode().split('href="') if "tasks." in part
    ]
    assert dict(parse_qsl(urlsplit(links[0]).query)) == {"text": "формула"}
    content = client.get("/tasks/tasks.csv?text=формула").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    head = "\n".join(",".join(row) for row in rows)
    assert "ДЕМОНСТРАЦИЯ" in head
    assert "Serik Omarov" in head
    assert "Words or number: формула" in head
    assert [row[2] for row in rows if row and row[0] == str(wanted.pk)] == ["'=1+1 не формула"]
    assert sum(row[0].isdigit() for row in rows if row) == 1
    sheet = load_workbook(
        io.BytesIO(client.get("/tasks/tasks.xlsx?text=формула").getvalue()), read_only=True
    ).active
    cells = list(sheet.iter_rows(values_only=True))
    assert [row[2] for row in cells if row and row[0] == wanted.pk] == ["=1+1 не формула"]
    assert any("ДЕМОНСТРАЦИЯ" in str(row[0]) for row in cells if row)


def test_empty_says_why(signed_in: SignedIn, give: Give) -> None:
    """A list that never had anything differs from a filter that finds nothing."""
    client = signed_in("aigerim")
    assert "No open task concerns your organisation" in client.get("/tasks/").content.decode()
    give()
    text = client.get("/tasks/?text=nothing").content.decode()
    assert "No task answers to this filter" in text
    assert "Show all, without the filter" in text


def test_a_link_from_the_region_says_what_it_narrowed(
    give: Give, territory: Callable[[str], Territory], signed_in: SignedIn, cast: Cast
) -> None:
    """`due=ahead` opens what is owed in time; the page says which land the link meant."""
    give(territory=territory("75"))
    page = signed_in("governor").get("/tasks/?territory=75&due=ahead")
    figures = queries.region_figures(cast.governor, territory("75"))
    assert page.context["count"] == sum(one.due for one in figures) == 1
    said = page.context["narrowed"]
    assert said == [("Term", "still in time")]
    assert f'value="75" selected>{territory("75").name}' in page.content.decode()


def test_a_suspended_task_is_neither_late_nor_due(
    give: Give, cast: Cast, signed_in: SignedIn, territory: Callable[[str], Territory]
) -> None:
    """Its clock stands still in every count, in every list and on the desks."""
    task = give(due_on=clock.today() + dt.timedelta(days=9), territory=territory("75"))
    assert queries.due_soon(cast.aigerim).count() == 1
    actions.suspend_task(task, actor=cast.chair, reason="до решения суда")
    assert not queries.due_soon(cast.aigerim).exists()
    assert queries.desk_counts(cast.aigerim).due_soon == 0
    assert signed_in("aigerim").get("/tasks/?due=soon").context["count"] == 0
    figures = queries.region_figures(cast.governor, territory("75"))
    assert [(one.open, one.late, one.due) for one in figures] == [(1, 0, 0)]
    with clock.at(clock.now() + dt.timedelta(days=300)):
        desk = signed_in("aigerim").get("/").content.decode()
        assert f"№ {task.pk}." in desk
        assert "suspended" in desk
        assert "late by" not in desk
        assert 'class="urgent"' not in desk


def test_a_desk_says_how_late_a_task_is(give: Give, cast: Cast, signed_in: SignedIn) -> None:
    """As the list of tasks says it, and heavily; the head's list is named for what it holds."""
    give()
    with clock.at(clock.now() + dt.timedelta(days=300)):
        desk = signed_in("aigerim").get("/").content.decode()
        assert 'class="urgent"' in desk
        assert "late by 2" in desk
        chairs = signed_in("chair").get("/").content.decode()
        assert "Most overdue tasks" in chairs
        assert "Latest tasks" not in chairs


def test_a_sign_that_a_sheet_cannot_hold_does_not_break_the_export(
    give: Give, signed_in: SignedIn
) -> None:
    """A vertical tab pasted from a text processor becomes a space."""
    task = give(text_ru="Первая\x0bвторая")
    content = signed_in("serik").get("/tasks/tasks.xlsx").getvalue()
    cells = list(
        load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True)
    )
    assert [row[2] for row in cells if row and row[0] == task.pk] == ["Первая вторая"]


def test_the_fresh_report_is_on_top_of_the_list_and_on_the_desk(
    give: Give, cast: Cast, signed_in: SignedIn
) -> None:
    """The secretary finds the report that was just submitted, however many wait below it."""
    tasks = [give() for _number in range(7)]
    for minutes, task in enumerate(tasks):
        with clock.at(clock.now() + dt.timedelta(minutes=minutes)):
            actions.report_execution(
                task,
                actor=cast.aigerim,
                text="x",
                letter_number="1",
                letter_on=clock.today(),
                without_evidence="x",
            )
    client = signed_in("serik")
    rows = client.get("/tasks/review/").context["reports"].rows
    assert [row.task_id for row in rows] == [task.pk for task in reversed(tasks)]
    desk = client.get("/").content.decode()
    assert f"№ {tasks[-1].pk}." in desk
    assert f"№ {tasks[0].pk}." not in desk


@pytest.mark.parametrize(
    ("address", "name", "key"),
    [("/tasks/review/", "page", "reports"), ("/tasks/decide/", "page", "tasks"),
     ("/tasks/decide/", "requests", "requests"), ("/plans/", "page", "plans")],
)  # fmt: skip
def test_long_lists_are_turned_in_pages(
    address: str, name: str, key: str, give: Give, cast: Cast, body: Find, signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Two of three on the first page, the third on the next; each list turns by itself."""
    monkeypatch.setattr("plans.views.pages.PAGE", 2)
    for number in range(3):
        _one_of_each(number, give, cast, body)
    who = "serik" if key in ("reports", "plans") else "chair"
    client = signed_in(who)
    first = client.get(address).context[key]
    assert (len(first.rows), first.count, first.previous_url) == (2, 3, "")
    assert first.next_url == f"?{name}=2"
    assert first.next_url in client.get(address).content.decode()
    second = client.get(f"{address}{first.next_url}").context[key]
    assert (len(second.rows), second.next_url) == (1, "")
    assert second.summary == "3–3 of 3"
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def _one_of_each(number: int, give: Give, cast: Cast, body: Find) -> None:
    """Leave a report to review, a task to close, a term to move, and a plan."""
    report = {"text": "x", "letter_number": "1", "letter_on": clock.today()}
    report["without_evidence"] = "x"
    waiting, accepted, asking = give(), give(), give()
    for task in (waiting, accepted):
        actions.report_execution(task, actor=cast.aigerim, **report)  # type: ignore[arg-type]
    actions.accept_report(accepted, actor=cast.serik)
    later = clock.today() + dt.timedelta(days=90)
    actions.request_extension(asking, actor=cast.aigerim, proposed_on=later, reason="x")
    actions.create_plan(
        actor=cast.serik, controller=body("atc"), code=f"plan-{number}", name_kk="Жоспар",
        name_ru="План", first_year=2026, last_year=2027,
    )  # fmt: skip


def test_what_came_back_is_counted_as_it_is_listed(
    give: Give, cast: Cast, body: Find, signed_in: SignedIn
) -> None:
    """A returned task in which a body only helps is on its desk too: box and list agree."""
    mine, shared = give(), give(lead=body("mof"), co_executors=[body("moh")])
    for task, who in ((mine, cast.aigerim), (shared, cast.outsider)):
        actions.report_execution(
            task,
            actor=who,
            text="x",
            letter_number="1",
            letter_on=clock.today(),
            without_evidence="x",
        )
        actions.return_report(task, actor=cast.serik, reason="Неполно")
    assert set(queries.returned_tasks(cast.aigerim)) == {mine, shared}
    assert queries.desk_counts(cast.aigerim).returned == 2
    assert signed_in("aigerim").get("/tasks/?state=returned").context["count"] == 2
