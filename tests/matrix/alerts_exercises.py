"""Who gets which answer at the addresses of exercises."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies import access
from agencies.models import Body, Capability
from alerts import actions
from alerts.models import AddressedBody, ChecklistEntry, ChecklistQuestion, Exercise
from tests.alerts import playing
from tests.matrix import Cast, Row, row

Arguments = Mapping[str, object]
STAFF: dict[str, Any] = {"dauren": 200, "saule": 200, "auditor": 200}
ASKED: dict[str, Any] = {"aigerim": 200, "head_of_health": 200, "governor": 200}
OFFICER: dict[str, Any] = {"dauren": 200, "saule": 403, "auditor": 403}


def begun(cast: Cast) -> Exercise:
    """Return an exercise under way that asks the Ministry of Health and Almaty."""
    exercise = playing.running(cast).exercise
    assert exercise is not None
    return exercise


def a_begun_exercise(cast: Cast) -> Arguments:
    """Name an exercise under way."""
    return {"pk": begun(cast).pk}


def a_planned_exercise(cast: Cast) -> Arguments:
    """Name an exercise that has not begun."""
    return {"pk": playing.planned(cast).pk}


def a_participant(cast: Cast) -> Arguments:
    """Name an organisation of a planned exercise."""
    return {"pk": playing.planned(cast).pk, "body": Body.objects.get(code="moh").pk}


def a_sent_level(cast: Cast) -> Arguments:
    """Name a level that was sent in an exercise."""
    return {"pk": playing.running(cast).pk}


def an_injected_level(cast: Cast) -> Arguments:
    """Name a level that waits for another person."""
    return {"pk": playing.injected(cast, playing.planned(cast)).pk}


def what_health_was_asked(cast: Cast) -> Arguments:
    """Name what an exercise asks of the Ministry of Health."""
    asked = AddressedBody.exercises.get(decision=playing.running(cast), body__code="moh")
    return {"pk": asked.pk}


def a_line_of_health(cast: Cast) -> Arguments:
    """Name a line that an exercise gave to the Ministry of Health."""
    actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    lines = ChecklistEntry.exercises.filter(decision=playing.running(cast), body__code="moh")
    return {"pk": lines.earliest("pk").pk}


def a_question_to_health(cast: Cast) -> Arguments:
    """Name what an all-clear played asks about a line of the Ministry of Health."""
    actions.adopt_checklist(1, [("", "бір", "один", "one")], actor=None)
    exercise = playing.running(cast).exercise
    assert exercise is not None
    playing.sent(cast, playing.injected(cast, exercise, level=0))
    asked = ChecklistQuestion.exercises.filter(entry__body__code="moh")
    return {"pk": asked.earliest("pk").pk}


def kept(cast: Cast) -> Arguments:
    """Keep the line."""
    return {"answer": "keep"}


def a_line_with_a_file(cast: Cast) -> Arguments:
    """Name a line of an exercise that the Ministry of Health has done, with a file."""
    entry = ChecklistEntry.exercises.get(**a_line_of_health(cast))
    proof = SimpleUploadedFile("order.pdf", b"%PDF-1.7 order", "application/pdf")
    actions.tick_exercise_line(entry, actor=cast.aigerim, file=proof)
    return {"pk": entry.pk}


def a_link_of_aigerim(cast: Cast) -> Arguments:
    """Make the link that Aigerim's mail carries."""
    notice = playing.running(cast).notice
    assert notice is not None
    held = Capability.objects.get(subject=notice.pk, person=cast.aigerim)
    token = access.capability_token(
        held.purpose, notice.pk, held.person_id, held.body_id, held.expires_at
    )
    return {"token": token}


def a_forged_link(cast: Cast) -> Arguments:
    """Name a link that nobody issued."""
    return {"token": "forged"}


def a_plan(cast: Cast) -> Arguments:
    """Fill in a plan."""
    return {
        "name_kk": "Жел", "name_ru": "Ветер", "scenario": "A bag.",
        "starts_at": "01.12.2030 10:00", "ends_at": "01.12.2030 13:00",
    }  # fmt: skip


def the_ministry(cast: Cast) -> Arguments:
    """Choose the Ministry of Health."""
    return {"bodies": [Body.objects.get(code="moh").pk]}


def yellow(cast: Cast) -> Arguments:
    """Play yellow on Almaty."""
    return {"territories": ["75"], "level": "1"}


def no_digest(cast: Cast) -> Arguments:
    """Send what was never shown."""
    return {"digest": "unseen"}


