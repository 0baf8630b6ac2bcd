"""Who gets which answer at the desk of an exercise: the same pages, in a world of their own."""

from collections.abc import Mapping

from alerts import actions
from alerts.models import AddressedBody
from alerts.queries.calling import numbers_for
from notices import actions as notices
from tests.alerts import playing
from tests.matrix import Cast, Row, row
from tests.matrix.alerts_desk import CALLERS, DESK, a_situation, the_first_report
from tests.matrix.alerts_exercises import a_sent_level

Arguments = Mapping[str, object]


def health_to_call(cast: Cast) -> Arguments:
    """Name the page where a call to the Ministry of Health is written down."""
    notices.add_contact(cast.aigerim, actor=None, address="+77172000001", channel="phone")
    decision = playing.running(cast)
    asked = AddressedBody.exercises.get(decision=decision, body__code="moh")
    return {"pk": decision.pk, "addressed": asked.pk}


def a_busy_line(cast: Cast) -> Arguments:
    """Say that the line was busy."""
    asked = AddressedBody.exercises.get(body__code="moh")
    return {"key": numbers_for(asked)[0].key, "seen": 0, "outcome": "busy"}


def accepted_by_health(cast: Cast) -> Arguments:
    """Name what the Ministry of Health has accepted in an exercise."""
    asked = AddressedBody.exercises.get(decision=playing.running(cast), body__code="moh")
    actions.answer_notice(asked.notice, asked.body, actor=cast.aigerim, state="accepted")
    return {"pk": asked.pk}


def a_frozen_report(cast: Cast) -> Arguments:
    """Name a frozen report of the Centre on an exercise."""
    decision = playing.running(cast)
    made = actions.make_centre_report(decision, actor=cast.dauren, number=1)
    return {"pk": decision.pk, "number": made.number}


ROWS: dict[str, Row] = {
    "alerts:exercise-calls": row(404, arguments=a_sent_level, **(DESK | {"auditor": 403})),
    "POST alerts:exercise-call-take": row(404, arguments=a_sent_level, **CALLERS),
    "POST alerts:exercise-call-leave": row(404, arguments=a_sent_level, **CALLERS),
    "POST alerts:exercise-call-record": row(
        404, arguments=health_to_call, data=a_busy_line, **CALLERS
    ),
    "alerts:exercise-report-list": row(404, arguments=a_sent_level, **DESK),
    "alerts:exercise-centre-report-make": row(
        404, arguments=a_sent_level, **(DESK | {"auditor": 403})
    ),
    "POST alerts:exercise-centre-report-make": row(
        404, arguments=a_sent_level, data=the_first_report, **CALLERS
    ),
    "alerts:exercise-centre-report": row(404, arguments=a_frozen_report, **DESK),
    "alerts:exercise-report-send": row(
        404, arguments=accepted_by_health, aigerim=200, head_of_health=200
    ),
    "POST alerts:exercise-report-send": row(
        404,
        arguments=accepted_by_health,
        data=a_situation,
        aigerim=302,
        head_of_health=302,
    ),
}
