"""A commission reports each half-year: prefilled, accepted by its head, frozen when sent."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from agencies import actions as agencies
from agencies.models import Body, User
from audit import clock
from audit.models import Entry
from centre.queries import commissions
from notices.models import Notice
from plans import actions
from plans.models import CommissionReport, FormOfCompletion
from tests.cast import Cast
from tests.stories import Teller, undertakings

SignedIn = Callable[[str], Client]
WORDS: dict[str, Any] = {"events": 12, "covered": 900, "exercises": 2, "facilities": 40,
                         "done": "Проведено", "hindered": "", "planned": "Учения"}  # fmt: skip


@pytest.fixture
def secretary(cast: Cast) -> User:
    """The secretary of the commission of Almaty city."""
    body = Body.objects.get(code="commission-75")
    one = agencies.add_person(
        actor=None, body=body, email="s@example.invalid", full_name="Secretary", language="en"
    )
    agencies.appoint(one, actor=None, body=body, role="secretary", starts_at=clock.now())
    return one


def test_a_report_is_written_accepted_sent_and_frozen(
    cast: Cast, secretary: User, signed_in: SignedIn
) -> None:
    User.objects.update(language="en")
    year = clock.today().year
    teller = Teller(cast, demanding=False)
    due = dt.date(year + 1, 6, 10)
    undertakings.give(teller, lead=teller.body("commission-75"), due_on=due)
    client = Client()
    with clock.at(clock.midnight(dt.date(year + 1, 7, 5))):
        client.force_login(secretary)
        answer = client.post("/commissions/reports/", {"half": f"{year + 1}-1"})
        report = CommissionReport.objects.get()
        assert answer["Location"] == report.get_absolute_url()
        counts = {"all": 1, "done": 0, "in_time": 0, "not_done": 1, "returned": 0, "extended": 0}
        assert report.figures["given"] == counts
        assert report.figures["meetings"] == {"held": 0, "approved": 0}
        here = report.get_absolute_url()
        with pytest.raises(ValidationError):
            actions.send_commission_report(report, actor=secretary)
        with pytest.raises(ValidationError):
            actions.accept_commission_report(report, actor=cast.governor)
        assert client.post(f"{here}write/", {**WORDS, "done": ""}).status_code == 422
        assert client.post(f"{here}write/", WORDS).status_code == 302
        for name in ("secretary", "chair"):  # who writes it, and whoever is above, accept nothing
            who = secretary if name == "secretary" else cast.chair
            with pytest.raises(PermissionDenied):
                actions.accept_commission_report(report, actor=who)
        assert signed_in("serik").get(here).status_code == 404  # a draft is the commission's own
        assert signed_in("governor").post(f"{here}accept/").status_code == 302
        assert client.post(f"{here}write/", {**WORDS, "events": 13}).status_code == 302
        report.refresh_from_db()
        assert report.accepted_at is None  # other words must be accepted again
        actions.accept_commission_report(report, actor=cast.governor)
        assert client.post(f"{here}send/").status_code == 302
        page = signed_in("serik").get(here).content.decode()
        assert "Проведено" in page
        assert ">13<" in page
        assert signed_in("serik").get(f"{here}report.pdf").content.startswith(b"%PDF-1.7")
        assert signed_in("outsider").get(here).status_code == 404
        with pytest.raises(ValidationError):
            actions.write_commission_report(report, actor=secretary, figures={}, **WORDS)
        with pytest.raises(IntegrityError), transaction.atomic():
            CommissionReport.objects.update(events=0)
        assert Notice.objects.filter(thing_path=here).count() == 1
    verbs = Entry.objects.filter(object_type="plans.CommissionReport").order_by("pk")
    assert [entry.verb.split(" the ")[0] for entry in verbs] == [
        "began", "wrote", "accepted", "wrote", "accepted", "sent",
    ]  # fmt: skip


def test_a_report_counts_the_money_that_its_writer_may_read(cast: Cast, secretary: User) -> None:
    """What is planned on the land by a measure of another body is not told in passing."""
    year, atc = clock.today().year, Body.objects.get(code="atc")
    commission = Body.objects.get(code="commission-75")
    plan = actions.create_plan(
        actor=cast.serik, controller=atc, code="p", name_kk="а", name_ru="б",
        first_year=year, last_year=year,
    )  # fmt: skip
    for number, code, amount in (("1", "moh", 90), ("2", "commission-75", 7)):
        money = actions.MoneySpec("local", Decimal(amount), year, territory=commission.territory)
        place = actions.ResponsibleSpec(body=Body.objects.get(code=code), is_lead=True)
        actions.add_item(
            plan, actor=cast.serik, number=number, text_kk="а", text_ru="б", term_ru="ежегодно",
            form_of_completion=FormOfCompletion.objects.get(code="report"), costs="amount",
            responsible=[place], money=[money],
        )  # fmt: skip
    actions.approve_version(plan.versions.get(), actor=cast.serik, act_title="№ 1")
    days = dt.date(year, 1, 1), dt.date(year, 6, 30)

    def planned(who: User) -> list[str]:
        return [row["planned"] for row in commissions.figures(who, commission, *days)["money"]]

    assert planned(secretary) == ["7.000"]
    assert planned(cast.serik) == ["97.000"]
