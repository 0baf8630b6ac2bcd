"""Issuing the tasks of a measure: how many, to whom, told to whom, and at what cost."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Body
from audit import clock
from notices.models import Addressee
from plans import actions, queries
from plans.actions import ResponsibleSpec
from plans.forms.papers import ItemForm
from plans.models import ActionPlan, FormOfCompletion, PlanItem, Task
from plans.queries.lists import ListFilter
from tests.cast import Cast

Add = Callable[..., PlanItem]
Find = Callable[[str], Body]
SignedIn = Callable[[str], Client]


def approve(plan: ActionPlan, cast: Cast) -> None:
    """Put the version in preparation in force."""
    actions.approve_version(plan.versions.get(), actor=cast.serik, act_title="Протокол № 1")


def next_year() -> dict[str, dt.date]:
    """The last year of the plan, whose dates are all still to come."""
    year = clock.today().year + 1
    return {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}


def test_no_task_is_due_after_the_last_year_of_the_plan(
    plan: ActionPlan, add: Add, cast: Cast
) -> None:
    """Thirty-six years ahead were asked for; the plan has two."""
    item = add(term_ru="ежемесячно")
    approve(plan, cast)
    period = {"start": next_year()["start"], "end": dt.date(clock.today().year + 36, 12, 31)}
    assert actions.preview_issue(item, **period).count == 12
    tasks = actions.issue_tasks(item, actor=cast.serik, **period)
    assert len(tasks) == 12
    assert max(task.stated_due_on for task in tasks) == next_year()["end"]  # type: ignore[type-var]
    later = dt.date(plan.last_year + 1, 1, 1)
    with pytest.raises(ValidationError, match="lies after it"):
        actions.issue_tasks(item, actor=cast.serik, start=later, end=later)


def test_the_tasks_are_counted_before_they_are_issued(
    plan: ActionPlan, add: Add, cast: Cast, signed_in: SignedIn, reads_english: None
) -> None:
    """First the number, the bodies and the days; only the number that was shown is issued."""
    item = add(
        term_ru="ежегодно, до 20 декабря", responsible=[ResponsibleSpec(group="all_members")]
    )
    approve(plan, cast)
    client, address = signed_in("serik"), f"/plans/items/{item.pk}/issue/"
    sent = {name: day.isoformat() for name, day in next_year().items()}
    shown = client.post(address, sent)
    page = shown.content.decode()
    assert (shown.status_code, Task.objects.count()) == (200, 0)
    for words in ("39 tasks", "39 organisations", "Issue 39 tasks", 'name="expected" value="39"'):
        assert words in page, words
    assert client.post(address, {**sent, "expected": "12"}).status_code == 200
    assert Task.objects.count() == 0
    assert client.post(address, {**sent, "expected": "39"}).status_code == 302
    assert Task.objects.count() == 39
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "none is issued a second time" in again.content.decode()


def test_a_group_with_a_co_executor_and_no_lead_is_still_a_task_each(
    plan: ActionPlan, cast: Cast, body: Find, form: Callable[[str], FormOfCompletion]
) -> None:
    """What the form promises beside the group: the co-executor only helps."""
    typed = {
        "number": "9", "text_kk": "а", "text_ru": "б", "costs": "not_required",
        "form_of_completion": form("information").pk, "term_ru": "ежегодно, до 20 декабря",
        "co_executors": [body("moh").pk], "group": "unit_commissions",
    }  # fmt: skip
    entered = ItemForm(typed, plan=plan)
    assert entered.is_valid(), entered.errors
    item = actions.add_item(plan, actor=cast.serik, **entered.measure())
    approve(plan, cast)
    tasks = actions.issue_tasks(item, actor=cast.serik, **next_year())
    assert len(tasks) == 16
    assert {task.lead.kind for task in tasks} == {Body.Kind.UNIT_COMMISSION}
    assert {one.body.code for task in tasks for one in task.co_executors.all()} == {"moh"}


def test_a_group_that_names_nobody_does_not_take_the_lead_from_a_body(
    plan: ActionPlan, add: Add, cast: Cast, body: Find
) -> None:
    """«заинтересованные госорганы» cannot lead: the first body of the list does."""
    places = [ResponsibleSpec(body=body("moh")), ResponsibleSpec(group="interested")]
    item = add(term_ru="ежегодно, до 20 декабря", responsible=places)
    approve(plan, cast)
    tasks = actions.issue_tasks(item, actor=cast.serik, **next_year())
    assert [task.lead.code for task in tasks] == ["moh"]


def test_co_executors_of_a_measure_are_told_and_not_counted(
    plan: ActionPlan, add: Add, cast: Cast
) -> None:
    """Once for the whole measure, as with a task given alone."""
    item = add()
    approve(plan, cast)
    actions.issue_tasks(item, actor=cast.serik, **next_year())
    told = Addressee.objects.filter(notice__thing_path=f"/tasks/?item={item.pk}")
    assert sorted(told.values_list("person__full_name", "is_counted")) == [
        ("Aigerim Nurlanova", True),
        ("Bolat Seitkali", True),
        ("Oksana Kim", False),
    ]


def test_a_task_more_costs_the_same_few_queries(
    plan: ActionPlan, add: Add, cast: Cast, body: Find
) -> None:
    """The calendar and the tree are read once for all: three rows are written for each task."""
    one = add("1", term_ru="ежегодно, до 20 декабря",
              responsible=[ResponsibleSpec(body=body("moh"), is_lead=True)])  # fmt: skip
    all_ = add("2", term_ru="ежегодно, до 20 декабря",
               responsible=[ResponsibleSpec(group="all_members")])  # fmt: skip
    approve(plan, cast)

    def cost(item: PlanItem) -> int:
        with CaptureQueriesContext(connection) as counted:
            actions.issue_tasks(item, actor=cast.serik, **next_year())
        return len(counted)

    actions.preview_issue(one)
    few, many = cost(one), cost(all_)
    assert Task.objects.count() == 40
    assert many - few <= 3 * 38 + 4


def reworded(plan: ActionPlan, add: Add, cast: Cast, old: PlanItem) -> PlanItem:
    """Change an approved measure as a table does: a new row in the next version."""
    version = actions.open_version(plan, actor=cast.serik)
    actions.remove_item(old, actor=cast.serik, reason="Изменена стоимость")
    facts = {"term_ru": old.term_ru, "text_ru": "Провести три семинара", "previous": old}
    item = add(old.number, **facts)
    actions.approve_version(version, actor=cast.serik, act_title="Протокол № 2")
    return item


def test_the_tasks_of_a_changed_measure_are_not_issued_a_second_time(
    plan: ActionPlan, add: Add, cast: Cast, signed_in: SignedIn
) -> None:
    """The row is new, the measure is the same: its tasks are counted, shown and left alone."""
    first = add(term_ru="ежегодно, до 20 декабря")
    approve(plan, cast)
    [task] = actions.issue_tasks(first, actor=cast.serik, **next_year())
    item = reworded(plan, add, cast, reworded(plan, add, cast, first))
    assert actions.preview_issue(item, **next_year()).count == 0
    assert actions.issue_tasks(item, actor=cast.serik, **next_year()) == []
    [row] = queries.measures_of(cast.serik)
    assert (row.pk, row.task_count, row.open_count) == (item.pk, 1, 1)  # type: ignore[attr-defined]
    by_lead = ListFilter(body=task.lead, state="open")
    assert list(queries.filtered_measures(cast.serik, queries.measures_of(cast.serik), by_lead))
    [section] = queries.official_table(cast.serik, plan, plan.versions.get(number=3))
    [shown] = section.items
    assert (shown.task_count, shown.closed_count, shown.late_count) == (1, 0, 0)  # type: ignore[attr-defined]
    assert list(queries.tasks_of_item(cast.serik, item)) == [task]
    listed = signed_in("serik").get(f"/tasks/?item={item.pk}&state=all")
    assert f"/tasks/{task.pk}/" in listed.content.decode()


def test_a_task_that_changed_hands_is_not_issued_again_to_the_first_lead(
    plan: ActionPlan, add: Add, cast: Cast, body: Find
) -> None:
    """It is owed already, only by another."""
    item = add(term_ru="ежегодно, до 20 декабря")
    approve(plan, cast)
    [task] = actions.issue_tasks(item, actor=cast.serik, **next_year())
    actions.reassign_task(task, actor=cast.serik, lead=body("mof"), reason="Передано")
    assert actions.issue_tasks(item, actor=cast.serik, **next_year()) == []
