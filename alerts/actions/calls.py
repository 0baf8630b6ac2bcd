"""Calling those who are silent: one officer, one organisation at a time, every call a row."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.actions.answers import answer_by_call
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    Call,
    CallLease,
    LevelDecision,
    manager_of,
)
from alerts.queries.boards import Line
from alerts.queries.calling import Console, Number, console, is_closed, is_free, numbers_for
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed

OUTCOMES = Call.Outcome
STATES = {
    OUTCOMES.ACCEPTED: Acknowledgement.State.ACCEPTED,
    OUTCOMES.RECEIVED: Acknowledgement.State.RECEIVED,
    OUTCOMES.CANNOT: Acknowledgement.State.CANNOT,
}


@transaction.atomic
def take_call(
    decision: LevelDecision,
    *,
    actor: User,
    addressed: AddressedBody | None = None,
    instead_of: AddressedBody | None = None,
) -> AddressedBody | None:
    """Take the next organisation to call, or one that was chosen; nobody else calls it now.

    Who holds one keeps it, unless they want another `instead_of` it. None when there is nobody
    to call. The lease is soft: it runs out by itself.
    """
    capacity = access.require_desk_officer(actor, decision)
    _lock_desk(decision)
    desk = console(actor, decision)
    if desk.is_closed:
        raise ValidationError(_("A later decision has replaced this notice: call under that one."))
    held = desk.sheet.addressed if desk.sheet and not desk.sheet.is_answered else None
    if held is not None and addressed in (None, held) and instead_of != held:
        return held
    chosen = _choose(desk, actor, addressed, instead_of)
    _let_go(decision, actor)
    if chosen is None:
        return None
    _hold(chosen.addressed, actor)
    record(capacity, gettext_noop("began to call the organisation"), decision, body=chosen.body)
    feed.publish(f"board-{decision.pk}", decision.pk)
    return chosen.addressed


@transaction.atomic
def leave_call(decision: LevelDecision, *, actor: User) -> int:
    """Let go of the organisation that an officer holds; return how many were held."""
    capacity = access.require_desk_officer(actor, decision)
    _lock_desk(decision)
    held = _let_go(decision, actor)
    if held:
        record(capacity, gettext_noop("stopped calling the organisation"), decision)
        feed.publish(f"board-{decision.pk}", decision.pk)
    return held


@transaction.atomic
def record_call(
    addressed: AddressedBody,
    *,
    actor: User,
    key: str,
    outcome: str,
    note: str = "",
    seen: int | None = None,
) -> Call:
    """Write down one call; what the person answered counts as the organisation's answer.

    `key` names the person and the number, `seen` is how many calls the officer's page showed:
    the same call sent twice is one row.
    """
    capacity = access.require_desk_officer(actor, addressed.decision)
    _lock_desk(addressed.decision)
    made = manager_of(Call, addressed.decision).filter(addressed=addressed).order_by("pk")
    number = _number(addressed, key)
    again = _sent_twice(list(made), seen, actor, number, outcome)
    if again is not None:
        return again
    _require_outcome(outcome, note)
    call = Call.objects.create(
        addressed=addressed,
        person=number.person,
        contact=number.contact,
        number=number.number,
        outcome=outcome,
        note=note.strip(),
        caller=actor,
        caller_for=capacity.acting_for,
        called_at=clock.now(),
    )
    _record(capacity, call)
    _follow(capacity, call, number)
    feed.publish(f"board-{addressed.decision_id}", addressed.decision_id)
    return call


def _choose(
    desk: Console,
    actor: User,
    addressed: AddressedBody | None,
    instead_of: AddressedBody | None,
) -> Line | None:
    if addressed is None:
        others = (one for one in desk.queue if one.addressed != instead_of)
        return next((one for one in others if is_free(one, desk.at)), None)
    chosen = next((one for one in desk.queue if one.addressed == addressed), None)
    if chosen is None:
        raise ValidationError(_("This organisation has answered: no call is needed."))
    if chosen.lease is not None and chosen.lease.holder_id != actor.pk:
        raise ValidationError(
            _("%(person)s is calling this organisation just now.")
            % {"person": chosen.lease.holder.full_name}
        )
    return chosen


def _lock_desk(decision: LevelDecision) -> None:
    """Let officers of one desk take turns: what one takes, the next one sees as taken."""
    world = manager_of(LevelDecision, decision)
    world.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)


def _let_go(decision: LevelDecision, actor: User) -> int:
    now = clock.now()
    running = manager_of(CallLease, decision).filter(
        addressed__decision=decision, holder=actor, expires_at__gt=now
    )
    return running.update(expires_at=now)


def _hold(addressed: AddressedBody, actor: User, taken_at: dt.datetime | None = None) -> None:
    now = clock.now()
    ends = now + dt.timedelta(minutes=settings.CALL_LEASE_MINUTES)
    manager_of(CallLease, addressed.decision).update_or_create(
        addressed=addressed,
        defaults={"holder": actor, "taken_at": taken_at or now, "expires_at": ends},
    )


def _number(addressed: AddressedBody, key: str) -> Number:
    for one in numbers_for(addressed):
        if one.key == key:
            return one
    raise ValidationError(_("This number belongs to nobody who answers for the organisation."))


def _sent_twice(
    made: list[Call], seen: int | None, actor: User, number: Number, outcome: str
) -> Call | None:
    """Return the row that the same form has already made."""
    if seen is None:
        return None
    what = (actor.pk, number.person.pk, number.number, outcome)
    for one in made[seen:]:
        if (one.caller_id, one.person_id, one.number, one.outcome) == what:
            return one
    return None


def _require_outcome(outcome: str, note: str) -> None:
    if outcome not in OUTCOMES.values:
        raise ValidationError(_("Say how the call ended."))
    if outcome == OUTCOMES.CANNOT and not note.strip():
        raise ValidationError({"note": _("Write down why the organisation cannot.")})


def _record(capacity: Capacity, call: Call) -> None:
    record(
        capacity,
        gettext_noop("called the organisation"),
        call.addressed.decision,
        changes={
            "person": ["", call.person.full_name],
            "number": ["", call.number],
            "outcome": ["", call.outcome],
        },
        reason=call.note,
        body=call.addressed.body,
    )


def _follow(capacity: Capacity, call: Call, number: Number) -> None:
    """Do what the outcome asks for: the answer, the mark on the number, the lease."""
    if call.is_answered:
        _answer(capacity, call)
    elif _is_really_wrong(call) and number.contact is not None:
        notices.mark_wrong(number.contact, capacity=capacity, words=_("wrong number"))
    _keep_or_let_go(call)


def _is_really_wrong(call: Call) -> bool:
    """Tell whether a number is wrong in the real world: an exercise changes nothing there."""
    is_exercise = call.addressed.decision.is_exercise
    return call.outcome == OUTCOMES.WRONG_NUMBER and not is_exercise


def _answer(capacity: Capacity, call: Call) -> None:
    """Record the answer, unless it was given, or the notice replaced, while they spoke."""
    actor = capacity.person
    if is_closed(call.addressed.decision):
        return
    given = access.answers_of(call.addressed).filter(round=call.addressed.round)
    if actor is None or any(step.is_final for step in given):
        return
    answer_by_call(
        call.addressed,
        actor=actor,
        person=call.person,
        state=STATES[OUTCOMES(call.outcome)],
        reason=call.note if call.outcome == OUTCOMES.CANNOT else "",
    )


def _keep_or_let_go(call: Call) -> None:
    """Hold on to the organisation while it has numbers that were not tried, else let go."""
    leases = manager_of(CallLease, call.addressed.decision)
    lease = leases.filter(
        addressed=call.addressed, holder=call.caller, expires_at__gt=call.called_at
    ).first()
    if lease is None:
        return
    tried = [one.last for one in numbers_for(call.addressed)]
    is_done = all(one is not None and one.called_at >= lease.taken_at for one in tried)
    if call.is_answered or is_done:
        _let_go(call.addressed.decision, call.caller)
    else:
        _hold(call.addressed, call.caller, lease.taken_at)
