"""Contacts: added, proved by a code or by an administrator, tested, removed."""

import datetime as dt
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from audit import clock
from audit.models import Entry
from notices import access, actions, delivery
from notices.models import Contact, Delivery, Notice
from tests.cast import Cast
from tests.notices.conftest import give_contact
from tests.notices.relay import Relay

pytestmark = pytest.mark.usefixtures("read_in_english")
SignedIn = Callable[[str], Client]


@pytest.fixture
def contact(cast: Cast) -> Contact:
    """An address that Aigerim has just added."""
    return actions.add_contact(cast.aigerim, actor=cast.aigerim, address="New@Example.invalid ")


def code_in(relay: Relay) -> str:
    """Read the code out of the last letter."""
    letter = message_from_bytes(relay.accepted[-1][1], policy=policy.default)
    assert isinstance(letter, EmailMessage)
    part = letter.get_body(("plain",))
    assert part is not None
    found = re.search(r"^(\d{6})\s*$", part.get_content(), re.MULTILINE)
    assert found
    return found[1]


def test_adding_is_recorded_and_twice_changes_nothing(contact: Contact, cast: Cast) -> None:
    assert (contact.address, contact.is_working) == ("new@example.invalid", False)
    again = actions.add_contact(cast.aigerim, actor=cast.aigerim, address="new@example.invalid")
    assert again == contact
    entry = Entry.objects.get(object_type="notices.Contact", object_id=str(contact.pk))
    assert (entry.actor, entry.verb) == (cast.aigerim, "added the contact")


@pytest.mark.parametrize("address", ["nobody", "a@b", "ү@example.invalid", "a\nb@example.invalid"])
def test_an_address_that_cannot_be_written_to_is_refused(cast: Cast, address: str) -> None:
    with pytest.raises(ValidationError, match="e-mail address"):
        actions.add_contact(cast.aigerim, actor=cast.aigerim, address=address)
    assert Contact.objects.count() == 0


@pytest.mark.parametrize("name", ["outsider", "serik", "chair", "head_of_health", "auditor"])
def test_nobody_keeps_the_contacts_of_another(contact: Contact, cast: Cast, name: str) -> None:
    before = Entry.objects.count()
    for attempt in (
        lambda: actions.add_contact(cast.aigerim, actor=cast[name], address="x@example.invalid"),
        lambda: actions.verify_contact(contact, actor=cast[name]),
        lambda: actions.test_contact(contact, actor=cast[name]),
        lambda: actions.remove_contact(contact, actor=cast[name]),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert list(Contact.objects.all()) == [contact]
    assert (Entry.objects.count(), Delivery.objects.count()) == (before, 0)


def test_the_code_from_the_letter_verifies(contact: Contact, cast: Cast, relay: Relay) -> None:
    actions.test_contact(contact, actor=cast.aigerim)
    assert delivery.deliver("default") == 1
    assert relay.recipients == ["new@example.invalid"]
    assert actions.verify_contact(contact, actor=cast.aigerim, code=f" {code_in(relay)} ")
    contact.refresh_from_db()
    assert contact.is_working
    assert not any(code_in(relay) in one.body for one in Notice.objects.get().wordings.all())


def test_a_wrong_code_is_counted_and_five_close_the_door(contact: Contact, cast: Cast) -> None:
    actions.test_contact(contact, actor=cast.aigerim)
    contact.refresh_from_db()
    right = access.code_of(contact)
    wrong = "000000" if right != "000000" else "111111"
    for _attempt in range(5):
        assert actions.verify_contact(contact, actor=cast.aigerim, code=wrong) is False
    assert actions.verify_contact(contact, actor=cast.aigerim, code=right) is False
    contact.refresh_from_db()
    assert (contact.is_working, contact.wrong_codes) == (False, 6)


def test_a_code_is_dead_after_an_hour_and_when_sent_anew(contact: Contact, cast: Cast) -> None:
    actions.test_contact(contact, actor=cast.aigerim)
    contact.refresh_from_db()
    first = access.code_of(contact)
    with clock.at(clock.now() + dt.timedelta(minutes=61)):
        assert actions.verify_contact(contact, actor=cast.aigerim, code=first) is False
        actions.test_contact(contact, actor=cast.aigerim)
        contact.refresh_from_db()
        assert access.code_of(contact) != first
        assert actions.verify_contact(contact, actor=cast.aigerim, code=access.code_of(contact))


def test_a_code_never_sent_proves_nothing(contact: Contact, cast: Cast) -> None:
    code = access.code_of(contact)
    assert actions.verify_contact(contact, actor=cast.aigerim, code=code) is False


def test_an_administrator_cannot_lead_the_mail_of_another_to_themselves(
    contact: Contact, cast: Cast
) -> None:
    actions.test_contact(contact, actor=cast.administrator)
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied, match="Only its owner"):
        actions.verify_contact(contact, actor=cast.administrator, code=access.code_of(contact))
    contact.refresh_from_db()
    assert not contact.is_working
    assert Entry.objects.count() == before


