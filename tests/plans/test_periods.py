"""A year of work played through the product's actions, closed, and counted again by plain SQL."""

import datetime as dt
import statistics
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies import actions as agencies
from agencies.models import Body, Territory, User
from audit import clock
from audit.models import Entry
from plans import actions, queries
from plans.models import PeriodReport, PeriodTask, Task
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Find = Callable[[str], Body]
SignedIn = Callable[[str], Client]
YEAR = 2027
HALF = {"first_day": dt.date(YEAR, 1, 1), "last_day": dt.date(YEAR, 6, 30)}
# Each figure once more, from what the record says was done and not from the reports; by lead.
PLAIN = """
    WITH said AS (
        SELECT id, object_id::bigint AS task_id, recorded_at, verb FROM audit_entry
        WHERE object_type = 'plans.Task' AND recorded_at <= %(at)s AND verb IN
            ('reported the execution of the task', 'returned the report on the task')
    ), done AS (
        SELECT task.id, task.lead_id, task.original_due_on, task.due_on, task.state,
            (SELECT max(said.recorded_at AT TIME ZONE 'Asia/Almaty')::date FROM said
             WHERE said.task_id = task.id AND said.verb LIKE 'reported%%'
                AND NOT EXISTS (SELECT 1 FROM said AS later WHERE later.task_id = task.id
                    AND later.id > said.id AND later.verb LIKE 'returned%%')) AS done_on,
            (SELECT count(*) FROM said
             WHERE said.task_id = task.id AND said.verb LIKE 'returned%%') AS returns,
            (SELECT count(*) FROM plans_termchange AS moved WHERE moved.task_id = task.id) AS moves
        FROM plans_task AS task JOIN agencies_body AS body ON body.id = task.controller_id
        WHERE body.code = 'atc' AND task.state <> 'draft'
            AND task.original_due_on BETWEEN %(first)s AND %(last)s
    )
    SELECT lead_id, count(*), count(done_on), count(*) FILTER (WHERE done_on <= original_due_on),
        count(*) FILTER (WHERE done_on <= due_on), count(*) FILTER (WHERE done_on IS NULL),
        count(*) FILTER (WHERE returns > 0), count(*) FILTER (WHERE moves > 0),
        count(*) FILTER (WHERE state = 'closed'), sum(returns), sum(moves)
    FROM done GROUP BY lead_id
"""


def _day(month: int, day: int) -> dt.datetime:
    return dt.datetime(YEAR, month, day, 6, tzinfo=dt.UTC)


def _report(task: Task, who: User, at: dt.datetime) -> None:
    with clock.at(at):
        actions.report_execution(
            task, actor=who, text="x", letter_number="1", letter_on=clock.today(),
            without_evidence="x",
        )  # fmt: skip
        task.refresh_from_db()


@pytest.fixture
def half_a_year(
    give: Give, cast: Cast, body: Find, territory: Callable[[str], Territory]
) -> list[Task]:
    """Ten tasks of a half-year: in time, late, moved, returned, never done; one due after it.

    The chair sent one back that was accepted; one went to a successor with its report in hand.
    """
    tasks = []
    with clock.at(_day(1, 11)):
        for number in range(10):
            lead = body("mof") if number % 3 == 2 else body("moh")
            due = dt.date(YEAR, 2 + number % 4, 15)
            land = territory("75" if number % 2 else "71")
            tasks.append(give(lead=lead, due_on=due, territory=land))
        give(due_on=dt.date(YEAR, 9, 1))
    with clock.at(_day(2, 1)):
        for task in tasks[3:6]:
            request = actions.request_extension(
                task, actor=_liaison(task, cast), proposed_on=dt.date(YEAR, 6, 20), reason="x"
            )
            actions.decide_extension(request, actor=cast.chair, grant=True)
            task.refresh_from_db()
    for number, task in enumerate(tasks[:7]):
        _report(task, _liaison(task, cast), _day(2 + number % 5, 10 + number))
        with clock.at(_day(6, 21)):
            if number in (1, 4):
                actions.return_report(task, actor=cast.serik, reason="Неполно")
            else:
                actions.accept_report(task, actor=cast.serik)
            task.refresh_from_db()
    _report(tasks[1], _liaison(tasks[1], cast), _day(6, 25))
    with clock.at(_day(6, 28)):
        actions.close_task(tasks[0], actor=cast.chair)
        actions.return_report(tasks[3], actor=cast.chair, reason="Нет цифр")
        agencies.end_body(
            body("mof"), actor=cast.administrator, ends_on=clock.today(), successor=body("moh"),
            reason="реорганизация",
        )  # fmt: skip
        actions.move_to_successor(tasks[5], actor=cast.serik)
    return tasks


