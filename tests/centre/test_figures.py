"""The table of all regions by all agencies: numbers, rows, whose they are, what is kept."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Body, Territory
from audit import clock
from plans import actions, queries
from plans.models import FormOfCompletion, Task
from tests.cast import Cast

Find = Callable[[str], Body]
Land = Callable[[str], Territory]
SignedIn = Callable[[str], Client]
LINK = re.compile(r'href="(/tasks/\?territory=[^"]+)"[^>]*>(\d+)</a>')


@pytest.fixture
def give(cast: Cast, body: Find, territory: Land) -> Callable[..., Task]:
    """Give a task of the Centre to the Ministry of Health, due in Almaty."""

    def assign(
        lead: str = "moh", land: str = "75", days: int = 30, co_executors: tuple[Body, ...] = ()
    ) -> Task:
        return actions.assign_task(
            actor=cast.serik,
            controller=body("atc"),
            lead=body(lead),
            territory=territory(land),
            text_kk="Тапсырма",
            text_ru="Поручение",
            due_on=clock.today() + dt.timedelta(days=days),
            form_of_completion=FormOfCompletion.objects.get(code="report"),
            co_executors=co_executors,
        )

    return assign


def test_every_number_opens_exactly_its_rows(
    give: Callable[..., Task], body: Find, signed_in: SignedIn, cast: Cast
) -> None:
    """By unit and lead, by unit alone, open and late; a co-executor is not counted as a lead."""
    give(co_executors=(body("mof"),))
    give(days=60)
    give("mof", "71")
    give("commission-75")
    with clock.at(clock.now() + dt.timedelta(days=45)):
        client = signed_in("serik")
        links = LINK.findall(client.get("/regions/figures/").content.decode())
        assert len(links) == 2 * (2 + 2)
        for address, number in links:
            found = client.get(address.replace("&amp;", "&")).context["count"]
            assert found == int(number), address
        heat = queries.heat(cast.serik)
        almaty = next(land for land in heat.lands if land.code == "75")
        assert heat.whole(almaty) == (3, 2)
        assert (len(heat.lands), len(heat.bodies)) == (16, 23)
        assert heat.open[almaty.pk, body("mof").pk] == 0


def test_each_reader_is_shown_what_they_may_see(
    give: Callable[..., Task], signed_in: SignedIn, cast: Cast
) -> None:
    """The outsider's table is empty; what one person's sight counted is never shown to another."""
    give()
    for name, number in (("serik", 1), ("outsider", 0), ("aigerim", 1), ("governor", 1),
                         ("administrator", 0), ("serik", 1)):  # fmt: skip
        heat = signed_in(name).get("/regions/figures/").context["heat"]
        assert sum(heat.open[land.pk, 0] for land in heat.lands) == number, name


def test_what_is_kept_is_counted_anew_after_any_act_and_at_midnight(
    give: Callable[..., Task], cast: Cast
) -> None:
    """A new task, a report and a day that ends are in the table at once."""

    def figures() -> tuple[int, int]:
        heat = queries.heat(cast.serik)
        wholes = [heat.whole(land) for land in heat.lands]
        return sum(one for one, _late in wholes), sum(late for _one, late in wholes)

    task = give(days=9)
    assert figures() == (1, 0)
    give(days=90)
    assert figures() == (2, 0)
    with CaptureQueriesContext(connection) as asked:
        assert figures() == (2, 0)
    assert not [one for one in asked.captured_queries if "GROUP BY" in one["sql"]]
    with clock.at(clock.midnight(clock.today() + dt.timedelta(days=10))):
        assert figures() == (2, 1)
        actions.report_execution(
            task,
            actor=cast.aigerim,
            text="x",
            letter_number="1",
            letter_on=clock.today(),
            without_evidence="Given by telephone",
        )
        assert figures() == (2, 0)


def test_the_table_costs_the_same_however_full(
    give: Callable[..., Task], signed_in: SignedIn
) -> None:
    """One task or ten: the same number of queries."""
    client, costs = signed_in("serik"), []
    for more in (1, 9):
        for _number in range(more):
            give()
        client.get("/tasks/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/regions/figures/").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