def test_messages_to_one_contact_keep_a_minute_apart(contact: Contact, cast: Cast) -> None:
    actions.test_contact(contact, actor=cast.aigerim)
    with pytest.raises(ValidationError, match="Wait a minute"):
        actions.test_contact(contact, actor=cast.aigerim)
    assert Delivery.objects.count() == 1


def test_a_working_contact_gets_a_plain_test_and_stays_verified(cast: Cast, relay: Relay) -> None:
    contact = give_contact(cast.aigerim)
    actions.test_contact(contact, actor=cast.aigerim)
    delivery.deliver("default")
    contact.refresh_from_db()
    assert contact.is_working
    assert len(relay.accepted) == 1


def test_a_broken_contact_works_again_once_proved(contact: Contact, cast: Cast) -> None:
    give_contact(cast.aigerim, contact.address)
    Contact.objects.update(broken_at=clock.now(), broken_words="550 no")
    actions.test_contact(contact, actor=cast.aigerim)
    contact.refresh_from_db()
    assert actions.verify_contact(contact, actor=cast.aigerim, code=access.code_of(contact))
    contact.refresh_from_db()
    assert (contact.is_working, contact.broken_words) == (True, "")


def test_who_holds_no_post_is_written_nothing(cast: Cast) -> None:
    contact = actions.add_contact(cast.departed, actor=None, address="d@example.invalid")
    with pytest.raises(ValidationError, match="holds no post"):
        actions.test_contact(contact, actor=cast.departed)
    assert Delivery.objects.count() == 0


def test_a_removed_contact_is_written_nothing_and_may_be_added_again(
    contact: Contact, cast: Cast
) -> None:
    actions.remove_contact(contact, actor=cast.aigerim)
    before = Entry.objects.count()
    actions.remove_contact(contact, actor=cast.aigerim)
    assert Entry.objects.count() == before
    again = actions.add_contact(cast.aigerim, actor=cast.aigerim, address=contact.address)
    assert again.pk != contact.pk


def test_the_page_adds_and_sends_a_code(signed_in: SignedIn, cast: Cast) -> None:
    client = signed_in("aigerim")
    answer = client.post(
        "/inbox/contacts/", {"channel": "email", "address": "second@example.invalid"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/inbox/contacts/")
    contact = Contact.objects.get()
    assert contact.code_sent_at is not None
    assert Delivery.objects.get().contact == contact
    page = client.get("/inbox/contacts/").content.decode()
    assert "second@example.invalid" in page
    assert f"/inbox/contacts/{contact.pk}/verify/" in page


def test_the_code_stands_in_the_letter_alone(signed_in: SignedIn, contact: Contact) -> None:
    client = signed_in("aigerim")
    client.post(f"/inbox/contacts/{contact.pk}/test/")
    contact.refresh_from_db()
    notice = Notice.objects.get()
    for path in ("/inbox/", f"/inbox/{notice.pk}/", "/inbox/contacts/"):
        text = client.get(path).content.decode()
        assert access.code_of(contact) not in text
        assert "{code}" not in text


def test_the_page_keeps_what_was_typed_wrongly(signed_in: SignedIn) -> None:
    answer = signed_in("aigerim").post("/inbox/contacts/", {"address": "not an address"})
    assert answer.status_code == 422
    assert "not an address" in answer.content.decode()
    assert Contact.objects.count() == 0


def test_an_administrator_keeps_the_contacts_of_a_person(
    signed_in: SignedIn, contact: Contact, cast: Cast
) -> None:
    client = signed_in("administrator")
    place = f"/inbox/contacts/of/{cast.aigerim.pk}/"
    page = client.get(place).content.decode()
    assert contact.address in page
    assert f"/inbox/contacts/{contact.pk}/verify/" not in page
    assert client.post(f"/inbox/contacts/{contact.pk}/verify/").status_code == 403
    answer = client.post(f"/inbox/contacts/{contact.pk}/remove/")
    assert answer["Location"] == place
    contact.refresh_from_db()
    assert contact.removed_at is not None


def test_the_page_says_when_a_code_is_wrong(signed_in: SignedIn, contact: Contact) -> None:
    client = signed_in("aigerim")
    answer = client.post(f"/inbox/contacts/{contact.pk}/verify/", {"code": "1"}, follow=True)
    assert "This code is wrong or too old" in answer.content.decode()
    client.post(f"/inbox/contacts/{contact.pk}/test/")
    again = client.post(f"/inbox/contacts/{contact.pk}/test/", follow=True)
    assert "Wait a minute" in again.content.decode()
    client.post(f"/inbox/contacts/{contact.pk}/remove/")
    assert Contact.objects.get().removed_at is not None


def test_the_system_of_an_organisation_is_no_contact_of_a_person(
    signed_in: SignedIn, cast: Cast
) -> None:
    asked = {"channel": "webhook", "address": "https://notices.moh.invalid/"}
    answer = signed_in("aigerim").post("/inbox/contacts/", asked)
    assert answer.status_code == 422
    assert "channel" in answer.context["form"].errors
    assert not Contact.objects.exists()
