"""Who sees and reads tasks and plans: asked of the person and of the thing, with one answer."""

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import Body, Territory
from plans import access, actions, queries
from plans.models import ActionPlan, PlanItem, Task
from tests.cast import Cast

Give = Callable[..., Task]
Find = Callable[[str], Body]
Land = Callable[[str], Territory]


@pytest.fixture
def tasks(give: Give, body: Find, territory: Land) -> dict[str, Task]:
    """One task of each kind that the rule tells apart."""
    return {
        "health": give(),
        "shared": give(lead=body("mof"), co_executors=[body("moh")]),
        "finance": give(lead=body("mof")),
        "draft": give(as_draft=True),
        "almaty": give(lead=body("commission-75")),
        "in_almaty": give(territory=territory("75")),
        "in_aktobe_city": give(lead=body("mof"), territory=territory("15/aktobe")),
        "south": give(lead=body("commission-51")),
    }


def names(tasks: dict[str, Task], found: object) -> set[str]:
    """Say which of the tasks were found, by name."""
    pks = set(found.values_list("pk", flat=True))  # type: ignore[attr-defined]
    return {name for name, task in tasks.items() if task.pk in pks}


def test_seeing_is_asked_both_ways_with_one_answer(tasks: dict[str, Task], cast: Cast) -> None:
    """visible(user) ⇔ audience(task), readable(user) ⇔ readership(task), for the whole cast."""
    for who in Cast.names():
        person = cast[who]
        for name, task in tasks.items():
            sees = access.visible(person).filter(pk=task.pk).exists()
            assert sees == access.audience(task).filter(pk=person.pk).exists(), (who, name)
            reads = access.readable(person).filter(pk=task.pk).exists()
            assert reads == access.readership(task).filter(pk=person.pk).exists(), (who, name)
            assert sees or not reads, (who, name)


def test_what_each_of_the_cast_sees(tasks: dict[str, Task], cast: Cast) -> None:
    """The rule of the house, said out for every role."""
    issued = set(tasks) - {"draft"}
    seen = {who: names(tasks, access.visible(cast[who])) for who in Cast.names()}
    assert seen == {
        "aigerim": {"health", "shared", "in_almaty"},
        "head_of_health": {"health", "shared", "in_almaty"},
        "serik": set(tasks),
        "chair": set(tasks),
        "dauren": set(tasks),
        "saule": issued,
        "governor": {"almaty", "in_almaty"},
        "outsider": {"shared", "finance", "in_aktobe_city"},
        "departed": set(),
        "auditor": set(tasks),
        "administrator": set(),
    }


def test_the_land_shows_state_and_dates_alone(tasks: dict[str, Task], cast: Cast) -> None:
    """A governor reads the commission's own tasks; of the others on the land only the outline."""
    assert names(tasks, access.readable(cast.governor)) == {"almaty"}
    assert names(tasks, access.readable(cast.saule)) == set()
    rows = {task.pk: task for task in queries.tasks_of(cast.governor)}
    assert not rows[tasks["in_almaty"].pk].is_readable  # type: ignore[attr-defined]
    assert rows[tasks["in_almaty"].pk].part == "region"  # type: ignore[attr-defined]
    assert rows[tasks["almaty"].pk].part == "lead"  # type: ignore[attr-defined]


def test_a_search_finds_no_words_that_may_not_be_read(tasks: dict[str, Task], cast: Cast) -> None:
    """Searching must not tell an onlooker what a task says."""
    wanted = queries.TaskFilter(text="здравоохранения", state="all")
    found = queries.filtered(queries.tasks_of(cast.governor), wanted)
    assert names(tasks, found) == {"almaty"}


def test_addressees_are_part_of_the_audience(tasks: dict[str, Task], cast: Cast) -> None:
    """Nobody is told of a task that they may not know of."""
    from notices.models import Addressee

    for task in tasks.values():
        told = Addressee.objects.filter(notice__thing_path=task.get_absolute_url())
        people = set(told.values_list("person", flat=True))
        assert people <= set(access.readership(task).values_list("pk", flat=True))


def test_a_liaison_sees_of_a_plan_only_the_measures_of_their_body(
    plan: ActionPlan, add: Callable[..., PlanItem], cast: Cast, body: Find
) -> None:
    """The keeper sees the whole plan, also what is in preparation; others their own rows."""
    mine = add("1")
    other = add("2", responsible=[actions.ResponsibleSpec(body=body("mod"), is_lead=True)])
    assert set(access.visible_items(cast.serik)) == {mine, other}
    assert not access.visible_plans(cast.aigerim).exists(), "still in preparation"
    actions.approve_version(plan.versions.get(), actor=cast.serik, act_title="№ 1")
    assert list(access.visible_items(cast.aigerim)) == [mine]
    assert list(access.visible_plans(cast.aigerim)) == [plan]
    for who in ("departed", "administrator", "governor"):
        assert not access.visible_items(cast[who]).exists(), who


def test_a_measure_in_preparation_is_read_by_those_who_keep_the_plan(
    plan: ActionPlan, add: Callable[..., PlanItem], cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    """Its number opens nothing to others who see the whole plan, until the version is approved."""
    approved = add("1")
    actions.approve_version(plan.versions.get(), actor=cast.serik, act_title="№ 1")
    actions.open_version(plan, actor=cast.serik)
    draft = add("2")
    keepers = {name for name in Cast.names() if draft in access.visible_items(cast[name])}
    assert keepers == {"serik", "chair"}
    assert list(access.visible_items(cast.dauren)) == [approved]
    address = f"/plans/items/{draft.pk}/"
    assert signed_in("dauren").get(address).status_code == 404
    assert signed_in("serik").get(address).status_code == 200
    actions.approve_version(plan.versions.get(number=2), actor=cast.serik, act_title="№ 2")
    assert signed_in("dauren").get(address).status_code == 200


def test_heirs_of_a_land_belong_to_it(territory: Land) -> None:
    """South Kazakhstan of 2013 answers for Turkistan and Shymkent; the Republic for all."""
    south, heirs = territory("51"), {territory("61").pk, territory("79").pk}
    assert heirs <= access.lands_within([south.pk])
    assert south.pk in access.lands_around(territory("61").pk)
    republic = territory("KZ")
    assert republic.pk in access.lands_around(south.pk)
    assert republic.pk in access.lands_around(territory("15/aktobe").pk)
    assert access.lands_within([republic.pk]) == set(
        Territory.objects.values_list("pk", flat=True)
    )
