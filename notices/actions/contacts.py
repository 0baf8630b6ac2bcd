"""Contacts: where a person is written to, and the numbers at which people call them."""

import datetime as dt
import re
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import User
from audit import clock
from audit.record import SYSTEM, Capacity, record
from notices import access, fanout, texts
from notices.actions.issuing import write_notice
from notices.models import Contact, Notice
from notices.texts import AddresseeSpec, NoticeText

NUMBER = re.compile(r"\+?\d{5,15}")
MOST_WRONG_CODES = 5
CODE_LIVES = dt.timedelta(hours=1)
BETWEEN_CODES = dt.timedelta(minutes=1)


@transaction.atomic
def add_contact(
    person: User, *, actor: User | None, address: str, channel: str = Contact.Channel.EMAIL
) -> Contact:
    """Add an address, to be verified before it is written to (no actor: first start).

    A telephone number needs no code: it is called by people, in the person's own order.
    """
    capacity = _keeper(actor, person)
    is_number = channel == Contact.Channel.PHONE
    address = _CLEANED[channel](address)
    person = User.objects.select_for_update().get(pk=person.pk)
    own = Contact.objects.filter(person=person, removed_at__isnull=True)
    same = own.filter(channel=channel, address=address).first()
    if same is not None:
        return same
    contact = Contact.objects.create(
        person=person,
        channel=channel,
        address=address,
        position=(own.aggregate(last=Max("position"))["last"] or 0) + 1,
        added_at=clock.now(),
        verified_at=clock.now() if is_number else None,
    )
    record(capacity, gettext_noop("added the contact"), contact)
    return contact


@transaction.atomic
def verify_contact(contact: Contact, *, actor: User | None, code: str = "") -> bool:
    """Verify a contact: its owner alone, by the code sent to it; nobody's word moves their mail.

    Returns whether it is verified now (no actor: first start).
    """
    capacity = _keeper(actor, contact.owner)
    if actor is not None and actor.pk != contact.person_id:
        raise PermissionDenied(_("Only its owner verifies a contact, by the code sent to it."))
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.is_working:
        return True
    if actor is not None and not _proves(contact, code):
        contact.wrong_codes += 1
        contact.save(update_fields=["wrong_codes"])
        record(capacity, gettext_noop("entered a wrong code for the contact"), contact)
        return False
    contact.verified_at = clock.now()
    contact.broken_at, contact.broken_words, contact.wrong_codes = None, "", 0
    contact.save(update_fields=["verified_at", "broken_at", "broken_words", "wrong_codes"])
    record(capacity, gettext_noop("verified the contact"), contact)
    return True


@transaction.atomic
def test_contact(contact: Contact, *, actor: User) -> Notice:
    """Write to a contact: a code while it is unverified or broken, a plain test afterwards."""
    capacity = _keeper(actor, contact.owner)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.is_number:
        raise ValidationError(_("A number is called by people: nothing is written to it."))
    home = rights.home_body(contact.owner)
    if home is None:
        raise ValidationError(_("This person holds no post: nothing is written to them."))
    now = clock.now()
    if contact.code_sent_at and now - contact.code_sent_at < BETWEEN_CODES:
        raise ValidationError(_("A message has just been sent there. Wait a minute."))
    contact.code_sent_at, contact.wrong_codes = now, 0
    contact.save(update_fields=["code_sent_at", "wrong_codes"])
    notice = write_notice(
        Capacity(actor, home),
        _contact_texts(with_code=not contact.is_working),
        kind=Notice.Kind.CONTACT,
        urgency=Notice.Urgency.ORDINARY,
    )
    fanout.write_addressees(notice, [AddresseeSpec(contact.owner.pk, home.pk, counted=False)])
    fanout.write_delivery_to(notice, contact.pk)
    record(capacity, gettext_noop("sent a test message to the contact"), contact)
    fanout.ring(notice)
    return notice


