"""Who gets which answer at the addresses of notices."""

import datetime as dt
from collections.abc import Mapping

from agencies.models import Body
from audit import clock
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


def her_second_contact(cast: Cast) -> Mapping[str, object]:
    """A number of Aigerim beneath another one."""
    numbers = ("+77010000001", "+77010000002")
    added = [
        actions.add_contact(cast.aigerim, actor=None, address=number, channel="phone")
        for number in numbers
    ]
    return {"pk": added[1].pk}


def a_mute_of_health(cast: Cast) -> Mapping[str, object]:
    """The Ministry of Health, not rung for an hour."""
    ordered = actions.mute(
        Body.objects.get(code="headquarters-kz"),
        actor=cast.dauren,
        body=Body.objects.get(code="moh"),
        reason="The duty room moves",
        ends_at=clock.now() + dt.timedelta(hours=1),
    )
    return {"pk": ordered.pk}


def the_body_of_health(cast: Cast) -> Mapping[str, object]:
    """The Ministry of Health itself."""
    return {"pk": Body.objects.get(code="moh").pk}


def a_system_of_health(cast: Cast) -> Mapping[str, object]:
    """A system of the Ministry of Health."""
    moh = Body.objects.get(code="moh")
    added = actions.add_system(
        moh, actor=cast.head_of_health, address="https://system.example.invalid/notices"
    )
    return {"pk": added.pk}


def a_number(cast: Cast) -> Mapping[str, object]:
    """A telephone number as it is typed."""
    return {"channel": "phone", "address": "+77010000003"}


def quiet_nights(cast: Cast) -> Mapping[str, object]:
    """Quiet hours as they are typed."""
    return {"quiet_from": "22:00", "quiet_until": "07:00"}


def an_address(cast: Cast) -> Mapping[str, object]:
    """The address of a system as it is typed."""
    return {"address": "https://system.example.invalid/notices"}


def about_health(cast: Cast) -> Mapping[str, object]:
    """The Ministry of Health as the organisation that is asked about."""
    return {"body": Body.objects.get(code="moh").pk}


def an_hour_without_ringing(cast: Cast) -> Mapping[str, object]:
    """A mute of a whole organisation as it is typed."""
    issuer = Body.objects.get(code="headquarters-kz").pk
    return {"issuer": issuer, "whom": "body", "reason": "The duty room moves", "hours": 1}


ROWS: dict[str, Row] = {
    "notices:delivery-state": row(403, dauren=200, saule=200, administrator=200),
    "POST notices:delivery-prove": row(403, dauren=302, saule=302, administrator=302),
    "notices:broken-contacts": row(200),
    "notices:rest": row(200),
    "POST notices:rest": row(302, data=quiet_nights),
    "notices:systems": row(200),
    "notices:systems-of": row(
        404, arguments=the_body_of_health, head_of_health=200, administrator=200
    ),
    "POST notices:systems-of": row(
        404,
        arguments=the_body_of_health,
        data=an_address,
        head_of_health=302,
        administrator=302,
    ),
    "POST notices:system-test": row(
        404, arguments=a_system_of_health, head_of_health=302, administrator=302
    ),
    "POST notices:system-on": row(
        404, arguments=a_system_of_health, head_of_health=302, administrator=302
    ),
    "POST notices:system-key": row(
        404, arguments=a_system_of_health, head_of_health=200, administrator=200
    ),
    "POST notices:system-key-change": row(
        404, arguments=a_system_of_health, head_of_health=302, administrator=302
    ),
    "POST notices:system-remove": row(
        404, arguments=a_system_of_health, head_of_health=302, administrator=302
    ),
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
    "POST notices:contacts": row(302, data=a_number),
    "notices:person-contacts": row(
        404, arguments=the_liaison_of_health, aigerim=200, administrator=200
    ),
    "POST notices:person-contacts": row(
        404, arguments=the_liaison_of_health, data=a_number, aigerim=302, administrator=302
    ),
    "POST notices:contact-test": row(404, arguments=her_contact, aigerim=302, administrator=302),
    "POST notices:contact-verify": row(404, arguments=her_contact, aigerim=302, administrator=403),
    "POST notices:contact-remove": row(404, arguments=her_contact, aigerim=302, administrator=302),
    "POST notices:contact-up": row(
        404, arguments=her_second_contact, aigerim=302, administrator=302
    ),
    "notices:mutes": row(200),
    "notices:mute-new": row(403, dauren=200, saule=200),
    "POST notices:mute-new": row(
        403, query=about_health, data=an_hour_without_ringing, dauren=302, saule=302
    ),
    "POST notices:mute-end": row(
        404,
        arguments=a_mute_of_health,
        dauren=302,
        saule=302,
        aigerim=403,
        head_of_health=403,
        serik=403,
        chair=403,
        auditor=403,
    ),
    "notices:mail": row(404),
    "notices:mail-message": row(404, arguments=lambda _cast: {"name": "0" * 32}),
}
