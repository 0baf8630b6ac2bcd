"""A new house lets its first administrator in by a command, once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agencies import access
from agencies.models import Appointment, Body, User
from audit.models import Entry
from notices.models import Contact
from tests.cast import Cast

NEW_PASSWORD = "a long secret of one's own"


def appoint(email: str = "first@example.invalid", name: str = "First Administrator") -> str:
    """Run the command and return what it printed."""
    printed = StringIO()
    call_command("appoint_administrator", email, name, stdout=printed)
    return printed.getvalue()


@pytest.fixture
def empty_house(cast: Cast) -> None:
    """Leave nobody who keeps people."""
    User.objects.filter(pk=cast.administrator.pk).update(is_active=False)


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_house")
def test_first_administrator_keeps_the_people_of_both_trees() -> None:
    appoint()
    first = User.objects.get(email="first@example.invalid")
    for body in Body.objects.filter(code__in=["atc", "moh", "headquarters-kz", "commission-75"]):
        assert access.may(first, access.MANAGE_PEOPLE, body)
        assert not access.may(first, access.SEE, body)
    assert Contact.objects.get(person=first).address == "first@example.invalid"
    verbs = set(Entry.objects.filter(actor=None).values_list("verb", flat=True))
    assert {"added the person", "appointed", "asked for a password letter"} <= verbs


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_house")
def test_printed_link_sets_the_password_and_opens_the_house(client: Client) -> None:
    link = re.search(r"https?://[^/]+(/\S+)", appoint())
    assert link is not None
    page = client.get(link[1], follow=True)
    address = page.redirect_chain[-1][0]
    client.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert client.login(email="first@example.invalid", password=NEW_PASSWORD)
    assert client.get("/people/").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_second_administrator_is_refused_and_leaves_no_trace() -> None:
    before = (User.objects.count(), Appointment.objects.count(), Entry.objects.count())
    with pytest.raises(CommandError, match="has an administrator"):
        appoint()
    assert (User.objects.count(), Appointment.objects.count(), Entry.objects.count()) == before


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_house")
@pytest.mark.parametrize("email", ["", "no address", "aigerim@example.invalid"])
def test_wrong_or_known_email_is_refused_in_a_sentence(email: str) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        appoint(email)
    assert not User.objects.filter(full_name="First Administrator").exists()
