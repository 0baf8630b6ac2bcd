"""One decision on many tasks: shown row by row first, done on each by itself."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from agencies.models import Body
from audit import clock
from audit.models import Entry
from notices.models import Notice
from plans import actions, queries
from plans.actions import BulkDecision
from plans.models import Task
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Find = Callable[[str], Body]
SignedIn = Callable[[str], Client]


def left_behind() -> tuple[object, ...]:
    """Return everything that a decision would leave."""
    states = tuple(Task.objects.order_by("pk").values_list("state", "due_on", "lead"))
    return states, Entry.objects.count(), Notice.objects.count()


@pytest.fixture
def two(give: Give, cast: Cast) -> list[Task]:
    """Two tasks whose reports wait for their answers."""
    tasks = [give(), give()]
    for task in tasks:
        actions.report_execution(
            task, actor=cast.aigerim, text="x", letter_number="1", letter_on=clock.today(),
            without_evidence="x",
        )  # fmt: skip
    return tasks


def test_a_preview_changes_nothing_and_the_decision_does_what_it_said(
    two: list[Task], give: Give, cast: Cast
) -> None:
    """The same code, undone the first time; a row that cannot be done stops no other."""
    rows = [*two, give()]
    before = left_behind()
    decision = BulkDecision("accept", "Достаточно")
    preview = actions.preview_bulk(rows, reader=cast.serik, decision=decision)
    assert left_behind() == before
    sentence = "No report on this task is waiting for an answer."
    assert [row.faults for row in preview] == [[], [], [sentence]]
    done = actions.decide_in_bulk(rows, actor=cast.serik, decision=decision)
    assert [row.faults for row in done] == [[], [], [sentence]]
    states = Task.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["proposed_for_closing", "proposed_for_closing", "issued"]


def test_each_row_is_refused_to_who_may_not(two: list[Task], cast: Cast) -> None:
    """A bulk decision is no way around the rights on one task."""
    for who in set(Cast.names()) - {"serik", "chair"}:
        before = left_behind()
        rows = actions.decide_in_bulk(two, actor=cast[who], decision=BulkDecision("accept"))
        assert [row.faults for row in rows] == [["You do not decide this on the task."]] * 2
        assert left_behind() == before, who


def test_every_kind_of_decision(two: list[Task], give: Give, cast: Cast, body: Find) -> None:
    """Return, accept, close, extend and give to another lead."""
    again = clock.today() + dt.timedelta(days=5)
    returned = BulkDecision("return", "Нет цифр", due_on=again)
    actions.decide_in_bulk(two[:1], actor=cast.serik, decision=returned)
    actions.decide_in_bulk(two[1:], actor=cast.serik, decision=BulkDecision("accept"))
    actions.decide_in_bulk(two[1:], actor=cast.chair, decision=BulkDecision("close", "Снять"))
    asked = give()
    later = clock.today() + dt.timedelta(days=90)
    actions.request_extension(asked, actor=cast.aigerim, proposed_on=later, reason="x")
    actions.decide_in_bulk([asked], actor=cast.chair, decision=BulkDecision("extend"))
    moved = give()
    to = BulkDecision("reassign", "Функция передана", lead=body("mof"))
    actions.decide_in_bulk([moved], actor=cast.serik, decision=to)
    for task in (*two, asked, moved):
        task.refresh_from_db()
    assert (two[0].state, two[0].repeat_on) == ("returned", again)
    assert (two[1].state, two[1].closing_note) == ("closed", "Снять")
    assert asked.due_on != asked.original_due_on
    assert (moved.lead, moved.moved_from) == (body("mof"), body("moh"))


def test_only_who_gives_tasks_gives_them_to_another(give: Give, cast: Cast, body: Find) -> None:
    """With a reason, while it is owed; a refusal leaves nothing behind."""
    task, mof = give(), body("mof")
    for who in set(Cast.names()) - {"serik", "chair"}:
        before = left_behind()
        with pytest.raises(PermissionDenied):
            actions.reassign_task(task, actor=cast[who], lead=mof, reason="x")
        assert left_behind() == before, who
    with pytest.raises(ValidationError, match="Say why"):
        actions.reassign_task(task, actor=cast.serik, lead=mof, reason=" ")
    before = left_behind()
    actions.reassign_task(task, actor=cast.serik, lead=task.lead, reason="x")
    assert left_behind() == before


def test_the_pages_of_a_bulk_decision(two: list[Task], signed_in: SignedIn) -> None:
    """Chosen, checked, confirmed; what became impossible meanwhile is named."""
    client, page = signed_in("serik"), "/tasks/bulk/accept/"
    assert client.get("/tasks/bulk/abolish/").status_code == 404
    assert client.post(page, {}).status_code == 422
    chosen = {"tasks": [task.pk for task in two], "note": "Достаточно"}
    check = client.post(page, chosen).content.decode()
    assert "2 of 2 tasks can be done; nothing has been done yet." in check
    assert set(Task.objects.values_list("state", flat=True)) == {"submitted"}
    assert client.post(page, {**chosen, "confirmed": "1"}).status_code == 302
    assert set(Task.objects.values_list("state", flat=True)) == {"proposed_for_closing"}
    assert "There is no task" in client.get(page).content.decode()
    assert list(queries.tasks_for(two[0].issued_by, "close")) == []  # type: ignore[arg-type]


def test_the_first_by_term_are_offered_and_any_may_be_decided(
    two: list[Task], signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of thousands of boxes helps nobody; what was chosen is still known beyond them."""
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 1)
    client, page = signed_in("serik"), "/tasks/bulk/accept/"
    first, second = two
    offered = client.get(page).content.decode()
    assert f'value="{first.pk}"' in offered
    assert f'value="{second.pk}"' not in offered
    check = client.post(page, {"tasks": [second.pk], "note": "x"}).content.decode()
    assert "1 of 1 task" in check
