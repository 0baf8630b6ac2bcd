"""Who gets which answer at the addresses of meetings."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.access import capability_token
from agencies.models import Capability
from meetings import actions
from meetings.models import Decision, Meeting, Seat
from tests.matrix import Cast, Row, row
from tests.meetings import builders

Builder = Callable[[Any], Meeting]
Statuses = dict[str, Any]  # the keywords of row(), which takes its builders by keyword too


def approved(cast: Any) -> Meeting:
    """Return a meeting whose protocol is approved."""
    return builders.approved(cast).meeting


@functools.cache
def meeting_that_is(builder: Builder) -> Callable[[Cast], Mapping[str, object]]:
    """Ask for a meeting of the Centre at one stage."""
    return lambda cast: {"pk": builder(cast).pk}


@functools.cache
def item_of(builder: Builder) -> Callable[[Cast], Mapping[str, object]]:
    """Ask for the first question of a meeting at one stage."""
    return lambda cast: {"pk": builders.items_of(builder(cast))[0].pk}


@functools.cache
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
    return {"pk": approved(cast).pk, "language": "ru", "form": "pdf"}


def extract_for_health(cast: Cast) -> Mapping[str, object]:
    """Ask for what the Ministry of Health has to carry out."""
    return {"pk": approved(cast).pk, "body_pk": builders.agency("moh").pk}


def extract_in_kazakh(cast: Cast) -> Mapping[str, object]:
    """Ask for the printed extract."""
    return {**extract_for_health(cast), "language": "kk", "form": "docx"}


def circulated(cast: Any) -> Meeting:
    """Return a meeting whose draft protocol goes round."""
    return actions.circulate_protocol(builders.written(cast), actor=cast.serik).meeting


def seat_of_health(cast: Cast) -> Mapping[str, object]:
    """Ask for the seat of the Ministry of Health at an announced meeting."""
    seats = builders.opened(cast).attendances
    return {"pk": seats.get(seat__member__code="moh").pk}


def a_link_of_aigerim(cast: Cast) -> Mapping[str, object]:
    """Make the link with which the liaison of health answers an invitation."""
    builders.opened(cast)
    one = Capability.objects.get(person=cast.aigerim, purpose="answer_invitation")
    facts = (one.purpose, one.subject, one.person_id, one.body_id, one.expires_at)
    return {"token": capability_token(*facts)}


def coming(cast: Cast) -> Mapping[str, object]:
    """Say that the seat will be filled."""
    return {"answer": "accepted"}


def a_material(cast: Cast) -> Mapping[str, object]:
    """Ask for a paper of an announced meeting."""
    item = builders.items_of(builders.opened(cast))[0]
    upload = SimpleUploadedFile("note.txt", "Справка".encode())
    return {"pk": actions.add_material(item, actor=cast.serik, title="Справка", upload=upload).pk}


def a_book(cast: Cast) -> Mapping[str, object]:
    """Ask for every paper of an announced meeting in one."""
    return {"pk": builders.opened(cast).pk, "language": "kk"}


def a_calendar(cast: Cast) -> Mapping[str, object]:
    """Ask for the calendar of the secretary, who has a meeting."""
    builders.opened(cast)
    return {"token": actions.open_feed(actor=cast.serik)}


def a_remark(cast: Cast) -> Mapping[str, object]:
    """Ask for a remark of the head of health."""
    circulation = circulated(cast).circulations.get()
    remark = actions.make_remark(circulation, actor=cast.head_of_health, text="Неточно")
    return {"pk": remark.pk}


def a_dissent(cast: Cast) -> Mapping[str, object]:
    """Ask for the opinion of a seat that did not agree."""
    decision = Decision.objects.get(meeting=builders.written(cast), lead__code="moh")
    seat = decision.meeting.attendances.order_by("seat__position")[0].seat
    texts = {"text_kk": "Жоқ", "text_ru": "Нет"}
    return {"pk": actions.note_dissent(decision, actor=cast.serik, seat=seat, **texts).pk}


def a_question(cast: Cast) -> Mapping[str, object]:
    """Say a question."""
    return {"title_kk": "Есеп туралы", "title_ru": "Об отчёте", "minutes_allotted": 10}


def a_proposal(cast: Cast) -> Mapping[str, object]:
    """Ask for a question that health proposes to the Centre."""
    return {"pk": builders.proposed(cast).pk}


def a_paper_of_a_proposal(cast: Cast) -> Mapping[str, object]:
    """Ask for a paper that health brought with its question."""
    upload = SimpleUploadedFile("note.txt", "Справка".encode())
    proposal = builders.proposed(cast)
    paper = actions.add_proposal_paper(
        proposal, actor=cast.aigerim, title="Справка", upload=upload
    )
    return {"pk": paper.pk}


def a_template(cast: Cast) -> Mapping[str, object]:
    """Ask for a template of the Centre's meetings."""
    meeting = builders.planned(cast)
    return {"pk": actions.keep_template(meeting, actor=cast.serik, name="Очередное").pk}


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
PROPOSERS: Statuses = {"aigerim": 200, "head_of_health": 200}
WHO_TAKES: Statuses = {
    **dict.fromkeys(("aigerim", "head_of_health", "chair", "auditor"), 403),
    "serik": 200,
}
WHO_PROPOSED: Statuses = {**dict.fromkeys(("serik", "chair", "auditor"), 403), **PROPOSERS}
PRESENT: Statuses = {**AT_THE_CENTRE, "head_of_health": 200}
EXECUTOR: Statuses = {**AT_THE_CENTRE, "aigerim": 200, "head_of_health": 200}


