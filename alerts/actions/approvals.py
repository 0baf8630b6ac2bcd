"""Approving a level: the second person, or the one person of an emergency."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import User
from alerts import access
from alerts.actions.publishing import Publication, publish_proposal
from alerts.actions.reviews import open_review
from alerts.models import DecisionReview, LevelDecision
from alerts.queries import sending
from audit.record import Capacity

Origin = LevelDecision.Origin


@transaction.atomic
def approve_level(
    decision: LevelDecision, *, actor: User, digest: str, typed_word: str = "", code: str = ""
) -> LevelDecision:
    """Publish a proposed decision and send it to exactly those who were shown.

    `code` is the approver's second factor where the house asks for one.
    """
    access.require_approver(actor, decision)
    decision = sending.locked_proposal(decision)
    if decision.is_published:
        return decision
    capacity = access.require_approver(actor, decision)
    access.require_second_factor(actor, code)
    publication = Publication(
        capacity,
        Origin.TWO_PERSON,
        gettext_noop("approved and published the decision on levels"),
    )
    return publish_proposal(
        decision, publication, capacity=capacity, digest=digest, typed_word=typed_word
    )


@transaction.atomic
def decide_alone(
    decision: LevelDecision,
    *,
    actor: User,
    reason: str,
    digest: str,
    typed_word: str = "",
    code: str = "",
) -> LevelDecision:
    """Publish one's own proposal in an emergency when nobody else can be reached.

    It is loud wherever it is shown, and another person owes a review of it.
    """
    _require_own(actor, decision)
    decision = sending.locked_proposal(decision)
    if decision.is_published:
        return decision
    capacity = _require_own(actor, decision)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why nobody else could approve.")})
    access.require_second_factor(actor, code)
    publication = Publication(
        capacity,
        Origin.BREAK_GLASS,
        gettext_noop("decided alone and published the decision on levels"),
        reason=reason.strip(),
    )
    decision = publish_proposal(
        decision, publication, capacity=capacity, digest=digest, typed_word=typed_word
    )
    open_review(decision, DecisionReview.Ground.BREAK_GLASS, decided=capacity)
    return decision


def _require_own(actor: User, decision: LevelDecision) -> Capacity:
    capacity = access.require_officer(actor, decision)
    if decision.proposed_by_id != actor.pk:
        raise PermissionDenied(_("Only who proposed a decision can answer for it alone."))
    return capacity
