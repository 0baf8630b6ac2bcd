"""An administrator keeps people and posts in our own screens; nobody else does."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from agencies import access
from agencies.models import Appointment, Body, User
from audit import clock
from audit.models import Entry
from centre import actions, delivery
from notices.models import Contact
from tests.cast import PASSWORD

SignedIn = Callable[[str], Client]


def new_person(body: Body, **changed: object) -> dict[str, object]:
    """Fill in the form of a new person."""
    return {
        "body": body.pk,
        "full_name": "Madina Serikova",
        "email": "Madina@example.invalid",
        "position": "chief expert",
        "phone": "+7 700 000 00 00",
        "language": "kk",
        **changed,
    }


def test_administrator_adds_and_appoints_a_liaison_with_an_end_date(
    signed_in: SignedIn, body: Callable[[str], Body]
) -> None:
    client = signed_in("administrator")
    client.post(reverse("centre:person-new"), new_person(body("mof")))
    madina = User.objects.get(email="madina@example.invalid")
    last_day = clock.today() + dt.timedelta(days=30)
    response = client.post(
        reverse("centre:person-appoint", args=[madina.pk]),
        {"body": body("mof").pk, "role": "liaison", "ends_at": last_day.isoformat()},
    )
    assert response.status_code == 302
    appointment = Appointment.objects.get(person=madina)
    assert appointment.ends_at == clock.midnight(last_day + dt.timedelta(days=1))
    assert access.may(madina, access.REPORT, body("mof"))
    with clock.at(appointment.ends_at):
        assert not access.may(madina, access.REPORT, body("mof"))
    assert Contact.objects.get(person=madina).address == "madina@example.invalid"


def test_same_email_is_refused_in_a_sentence(
    signed_in: SignedIn, body: Callable[[str], Body]
) -> None:
    people = User.objects.count()
    response = signed_in("administrator").post(
        reverse("centre:person-new"), new_person(body("mof"), email="Aigerim@example.invalid")
    )
    assert response.status_code == 422
    assert "A person with this e-mail is already here." in response.content.decode()
    assert User.objects.count() == people


def test_new_person_gets_the_letter_with_which_they_set_a_password(
    administrator: User, body: Callable[[str], Body]
) -> None:
    person = actions.welcome_person(
        actor=administrator,
        body=body("mof"),
        email="madina@example.invalid",
        full_name="Madina Serikova",
        language="en",
    )
    delivery.send_password_letter(person.pk)
    letter = mail.outbox[0]
    assert letter.to == ["madina@example.invalid"]
    assert not Contact.objects.get(person=person).is_working
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    client = Client()
    shown = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    path = shown.redirect_chain[-1][0]
    client.post(path, {"password1": "a long new secret", "password2": "a long new secret"})
    person.refresh_from_db()
    assert person.check_password("a long new secret")
    assert Entry.objects.filter(actor=person, verb="changed the password").count() == 1
    assert Contact.objects.get(person=person).is_working, "the letter's address is proven"


def test_a_demonstration_marks_the_letter_and_writes_to_nobody_real(
    aigerim: User, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    delivery.send_password_letter(aigerim.pk)
    assert mail.outbox[0].subject.startswith("[ДЕМОНСТРАЦИЯ · DEMONSTRATION] ")
    assert mail.outbox[0].body.startswith("Demonstration. This is not an official system.")
    User.objects.filter(pk=aigerim.pk).update(email="aigerim@ministry.kz")
    delivery.send_password_letter(aigerim.pk)
    assert len(mail.outbox) == 1


def test_only_an_administrator_sends_letters(serik: User, aigerim: User) -> None:
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.ask_for_password(aigerim, actor=serik)
    assert Entry.objects.count() == entries


def test_role_of_a_headquarters_is_refused_at_a_ministry(
    signed_in: SignedIn, outsider: User, body: Callable[[str], Body]
) -> None:
    appointments = Appointment.objects.count()
    response = signed_in("administrator").post(
        reverse("centre:person-appoint", args=[outsider.pk]),
        {"body": body("mof").pk, "role": "hq_approver"},
    )
    assert response.status_code == 422
    assert "A body of this kind has no such role." in response.content.decode()
    assert Appointment.objects.count() == appointments


def test_ended_appointment_shuts_the_very_next_request(
    signed_in: SignedIn, aigerim: User, body: Callable[[str], Body]
) -> None:
    appointment = Appointment.objects.get(person=aigerim)
    client = signed_in("administrator")
    address = reverse("centre:appointment-end", args=[appointment.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert access.may(aigerim, access.REPORT, body("moh"))
    assert client.post(address, {"reason": "left the service"}).status_code == 302
    assert not access.may(aigerim, access.REPORT, body("moh"))
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.reason) == ("ended the appointment", "left the service")


def test_blocked_person_is_out_with_the_next_request(signed_in: SignedIn, aigerim: User) -> None:
    hers = signed_in("aigerim")
    assert hers.get("/").status_code == 200
    administrator = signed_in("administrator")
    administrator.post(
        reverse("centre:person-block", args=[aigerim.pk]), {"reason": "lost her card"}
    )
    assert hers.get("/").status_code == 302
    administrator.post(reverse("centre:person-unblock", args=[aigerim.pk]))
    assert hers.get("/").status_code == 200


def test_administrator_cannot_block_themselves(signed_in: SignedIn, administrator: User) -> None:
    response = signed_in("administrator").post(
        reverse("centre:person-block", args=[administrator.pk]), {"reason": "by mistake"}
    )
    assert response.status_code == 422
    administrator.refresh_from_db()
    assert administrator.is_active


def test_list_is_sought_by_name_and_state(signed_in: SignedIn, departed: User) -> None:
    client = signed_in("administrator")
    page = client.get(reverse("centre:people"), {"q": "damir"}).context["page"]
    assert [one.full_name for one in page] == ["Damir Departed"]
    page = client.get(reverse("centre:people"), {"state": "without_post"}).context["page"]
    assert [one.full_name for one in page] == ["Damir Departed"]


def test_list_asks_the_database_no_more_for_more_people(
    signed_in: SignedIn, administrator: User, body: Callable[[str], Body]
) -> None:
    client = signed_in("administrator")
    client.get(reverse("centre:people"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("centre:people"))
    for number in range(10):
        actions.welcome_person(
            actor=administrator,
            body=body("mof"),
            email=f"person{number}@example.invalid",
            full_name=f"Person {number}",
        )
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("centre:people"))
    assert len(many) == len(few)


def test_password_of_the_cast_is_right(aigerim: User) -> None:
    assert aigerim.check_password(PASSWORD)
