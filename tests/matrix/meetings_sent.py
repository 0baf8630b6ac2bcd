"""Who gets which answer where the pages of meetings send what was typed."""

import datetime as dt
from collections.abc import Mapping

from audit import clock
from meetings.models import Attendance, Minutes
from plans.models import FormOfCompletion
from tests.matrix import Cast, Row, SentFile, row
from tests.matrix.meetings import (
    SECRETARY_OF_A_DRAFT,
    SECRETARY_OF_AN_OPEN_ONE,
    WHO_PROPOSED,
    WHO_TAKES,
    a_proposal,
    a_question,
    a_reason,
    a_remark,
    a_seat,
    acting,
    approved,
    circulated,
    decision_of,
    item_of,
    meeting_that_is,
    the_centre,
)
from tests.meetings import builders

Facts = Mapping[str, object]


def another_hour(cast: Cast) -> Facts:
    """Say when and where a meeting is."""
    return {
        "kind": "regular",
        "day": (clock.today() + builders.AFTER).isoformat(),
        "time": "11:00",
        "length_minutes": 60,
        "place_kk": "Астана қаласы",
        "place_ru": "г. Астана",
        "quorum_rule": "half",
        "materials_days": 3,
    }


def a_new_meeting(cast: Cast) -> Facts:
    """Say when and where the Centre meets."""
    return {"body": builders.centre().pk, **another_hour(cast)}


def a_name(cast: Cast) -> Facts:
    """Name a template."""
    return {"name": "Очередное"}


def everybody_present(cast: Cast) -> Facts:
    """Fill the sheet."""
    return {f"state-{pk}": "present" for pk in Attendance.objects.values_list("pk", flat=True)}


def a_new_guest(cast: Cast) -> Facts:
    """Name somebody without a seat."""
    return {"full_name": "Гость", "position_kk": "сарапшы", "position_ru": "эксперт"}


def the_chair(cast: Cast) -> Facts:
    """Name the chair."""
    return {"chair": cast.chair.pk}


def a_question_of_health(cast: Cast) -> Facts:
    """Propose a question to the seated Centre in the name of the Ministry of Health."""
    body = builders.seated_centre(cast)
    return {"to_body": body.pk, "body": builders.agency("moh").pk, **a_question(cast)}


def a_draft_agenda(cast: Cast) -> Facts:
    """Name a meeting whose agenda is being built."""
    return {"meeting": builders.planned(cast).pk}


def a_paper(cast: Cast) -> Facts:
    """Bring a paper."""
    return {"title": "Справка", "upload": SentFile("note.txt", "Справка".encode())}


def other_minutes(cast: Cast) -> Facts:
    """Write over what is written, having seen it."""
    seen = Minutes.objects.order_by("pk")[0].version
    return {"version": seen, **builders.said("иначе")}


def an_assignment(cast: Cast) -> Facts:
    """Say one point of a decision."""
    return {
        "kind": "assignment",
        "text_kk": "Есеп берсін",
        "text_ru": "Представить отчёт",
        "lead": builders.agency("moh").pk,
        "term_ru": "в месячный срок",
        "form_of_completion": FormOfCompletion.objects.order_by("order", "pk")[0].pk,
        "adopted": "unanimously",
    }


def an_opinion(cast: Cast) -> Facts:
    """Note that a seat did not agree."""
    seat = Attendance.objects.order_by("seat__position")[0].seat
    return {"seat": seat.pk, "text_kk": "Жоқ", "text_ru": "Нет"}


def a_word(cast: Cast) -> Facts:
    """Remark on the whole draft."""
    return {"text": "Неточно"}


def agreement(cast: Cast) -> Facts:
    """Accept a remark."""
    return {"accepted": "yes"}


def a_correction(cast: Cast) -> Facts:
    """Correct beside the protocol."""
    return {"text_kk": "Түзету", "text_ru": "Исправление", "reason": "опечатка"}


def a_personal_seat(cast: Cast) -> Facts:
    """Give the duty officer a seat."""
    titles = {"title_kk": "Кезекші", "title_ru": "Дежурный", "title_en": "Duty officer"}
    return {"holder": cast.dauren.pk, "valid_from": clock.today().isoformat(), **titles}


def an_end(cast: Cast) -> Facts:
    """End a seat next week."""
    return {"valid_to": (clock.today() + dt.timedelta(days=7)).isoformat(), "reason": "№ 600"}