@transaction.atomic
def raise_contact(contact: Contact, *, actor: User) -> Contact:
    """Move a contact before the one above it in the person's own order."""
    capacity = _keeper(actor, contact.owner)
    kept = Contact.objects.select_for_update().filter(
        person=contact.person_id, removed_at__isnull=True
    )
    row = list(kept.order_by("position", "pk"))
    place = next((n for n, one in enumerate(row) if one.pk == contact.pk), 0)
    if place == 0:
        return contact
    row[place - 1 : place + 1] = row[place], row[place - 1]
    for position, one in enumerate(row, start=1):
        one.position = position
    Contact.objects.bulk_update(row, ["position"])
    order = {"order": [place + 1, place]}
    record(capacity, gettext_noop("moved the contact up"), row[place - 1], changes=order)
    return row[place - 1]


@transaction.atomic
def remove_contact(contact: Contact, *, actor: User) -> Contact:
    """Stop writing to an address; what went there stays on record."""
    capacity = _keeper(actor, contact.owner)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.removed_at is not None:
        return contact
    contact.removed_at = clock.now()
    contact.save(update_fields=["removed_at"])
    record(capacity, gettext_noop("removed the contact"), contact)
    return contact


@transaction.atomic
def mark_wrong(contact: Contact, *, capacity: Capacity, words: str) -> Contact:
    """Mark a contact as leading to somebody else, as whoever called it found; once."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.broken_at is not None or contact.removed_at is not None:
        return contact
    contact.broken_at, contact.broken_words = clock.now(), words
    contact.save(update_fields=["broken_at", "broken_words"])
    record(capacity, gettext_noop("marked the contact as wrong"), contact)
    return contact


def _keeper(actor: User | None, person: User) -> Capacity:
    return SYSTEM if actor is None else access.require_contact_keeper(actor, person)


def _address(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeEncodeError) as error:
        message = _("Write an e-mail address in Latin letters.")
        raise ValidationError({"address": message}) from error
    return address


def _number(text: str) -> str:
    number = re.sub(r"[\s()\-.]", "", text)
    if not NUMBER.fullmatch(number):
        message = _("Write a telephone number in digits, for example +7 7172 74 20 00.")
        raise ValidationError({"address": message})
    return number


def _mobile(text: str) -> str:
    """Return a number as networks write it: with the country's code."""
    number = _number(text)
    if re.fullmatch(r"8\d{10}", number):
        number = f"+7{number[1:]}"
    if not number.startswith("+"):
        message = _("Write a mobile number with its country code, for example +7 701 000 00 00.")
        raise ValidationError({"address": message})
    if refusal := texts.refusal_of_address(number):
        raise ValidationError(
            {"address": _("This number may not be written to: %(why)s.") % {"why": _(refusal)}}
        )
    return number


_CLEANED: dict[str, Callable[[str], str]] = {
    Contact.Channel.EMAIL: _address,
    Contact.Channel.SMS: _mobile,
    Contact.Channel.PHONE: _number,
}


def _proves(contact: Contact, code: str) -> bool:
    sent = contact.code_sent_at
    is_alive = sent is not None and clock.now() - sent < CODE_LIVES
    is_open = contact.wrong_codes < MOST_WRONG_CODES
    return is_alive and is_open and code.strip() == access.code_of(contact)


def _contact_texts(*, with_code: bool) -> dict[str, NoticeText]:
    said = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            said[language] = _code_text() if with_code else _test_text()
    return said


def _code_text() -> NoticeText:
    return NoticeText(
        subject=_("The code for your contact"),
        body=_("This address was given as your contact. The code is below.") + "\n\n{code}",
        act=_("Enter the code on the page of your contacts within an hour."),
    )


def _test_text() -> NoticeText:
    return NoticeText(
        subject=_("A test message"),
        body=_("This is a test: your contact works. It was sent because you asked for it."),
    )
