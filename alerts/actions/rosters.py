"""The duty roster: shifts from a pattern, filling a gap, and one person taking another's duty.

Shifts never overlap (the database refuses it) and none of these actions opens a gap: a pattern
begins where the roster ends, and a replacement only passes on what somebody already had.
"""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import Body, User
from agencies.templatetags.speech import say_instant
from alerts import access
from alerts.actions.roster_notices import tell_of
from alerts.models import Replacement, Shift
from alerts.queries import patterns, rosters
from alerts.queries.rosters import Turn
from audit import clock
from audit.record import Capacity, record


@transaction.atomic
def generate_shifts(
    body: Body,
    *,
    actor: User,
    people: Sequence[User],
    starts_at: dt.datetime,
    hours: int,
    until: dt.datetime,
) -> list[Shift]:
    """Enter shifts of so many hours, people in turn, end to end, from an instant on."""
    capacity = access.require_roster_keeper(actor, body)
    body = _locked(body)
    turns = patterns.planned_turns(body, people, starts_at, hours, until)
    shifts = Shift.objects.bulk_create(_shift(body, turn, actor) for turn in turns)
    record(
        capacity,
        gettext_noop("entered shifts into the duty roster"),
        body,
        changes={
            "shifts": [0, len(shifts)],
            "from": ["", starts_at.isoformat()],
            "until": ["", turns[-1].ends_at.isoformat()],
        },
        body=body,
    )
    return shifts


@transaction.atomic
def fill_gap(
    body: Body, *, actor: User, person: User, starts_at: dt.datetime, ends_at: dt.datetime
) -> Shift:
    """Put one person on duty for a stretch in which nobody is; said twice it changes nothing."""
    capacity = access.require_roster_keeper(actor, body)
    body = _locked(body)
    same = Shift.objects.filter(
        body=body, person=person, starts_at=starts_at, ends_at=ends_at, replaced_by__isnull=True
    ).first()
    if same is not None:
        return same
    patterns.require_span(starts_at, ends_at, fields=("starts_at", "ends_at"))
    turn = Turn(person, starts_at, ends_at)
    patterns.require_sound(body, [turn])
    patterns.require_joined(body, starts_at)
    shift = _shift(body, turn, actor)
    shift.save(force_insert=True)
    verb = gettext_noop("filled a gap in the duty roster")
    record(capacity, verb, shift, changes=_changes(turn), body=body)
    return shift


@transaction.atomic
def ask_replacement(
    body: Body,
    *,
    actor: User,
    person: User,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    reason: str,
) -> Replacement:
    """Ask who keeps the roster that another person take a stretch of duty."""
    capacity = access.require_duty_holder(actor, body)
    body = _locked(body)
    turn = Turn(person, starts_at, ends_at)
    _require_replaceable(body, turn, reason)
    asked = Replacement.objects.filter(
        body=body, person=person, starts_at=starts_at, ends_at=ends_at, asked_by=actor,
        state=Replacement.State.ASKED,
    ).first()  # fmt: skip
    if asked is not None:
        return asked
    replacement = _replacement(body, turn, reason, actor)
    replacement.save(force_insert=True)
    verb = gettext_noop("asked for a replacement on duty")
    record(
        capacity, verb, replacement, changes=_changes(turn), reason=replacement.reason, body=body
    )
    tell_of(capacity, replacement, _keepers(body))
    return replacement


@transaction.atomic
def replace_on_duty(
    body: Body,
    *,
    actor: User,
    person: User,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    reason: str,
) -> Replacement:
    """Let a person take a stretch of others' duty; what was entered before stays readable."""
    capacity = access.require_roster_keeper(actor, body)
    body = _locked(body)
    turn = Turn(person, starts_at, ends_at)
    _require_replaceable(body, turn, reason)
    return _make(capacity, _replacement(body, turn, reason, actor))


@transaction.atomic
def decide_replacement(
    replacement: Replacement, *, actor: User, is_granted: bool, remark: str = ""
) -> Replacement:
    """Make a replacement that was asked for, or refuse it with a remark; once."""
    capacity = access.require_roster_keeper(actor, replacement.body)
    _locked(replacement.body)
    replacement = (
        Replacement.objects.select_for_update(of=("self",))
        .select_related("body", "person", "asked_by")
        .get(pk=replacement.pk)
    )
    if not replacement.is_asked:
        return replacement
    replacement.remark = remark.strip()
    if is_granted:
        turn = Turn(replacement.person, replacement.starts_at, replacement.ends_at)
        _require_replaceable(replacement.body, turn, replacement.reason)
        return _make(capacity, replacement)
    if not replacement.remark:
        raise ValidationError({"remark": _("Say why the replacement is refused.")})
    return _refuse(capacity, replacement)


