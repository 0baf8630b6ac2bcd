"""Who gets which answer at the addresses of notices."""

from collections.abc import Mapping

from agencies.models import Body
from audit.record import Capacity
from notices import actions
from notices.texts import AddresseeSpec, NoticeText
from tests.matrix import Cast, Row, row


def a_notice_to_health(cast: Cast) -> Mapping[str, object]:
    """A notice of the republican headquarters to the liaison of the Ministry of Health."""
    moh = Body.objects.get(code="moh")
    notice = actions.issue_notice(
        Capacity(cast.saule, Body.objects.get(code="headquarters-kz")),
        kind="level",
        thing_path="/levels/1/",
        texts={code: NoticeText("Алматы", "Штаб: Алматы") for code in ("kk", "ru")},
        addressees=[AddresseeSpec(cast.aigerim.pk, moh.pk)],
        urgency="immediate",
    )
    return {"pk": notice.pk}


def the_liaison_of_health(cast: Cast) -> Mapping[str, object]:
    """Aigerim herself."""
    return {"pk": cast.aigerim.pk}


def her_contact(cast: Cast) -> Mapping[str, object]:
    """A contact of Aigerim, waiting for its code."""
    contact = actions.add_contact(cast.aigerim, actor=None, address="a@example.invalid")
    return {"pk": contact.pk}


ROWS: dict[str, Row] = {
    "notices:inbox": row(200),
    "notices:notice": row(
        404,
        arguments=a_notice_to_health,
        aigerim=200,
        head_of_health=200,
        serik=200,
        chair=200,
        dauren=200,
        saule=200,
        auditor=200,
    ),
    "notices:contacts": row(200),
    "notices:person-contacts": row(
        404, arguments=the_liaison_of_health, aigerim=200, administrator=200
    ),
    "POST notices:contact-test": row(404, arguments=her_contact, aigerim=302, administrator=302),
    "POST notices:contact-verify": row(404, arguments=her_contact, aigerim=302, administrator=302),
    "POST notices:contact-remove": row(404, arguments=her_contact, aigerim=302, administrator=302),
    "notices:mail": row(404),
    "notices:mail-message": row(404, arguments=lambda _cast: {"name": "0" * 32}),
}
