"""Who gets which answer at the addresses of meetings."""

from collections.abc import Callable, Mapping
from typing import Any

from meetings import actions
from meetings.models import Decision, Meeting, Seat
from tests.matrix import Cast, Row, row
from tests.meetings import builders

Builder = Callable[[Any], Meeting]
Statuses = dict[str, Any]  # the keywords of row(), which takes its builders by keyword too


def approved(cast: Any) -> Meeting:
    """Return a meeting whose protocol is approved."""
    return builders.approved(cast).meeting


def meeting_that_is(builder: Builder) -> Callable[[Cast], Mapping[str, object]]:
    """Ask for a meeting of the Centre at one stage."""
    return lambda cast: {"pk": builder(cast).pk}


def item_of(builder: Builder) -> Callable[[Cast], Mapping[str, object]]:
    """Ask for the first question of a meeting at one stage."""
    return lambda cast: {"pk": builders.items_of(builder(cast))[0].pk}


def decision_of(builder: Builder) -> Callable[[Cast], Mapping[str, object]]:
    """Ask for the decision that the Ministry of Health has to carry out."""

    def arguments(cast: Cast) -> Mapping[str, object]:
        decisions = Decision.objects.filter(meeting=builder(cast), lead__code="moh")
        return {"pk": decisions.get().pk}

    return arguments


def a_guest(cast: Cast) -> Mapping[str, object]:
    """Ask for somebody invited without a seat."""
    facts = {"full_name": "Гость", "position_kk": "сарапшы", "position_ru": "эксперт"}
    return {"pk": actions.invite_guest(builders.opened(cast), actor=cast.serik, **facts).pk}


def the_centre(cast: Cast) -> Mapping[str, object]:
    """Ask for the seats of the Centre."""
    return {"body_pk": builders.seated_centre(cast).pk}


def a_seat(cast: Cast) -> Mapping[str, object]:
    """Ask for the first seat of the Centre."""
    builders.seated_centre(cast)
    return {"pk": Seat.objects.order_by("pk")[0].pk}


def protocol_in_russian(cast: Cast) -> Mapping[str, object]:
    """Ask for the printed protocol."""
    return {"pk": approved(cast).pk, "language": "ru"}


def extract_for_health(cast: Cast) -> Mapping[str, object]:
    """Ask for what the Ministry of Health has to carry out."""
    return {"pk": approved(cast).pk, "body_pk": builders.agency("moh").pk}


def extract_in_kazakh(cast: Cast) -> Mapping[str, object]:
    """Ask for the printed extract."""
    return {**extract_for_health(cast), "language": "kk"}


def a_question(cast: Cast) -> Mapping[str, object]:
    """Say a question."""
    return {"title_kk": "Есеп туралы", "title_ru": "Об отчёте", "minutes_allotted": 10}


def a_reason(cast: Cast) -> Mapping[str, object]:
    """Give a reason."""
    return {"reason": "перенос"}


SEATED: Statuses = {"aigerim": 200, "head_of_health": 200, "governor": 200, "outsider": 200}
AT_THE_CENTRE: Statuses = {"serik": 200, "chair": 200, "dauren": 200, "auditor": 200}
KEEPERS: Statuses = {"serik": 200, "chair": 200, "auditor": 200}
SECRETARY_OF_A_DRAFT: Statuses = {"serik": 200, "chair": 403, "auditor": 403}
SECRETARY_OF_AN_OPEN_ONE: Statuses = {
    **dict.fromkeys((*SEATED, "chair", "dauren", "auditor"), 403),
    "serik": 200,
}
PRESENT: Statuses = {**AT_THE_CENTRE, "head_of_health": 200}
EXECUTOR: Statuses = {**AT_THE_CENTRE, "aigerim": 200, "head_of_health": 200}


def acting(statuses: Statuses) -> Statuses:
    """Say the same of a button: where a page would open, the act leads on."""
    return {role: 302 if status == 200 else status for role, status in statuses.items()}