def _make(capacity: Capacity, replacement: Replacement) -> Replacement:
    body, taker = replacement.body, replacement.person
    replacement.state = Replacement.State.MADE
    _decided(capacity, replacement)
    span = (replacement.starts_at, replacement.ends_at)
    touched = Shift.objects.select_for_update(of=("self",)).filter(body=body)
    standing = list(touched.standing().touching(*span).select_related("person"))
    for shift in standing:
        shift.replaced_by = replacement
        shift.save(update_fields=["replaced_by"])
    kept = [turn for shift in standing for turn in _remainders(shift, *span)]
    Shift.objects.bulk_create(
        _shift(body, turn, capacity.person, replacement)
        for turn in sorted([*kept, Turn(taker, *span)], key=lambda turn: turn.starts_at)
    )
    names = ", ".join(dict.fromkeys(shift.person.full_name for shift in standing))
    turn = Turn(taker, *span)
    changes = _changes(turn) | {"on duty": [names, taker.full_name]}
    verb = gettext_noop("replaced one person on duty by another")
    record(capacity, verb, replacement, changes=changes, reason=replacement.reason, body=body)
    told = {taker.pk, replacement.asked_by_id, *(shift.person_id for shift in standing)}
    tell_of(capacity, replacement, told)
    return replacement


def _refuse(capacity: Capacity, replacement: Replacement) -> Replacement:
    replacement.state = Replacement.State.REFUSED
    _decided(capacity, replacement)
    verb = gettext_noop("refused a replacement on duty")
    record(capacity, verb, replacement, reason=replacement.remark, body=replacement.body)
    tell_of(capacity, replacement, {replacement.asked_by_id})
    return replacement


def _decided(capacity: Capacity, replacement: Replacement) -> None:
    replacement.decided_at = clock.now()
    replacement.decided_by, replacement.decided_for = capacity.person, capacity.acting_for
    if replacement._state.adding:
        replacement.save(force_insert=True)
    else:
        replacement.save(
            update_fields=["state", "remark", "decided_at", "decided_by", "decided_for"]
        )


def _remainders(shift: Shift, since: dt.datetime, until: dt.datetime) -> list[Turn]:
    """Return what the person of a shift keeps of it before and after the stretch given away."""
    parts = [(shift.starts_at, since), (until, shift.ends_at)]
    return [Turn(shift.person, start, end) for start, end in parts if start < end]


def _require_replaceable(body: Body, turn: Turn, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the duty changes hands.")})
    if turn.starts_at >= turn.ends_at:
        raise ValidationError({"ends_at": _("The duty must end after it begins.")})
    if turn.starts_at < clock.now().replace(second=0, microsecond=0):
        raise ValidationError({"starts_at": _("What is past stays as it was.")})
    patterns.require_post(body, turn)
    shifts = rosters.shifts_of(body, turn.starts_at, turn.ends_at)
    reached = turn.starts_at
    for shift in shifts:
        if shift.starts_at > reached:
            break
        reached = max(reached, shift.ends_at)
    if reached < turn.ends_at:
        sentence = _("Nobody is on duty from %(start)s: fill that gap first.")
        raise ValidationError(sentence % {"start": say_instant(reached)})
    if {shift.person_id for shift in shifts} == {turn.person.pk}:
        sentence = _("%(name)s is already on duty then.")
        raise ValidationError({"person": sentence % {"name": turn.person.full_name}})


def _locked(body: Body) -> Body:
    return Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _shift(
    body: Body, turn: Turn, actor: User | None, through: Replacement | None = None
) -> Shift:
    return Shift(
        body=body,
        person=turn.person,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        made_at=clock.now(),
        made_by=actor,
        made_through=through,
    )


def _replacement(body: Body, turn: Turn, reason: str, actor: User) -> Replacement:
    return Replacement(
        body=body,
        person=turn.person,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        reason=reason.strip(),
        state=Replacement.State.ASKED,
        asked_at=clock.now(),
        asked_by=actor,
    )


def _keepers(body: Body) -> set[int]:
    own = Body.objects.filter(pk=body.pk)
    return {
        person for right in access.KEEPING for person, _body in rights.pairs_who_may(right, own)
    }


def _changes(turn: Turn) -> dict[str, list[object]]:
    return {
        "on duty": ["", turn.person.full_name],
        "from": ["", turn.starts_at.isoformat()],
        "until": ["", turn.ends_at.isoformat()],
    }
