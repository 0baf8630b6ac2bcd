"""Addresses that nobody means get an answer in our frame, never an error page."""

from collections.abc import Callable

import pytest
from django.test import Client

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


@pytest.mark.parametrize("year", ["²", "99999999999", "nothing", "2026"])
def test_odd_year_of_money_is_answered(signed_in: SignedIn, year: str) -> None:
    assert signed_in("governor").get(f"/regions/75/money/?year={year}").status_code == 200


def test_last_day_of_the_calendar_is_refused_in_a_sentence(signed_in: SignedIn) -> None:
    page = signed_in("auditor").get("/record/?until=31.12.9999").content.decode()
    assert "Write a day between 1991 and 2099." in page


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
