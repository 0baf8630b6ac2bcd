"""A body comes and goes, and a person with it; an auditor reads about it."""

import datetime as dt

from agencies import actions as agencies
from agencies.models import Appointment, User
from audit import clock
from audit.record import Capacity
from centre import actions as centre
from notices import actions as notices
from notices.access import code_of
from notices.models import Contact
from notices.texts import NoticeText
from tests.stories import Teller, in_days

NAMES = {"kk": "Жаңа агенттік", "ru": "Новое агентство", "en": "New agency"}
SHORT = {"kk": "ЖА", "ru": "НА", "en": "NA"}


def tell(tell: Teller) -> None:
    """Call every action on people and bodies."""
    _bodies(tell)
    _people(tell)
    _comings_and_goings(tell)


def _bodies(tell: Teller) -> None:
    administrator = tell.cast.administrator
    facts = {"names": NAMES, "abbreviations": SHORT}
    republic = tell.territory("KZ")
    old = tell(
        agencies.add_body,
        actor=administrator,
        parent=tell.body("atc"),
        kind="agency",
        code="story-old",
        territory=republic,
        **facts,
    )
    district = tell(
        agencies.add_body,
        actor=administrator,
        parent=tell.body("commission-75"),
        kind="district_commission",
        code="story-district",
        territory=tell.territory("75"),
        **facts,
    )
    tell(
        agencies.place_body_beneath,
        district,
        actor=administrator,
        parent=tell.body("commission-19"),
        since=in_days(1),
    )
    tell(
        agencies.end_body,
        old,
        actor=administrator,
        ends_on=in_days(30),
        successor=tell.body("mof"),
        reason="decree",
    )


def _people(tell: Teller) -> None:
    administrator, finance = tell.cast.administrator, tell.body("mof")
    tell(
        agencies.add_person,
        actor=administrator,
        body=finance,
        email="plain@example.invalid",
        full_name="Plain Person",
    )
    madina = tell(
        centre.welcome_person,
        actor=administrator,
        body=finance,
        email="madina@example.invalid",
        full_name="Madina Serikova",
    )
    tell(
        agencies.change_person,
        madina,
        actor=administrator,
        full_name="Madina Serikova",
        position="chief expert",
        phone="",
        language="ru",
    )
    tell(agencies.appoint, madina, actor=administrator, body=finance, role="liaison")
    tell(notices.add_contact, madina, actor=administrator, address="second@example.invalid")
    contact = Contact.objects.get(address="second@example.invalid")
    tell(notices.test_contact, contact, actor=administrator)
    contact.refresh_from_db()
    tell(notices.verify_contact, contact, actor=madina, code=code_of(contact))
    number = tell(
        notices.add_contact, madina, actor=administrator, address="+77010000001", channel="phone"
    )
    tell(notices.raise_contact, number, actor=administrator)
    tell(notices.remove_contact, contact, actor=administrator)
    _system(tell)
    tell(agencies.change_language, madina, actor=madina, language="kk")
    tell(agencies.block_person, madina, actor=administrator, reason="lost her card")
    tell(agencies.unblock_person, madina, actor=administrator)
    _standing_in(tell, madina)


def _standing_in(tell: Teller, madina: User) -> None:
    """A liaison names who stands in for her, and hands over when she leaves."""
    administrator, finance = tell.cast.administrator, tell.body("mof")
    plain = User.objects.get(email="plain@example.invalid")
    as_member = agencies.appoint(plain, actor=administrator, body=finance, role="member")
    post = Appointment.objects.get(person=madina)
    for action, first in ((agencies.name_substitute, 1), (centre.engage_substitute, 9)):
        named = tell(
            action, post, actor=madina, substitute=plain,
            starts_on=in_days(first), ends_on=in_days(first + 5),
        )  # fmt: skip
        tell(agencies.end_substitution, named, actor=madina)
    tell(centre.hand_over, post, actor=administrator, successor=plain, reason="left")
    tell(agencies.end_appointment, as_member, actor=administrator, reason="left")


def _system(tell: Teller) -> None:
    """A ministry connects its own system; an officer asks the channels for a proof."""
    administrator = tell.cast.administrator
    system = tell(
        notices.add_system,
        tell.body("mof"),
        actor=administrator,
        address="https://system.example.invalid/notices",
    )
    notice = tell(notices.test_system, system, actor=administrator)
    notice.deliveries.update(state="sent", sent_at=clock.now())
    tell(notices.switch_on_system, system, actor=administrator)
    tell(notices.read_key, system, actor=administrator)
    tell(notices.change_key, system, actor=administrator)
    tell(notices.remove_system, system, actor=administrator)
    other = "https://second.example.invalid/notices"
    tell(notices.add_system, tell.body("moh"), actor=tell.cast.head_of_health, address=other)
    tell(notices.change_rest, actor=tell.cast.aigerim, digest_at=dt.time(9))
    _digest(tell)
    tell(notices.prove_channels, actor=administrator)


def _digest(tell: Teller) -> None:
    """Two duties wait until somebody's hour, and are told in one message."""
    cast = tell.cast
    told, health = [(cast.aigerim.pk, tell.body("moh").pk)], Capacity(None, tell.body("moh"))
    address = notices.add_contact(cast.aigerim, actor=None, address="digest@example.invalid")
    notices.verify_contact(address, actor=None)
    words = {language: NoticeText("Duty", "A duty waits.") for language in ("kk", "ru", "en")}
    for _duty in range(2):
        notices.tell(health, told, words, urgency="ordinary")
    with clock.at(clock.now() + dt.timedelta(days=1)):
        tell(notices.make_digests, actor=None)


def _comings_and_goings(tell: Teller) -> None:
    aigerim = tell.cast.aigerim
    tell(centre.refuse_sign_in, aigerim, actor=None, address="192.0.2.1")
    tell(centre.sign_in, actor=aigerim, address="192.0.2.1")
    tell(centre.change_password, actor=aigerim, password="another long secret")
    tell(centre.ask_for_password, aigerim, actor=tell.cast.administrator)
    tell(centre.sign_out, actor=aigerim, address="192.0.2.1")
    tell(centre.read_record, actor=tell.cast.auditor, sought={"who": "Aigerim"})
    _first_administrator(tell)


def _first_administrator(tell: Teller) -> None:
    administrator = User.objects.filter(pk=tell.cast.administrator.pk)
    administrator.update(is_active=False)
    facts = {"email": "first@example.invalid", "full_name": "First Administrator"}
    tell(centre.appoint_first_administrator, actor=None, **facts)
    administrator.update(is_active=True)
