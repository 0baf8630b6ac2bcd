"""A commission reports each half-year: prefilled, accepted by its head, frozen when sent."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from agencies import actions as agencies
from agencies.models import Body, User
from audit import clock
from audit.models import Entry
from notices.models import Notice
from plans import actions
from plans.models import CommissionReport
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
