"""Answering a notice of a level: received, then accepted or cannot; once for the whole body."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access
from alerts.models import Acknowledgement, AddressedBody
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed
from notices.models import Notice

STATES = Acknowledgement.State
VERBS = {
    STATES.RECEIVED: gettext_noop("confirmed receipt of the level"),
    STATES.ACCEPTED: gettext_noop("accepted the level for execution"),
    STATES.CANNOT: gettext_noop("answered that the level cannot be executed"),
}


@transaction.atomic
def answer_notice(
    notice: Notice,
    body: Body,
    *,
    actor: User,
    state: str,
    reason: str = "",
    way: str = Acknowledgement.Way.SIGNED_IN,
) -> Acknowledgement:
    """Answer for a body; the first person to answer counts, the others are told no more."""
    capacity = access.require_answerer(actor, body)
    addressed = _lock(notice, body)
    given = {step.state: step for step in access.answers_of(addressed)}
    if state in given:
        return given[state]
    _require_open(notice, given, state, reason)
    if state in Acknowledgement.FINAL and STATES.RECEIVED not in given:
        _write(addressed, capacity, STATES.RECEIVED, "", way)
    step = _write(addressed, capacity, STATES(state), reason.strip(), way)
    record(
        capacity,
        VERBS[STATES(state)],
        addressed.decision,
        changes={"state": [_last(given), state]},
        reason=step.reason,
        body=body,
    )
    notices.stop_deliveries(notice, body)
    feed.publish(f"board-{addressed.decision_id}", addressed.decision_id)
    feed.publish("desk-alerts", addressed.decision_id)
    return step


def _lock(notice: Notice, body: Body) -> AddressedBody:
    addressed = (
        AddressedBody.objects.select_for_update(of=("self",))
        .select_related("decision")
        .filter(notice=notice, body=body)
        .first()
    )
    if addressed is None:
        raise ValidationError(_("This notice was not addressed to your organisation."))
    return addressed


def _require_open(
    notice: Notice, given: dict[str, Acknowledgement], state: str, reason: str
) -> None:
    if state not in STATES.values:
        raise ValidationError(_("Answer with received, accepted or cannot."))
    if any(step.is_final for step in given.values()):
        raise ValidationError(_("Your organisation has already given its final answer."))
    if notice.closed_at is not None:
        raise ValidationError(_("A later decision has replaced this notice: answer that one."))
    if state == STATES.CANNOT and not reason.strip():
        raise ValidationError({"reason": _("Say why your organisation cannot.")})


def _last(given: dict[str, Acknowledgement]) -> str:
    return STATES.RECEIVED.value if STATES.RECEIVED in given else ""


def _write(
    addressed: AddressedBody, capacity: Capacity, state: str, reason: str, way: str
) -> Acknowledgement:
    return Acknowledgement.objects.create(
        notice_id=addressed.notice_id,
        decision_id=addressed.decision_id,
        body_id=addressed.body_id,
        state=state,
        person_id=_person_of(capacity),
        acting_for=capacity.acting_for,
        way=way,
        reason=reason,
        answered_at=clock.now(),
    )


def _person_of(capacity: Capacity) -> int:
    if capacity.person is None:
        raise ValidationError(_("Only a person answers for an organisation."))
    return capacity.person.pk