def a_reason(cast: Cast) -> Arguments:
    """Give a reason."""
    return {"reason": "Another script"}


def receipt(cast: Cast) -> Arguments:
    """Confirm receipt."""
    return {"state": "received"}


ROWS: dict[str, Row] = {
    "alerts:exercise-list": row(200),
    "alerts:exercise-new": row(403, dauren=200),
    "POST alerts:exercise-new": row(403, data=a_plan, dauren=302),
    "alerts:exercise": row(404, arguments=a_begun_exercise, **STAFF, **ASKED),
    "alerts:exercise-change": row(404, arguments=a_planned_exercise, **OFFICER),
    "POST alerts:exercise-change": row(
        404, arguments=a_planned_exercise, data=a_plan, **OFFICER | {"dauren": 302}
    ),
    "alerts:exercise-participants": row(404, arguments=a_planned_exercise, **OFFICER),
    "POST alerts:exercise-participants": row(
        404, arguments=a_planned_exercise, data=the_ministry, **OFFICER | {"dauren": 302}
    ),
    "alerts:exercise-people": row(404, arguments=a_participant, **OFFICER),
    "POST alerts:exercise-people": row(404, arguments=a_participant, **OFFICER | {"dauren": 302}),
    "alerts:exercise-inject": row(404, arguments=a_planned_exercise, **OFFICER),
    "POST alerts:exercise-inject": row(
        404, arguments=a_planned_exercise, data=yellow, **OFFICER | {"dauren": 302}
    ),
    "alerts:exercise-end": row(404, arguments=a_begun_exercise, **STAFF | {"auditor": 403}),
    "POST alerts:exercise-end": row(
        404, arguments=a_begun_exercise, dauren=302, saule=302, auditor=403
    ),
    "alerts:exercise-statistics": row(404, arguments=a_begun_exercise, **STAFF),
    "alerts:exercise-statistics-file": row(404, arguments=a_begun_exercise, **STAFF),
    "alerts:exercise-level": row(404, arguments=a_sent_level, **STAFF, **ASKED),
    "alerts:exercise-send": row(
        404, arguments=an_injected_level, saule=200, dauren=403, auditor=403
    ),
    "POST alerts:exercise-send": row(
        404, arguments=an_injected_level, data=no_digest, saule=422, dauren=403, auditor=403
    ),
    "alerts:exercise-withdraw": row(404, arguments=an_injected_level, **STAFF | {"auditor": 403}),
    "POST alerts:exercise-withdraw": row(
        404, arguments=an_injected_level, data=a_reason, dauren=302, saule=302, auditor=403
    ),
    "alerts:exercise-board": row(404, arguments=a_sent_level, **STAFF),
    "alerts:exercise-after-action": row(404, arguments=a_sent_level, **STAFF),
    "alerts:exercise-after-action-file": row(404, arguments=a_sent_level, **STAFF),
    "alerts:exercise-after-action-paper": row(404, arguments=a_sent_level, **STAFF),
    "alerts:exercise-checklist": row(404, arguments=a_sent_level, **STAFF, **ASKED),
    "POST alerts:exercise-tick": row(
        404, arguments=a_line_of_health, aigerim=302, head_of_health=302
    ),
    "POST alerts:exercise-line-answer": row(
        404, arguments=a_question_to_health, data=kept, aigerim=302, head_of_health=302
    ),
    "alerts:exercise-checklist-evidence": row(
        404,
        arguments=a_line_with_a_file,
        aigerim=200,
        head_of_health=200,
        serik=200,
        chair=200,
        dauren=200,
        saule=200,
        auditor=200,
    ),
    "alerts:exercise-answer-list": row(200),
    "alerts:exercise-answer": row(
        404, arguments=what_health_was_asked, aigerim=200, head_of_health=200
    ),
    "POST alerts:exercise-answer": row(
        404, arguments=what_health_was_asked, data=receipt, aigerim=302, head_of_health=302
    ),
    "POST alerts:exercise-answer-progress": row(
        404, arguments=what_health_was_asked, aigerim=422, head_of_health=422
    ),
    "alerts:exercise-answer-by-link": row(
        404,
        arguments=a_forged_link,
        anonymous=404,
        bearer=200,
        bearer_arguments=a_link_of_aigerim,
    ),
    "POST alerts:exercise-answer-by-link": row(
        404,
        arguments=a_forged_link,
        data=receipt,
        anonymous=404,
        bearer=302,
        bearer_arguments=a_link_of_aigerim,
    ),
}