SECRETARY_WRITES = acting(SECRETARY_OF_A_DRAFT)
SECRETARY_KEEPS = acting(SECRETARY_OF_AN_OPEN_ONE)

ROWS: dict[str, Row] = {
    "POST meetings:meeting-schedule": row(403, data=a_new_meeting, serik=302),
    "POST meetings:template-keep": row(
        404, arguments=meeting_that_is(builders.opened), data=a_name, **SECRETARY_KEEPS
    ),
    "POST meetings:meeting-change": row(
        404, arguments=meeting_that_is(builders.opened), data=another_hour, **SECRETARY_KEEPS
    ),
    "POST meetings:item-change": row(
        404, arguments=item_of(builders.planned), data=a_question, **SECRETARY_WRITES
    ),
    "POST meetings:attendance": row(
        404, arguments=meeting_that_is(builders.opened), data=everybody_present, **SECRETARY_KEEPS
    ),
    "POST meetings:guest-add": row(
        404, arguments=meeting_that_is(builders.opened), data=a_new_guest, **SECRETARY_KEEPS
    ),
    # It is two weeks too early to hold this meeting: who may is told so.
    "POST meetings:meeting-hold": row(
        404,
        arguments=meeting_that_is(builders.opened),
        data=the_chair,
        **SECRETARY_KEEPS | {"serik": 422},
    ),
    # The outsider speaks for a body as well, but not for health.
    "POST meetings:proposal-make": row(
        403,
        data=a_question_of_health,
        aigerim=302,
        head_of_health=302,
        outsider=422,
    ),
    "POST meetings:proposal-change": row(
        404, arguments=a_proposal, data=a_question, **acting(WHO_PROPOSED)
    ),
    "POST meetings:proposal-bring": row(
        404, arguments=a_proposal, data=a_paper, **acting(WHO_PROPOSED)
    ),
    "POST meetings:proposal-take": row(
        404, arguments=a_proposal, data=a_draft_agenda, **acting(WHO_TAKES)
    ),
    "POST meetings:proposal-postpone": row(
        404, arguments=a_proposal, data=a_reason, **acting(WHO_TAKES)
    ),
    "POST meetings:material-add": row(
        404, arguments=item_of(builders.opened), data=a_paper, **SECRETARY_KEEPS
    ),
    "POST meetings:material-late": row(
        404,
        arguments=item_of(builders.opened),
        data=a_reason,
        **SECRETARY_KEEPS | {"serik": 403, "chair": 302},
    ),
    "POST meetings:item-minutes": row(
        404, arguments=item_of(builders.written), data=other_minutes, **SECRETARY_WRITES
    ),
    "POST meetings:minutes-complete": row(
        404, arguments=meeting_that_is(builders.written), data=the_chair, **SECRETARY_WRITES
    ),
    "POST meetings:decision-enter": row(
        404, arguments=item_of(builders.written), data=an_assignment, **SECRETARY_WRITES
    ),
    "POST meetings:decision-change": row(
        404, arguments=decision_of(builders.written), data=an_assignment, **SECRETARY_WRITES
    ),
    "POST meetings:dissent-note": row(
        404, arguments=decision_of(builders.written), data=an_opinion, **SECRETARY_WRITES
    ),
    "POST meetings:remark-add": row(
        404,
        arguments=meeting_that_is(circulated),
        data=a_word,
        head_of_health=302,
        chair=302,
        serik=403,
        auditor=403,
    ),
    "POST meetings:remark-answer": row(
        404, arguments=a_remark, data=agreement, **SECRETARY_WRITES, head_of_health=403
    ),
    "POST meetings:protocol-return": row(
        404,
        arguments=meeting_that_is(builders.submitted),
        data=a_reason,
        serik=302,
        chair=302,
        auditor=403,
    ),
    "POST meetings:addendum-add": row(
        404,
        arguments=meeting_that_is(approved),
        data=a_correction,
        serik=302,
        chair=302,
        auditor=403,
        dauren=403,
        head_of_health=403,
    ),
    "POST meetings:seat-add": row(
        404, arguments=the_centre, data=a_personal_seat, **SECRETARY_KEEPS
    ),
    "POST meetings:seat-end": row(404, arguments=a_seat, data=an_end, **SECRETARY_KEEPS),
}
