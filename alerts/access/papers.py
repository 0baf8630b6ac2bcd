"""Who consents, who was called, who reviews: the second person in its other forms."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.rights import Someone
from agencies.models import User
from alerts.access.decisions import headquarters_of, proposers
from alerts.models import Consent, DecisionReview, TelephoneApproval
from audit.record import Capacity

TOOK_PART = (
    "decided_by", "decided_for", "decision__proposed_by", "decision__proposed_for",
    "decision__approved_by", "decision__approved_for",
)  # fmt: skip


def require_consenter(user: User, consent: Consent) -> Capacity:
    """Return the capacity in which somebody consents for the headquarters asked, or refuse."""
    capacity = access.require(user, access.APPROVE_LEVEL, consent.asked_of)
    if capacity.people & proposers(consent.decision):
        raise PermissionDenied(_("Who proposed a decision gives no consent to it."))
    return capacity


def require_called(user: User, approval: TelephoneApproval) -> Capacity:
    """Return the capacity of the very approver who was called, or refuse anyone else."""
    if user.pk != approval.approver_id or not user.is_active:
        raise PermissionDenied(_("Only the approver who was called can confirm the call."))
    return Capacity(person=user, body=approval.decision.headquarters)


def require_reviewer(user: User, review: DecisionReview) -> Capacity:
    """Return the capacity in which somebody reviews; never one of those who decided."""
    headquarters = headquarters_of(review.decision)
    capacity = access.require(user, access.APPROVE_LEVEL, headquarters)
    if capacity.people & deciders(review):
        raise PermissionDenied(_("Who took part in a decision cannot review it: ask another."))
    return capacity


def require_second_factor(user: User, code: str) -> None:
    """Refuse an approval without the approver's second factor, where the house asks for one."""
    if not settings.APPROVAL_SECOND_FACTOR:
        return
    if not access.has_second_factor(user):
        raise ValidationError(
            {"code": _("An approval asks for a second factor, and you have not enrolled one yet.")}
        )
    if not access.is_second_factor_right(user, code):
        raise ValidationError({"code": _("This code is not the one your device shows now.")})


def consents(user: Someone) -> QuerySet[Consent]:
    """Return the questions put to the headquarters for which a person consents."""
    own = access.bodies_where(user, access.APPROVE_LEVEL).values("pk")
    return Consent.objects.filter(asked_of__in=own)


def consenters(consent: Consent) -> QuerySet[User]:
    """Return everyone who consents for the headquarters asked: the mirror of `consents`."""
    return access.people_who_may(access.APPROVE_LEVEL, consent.asked_of)


def reviewers(review: DecisionReview) -> QuerySet[User]:
    """Return everyone who may complete a review: the mirror of `reviews`."""
    people = access.people_who_may(access.APPROVE_LEVEL, headquarters_of(review.decision))
    return people.exclude(pk__in=deciders(review))


def deciders(review: DecisionReview) -> frozenset[int]:
    """Return everyone who took part: who proposed, approved, wrote a call down, or acted alone."""
    decision = review.decision
    took_part = (
        review.decided_by_id,
        review.decided_for_id,
        decision.proposed_by_id,
        decision.proposed_for_id,
        decision.approved_by_id,
        decision.approved_for_id,
    )
    return frozenset(one for one in took_part if one is not None)


def calls(user: Someone) -> QuerySet[TelephoneApproval]:
    """Return the approvals by telephone that a person gave."""
    if not isinstance(user, User) or not user.is_active:
        return TelephoneApproval.objects.none()
    return TelephoneApproval.objects.filter(approver=user)


def reviews(user: Someone) -> QuerySet[DecisionReview]:
    """Return the reviews a person may complete: never of what they decided."""
    if not isinstance(user, User):
        return DecisionReview.objects.none()
    own = access.bodies_where(user, access.APPROVE_LEVEL).values("pk")
    every = DecisionReview.objects.filter(decision__headquarters__in=own)
    for took_part in TOOK_PART:
        every = every.exclude(**{took_part: user})
    return every