ROWS: dict[str, Row] = {
    "meetings:meeting-list": row(200),
    "meetings:meeting-schedule": row(403, serik=200),
    "meetings:meeting": row(
        404, arguments=meeting_that_is(builders.opened), **SEATED, **AT_THE_CENTRE
    ),
    "meetings:meeting-change": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "meetings:meeting-cancel": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "POST meetings:meeting-cancel": row(
        404,
        arguments=meeting_that_is(builders.opened),
        data=a_reason,
        **acting(SECRETARY_OF_AN_OPEN_ONE),
    ),
    "meetings:agenda": row(
        404, arguments=meeting_that_is(builders.planned), **SECRETARY_OF_A_DRAFT
    ),
    "meetings:item-add": row(
        404, arguments=meeting_that_is(builders.planned), **SECRETARY_OF_A_DRAFT
    ),
    "POST meetings:item-add": row(
        404,
        arguments=meeting_that_is(builders.planned),
        data=a_question,
        **acting(SECRETARY_OF_A_DRAFT),
    ),
    "meetings:agenda-open": row(
        404, arguments=meeting_that_is(builders.planned), **SECRETARY_OF_A_DRAFT
    ),
    "POST meetings:agenda-open": row(
        404,
        arguments=meeting_that_is(builders.planned),
        data=lambda cast: {"notify": "yes"},
        **acting(SECRETARY_OF_A_DRAFT),
    ),
    "meetings:item-change": row(404, arguments=item_of(builders.planned), **SECRETARY_OF_A_DRAFT),
    "POST meetings:item-up": row(
        404, arguments=item_of(builders.planned), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "POST meetings:item-down": row(
        404, arguments=item_of(builders.planned), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "POST meetings:item-remove": row(
        404, arguments=item_of(builders.planned), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "meetings:attendance": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "meetings:guest-add": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "POST meetings:guest-remove": row(404, arguments=a_guest, **acting(SECRETARY_OF_AN_OPEN_ONE)),
    "meetings:meeting-hold": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "meetings:minutes": row(404, arguments=meeting_that_is(builders.written), **KEEPERS),
    "meetings:minutes-complete": row(
        404, arguments=meeting_that_is(builders.written), **SECRETARY_OF_A_DRAFT
    ),
    "meetings:item-minutes": row(404, arguments=item_of(builders.written), **SECRETARY_OF_A_DRAFT),
    "meetings:decision-enter": row(
        404, arguments=item_of(builders.written), **SECRETARY_OF_A_DRAFT
    ),
    "meetings:decision": row(404, arguments=decision_of(approved), **EXECUTOR),
    "meetings:decision-change": row(
        404, arguments=decision_of(builders.written), **SECRETARY_OF_A_DRAFT
    ),
    "POST meetings:decision-strike": row(
        404, arguments=decision_of(builders.written), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "POST meetings:decision-assign": row(
        404, arguments=decision_of(builders.written), serik=302, chair=302, auditor=403
    ),
    "meetings:protocol": row(404, arguments=meeting_that_is(approved), **PRESENT),
    "POST meetings:protocol-submit": row(
        404, arguments=meeting_that_is(builders.written), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "meetings:protocol-return": row(
        404, arguments=meeting_that_is(builders.submitted), serik=200, chair=200, auditor=403
    ),
    "POST meetings:protocol-approve": row(
        404, arguments=meeting_that_is(builders.submitted), serik=302, chair=302, auditor=403
    ),
    "meetings:addendum-add": row(
        404,
        arguments=meeting_that_is(approved),
        serik=200,
        chair=200,
        auditor=403,
        dauren=403,
        head_of_health=403,
    ),
    "meetings:protocol-document": row(404, arguments=protocol_in_russian, **PRESENT),
    "meetings:extract": row(404, arguments=extract_for_health, **EXECUTOR),
    "meetings:extract-document": row(404, arguments=extract_in_kazakh, **EXECUTOR),
    "meetings:seat-list": row(200),
    "meetings:seats": row(404, arguments=the_centre, **SEATED, **AT_THE_CENTRE),
    "meetings:seat-add": row(404, arguments=the_centre, **SECRETARY_OF_AN_OPEN_ONE),
    "meetings:seat-end": row(404, arguments=a_seat, **SECRETARY_OF_AN_OPEN_ONE),
}
