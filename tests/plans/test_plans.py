"""Plans and programmes: versions, measures, the tasks issued from them, the money."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from agencies.models import Body, Territory
from audit import clock
from notices.models import Notice
from plans import actions, queries
from plans.actions import MoneySpec, ResponsibleSpec
from plans.models import ActionPlan, PlanItem, Programme, Task
from tests.cast import Cast

Add = Callable[..., PlanItem]
Find = Callable[[str], Body]


def approve(plan: ActionPlan, cast: Cast) -> None:
    """Put the version in preparation in force."""
    version = plan.versions.get(approved_on__isnull=True)
    actions.approve_version(version, actor=cast.serik, act_title="Протокол № 1")


def this_year(day: int = 1, month: int = 1) -> dict[str, dt.date]:
    """The period of the coming year, whose dates are all still to come."""
    year = clock.today().year + 1
    return {"start": dt.date(year, month, day), "end": dt.date(year, 12, 31)}


def test_a_measure_becomes_the_tasks_of_its_term(
    plan: ActionPlan, add: Add, cast: Cast, body: Find
) -> None:
    """Every quarter: four tasks of the lead, the others as co-executors with an inner term."""
    item = add()
    approve(plan, cast)
    tasks = actions.issue_tasks(item, actor=cast.serik, **this_year())
    year = clock.today().year + 1
    ends = [(3, 31), (6, 30), (9, 30), (12, 31)]
    assert [task.stated_due_on for task in tasks] == [dt.date(year, m, d) for m, d in ends]
    assert {task.lead.code for task in tasks} == {"moh"}
    assert {task.state for task in tasks} == {"issued"}
    shared = tasks[0].co_executors.get()
    assert shared.body.code == "mof"
    assert shared.inner_due_on < tasks[0].due_on  # type: ignore[operator]
    assert tasks[0].plan_item == item


def test_issuing_again_issues_nothing_and_tells_nobody(
    plan: ActionPlan, add: Add, cast: Cast
) -> None:
    """One notice for the measure, however many tasks; a second time none."""
    item = add()
    approve(plan, cast)
    actions.issue_tasks(item, actor=cast.serik, **this_year())
    assert (Task.objects.count(), Notice.objects.count()) == (4, 1)
    assert Notice.objects.get().thing_path == f"/tasks/?item={item.pk}"
    assert actions.issue_tasks(item, actor=cast.serik, **this_year()) == []
    assert (Task.objects.count(), Notice.objects.count()) == (4, 1)


def test_a_group_as_lead_gives_each_of_its_bodies_a_task(
    plan: ActionPlan, add: Add, cast: Cast, body: Find
) -> None:
    """«акимы областей, городов Астаны и Алматы» are sixteen commissions, each on its own land."""
    places = [ResponsibleSpec(group="unit_commissions"), ResponsibleSpec(body=body("mia"))]
    item = add(term_ru="ежегодно, до 20 декабря", responsible=places)
    approve(plan, cast)
    tasks = actions.issue_tasks(item, actor=cast.serik, **this_year())
    assert len(tasks) == 16
    assert {task.territory_id for task in tasks} == {task.lead.territory_id for task in tasks}
    assert {one.body.code for task in tasks for one in task.co_executors.all()} == {"mia"}


def test_all_members_are_thirty_nine(plan: ActionPlan, add: Add, cast: Cast) -> None:
    """«все члены АТЦ»: 23 agencies and 16 commissions in the roster of 2013."""
    item = add(term_ru="ежегодно, до 1 апреля", responsible=[ResponsibleSpec(group="all_members")])
    approve(plan, cast)
    assert len(actions.issue_tasks(item, actor=cast.serik, **this_year())) == 39


def test_refusals_say_what_is_missing(plan: ActionPlan, add: Add, cast: Cast) -> None:
    """A version not approved, a term not understood, a number twice, a fixed version."""
    item = add()
    with pytest.raises(ValidationError, match="already has a measure 1"):
        add("1")
    with pytest.raises(ValidationError, match="Name at least one"):
        add("2", responsible=[])
    with pytest.raises(ValidationError, match="Approve the version"):
        actions.issue_tasks(item, actor=cast.serik)
    vague = add("3", term_ru="в разумный срок")
    nobody = add("4", responsible=[ResponsibleSpec(group="interested")])
    approve(plan, cast)
    with pytest.raises(ValidationError, match="Not understood"):
        actions.issue_tasks(vague, actor=cast.serik)
    with pytest.raises(ValidationError, match="names no body as lead"):
        actions.issue_tasks(nobody, actor=cast.serik, **this_year())
    with pytest.raises(ValidationError, match="Begin a new version"):
        add("5")
    assert not Task.objects.exists()


def test_a_measure_without_a_date_gives_one_task_without_a_date(
    plan: ActionPlan, add: Add, cast: Cast
) -> None:
    """«постоянно» is owed too; issued once."""
    item = add(term_ru="постоянно")
    approve(plan, cast)
    task = actions.issue_tasks(item, actor=cast.serik)[0]
    assert (task.due_on, task.original_due_on) == (None, None)
    assert actions.issue_tasks(item, actor=cast.serik) == []


def test_versions_keep_what_stood_in_them(plan: ActionPlan, add: Add, cast: Cast) -> None:
    """Version 2 adds and removes; version 1 still shows what it held."""
    first, gone = add("1"), add("2")
    approve(plan, cast)
    actions.open_version(plan, actor=cast.serik)
    assert actions.open_version(plan, actor=cast.serik).number == 2
    late = add("1.10")
    actions.remove_item(gone, actor=cast.serik, reason="исполнено")
    approve(plan, cast)
    of = {number: set(PlanItem.objects.of_version(number)) for number in (1, 2)}
    assert of == {1: {first, gone}, 2: {first, late}}
    one, two = queries.versions_of(plan)[::-1]
    shown = queries.official_table(cast.serik, plan, two)
    assert [item.number for section in shown for item in section.items] == ["1", "1.10"]
    assert one.is_approved


def test_only_those_who_assign_keep_plans(
    plan: ActionPlan, add: Add, cast: Cast, body: Find
) -> None:
    """Whoever may not is refused, and nothing is written."""
    item = add()
    approve(plan, cast)
    money = MoneySpec(source="local", amount=Decimal(1))
    for who in set(Cast.names()) - {"serik", "chair"}:
        for act in (
            lambda person: actions.open_version(plan, actor=person),
            lambda person: actions.issue_tasks(item, actor=person),
            lambda person: actions.add_item_money(item, actor=person, money=money),
            lambda person: actions.remove_item(item, actor=person, reason="x"),
            lambda person: actions.create_plan(
                actor=person, controller=body("atc"), code="x", name_kk="x", name_ru="x",
                first_year=2026, last_year=2026,
            ),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act(cast[who])
    assert (ActionPlan.objects.count(), plan.versions.count(), Task.objects.count()) == (1, 1, 0)


@pytest.fixture
def programme(cast: Cast, body: Find) -> Programme:
    """The programme of 2013–2017 with its money in draft and adopted."""
    programme = actions.create_programme(
        actor=cast.serik,
        controller=body("atc"),
        code="programme-2013-2017",
        name_kk="Мемлекеттік бағдарлама",
        name_ru="Государственная программа",
        first_year=2013,
        last_year=2017,
        equipment_share_aim=Decimal(30),
    )
    for scenario, source, amount in (
        ("draft", "republican", 144_000),
        ("draft", "local", 52_000),
        ("adopted", "undivided", 103_176),
    ):
        actions.add_programme_money(
            programme, actor=cast.serik, scenario=scenario, source=source, amount=Decimal(amount)
        )
    return programme


def test_the_money_of_a_programme_adds_up(programme: Programme, cast: Cast) -> None:
    """196 = 144 + 52 in draft, 103.176 adopted; without planned sums no share is claimed."""
    money = queries.programme_money(programme, cast.serik)
    assert [(line.source, line.draft, line.adopted) for line in money.lines] == [
        ("republican", Decimal(144_000), None),
        ("local", Decimal(52_000), None),
        ("undivided", None, Decimal(103_176)),
    ]
    assert (money.draft, money.adopted) == (Decimal(196_000), Decimal(103_176))
    assert money.difference == Decimal(-92_824)
    assert money.equipment_share is None


def test_the_share_of_equipment_is_computed_from_measures(
    programme: Programme,
    plan: ActionPlan,
    add: Add,
    cast: Cast,
    signed_in: Callable[[str], Client],
    reads_english: None,
) -> None:
    """Equipment over all planned money of the plans under the programme."""
    plan.programme = programme
    plan.save(update_fields=["programme"])
    add("1", costs="amount", is_equipment=True,
        money=[MoneySpec(source="republican", amount=Decimal(1250), year=2015)])  # fmt: skip
    add("2", costs="amount", money=[MoneySpec(source="local", amount=Decimal(2750))])
    approve(plan, cast)
    money = queries.programme_money(programme, cast.serik)
    assert (money.planned, money.equipment) == (Decimal(4000), Decimal(1250))
    assert money.equipment_share == Decimal("31.2")
    client, here = signed_in("serik"), f"/plans/programmes/{programme.pk}/money"
    page = client.get(f"{here}/").content.decode()
    assert "92.824 billion (47.4 %) less than the draft of 196 billion" in page
    assert "31.2 % of the planned money" in page
    assert "the aim of over 30 % is met" in page
    behind = "rows/?column=planned&amp;direction=none&amp;source=local&amp;year=none"
    assert f'{here}/{behind}">2,750</a>' in page
    rows = client.get(f"{here}/{behind.replace('amp;', '')}").content.decode()
    assert rows.count("<tr") == 3  # the head, the one measure, the sum
    assert "<strong>2,750</strong>" in rows
    assert "<strong>196,000</strong>" in client.get(f"{here}/rows/?column=draft").content.decode()
    file = client.get(f"{here}.csv?source=local").content.decode("utf-8-sig").splitlines()
    assert file[-1] == ",,In all,52000.000,,,2750.000,,"


def test_indicators_keep_target_and_actual_apart(programme: Programme, cast: Cast) -> None:
    """An unknown target stays unknown; recording the same again writes nothing."""
    from audit.models import Entry

    indicator = actions.add_indicator(
        programme, actor=cast.serik, number=1, name_kk="Комиссиялар", name_ru="Комиссии",
        source_note="government.kz, 2018",
    )  # fmt: skip
    for _again in range(2):
        actions.record_indicator_value(indicator, actor=cast.serik, actual=Decimal(202))
    value = indicator.values.get()
    assert (value.target, value.actual, value.year) == (None, Decimal(202), None)
    verb = "recorded the value of an indicator"
    assert Entry.objects.filter(verb=verb).count() == 1


def test_money_of_a_territory_by_year_and_source(
    plan: ActionPlan, add: Add, cast: Cast, territory: Callable[[str], Territory]
) -> None:
    """Planned beside spent; only the land asked for."""
    item = add("1", costs="amount")
    approve(plan, cast)
    almaty = territory("75")
    for kind, amount, land in (
        ("planned", 30, almaty), ("spent", 10, almaty), ("planned", 99, territory("15")),
    ):  # fmt: skip
        money = MoneySpec(
            source="local", amount=Decimal(amount), year=2026, kind=kind, territory=land
        )
        actions.add_item_money(item, actor=cast.serik, money=money)
    lines = queries.territory_money(almaty, cast.serik)
    assert [(one.year, one.source, one.planned, one.spent) for one in lines] == [
        (2026, "local", Decimal(30), Decimal(10))
    ]
    assert queries.territory_money(almaty, cast.administrator) == []


def test_money_is_that_of_approved_versions(
    programme: Programme,
    plan: ActionPlan,
    add: Add,
    cast: Cast,
    territory: Callable[..., Territory],
) -> None:
    """A measure only proposed does not count yet; one only proposed for removal still does."""
    plan.programme = programme
    plan.save(update_fields=["programme"])

    def planned() -> tuple[Decimal, list[Decimal | None]]:
        lines = queries.territory_money(territory("KZ"), cast.serik)
        whole = queries.programme_money(programme, cast.serik).planned
        return whole, [line.planned for line in lines]

    def worth(amount: int) -> list[MoneySpec]:
        return [MoneySpec(source="local", amount=Decimal(amount), year=2026)]

    leaving = add("1", costs="amount", money=worth(100))
    assert planned() == (Decimal(0), [])
    approve(plan, cast)
    assert planned() == (Decimal(100), [Decimal(100)])
    actions.open_version(plan, actor=cast.serik)
    add("2", costs="amount", money=worth(7))
    actions.remove_item(leaving, actor=cast.serik, reason="исполнено")
    assert planned() == (Decimal(100), [Decimal(100)])
    approve(plan, cast)
    assert planned() == (Decimal(7), [Decimal(7)])
