"""The first page of each role shows what waits for it, at a constant price."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from audit.models import Entry
from centre.queries import desks
from tests.cast import Cast
from tests.stories import Teller, levels, sittings, undertakings

SignedIn = Callable[[str], Client]
SECTIONS = {
    "aigerim": ["answers", "checklists", "counts", "tasks", "meetings"],
    "head_of_health": ["answers", "levels", "checklists", "counts", "worst", "meetings"],
    "serik": ["answers", "checklists", "reports", "protocols", "meetings", "silent", "counts"],
    "chair": ["levels", "closing", "extensions", "protocols", "meetings", "worst"],
    "dauren": ["answers", "duty", "delivery", "levels", "boards", "checklists", "map"],
    "saule": [
        "proposals",
        "levels",
        "boards",
        "delivery",
        "duty",
        "checklists",
        "meetings",
        "worst",
    ],
    "governor": ["answers", "region", "closing", "extensions", "protocols", "meetings"],
    "departed": [],
    "auditor": ["record"],
    "administrator": ["people", "delivery"],
}


def names(user: User) -> list[str]:
    """Return the names of the sections on somebody's desk."""
    return [section.template.split("/")[-1].removesuffix(".html") for section in desks.desk(user)]


def test_each_role_has_its_desk(cast: Cast) -> None:
    assert {name: names(cast[name]) for name in SECTIONS} == SECTIONS


@pytest.mark.parametrize("name", ["aigerim", "serik", "chair", "dauren", "saule", "governor"])
def test_desk_asks_the_database_no_more_when_more_waits(
    name: str, cast: Cast, signed_in: SignedIn
) -> None:
    for story in (undertakings, levels, sittings):
        story.tell(Teller(cast, demanding=False))
    client = signed_in(name)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    teller = Teller(cast, demanding=False)
    for _number in range(3):
        undertakings.give(teller)
        undertakings.give(teller, lead=teller.body("commission-75"))
        sittings.schedule(teller, 5)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)


def test_auditors_desk_is_a_reading(signed_in: SignedIn) -> None:
    signed_in("auditor").get("/")
    assert Entry.objects.filter(verb="read the record").count() == 1


def test_departed_finds_no_desk(signed_in: SignedIn) -> None:
    assert signed_in("departed").get("/").status_code == 404
