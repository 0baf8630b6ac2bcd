"""An auditor reads the record, and the reading is in it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import actions as agency_actions
from agencies.models import Appointment, User
from audit import chain, clock
from audit.models import Entry
from centre import access, actions
from tests.cast import Cast

SignedIn = Callable[[str], Client]
RECORD = "/record/"


def readings() -> int:
    """Count the readings on record."""
    return Entry.objects.filter(verb="read the record").count()


def test_reading_is_recorded_once_for_one_reading(signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    client.get(RECORD)
    client.get(RECORD, {"page": 2})
    client.get(RECORD)
    assert readings() == 1
    client.get(RECORD, {"who": "Aigerim"})
    assert readings() == 2
    assert Entry.objects.latest("pk").changes == {"who": ["", "Aigerim"]}


def test_reading_again_later_is_another_reading(auditor: User) -> None:
    actions.read_record(actor=auditor, sought={})
    with clock.at(clock.now() + dt.timedelta(minutes=31)):
        actions.read_record(actor=auditor, sought={})
    assert readings() == 2


def test_nobody_else_reads_and_nothing_is_recorded(serik: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.read_record(actor=serik, sought={})
    assert readings() == 0


def test_entry_shows_who_what_when_and_why(signed_in: SignedIn, departed: User) -> None:
    page = signed_in("auditor").get(RECORD, {"verb": "ended the appointment"})
    (line,) = page.context["lines"]
    assert line.entry.actor_name == "Askar Admin"
    assert line.entry.reason == "left the service"
    text = page.content.decode()
    assert "left the service" in text
    assert "Askar Admin" in text


def test_act_in_anothers_place_says_for_whom(
    signed_in: SignedIn, administrator: User, serik: User, aigerim: User
) -> None:
    post = Appointment.objects.get(person=administrator, post__body__code="atc").post
    agency_actions.appoint(
        serik, actor=None, body=post.body, role="administrator", acting_for=administrator
    )
    agency_actions.block_person(aigerim, actor=serik, reason="lost her card")
    page = signed_in("auditor").get(RECORD, {"verb": "blocked"})
    (line,) = page.context["lines"]
    assert line.entry.acting_for_name == "Askar Admin"
    assert "for Askar Admin" in " ".join(page.content.decode().split())


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"who": "askar"}, 1),
        ({"kind": "agencies.Appointment", "verb": "ended the appointment"}, 1),
        ({"since": "2999-01-01"}, 0),
        ({"until": "2000-01-01"}, 0),
    ],
)
def test_filters_stand_in_the_address(
    signed_in: SignedIn, sought: dict[str, str], found: int
) -> None:
    page = signed_in("auditor").get(RECORD, sought)
    assert page.context["page"].paginator.count == found


def test_wrong_day_is_said_and_shows_nothing(signed_in: SignedIn) -> None:
    page = signed_in("auditor").get(RECORD, {"since": "the day before"})
    assert page.status_code == 422
    assert page.context["lines"] == []


def test_seal_is_shown_and_a_broken_one_is_shouted(signed_in: SignedIn) -> None:
    chain.seal_record()
    client = signed_in("auditor")
    assert "No. 1, holds" in client.get(RECORD, {"page": 99}).content.decode()
    assert "The chain holds" in client.get("/record/check/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE audit_entry SET reason = 'forged' WHERE id = (SELECT min(id) FROM audit_entry)"
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert "No. 1, BROKEN" in client.get(RECORD, {"page": 99}).content.decode()
    assert "The chain is broken" in client.get("/record/check/").content.decode()


def test_whoever_sees_an_entry_is_its_audience(cast: Cast) -> None:
    for entry in Entry.objects.order_by("?")[:20]:
        audience = set(access.audience_of_entry(entry))
        for name in cast.names():
            sees = access.visible_entries(cast[name]).filter(pk=entry.pk).exists()
            assert sees == (cast[name] in audience), (name, entry)


def test_record_asks_the_database_no_more_for_more_entries(signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    client.get(RECORD)
    client.get(RECORD, {"verb": "ended the appointment"})
    with CaptureQueriesContext(connection) as one:
        client.get(RECORD, {"verb": "ended the appointment"})
    with CaptureQueriesContext(connection) as many:
        client.get(RECORD)
    # A sought body or verb costs nothing more; the page is as long as fifty entries.
    assert len(many) == len(one)


def test_entry_page_links_to_everything_of_the_thing(signed_in: SignedIn) -> None:
    entry = Entry.objects.filter(verb="ended the appointment").get()
    page = signed_in("auditor").get(reverse("centre:entry", args=[entry.pk])).content.decode()
    assert f"kind=agencies.Appointment&amp;number={entry.object_id}" in page
