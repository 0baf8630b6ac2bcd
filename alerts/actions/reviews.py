"""Reviews: looking back, as another person, at what was not decided by two."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.models import DecisionReview, LevelDecision, TelephoneApproval, manager_of
from audit import clock
from audit.record import Capacity, record
from notices import feed


def open_review(
    decision: LevelDecision, ground: str, *, decided: Capacity, capacity: Capacity | None = None
) -> DecisionReview:
    """Open the review that another than `decided` owes; part of the action that calls for it.

    One that is open already is about the newer ground: a call that was written down is denied.
    """
    now = clock.now()
    review, is_new = manager_of(DecisionReview, decision).get_or_create(
        decision=decision,
        defaults={
            "ground": ground,
            "opened_at": now,
            "due_at": now + dt.timedelta(hours=settings.REVIEW_HOURS),
            "decided_by": decided.person,  # type: ignore[misc]  # the system decides nothing
            "decided_for": decided.acting_for,
        },
    )
    if is_new:
        record(capacity or decided, gettext_noop("opened a review of the decision"), decision)
    elif review.is_open and review.ground != ground:
        changes = {"ground": [review.ground, str(ground)]}
        review.ground = ground
        review.save(update_fields=["ground"])
        verb = gettext_noop("changed the ground of the review of the decision")
        record(capacity or decided, verb, decision, changes=changes)
    return review


@transaction.atomic
def complete_review(review: DecisionReview, *, actor: User, findings: str) -> DecisionReview:
    """Write down what a review found; it then stays as it is."""
    access.require_reviewer(actor, review)
    world = manager_of(DecisionReview, review.decision)
    review = world.select_for_update(of=("self",)).select_related("decision").get(pk=review.pk)
    if not review.is_open:
        return review
    capacity = access.require_reviewer(actor, review)
    _require_call_answered(review)
    if not findings.strip():
        raise ValidationError({"findings": _("Write down what the review found.")})
    review.findings, review.completed_at = findings.strip(), clock.now()
    review.completed_by, review.completed_for = actor, capacity.acting_for
    review.save(update_fields=["findings", "completed_at", "completed_by", "completed_for"])
    record(
        capacity,
        gettext_noop("completed the review of the decision"),
        review.decision,
        reason=review.findings,
    )
    feed.publish("desk-alerts", review.decision_id)
    return review


def _require_call_answered(review: DecisionReview) -> None:
    """Refuse to look back at a telephone call before the approver called has spoken of it."""
    calls = manager_of(TelephoneApproval, review.decision).filter(decision=review.decision)
    if calls.filter(confirmation__isnull=True).exists():
        raise ValidationError(
            _("The approver who was called has neither confirmed nor denied the call yet.")
        )
