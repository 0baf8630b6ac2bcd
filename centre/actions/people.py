"""Changes of the site itself: reading the record, and how people come in and go out."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import actions as agency_actions
from agencies.background import after_commit
from agencies.models import Body, Post, User
from audit import clock
from audit.models import Entry
from audit.record import SYSTEM, Capacity, record
from centre import access
from centre.queries import people
from centre.queries.record import READ
from notices import actions as notice_actions
from notices.queries import contacts_of as own_contacts

ONE_READING = dt.timedelta(minutes=30)


@transaction.atomic
def read_record(*, actor: User, sought: dict[str, str]) -> Entry | None:
    """Note that a person reads the record; leafing on within half an hour is the same reading."""
    capacity = access.require_reader(actor)
    changes = {name: ["", value] for name, value in sorted(sought.items()) if value}
    already = Entry.objects.filter(
        actor=actor, verb=READ, changes=changes, recorded_at__gt=clock.now() - ONE_READING
    )
    if capacity.body is None or already.exists():
        return None
    return record(capacity, READ, capacity.body, changes=changes)


@transaction.atomic
def sign_in(*, actor: User, address: str) -> Entry:
    """Note that a person signed in, and from where."""
    return record(Capacity(actor), gettext_noop("signed in"), actor, changes=_from(address))


@transaction.atomic
def sign_out(*, actor: User, address: str) -> Entry:
    """Note that a person signed out."""
    return record(Capacity(actor), gettext_noop("signed out"), actor, changes=_from(address))


@transaction.atomic
def refuse_sign_in(person: User, *, actor: None = None, address: str) -> Entry:
    """Note that somebody unknown did not get in under a person's e-mail (actor: the system)."""
    return record(SYSTEM, gettext_noop("was refused a sign-in"), person, changes=_from(address))


@transaction.atomic
def change_password(*, actor: User, password: str, by_letter: bool = False) -> Entry:
    """Set a person's own new password; every other session of theirs ends with it.

    Who sets it by the letter's link has shown that the letter's address is theirs.
    """
    actor.set_password(password)
    actor.save(update_fields=["password"])
    if by_letter:
        for contact in own_contacts(actor, actor).filter(address=actor.email):
            notice_actions.verify_contact(contact, actor=None)
    return record(Capacity(actor), gettext_noop("changed the password"), actor)


@transaction.atomic
def ask_for_password(person: User, *, actor: User | None) -> Entry:
    """Send a person the link with which they set a password (actor None: asked at the door)."""
    capacity = access.require_keeper(actor, person) if actor else SYSTEM
    after_commit("centre.tasks.send_password_letter", person.pk)
    return record(capacity, gettext_noop("asked for a password letter"), person)


@transaction.atomic
def welcome_person(
    *,
    actor: User | None,
    body: Body,
    email: str,
    full_name: str,
    position: str = "",
    phone: str = "",
    language: str = User.Language.RUSSIAN,
) -> User:
    """Add a person of a body with their e-mail as first contact, and send the password letter.

    No actor: the first administrator of a new house.
    """
    person = agency_actions.add_person(
        actor=actor,
        body=body,
        email=email,
        full_name=full_name,
        position=position,
        phone=phone,
        language=language,
    )
    notice_actions.add_contact(person, actor=actor, channel="email", address=person.email)
    ask_for_password(person, actor=actor)
    return person


@transaction.atomic
def appoint_first_administrator(
    *, actor: None = None, email: str, full_name: str, language: str = User.Language.RUSSIAN
) -> User:
    """Let the first person into a new house: its administrator (actor: whoever set it up).

    They keep the people of both trees, and appoint everybody else in the screens. Refused once
    somebody holds the post: from then on an administrator appoints the next.
    """
    roots = list(people.roots())
    if not roots:
        raise ValidationError(_("Load the reference data first: nobody can be appointed yet."))
    Body.objects.select_for_update().get(pk=roots[0].pk)
    if people.administrators().exists():
        raise ValidationError(_("This house has an administrator: they appoint the next one."))
    person = welcome_person(
        actor=actor, body=roots[0], email=email, full_name=full_name, language=language
    )
    for body in roots:
        agency_actions.appoint(person, actor=actor, body=body, role=Post.Role.ADMINISTRATOR)
    return person


def _from(address: str) -> dict[str, list[str]]:
    return {"address": ["", address]} if address else {}
