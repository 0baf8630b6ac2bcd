"""The directory of bodies is everybody's; its life is the administrator's."""

import datetime as dt
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import queries
from agencies.models import Body, Territory, User
from audit import clock
from audit.models import Entry

SignedIn = Callable[[str], Client]
Find = Callable[[str], Body]


def new_agency(centre: Body, republic: Territory, **changed: object) -> dict[str, object]:
    """Fill in the form of a new member agency."""
    return {
        "parent": centre.pk,
        "kind": "agency",
        "code": "new-agency",
        "name_kk": "Жаңа агенттік",
        "name_ru": "Новое агентство",
        "name_en": "New agency",
        "abbreviation_kk": "ЖА",
        "abbreviation_ru": "НА",
        "abbreviation_en": "NA",
        "territory": republic.pk,
        "valid_from": clock.today().isoformat(),
        **changed,
    }


def test_added_agency_is_a_member_at_once(
    signed_in: SignedIn, body: Find, territory: Callable[[str], Territory]
) -> None:
    members = queries.members_of_the_centre().count()
    response = signed_in("administrator").post(
        reverse("centre:body-new"), new_agency(body("atc"), territory("KZ"))
    )
    added = body("new-agency")
    assert response.headers["Location"] == reverse("centre:body", args=[added.pk])
    assert queries.members_of_the_centre().count() == members + 1


def test_agency_cannot_stand_beneath_an_agency(
    signed_in: SignedIn, body: Find, territory: Callable[[str], Territory]
) -> None:
    response = signed_in("administrator").post(
        reverse("centre:body-new"), new_agency(body("moh"), territory("KZ"))
    )
    assert response.status_code == 422
    assert not Body.objects.filter(code="new-agency").exists()


def test_ended_body_names_its_successor_and_keeps_its_page(
    signed_in: SignedIn, body: Find, aigerim: User
) -> None:
    health, finance = body("moh"), body("mof")
    client = signed_in("administrator")
    client.post(
        reverse("centre:body-end", args=[health.pk]),
        {
            "ends_on": clock.today().isoformat(),
            "successor": finance.pk,
            "reason": "Decree 1 of today",
        },
    )
    health.refresh_from_db()
    assert (health.valid_to, health.successor) == (clock.today(), finance)
    page = client.get(reverse("centre:body", args=[health.pk])).content.decode()
    assert "its history stays" in page
    assert finance.name_en in page
    assert not queries.bodies(aigerim).filter(code="moh").exists()
    assert Entry.objects.latest("pk").reason == "Decree 1 of today"


def test_body_cannot_end_before_it_began(signed_in: SignedIn, body: Find) -> None:
    health = body("moh")
    Body.objects.filter(pk=health.pk).update(valid_from=clock.today())
    response = signed_in("administrator").post(
        reverse("centre:body-end", args=[health.pk]),
        {
            "ends_on": (clock.today() - dt.timedelta(days=1)).isoformat(),
            "reason": "Decree 1 of yesterday",
        },
    )
    assert response.status_code == 422
    health.refresh_from_db()
    assert health.valid_to is None


def test_liaison_sees_no_names_on_a_body(signed_in: SignedIn, body: Find) -> None:
    page = reverse("centre:body", args=[body("moh").pk])
    assert "Aigerim Nurlanova" in signed_in("administrator").get(page).content.decode()
    assert "Aigerim Nurlanova" not in signed_in("outsider").get(page).content.decode()


def test_directory_is_sought_in_any_language(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    for words in ("Денсаулық", "здравоохранения", "Ministry of Health"):
        page = client.get(reverse("centre:body-list"), {"q": words}).context["page"]
        assert [one.code for one in page] == ["moh"]


def test_directory_asks_the_database_no_more_for_more_bodies(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    client.get(reverse("centre:body-list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("centre:body-list"), {"q": "Ministry of Health"})
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(reverse("centre:body-list"))
    assert len(one) == len(all_of_them)
