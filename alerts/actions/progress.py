"""Progress after an acceptance: without it the answer lapses and the body is asked anew."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, User
from alerts import access
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    ChecklistEntry,
    ChecklistLine,
    LevelDecision,
    ProgressNote,
    manager_of,
)
from audit import clock
from audit.record import record
from notices import feed

STATES = Acknowledgement.State


@transaction.atomic
def note_progress(addressed: AddressedBody, *, actor: User, text: str) -> ProgressNote:
    """Note in a sentence what the body has done; its clock begins anew."""
    capacity = access.require_answerer(actor, addressed.body)
    if not text.strip():
        raise ValidationError({"text": _("Say what has been done.")})
    world = manager_of(AddressedBody, addressed.decision)
    addressed = (
        world.select_for_update(of=("self",))
        .select_related("decision", "notice", "body")
        .get(pk=addressed.pk)
    )
    given = access.answers_of_round(addressed)
    if not given.filter(state=Acknowledgement.State.ACCEPTED).exists():
        raise ValidationError(_("Accept first: progress is noted after that."))
    if addressed.notice.closed_at is not None:
        raise ValidationError(_("A later decision has replaced this notice: answer that one."))
    note = manager_of(ProgressNote, addressed.decision).create(
        addressed=addressed,
        person=actor,
        acting_for=capacity.acting_for,
        text=text.strip()[:500],
        noted_at=clock.now(),
    )
    record(
        capacity,
        gettext_noop("noted progress under the level"),
        addressed.decision,
        reason=note.text,
        body=addressed.body,
    )
    _wind_again(addressed)
    feed.publish(f"board-{addressed.decision_id}", addressed.decision_id)
    return note


def progressed(decision: LevelDecision, body: Body) -> None:
    """Begin the clock of a body's progress anew; part of a tick or of a situation report."""
    running = (
        manager_of(AddressedBody, decision)
        .select_for_update(of=("self",))
        .select_related("notice")
        .filter(decision=decision, body=body, progress_due_at__isnull=False)
    )
    for addressed in running:
        _wind_again(addressed)


def wind_clock(addressed: AddressedBody) -> None:
    """Start the clock that a step of an answer winds, part of that.

    After an acceptance progress is due until the last line is done; after a receipt alone the
    acceptance or the refusal is; after a refusal nothing.
    """
    norm = None if addressed.notice.closed_at else _norm(addressed)
    addressed.progress_due_at = clock.now() + norm if norm else None
    addressed.reminded_at = None
    addressed.save(update_fields=["progress_due_at", "reminded_at"])


def _norm(addressed: AddressedBody) -> dt.timedelta | None:
    """Return within which time the next sign of life is due."""
    given = set(access.answers_of_round(addressed).values_list("state", flat=True))
    if STATES.CANNOT in given or not addressed.is_counted:
        return None
    if STATES.ACCEPTED not in given:
        return addressed.notice.norm
    return None if _is_complete(addressed) else addressed.notice.progress_norm


def _wind_again(addressed: AddressedBody) -> None:
    """Begin the clock of an acceptance anew; a tick does not stand for an acceptance."""
    accepted = access.answers_of_round(addressed).filter(state=STATES.ACCEPTED)
    if addressed.progress_due_at is not None and accepted.exists():
        wind_clock(addressed)


def _is_complete(addressed: AddressedBody) -> bool:
    """Tell whether the decision gave lines and none of them is left open at this body."""
    world = manager_of(ChecklistEntry, addressed.notice)
    lines = world.filter(decision=addressed.decision_id).exclude(
        line__start=ChecklistLine.Start.ENDED
    )
    left = lines.filter(body=addressed.body_id, outcome=ChecklistEntry.Outcome.OPEN)
    return lines.exists() and not left.exists()
