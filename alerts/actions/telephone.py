"""Approval by telephone: written down by the officer who called, confirmed by who was called."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.actions.publishing import Publication, publish_proposal
from alerts.actions.reviews import open_review
from alerts.models import (
    DecisionReview,
    LevelDecision,
    TelephoneApproval,
    TelephoneConfirmation,
    manager_of,
)
from alerts.queries import sending
from audit import clock
from audit.record import Capacity, record
from notices import feed


@transaction.atomic
def record_telephone_approval(
    decision: LevelDecision,
    *,
    actor: User,
    approver: User,
    called_at: dt.datetime,
    number: str,
    digest: str,
    typed_word: str = "",
) -> LevelDecision:
    """Publish what an approver approved by telephone; that very approver confirms it later.

    Afterwards another person than any of those who took part reviews it.
    """
    access.require_officer(actor, decision)
    decision = sending.locked_proposal(decision)
    if decision.is_published:
        return decision
    capacity = access.require_officer(actor, decision)
    approved = _require_called(decision, actor, approver)
    _require_call(decision, called_at, number)
    publication = Publication(
        approved,
        LevelDecision.Origin.BY_TELEPHONE,
        gettext_noop("recorded the approval by telephone and published the decision"),
        decided_at=called_at,
    )
    decision = publish_proposal(
        decision, publication, capacity=capacity, digest=digest, typed_word=typed_word
    )
    manager_of(TelephoneApproval, decision).create(
        decision=decision,
        approver=approver,
        called_at=called_at,
        number_called=number.strip(),
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    open_review(decision, DecisionReview.Ground.TELEPHONE, decided=capacity)
    return decision


@transaction.atomic
def confirm_telephone_approval(decision: LevelDecision, *, actor: User) -> TelephoneConfirmation:
    """Confirm one's own approval by telephone; saying it twice changes nothing."""
    return _say(decision, actor, gettext_noop("confirmed the approval by telephone"))


@transaction.atomic
def deny_telephone_approval(
    decision: LevelDecision, *, actor: User, reason: str
) -> TelephoneConfirmation:
    """Say that one never approved it by telephone: the decision stands, and is reviewed."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say what happened.")})
    verb = gettext_noop("denied the approval by telephone")
    said = _say(decision, actor, verb, reason.strip())
    if said.is_denied:
        open_review(
            decision,
            DecisionReview.Ground.DENIED_CALL,
            decided=Capacity(person=said.approval.recorded_by, body=decision.headquarters),
            capacity=access.require_called(actor, said.approval),
        )
    return said


def _require_called(decision: LevelDecision, actor: User, approver: User) -> Capacity:
    if approver.pk == actor.pk:
        raise ValidationError({"approver": _("You cannot telephone yourself: approve here.")})
    try:
        return access.require_approver(approver, decision)
    except PermissionDenied as refusal:
        raise ValidationError({"approver": str(refusal)}) from refusal


def _require_call(decision: LevelDecision, called_at: dt.datetime, number: str) -> None:
    if not number.strip():
        raise ValidationError({"number": _("Write down the number that was called.")})
    if called_at > clock.now():
        raise ValidationError({"called_at": _("The call lies in the future.")})
    if decision.proposed_at and called_at < decision.proposed_at.replace(second=0, microsecond=0):
        raise ValidationError({"called_at": _("The call lies before the proposal.")})


def _say(
    decision: LevelDecision, actor: User, verb: str, reason: str = ""
) -> TelephoneConfirmation:
    world = manager_of(TelephoneApproval, decision).select_related("recorded_by")
    approval = world.select_for_update(of=("self",)).get(decision=decision)
    capacity = access.require_called(actor, approval)
    said, is_new = manager_of(TelephoneConfirmation, decision).get_or_create(
        approval=approval,
        defaults={
            "is_denied": bool(reason),
            "said_by": actor,
            "said_at": clock.now(),
            "reason": reason,
        },
    )
    if is_new:
        record(capacity, verb, decision, reason=reason)
        feed.publish("desk-alerts", decision.pk)
    return said
