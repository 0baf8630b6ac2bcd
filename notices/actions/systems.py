"""A body's own system: adding it, testing it, switching it on, changing its key, removing it."""

import datetime as dt
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from audit import clock
from audit.record import Capacity, record
from notices import access, fanout, texts
from notices.actions.issuing import write_notice
from notices.models import Contact, Delivery, Notice, SystemKey
from notices.texts import NoticeText

MOST_SYSTEMS = 5
BETWEEN_TESTS = dt.timedelta(seconds=20)


@transaction.atomic
def add_system(body: Body, *, actor: User, address: str) -> Contact:
    """Add a system of a body; nothing goes there before it has taken a test."""
    capacity = access.require_system_keeper(actor, body)
    address = _address(address)
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    own = Contact.objects.filter(body=body, removed_at__isnull=True)
    same = own.filter(address=address).first()
    if same is not None:
        return same
    if own.count() >= MOST_SYSTEMS:
        raise ValidationError({"address": _("An organisation has five systems at most.")})
    now = clock.now()
    system = Contact.objects.create(
        body=body, channel=Contact.Channel.WEBHOOK, address=address, added_at=now
    )
    SystemKey.objects.create(system=system, nonce=secrets.token_hex(16), changed_at=now)
    record(capacity, gettext_noop("added the system"), system)
    return system


@transaction.atomic
def test_system(system: Contact, *, actor: User) -> Notice:
    """Send a signed test to a system."""
    capacity, system = _kept(system, actor)
    now = clock.now()
    if system.code_sent_at and now - system.code_sent_at < BETWEEN_TESTS:
        raise ValidationError(_("A test has just been sent there. Wait a moment."))
    system.code_sent_at = now
    system.save(update_fields=["code_sent_at"])
    notice = write_notice(
        capacity, _test_texts(), kind=Notice.Kind.CONTACT, urgency=Notice.Urgency.ORDINARY
    )
    fanout.write_delivery_to(notice, system.pk)
    record(capacity, gettext_noop("sent a test to the system"), system)
    fanout.ring(notice)
    return notice


@transaction.atomic
def switch_on_system(system: Contact, *, actor: User) -> Contact:
    """Let notices go to a system that has taken a test since it was added or broke."""
    capacity, system = _kept(system, actor)
    if system.is_working:
        return system
    since = max(filter(None, (system.added_at, system.broken_at)))
    taken = Delivery.objects.filter(
        contact=system, person__isnull=True, state=Delivery.State.SENT, sent_at__gt=since
    )
    if not taken.exists():
        raise ValidationError(_("The system has not taken a test yet: send one and wait."))
    system.verified_at, system.broken_at, system.broken_words = clock.now(), None, ""
    system.save(update_fields=["verified_at", "broken_at", "broken_words"])
    record(capacity, gettext_noop("switched the system on"), system)
    return system


@transaction.atomic
def change_key(system: Contact, *, actor: User) -> SystemKey:
    """Give a system a new key; the former one signs as well for a while."""
    capacity, system = _kept(system, actor)
    key = SystemKey.objects.select_for_update().get(system=system)
    now = clock.now()
    key.former_nonce, key.nonce = key.nonce, secrets.token_hex(16)
    key.former_until = now + dt.timedelta(hours=settings.WEBHOOK_FORMER_KEY_HOURS)
    key.changed_at = now
    key.save(update_fields=["former_nonce", "nonce", "former_until", "changed_at"])
    record(capacity, gettext_noop("changed the key of the system"), system)
    return key


@transaction.atomic
def read_key(system: Contact, *, actor: User) -> str:
    """Return the secret to be entered in the system; that it was read is recorded."""
    capacity, system = _kept(system, actor)
    record(capacity, gettext_noop("read the key of the system"), system)
    return access.secret_of(SystemKey.objects.get(system=system))


@transaction.atomic
def remove_system(system: Contact, *, actor: User) -> Contact:
    """Send nothing to a system any more; what went there stays on record."""
    capacity, system = _kept(system, actor)
    if system.removed_at is not None:
        return system
    system.removed_at = clock.now()
    system.save(update_fields=["removed_at"])
    record(capacity, gettext_noop("removed the system"), system)
    return system


def _kept(system: Contact, actor: User) -> tuple[Capacity, Contact]:
    body = Body.objects.get(systems=system)
    capacity = access.require_system_keeper(actor, body)
    return capacity, Contact.objects.select_for_update().get(pk=system.pk)


def _address(text: str) -> str:
    address = text.strip()
    parts = urlsplit(address)
    is_ours = parts.hostname in settings.WEBHOOK_PRIVATE_HOSTS
    try:
        URLValidator(schemes=["https", "http"] if is_ours else ["https"])(address)
    except ValidationError as error:
        raise ValidationError(
            {"address": _("Write an address that begins with https://.")}
        ) from error
    if not address.isascii():
        raise ValidationError(
            {"address": _("Write the address in Latin letters, the domain name in its xn-- form.")}
        )
    if parts.username or parts.password or len(address) > 254:
        raise ValidationError({"address": _("No name and no password in the address, please.")})
    if refusal := texts.refusal_of_address(address):
        why = {"why": _(refusal)}
        raise ValidationError({"address": _("This address may not be written to: %(why)s.") % why})
    return address


def _test_texts() -> dict[str, NoticeText]:
    said = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            said[language] = NoticeText(
                _("A test message"),
                _("This is a test of the connection between two systems. Nothing happened."),
            )
    return said