def acting(statuses: Statuses) -> Statuses:
    """Say the same of a button: where a page would open, the act leads on."""
    return {role: 302 if status == 200 else status for role, status in statuses.items()}


ROWS: dict[str, Row] = {
    "meetings:meeting-list": row(200),
    "meetings:search": row(200, query={"words": "уязвимых"}),
    "meetings:meeting-schedule": row(403, serik=200),
    "meetings:year": row(200),
    "meetings:overview": row(200),
    "meetings:template-list": row(403, serik=200),
    "meetings:template-keep": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "POST meetings:template-remove": row(404, arguments=a_template, serik=302),
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
    "meetings:quorum": row(
        404,
        arguments=meeting_that_is(builders.opened),
        **{**SECRETARY_OF_AN_OPEN_ONE, "serik": 302},
    ),
    "meetings:guest-add": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "POST meetings:guest-remove": row(404, arguments=a_guest, **acting(SECRETARY_OF_AN_OPEN_ONE)),
    "meetings:meeting-hold": row(
        404, arguments=meeting_that_is(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "meetings:invitation-answer": row(
        404, arguments=seat_of_health, aigerim=200, head_of_health=200
    ),
    "POST meetings:invitation-answer": row(
        404, arguments=seat_of_health, data=coming, aigerim=302, head_of_health=302
    ),
    "meetings:invitation-by-link": row(
        404,
        arguments=lambda cast: {"token": "forged"},
        bearer_arguments=a_link_of_aigerim,
        anonymous=404,
        bearer=200,
    ),
    "POST meetings:invitation-by-link": row(
        404,
        arguments=lambda cast: {"token": "forged"},
        bearer_arguments=a_link_of_aigerim,
        data=coming,
        anonymous=404,
        bearer=302,
    ),
    "meetings:calendar": row(200),
    "POST meetings:calendar-open": row(302),
    "POST meetings:calendar-revoke": row(302),
    "meetings:feed": row(
        404,
        arguments=lambda cast: {"token": "forged"},
        bearer_arguments=a_calendar,
        anonymous=404,
        bearer=200,
    ),
    "meetings:proposal-list": row(200),
    "meetings:proposal-make": row(403),
    "meetings:proposal": row(404, arguments=a_proposal, **PROPOSERS, **KEEPERS),
    "meetings:proposal-change": row(404, arguments=a_proposal, **WHO_PROPOSED),
    "POST meetings:proposal-withdraw": row(404, arguments=a_proposal, **acting(WHO_PROPOSED)),
    "meetings:proposal-take": row(404, arguments=a_proposal, **WHO_TAKES),
    "meetings:proposal-postpone": row(404, arguments=a_proposal, **WHO_TAKES),
    "POST meetings:proposal-return": row(
        404, arguments=a_proposal, data=a_reason, **acting(WHO_TAKES)
    ),
    "meetings:proposal-return": row(404, arguments=a_proposal, **WHO_TAKES),
    "meetings:proposal-bring": row(404, arguments=a_proposal, **WHO_PROPOSED),
    "POST meetings:proposal-paper": row(
        404, arguments=a_paper_of_a_proposal, **PROPOSERS, **KEEPERS
    ),
    "meetings:materials": row(
        404, arguments=meeting_that_is(builders.opened), **SEATED, **AT_THE_CENTRE
    ),
    "meetings:material-add": row(
        404, arguments=item_of(builders.opened), **SECRETARY_OF_AN_OPEN_ONE
    ),
    "meetings:material-late": row(
        404,
        arguments=item_of(builders.opened),
        **{**SECRETARY_OF_AN_OPEN_ONE, "serik": 403, "chair": 200},
    ),
    "POST meetings:material-open": row(404, arguments=a_material, **SEATED, **AT_THE_CENTRE),
    "POST meetings:book": row(404, arguments=a_book, **SEATED, **AT_THE_CENTRE),
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
    "meetings:dissent-note": row(
        404, arguments=decision_of(builders.written), **SECRETARY_OF_A_DRAFT
    ),
    "POST meetings:dissent-strike": row(404, arguments=a_dissent, **acting(SECRETARY_OF_A_DRAFT)),
    "meetings:circulation": row(
        404, arguments=meeting_that_is(circulated), **KEEPERS, head_of_health=200
    ),
    "POST meetings:circulation-begin": row(
        404, arguments=meeting_that_is(builders.written), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "POST meetings:circulation-end": row(
        404, arguments=meeting_that_is(circulated), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "meetings:remark-add": row(
        404,
        arguments=meeting_that_is(circulated),
        head_of_health=200,
        chair=200,
        serik=403,
        auditor=403,
    ),
    "meetings:remark-answer": row(
        404, arguments=a_remark, **SECRETARY_OF_A_DRAFT, head_of_health=403
    ),
    "meetings:protocol": row(404, arguments=meeting_that_is(approved), **PRESENT),
    "POST meetings:protocol-submit": row(
        404, arguments=meeting_that_is(builders.written), **acting(SECRETARY_OF_A_DRAFT)
    ),
    "meetings:protocol-return": row(
        404, arguments=meeting_that_is(builders.submitted), serik=200, chair=200, auditor=403
    ),
    "meetings:protocol-approve": row(
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
    "meetings:proof": row(200),
    "POST meetings:proof": row(200, data=lambda cast: {"checksum": "3f2a91c07be4"}),
    "meetings:seat-list": row(200),
    "meetings:seats": row(404, arguments=the_centre, **SEATED, **AT_THE_CENTRE),
    "meetings:seat-add": row(404, arguments=the_centre, **SECRETARY_OF_AN_OPEN_ONE),
    "meetings:seat-end": row(404, arguments=a_seat, **SECRETARY_OF_AN_OPEN_ONE),
}
