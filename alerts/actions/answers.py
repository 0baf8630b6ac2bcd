"""Answering a notice of a level: received, then accepted or cannot; once for the whole body."""

from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import Body, User
from alerts import access, queries
from alerts.actions.progress import wind_clock
from alerts.models import Acknowledgement, AddressedBody, manager_of
from alerts.texts.answers import cannot_texts
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed
from notices.models import Notice

STATES = Acknowledgement.State
ANSWERS = (STATES.RECEIVED, *Acknowledgement.FINAL)
VERBS = {
    STATES.RECEIVED: gettext_noop("confirmed receipt of the level"),
    STATES.ACCEPTED: gettext_noop("accepted the level for execution"),
    STATES.CANNOT: gettext_noop("answered that the level cannot be executed"),
}


@dataclass(frozen=True)
class Voice:
    """Who speaks for a body, in which way, and who wrote it down if another did."""

    person: User
    way: str
    acting_for: User | None = None
    recorded_by: User | None = None


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
    voice = Voice(actor, way, acting_for=capacity.acting_for)
    return _answer(addressed, capacity, voice, state, reason.strip())


@transaction.atomic
def answer_by_call(
    addressed: AddressedBody, *, actor: User, person: User, state: str, reason: str = ""
) -> Acknowledgement:
    """Write down what a person of the body answered when the headquarters called."""
    capacity = access.require_desk_officer(actor, addressed.decision)
    if not rights.may(person, rights.ACKNOWLEDGE, addressed.body):
        raise ValidationError(_("This person does not answer for the organisation."))
    addressed = _lock(addressed.notice, addressed.body)
    voice = Voice(person, Acknowledgement.Way.TELEPHONE, recorded_by=actor)
    return _answer(addressed, capacity, voice, state, reason.strip())


def _answer(
    addressed: AddressedBody, capacity: Capacity, voice: Voice, state: str, reason: str
) -> Acknowledgement:
    given = {step.state: step for step in access.answers_of_round(addressed)}
    if state in given:
        return given[state]
    _require_open(addressed.notice, given, state, reason)
    if state in Acknowledgement.FINAL and STATES.RECEIVED not in given:
        _write(addressed, voice, STATES.RECEIVED, "")
    step = _write(addressed, voice, STATES(state), reason)
    record(
        capacity,
        VERBS[STATES(state)],
        addressed.decision,
        changes={"state": [_last(given), state]},
        reason=reason,
        body=addressed.body,
    )
    notices.stop_deliveries(addressed.notice, addressed.body, answered_by=voice.person)
    wind_clock(addressed)
    if state == STATES.CANNOT:
        _escalate(addressed, capacity, reason)
    feed.publish(f"board-{addressed.decision_id}", addressed.decision_id)
    feed.publish("desk-alerts", addressed.decision_id)
    return step


def _escalate(addressed: AddressedBody, capacity: Capacity, reason: str) -> None:
    """Tell the officers and approvers of the deciding headquarters at once."""
    decision = addressed.decision
    told = queries.deciders_of(decision)
    if not told:
        return
    tell = partial(
        notices.tell,
        capacity,
        told,
        thing_path=decision.get_board_url(),
        exercise=decision.is_exercise,
    )
    try:
        tell(cannot_texts(decision.number, addressed.body, reason))
    except ValidationError:  # the reason holds words that may not go out: it stands on the board
        tell(cannot_texts(decision.number, addressed.body, ""))


def _lock(notice: Notice, body: Body) -> AddressedBody:
    addressed = (
        manager_of(AddressedBody, notice)
        .select_for_update(of=("self",))
        .select_related("decision__headquarters", "notice", "body")
        .filter(notice=notice, body=body)
        .first()
    )
    if addressed is None:
        raise ValidationError(_("This notice was not addressed to your organisation."))
    return addressed


def _require_open(
    notice: Notice, given: dict[str, Acknowledgement], state: str, reason: str
) -> None:
    if state not in ANSWERS:
        raise ValidationError(_("Answer with received, accepted or cannot."))
    if any(step.is_final for step in given.values()):
        raise ValidationError(_("Your organisation has already given its final answer."))
    if notice.closed_at is not None:
        raise ValidationError(_("A later decision has replaced this notice: answer that one."))
    if state == STATES.CANNOT and not reason:
        raise ValidationError({"reason": _("Say why your organisation cannot.")})


def _last(given: dict[str, Acknowledgement]) -> str:
    return STATES.RECEIVED.value if STATES.RECEIVED in given else ""


def _write(addressed: AddressedBody, voice: Voice, state: str, reason: str) -> Acknowledgement:
    return manager_of(Acknowledgement, addressed.notice).create(
        notice_id=addressed.notice_id,
        decision_id=addressed.decision_id,
        body_id=addressed.body_id,
        round=addressed.round,
        state=state,
        person=voice.person,
        acting_for=voice.acting_for,
        recorded_by=voice.recorded_by,
        way=voice.way,
        reason=reason,
        answered_at=clock.now(),
    )