def _liaison(task: Task, cast: Cast) -> User:
    return cast.outsider if task.lead.code == "mof" else cast.aigerim


def _plain(report: PeriodReport) -> dict[int, tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"at": report.closed_at, "first": report.first_day,
                               "last": report.last_day})  # fmt: skip
        return {row[0]: tuple(int(one) for one in row[1:]) for row in cursor.fetchall()}


def _by_hand(statement: str) -> Callable[[PeriodReport], object]:
    """Go past the product: as whoever holds the database would."""

    def run(report: PeriodReport) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement, {"report": report.pk})

    return run


def _shown(report: PeriodReport) -> dict[int, tuple[int, ...]]:
    names = ("all", "done", "original", "current", "not_done", "returned", "extended", "closed")
    return {
        line.key or 0: (*(line.counts[name] for name in names), line.returns, line.extensions)
        for line in queries.period_lines(report, "body")
    }


def test_every_figure_of_a_closed_half_year_is_counted_again_by_plain_sql(
    half_a_year: list[Task], cast: Cast, body: Find
) -> None:
    """By body from the tables of work; the median from the rows; every dimension adds up."""
    with clock.at(_day(7, 5)):
        report = actions.close_period(body("atc"), actor=cast.serik, **HALF)
    assert report.number == 1
    assert _shown(report) == _plain(report)
    assert sum(row[0] for row in _shown(report).values()) == 10
    total = queries.period_total(report)
    assert (total.counts["all"], total.counts["closed"], total.extensions) == (10, 1, 3)
    assert (total.counts["done"], total.returns) == (5, 3)
    rows = {row.task_id: row for row in report.tasks.all()}
    returned, moved = rows[half_a_year[3].pk], rows[half_a_year[5].pk]
    assert (returned.done_on, returned.returns) == (None, 1), "the chair sent it back"
    assert (moved.done_on, moved.lead) == (dt.date(YEAR, 2, 15), body("moh"))
    late = [row.days_late for row in report.tasks.all() if row.days_late is not None]
    assert total.median_days == statistics.median(late)
    for by in queries.DIMENSIONS:
        lines = queries.period_lines(report, by)
        for name, number in total.counts.items():
            assert sum(line.counts[name] for line in lines) == number, (by, name)


def test_later_edits_change_the_next_report_only(
    half_a_year: list[Task], cast: Cast, body: Find
) -> None:
    """What was frozen stays; reopening is an act of the chair; the second report has the edit."""
    with clock.at(_day(7, 5)):
        first = actions.close_period(body("atc"), actor=cast.serik, **HALF)
        before = _shown(first)
        with pytest.raises(ValidationError):
            actions.close_period(body("atc"), actor=cast.serik, **HALF)
    _report(half_a_year[7], _liaison(half_a_year[7], cast), _day(7, 6))
    assert _shown(first) == before
    with clock.at(_day(7, 7)):
        for name in ("serik", "aigerim", "governor"):
            with pytest.raises(PermissionDenied):
                actions.reopen_period(first, actor=cast[name], reason="x")
        with pytest.raises(ValidationError):
            actions.reopen_period(first, actor=cast.chair, reason=" ")
        first = actions.reopen_period(first, actor=cast.chair, reason="Ошибка в отчёте")
        assert actions.reopen_period(first, actor=cast.chair, reason="again") == first
        second = actions.close_period(body("atc"), actor=cast.serik, **HALF)
    entry = Entry.objects.filter(verb="reopened a reporting period").get()
    assert (entry.actor, entry.reason) == (cast.chair, "Ошибка в отчёте")
    assert (second.number, _shown(first)) == (2, before)
    assert _shown(second) == _plain(second)
    assert queries.period_total(second).counts["done"] == (
        queries.period_total(first).counts["done"] + 1
    )


