"""Who gets which answer at the call-down console, the situation reports and the pack."""

from collections.abc import Mapping
from typing import Any

from alerts import actions
from alerts.models import AddressedBody, LevelDecision
from alerts.queries.calling import numbers_for
from notices import actions as notices
from tests.matrix import Cast, Row, row
from tests.matrix.alerts import a_published_level, published, what_was_sent_to_health

Arguments = Mapping[str, object]
DESK: dict[str, Any] = {"dauren": 200, "saule": 200, "auditor": 200}
CALLERS: dict[str, Any] = {"dauren": 302, "saule": 302, "auditor": 403}


def to_call(cast: Cast) -> AddressedBody:
    """Return the Ministry of Health, at whose liaison one can call."""
    notices.add_contact(cast.aigerim, actor=None, address="+77172000001", channel="phone")
    return AddressedBody.objects.get(decision=published(cast), body__code="moh")


def health_to_call(cast: Cast) -> Arguments:
    """Name the page where a call to the Ministry of Health is written down."""
    addressed = to_call(cast)
    return {"pk": addressed.decision_id, "addressed": addressed.pk}


def a_busy_line(cast: Cast) -> Arguments:
    """Say that the line was busy."""
    addressed = AddressedBody.objects.get(body__code="moh")
    return {"key": numbers_for(addressed)[0].key, "seen": 0, "outcome": "busy"}


def accepted_by_health(cast: Cast) -> Arguments:
    """Name what the Ministry of Health has accepted, so that it reports."""
    addressed = AddressedBody.objects.get(**what_was_sent_to_health(cast))
    actions.answer_notice(addressed.notice, addressed.body, actor=cast.aigerim, state="accepted")
    return {"pk": addressed.pk}


def a_frozen_report(cast: Cast) -> Arguments:
    """Name a frozen report of the Centre."""
    decision: LevelDecision = published(cast)
    made = actions.make_centre_report(decision, actor=cast.dauren, number=1)
    return {"pk": decision.pk, "number": made.number}


def a_situation(cast: Cast) -> Arguments:
    """Report what a situation report needs."""
    return {"conditions": "Quiet.", "actions": "Guards doubled."}


def the_first_report(cast: Cast) -> Arguments:
    """Ask for the first report of the Centre."""
    return {"number": 1}


ROWS: dict[str, Row] = {
    "alerts:calls": row(404, arguments=a_published_level, **(DESK | {"auditor": 403})),
    "POST alerts:call-take": row(404, arguments=a_published_level, **CALLERS),
    "POST alerts:call-leave": row(404, arguments=a_published_level, **CALLERS),
    "POST alerts:call-record": row(404, arguments=health_to_call, data=a_busy_line, **CALLERS),
    "alerts:report-list": row(404, arguments=a_published_level, **DESK),
    "alerts:centre-report-make": row(
        404, arguments=a_published_level, **(DESK | {"auditor": 403})
    ),
    "POST alerts:centre-report-make": row(
        404, arguments=a_published_level, data=the_first_report, **CALLERS
    ),
    "alerts:centre-report": row(404, arguments=a_frozen_report, **DESK),
    "alerts:after-action": row(404, arguments=a_published_level, **DESK),
    "alerts:after-action-file": row(404, arguments=a_published_level, **DESK),
    "alerts:after-action-paper": row(404, arguments=a_published_level, **DESK),
    "alerts:report-send": row(404, arguments=accepted_by_health, aigerim=200, head_of_health=200),
    "POST alerts:report-send": row(
        404,
        arguments=accepted_by_health,
        data=a_situation,
        aigerim=302,
        head_of_health=302,
    ),
}
