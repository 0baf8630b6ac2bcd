"""Addresses that nobody means get an answer in our frame, never an error page."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import Body
from centre.forms.commissions import CommissionReportForm
from plans.models import CommissionReport
from tests.cast import Cast

SignedIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/tasks/?text=²", 200),
        ("/tasks/?text=%00", 400),
        ("/tasks/?after=²", 200),
        ("/levels/territory/%00/", 404),
        ("/%00/", 404),
    ],
)
def test_odd_address_is_answered(signed_in: SignedIn, address: str, status: int) -> None:
    assert signed_in("serik").get(address).status_code == status


@pytest.mark.parametrize(
    ("address", "status"),
    [("year/?year=", 200), ("schedule/?level=", 200), ("schedule/?template=", 200)],
)
def test_number_of_five_thousand_figures_is_answered(
    signed_in: SignedIn, address: str, status: int
) -> None:
    assert signed_in("serik").get(f"/meetings/{address}{'9' * 5000}").status_code == status


@pytest.mark.parametrize("year", ["²", "99999999999", "nothing", "2026"])
def test_odd_year_of_money_is_answered(signed_in: SignedIn, year: str) -> None:
    assert signed_in("governor").get(f"/regions/75/money/?year={year}").status_code == 200


def test_last_day_of_the_calendar_is_refused_in_a_sentence(signed_in: SignedIn) -> None:
    page = signed_in("auditor").get("/record/?until=31.12.9999").content.decode()
    assert "Write a day between 1991 and 2099." in page


def test_e_mail_longer_than_its_column_is_refused_in_a_sentence(
    signed_in: SignedIn, body: Callable[[str], Body]
) -> None:
    long = f"a@{'.'.join(['b' * 60] * 4)}.{'c' * 20}.invalid"
    typed = {"body": body("mof").pk, "full_name": "Madina", "email": long, "language": "ru"}
    assert len(long) > 254
    assert signed_in("administrator").post("/people/new/", typed).status_code == 422


def test_a_count_larger_than_its_column_is_refused() -> None:
    """Two thousand million is the most that is counted."""
    report = CommissionReport(first_day=dt.date(2026, 1, 1), last_day=dt.date(2026, 6, 30))
    for number, is_taken in ((2_147_483_647, True), (2_147_483_648, False)):
        form = CommissionReportForm({"events": number, "done": "x"}, report=report)
        assert ("events" not in form.errors) == is_taken


def test_nobody_unblocks_themselves_and_is_told_so(signed_in: SignedIn, cast: Cast) -> None:
    client = signed_in("administrator")
    path = f"/people/{cast.administrator.pk}/unblock/"
    page = client.post(path, follow=True)
    assert page.status_code == 200
    assert "You cannot block or unblock yourself." in page.content.decode()


def test_e_mail_in_other_letters_is_refused_in_a_sentence(
    signed_in: SignedIn, body: Callable[[str], object]
) -> None:
    typed = {
        "body": body("mof").pk,  # type: ignore[attr-defined]
        "full_name": "Madina",
        "email": "мадина@пошта.қаз",
        "language": "ru",
    }
    page = signed_in("administrator").post("/people/new/", typed)
    assert page.status_code == 422
