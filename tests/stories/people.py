"""A body comes and goes, and a person with it; an auditor reads about it."""

from agencies import actions as agencies
from agencies.models import Appointment
from centre import actions as centre
from notices import actions as notices
from notices.models import Contact
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
    tell(
        agencies.add_territory,
        actor=administrator,
        code="75/story",
        kind="district",
        parent=tell.territory("75"),
        name_kk="Аудан",
        name_ru="Район",
        name_en="District",
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
    tell(notices.verify_contact, contact, actor=administrator)
    tell(notices.remove_contact, contact, actor=administrator)
    tell(agencies.change_language, madina, actor=madina, language="kk")
    tell(agencies.block_person, madina, actor=administrator, reason="lost her card")
    tell(agencies.unblock_person, madina, actor=administrator)
    appointment = Appointment.objects.get(person=madina)
    tell(agencies.end_appointment, appointment, actor=administrator, reason="left")


def _comings_and_goings(tell: Teller) -> None:
    aigerim = tell.cast.aigerim
    tell(centre.refuse_sign_in, aigerim, actor=None, address="192.0.2.1")
    tell(centre.sign_in, actor=aigerim, address="192.0.2.1")
    tell(centre.change_password, actor=aigerim, password="another long secret")
    tell(centre.ask_for_password, aigerim, actor=tell.cast.administrator)
    tell(centre.sign_out, actor=aigerim, address="192.0.2.1")
    tell(centre.read_record, actor=tell.cast.auditor, sought={"who": "Aigerim"})
