"""Who gets which answer where a body notes its progress."""

from collections.abc import Mapping

from agencies.models import Body
from alerts import actions
from alerts.models import AddressedBody
from tests.matrix import Cast, Row, row
from tests.matrix.alerts import published


def accepted_by_health(cast: Cast) -> Mapping[str, object]:
    """Name what the Ministry of Health has accepted."""
    decision = published(cast)
    moh = Body.objects.get(code="moh")
    assert decision.notice is not None
    actions.answer_notice(decision.notice, moh, actor=cast.aigerim, state="accepted")
    return {"pk": AddressedBody.objects.get(decision=decision, body=moh).pk}


def a_note(cast: Cast) -> Mapping[str, object]:
    """Say what has been done."""
    return {"text": "The shift is doubled"}


ROWS: dict[str, Row] = {
    "POST alerts:answer-progress": row(
        404, arguments=accepted_by_health, data=a_note, aigerim=302, head_of_health=302
    ),
}
