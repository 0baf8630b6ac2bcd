"""My work: each thing that waits stands once, before whom it concerns, by what is due first."""

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import User
from audit import clock
from centre.queries.work import work
from plans import actions as plans
from plans.models import FormOfCompletion, Task
from tests.cast import Cast
from tests.stories import Teller, in_days, undertakings

SignedIn = Callable[[str], Client]


@pytest.fixture
def teller(cast: Cast) -> Teller:
    """Somebody who only calls the actions."""
    User.objects.update(language="en")
    return Teller(cast, demanding=False)


def reported(teller: Teller, days: int) -> Task:
    """Give a task and report on it."""
    cast = teller.cast
    task = plans.take_into_work(
        undertakings.give(teller, due_on=in_days(days)), actor=cast.aigerim
    )
    plans.report_execution(
        task, actor=cast.aigerim, text="Done", letter_number="1", letter_on=clock.today(),
        form_given=FormOfCompletion.objects.get(code="report"), without_evidence="By telephone",
    )  # fmt: skip
    task.refresh_from_db()
    return task


def test_each_act_waits_once_before_whom_it_concerns(teller: Teller, signed_in: SignedIn) -> None:
    cast = teller.cast
    # The terms lie so far apart that no weekend brings two of them onto one day.
    untouched = undertakings.give(teller, due_on=in_days(30), co_executors=[teller.body("mof")])
    in_work = plans.take_into_work(
        undertakings.give(teller, due_on=in_days(11)), actor=cast.aigerim
    )
    asked = plans.request_extension(
        in_work, actor=cast.aigerim, proposed_on=in_days(60), reason="Estimates"
    )
    submitted, accepted = reported(teller, 20), reported(teller, 3)
    plans.accept_report(accepted, actor=cast.serik)
    plans.ask_question(submitted.reports.get(), actor=cast.serik, text="How many?")
    assert work(cast.aigerim).counts == {"take": 1, "report": 1, "answer": 1}
    assert [row.kind for row in work(cast.aigerim).rows] == ["report", "answer", "take"]
    assert work(cast.outsider).counts == {"part": 1}
    assert work(cast.serik).counts == {"review": 1}
    assert [row.kind for row in work(cast.chair).rows] == ["close", "term", "review"]
    assert work(cast.dauren).total == work(cast.governor).total == 0
    plans.delegate(
        actor=cast.chair, body=teller.body("atc"), delegate=cast.serik, closing=False, term=True,
        starts_on=clock.today(), ends_on=clock.today(),
    )  # fmt: skip
    delegated = [row for row in work(cast.serik).rows if row.kind == "term"]
    assert [row.acting_for for row in delegated] == [cast.chair.full_name]
    plans.prepare_package(
        actor=cast.serik, controller=teller.body("atc"),
        lines=[plans.LineSpec(accepted, "Done"), plans.LineSpec(in_work, "Later", asked)],
    )  # fmt: skip
    assert [row.kind for row in work(cast.chair).rows] == ["package", "review"]
    client = signed_in("aigerim")
    page = client.get("/my-work/?kind=take").content.decode()
    assert page.count("<tr") == 2  # the head and the one row
    assert f"/tasks/{untouched.pk}/take/" in page
    assert "Nothing of this kind" in client.get("/my-work/?kind=part").content.decode()
    assert "/my-work/?kind=answer" in client.get("/").content.decode()


def test_the_list_is_cut_into_pages(teller: Teller, signed_in: SignedIn) -> None:
    given = [undertakings.give(teller, due_on=in_days(days)) for days in (40, 20, 10)]
    pages = [work(teller.cast.aigerim, page=number, size=2) for number in (1, 2, 99)]
    assert [row.pk for one in pages[:2] for row in one.rows] == [one.pk for one in given[::-1]]
    assert [(one.page, one.shown) for one in pages] == [(1, 3), (2, 3), (2, 3)]
    assert "Nothing waits for you" in signed_in("outsider").get("/my-work/").content.decode()