@pytest.mark.parametrize(
    "change",
    [lambda one: PeriodTask.objects.filter(report=one).update(returns=9),
     lambda one: PeriodReport.objects.filter(pk=one.pk).update(money=["x"]),
     _by_hand("DELETE FROM plans_periodtask WHERE report_id = %(report)s"),
     _by_hand("DELETE FROM plans_periodreport WHERE id = %(report)s"),
     _by_hand("TRUNCATE plans_periodtask"),
     _by_hand("TRUNCATE plans_periodreport CASCADE")],
)  # fmt: skip
def test_the_database_itself_refuses_to_change_what_was_frozen(
    change: Callable[[PeriodReport], object], give: Give, cast: Cast, body: Find
) -> None:
    """Neither rows nor figures are updated, deleted or emptied, whoever asks."""
    with clock.at(_day(1, 11)):
        give(due_on=dt.date(YEAR, 3, 1))
    with clock.at(_day(7, 5)):
        report = actions.close_period(body("atc"), actor=cast.serik, **HALF)
    with (
        pytest.raises(IntegrityError, match="never change"),
        transaction.atomic(),
    ):
        change(report)
    assert PeriodTask.objects.get(report=report).returns == 0


def test_closing_a_period_holds_up_nobody_who_records_an_act_of_the_body(
    half_a_year: list[Task], cast: Cast, body: Find
) -> None:
    """An entry in the record names the body: a lock that refuses it would wait for ever."""
    with clock.at(_day(7, 5)), CaptureQueriesContext(connection) as asked:
        actions.close_period(body("atc"), actor=cast.serik, **HALF)
    locks = [one["sql"] for one in asked if 'FROM "agencies_body"' in one["sql"]
             and " FOR " in one["sql"]]  # fmt: skip
    assert [sql.rpartition(" FOR ")[2] for sql in locks] == ["NO KEY UPDATE"]


def test_who_may_not_close_leaves_no_trace(cast: Cast, body: Find) -> None:
    """A liaison, a governor, the auditor; and nobody before the period is over."""
    entries = Entry.objects.count()
    with clock.at(_day(7, 5)):
        for name in ("aigerim", "governor", "auditor", "administrator", "departed"):
            with pytest.raises(PermissionDenied):
                actions.close_period(body("atc"), actor=cast[name], **HALF)
    with clock.at(_day(6, 30)), pytest.raises(ValidationError):
        actions.close_period(body("atc"), actor=cast.serik, **HALF)
    assert (PeriodReport.objects.count(), Entry.objects.count()) == (0, entries)


def test_pages_of_a_period_open_exactly_their_rows(
    half_a_year: list[Task], cast: Cast, signed_in: SignedIn
) -> None:
    """Closed on the page; every number of the report leads to as many rows; a file holds them."""
    with clock.at(_day(7, 5)):
        client = signed_in("serik")
        assert "No period has been closed yet" in client.get("/plans/periods/").content.decode()
        assert client.post("/plans/periods/", {"half": "2027-2"}).status_code == 422
        assert client.post("/plans/periods/", {"half": "2027-1"}).status_code == 302
        report = PeriodReport.objects.get()
        address = report.get_absolute_url()
        page = client.get(address).content.decode()
        links = [part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')
                 if "/rows/?" in part.split('"')[0]]  # fmt: skip
        numbers = [int(part.split(">")[1].split("<")[0]) for part in page.split('href="')
                   if "/rows/?" in part.split('"')[0]]  # fmt: skip
        assert len(links) == 8 * (1 + 2 + 1 + 2)
        for link, number in list(zip(links, numbers, strict=True))[:24]:
            assert client.get(link).context["rows"].count == number, link
        assert client.get(f"{address}rows.xlsx").status_code == 200
        paper = client.get(f"{address}report.pdf")
        assert paper.content.startswith(b"%PDF-1.7")
        for name in ("aigerim", "governor", "outsider"):
            assert signed_in(name).get(address).status_code == 404
            assert signed_in(name).get(f"{address}rows/").status_code == 404
        assert client.get(f"{address}reopen/").status_code == 403
        answer = signed_in("chair").post(f"{address}reopen/", {"reason": "Ошибка"})
        assert answer["Location"] == address
        assert "Ошибка" in client.get(address).content.decode()
