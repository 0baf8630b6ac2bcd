"""What is done with notices and contacts; sending itself is the work of `delivery`."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.actions import issue_capabilities
from agencies.models import Body, User
from audit import clock
from audit.record import SYSTEM, Capacity, record
from notices import access, fanout, feed, gateway
from notices.delivery import close_notice, settle_played_past, stop_deliveries
from notices.fanout import preview_notice
from notices.models import Addressee, Contact, Notice, NoticeWording
from notices.texts import AddresseeSpec, NoticePreview, NoticeText, RefusedError, StepSpec

__all__ = [
    "AddresseeSpec",
    "NoticePreview",
    "NoticeText",
    "StepSpec",
    "add_contact",
    "close_notice",
    "issue_notice",
    "preview_notice",
    "remove_contact",
    "settle_played_past",
    "stop_deliveries",
    "test_contact",
    "verify_contact",
]

LINKS_LIVE = dt.timedelta(days=30)
MOST_WRONG_CODES = 5
CODE_LIVES = dt.timedelta(hours=1)
BETWEEN_CODES = dt.timedelta(minutes=1)


@transaction.atomic
def issue_notice(
    capacity: Capacity,
    *,
    kind: str,
    thing_path: str,
    texts: Mapping[str, NoticeText],
    addressees: Iterable[AddresseeSpec],
    urgency: str,
    norm: dt.timedelta | None = None,
    ladder: Iterable[StepSpec] = (),
    exercise: bool = False,
    answer_purpose: str = "",
    answer_path: str = "",
    answer_right: str = rights.ACKNOWLEDGE,
) -> Notice:
    """Tell people something: once this commits, every message of the first step is a row.

    Those who hold `answer_right` at their body get a link with which they answer unsigned-in.
    """
    notice = _write_notice(
        capacity,
        texts,
        kind=kind,
        urgency=urgency,
        thing_path=thing_path,
        norm=norm,
        is_exercise=exercise,
        answer_purpose=answer_purpose,
        answer_path=answer_path,
        answer_until=clock.now() + LINKS_LIVE if answer_purpose else None,
    )
    told = fanout.write_addressees(notice, addressees)
    fanout.write_ladder(notice, ladder)
    _issue_links(notice, answer_right)
    sent = fanout.write_deliveries(notice, every_channel=urgency == Notice.Urgency.IMMEDIATE)
    numbers = {"addressees": [0, told], "messages": [0, sent]}
    record(capacity, gettext_noop("issued the notice"), notice, changes=numbers)
    _wake(notice)
    return notice


@transaction.atomic
def add_contact(
    person: User, *, actor: User | None, address: str, channel: str = Contact.Channel.EMAIL
) -> Contact:
    """Add an address, to be verified before it is written to (no actor: first start)."""
    capacity = _keeper(actor, person)
    address = address.strip().lower()
    _require_address(address)
    person = User.objects.select_for_update().get(pk=person.pk)
    own = Contact.objects.filter(person=person, removed_at__isnull=True)
    same = own.filter(channel=channel, address=address).first()
    if same is not None:
        return same
    contact = Contact.objects.create(
        person=person,
        channel=channel,
        address=address,
        position=own.count() + 1,
        added_at=clock.now(),
    )
    record(capacity, gettext_noop("added the contact"), contact)
    return contact


@transaction.atomic
def verify_contact(contact: Contact, *, actor: User | None, code: str = "") -> bool:
    """Verify a contact: its owner by the code sent to it, an administrator by their word.

    Returns whether it is verified now (no actor: first start).
    """
    capacity = _keeper(actor, contact.person)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.is_working:
        return True
    if actor is not None and actor.pk == contact.person_id and not _proves(contact, code):
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
    capacity = _keeper(actor, contact.person)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    home = rights.home_body(contact.person)
    if home is None:
        raise ValidationError(_("This person holds no post: nothing is written to them."))
    now = clock.now()
    if contact.code_sent_at and now - contact.code_sent_at < BETWEEN_CODES:
        raise ValidationError(_("A message has just been sent there. Wait a minute."))
    contact.code_sent_at, contact.wrong_codes = now, 0
    contact.save(update_fields=["code_sent_at", "wrong_codes"])
    notice = _write_notice(
        Capacity(actor, home),
        _contact_texts(with_code=not contact.is_working),
        kind=Notice.Kind.CONTACT,
        urgency=Notice.Urgency.ORDINARY,
    )
    fanout.write_addressees(notice, [AddresseeSpec(contact.person_id, home.pk, counted=False)])
    fanout.write_delivery_to(notice, contact.pk)
    record(capacity, gettext_noop("sent a test message to the contact"), contact)
    _wake(notice)
    return notice


@transaction.atomic
def remove_contact(contact: Contact, *, actor: User) -> Contact:
    """Stop writing to an address; what went there stays on record."""
    capacity = _keeper(actor, contact.person)
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.removed_at is not None:
        return contact
    contact.removed_at = clock.now()
    contact.save(update_fields=["removed_at"])
    record(capacity, gettext_noop("removed the contact"), contact)
    return contact


def _write_notice(capacity: Capacity, texts: Mapping[str, NoticeText], **about: Any) -> Notice:
    facts = {
        "issued_at": clock.now(),
        "issued_by": capacity.person,
        "issuing_body": capacity.body,
        **about,
    }
    if not {"kk", "ru"} <= texts.keys():
        raise ValidationError(_("A notice needs its words in Kazakh and in Russian."))
    try:
        gateway.checked(Notice(**facts), texts)
    except RefusedError as refusal:
        raise ValidationError(
            _("These words may not go out: %(why)s.") % {"why": _(str(refusal))}
        ) from refusal
    notice = Notice.objects.create(**facts)
    NoticeWording.objects.bulk_create(
        NoticeWording(
            notice=notice,
            language=language,
            subject=" ".join(text.subject.split()),
            body=text.body,
            act=text.act,
        )
        for language, text in texts.items()
    )
    return notice


def _issue_links(notice: Notice, right: str) -> None:
    if not notice.answer_purpose or notice.answer_until is None:
        return
    counted = Addressee.objects.filter(notice=notice, is_counted=True)
    bodies = Body.objects.filter(pk__in=counted.values("body_id"))
    asked = set(counted.values_list("person_id", "body_id"))
    issue_capabilities(
        [pair for pair in rights.pairs_who_may(right, bodies) if pair in asked],
        purpose=notice.answer_purpose,
        subject=notice.pk,
        expires_at=notice.answer_until,
    )


def _wake(notice: Notice) -> None:
    fanout.wake(notice.queue, settings.WORKERS)
    feed.publish("inbox", notice.pk)


def _keeper(actor: User | None, person: User) -> Capacity:
    return SYSTEM if actor is None else access.require_contact_keeper(actor, person)


def _require_address(address: str) -> None:
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeEncodeError) as error:
        message = _("Write an e-mail address in Latin letters.")
        raise ValidationError({"address": message}) from error


def _proves(contact: Contact, code: str) -> bool:
    sent = contact.code_sent_at
    is_alive = sent is not None and clock.now() - sent < CODE_LIVES
    is_open = contact.wrong_codes < MOST_WRONG_CODES
    return is_alive and is_open and code.strip() == access.code_of(contact)


def _contact_texts(*, with_code: bool) -> dict[str, NoticeText]:
    texts = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            texts[language] = _code_text() if with_code else _test_text()
    return texts


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
