"""Who may see, propose, approve and withdraw a decision; what is published is seen by all."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts.models import (
    LevelDecision,
)
from audit.record import Capacity


def visible(user: Someone) -> QuerySet[LevelDecision]:
    """Return published decisions, and the proposals of the headquarters a person sees."""
    return _visible(user, LevelDecision.objects.all())


def audience(decision: LevelDecision) -> QuerySet[User]:
    """Return everyone who may see a decision: the mirror of `visible`."""
    if decision.is_published:
        return User.objects.filter(is_active=True)
    if decision.headquarters is None:
        return User.objects.none()
    return access.people_who_may(access.SEE, decision.headquarters)


def headquarters_for_proposals(user: Someone) -> QuerySet[Body]:
    """Return the headquarters at which a person may propose, the widest first."""
    return (
        access.bodies_where(user, access.PROPOSE_LEVEL)
        .filter(kind__in=Body.HEADQUARTERS)
        .select_related("territory")
        .order_by("order", "pk")
    )


def may_propose(user: Someone) -> bool:
    """Tell whether a person may propose a level anywhere."""
    return headquarters_for_proposals(user).exists()


def may_approve(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may approve this decision: another than who proposed it."""
    if not decision.is_proposed or decision.headquarters is None:
        return False
    try:
        require_approver(user, decision)
    except PermissionDenied:
        return False
    return True


def may_convene(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may convene a body on the ground of a decision: it is published."""
    return decision.is_published and access.may_anywhere(user, access.CONVENE)


def may_withdraw(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may withdraw this proposal."""
    return decision.is_proposed and is_officer(user, decision)


def require_proposer(user: User, headquarters: Body) -> Capacity:
    """Return the capacity in which somebody proposes a level, or refuse."""
    return access.require(user, access.PROPOSE_LEVEL, headquarters)


def require_approver(user: User, decision: LevelDecision) -> Capacity:
    """Return the capacity in which somebody approves; never one of those who proposed."""
    headquarters = headquarters_of(decision)
    capacity = access.require(user, access.APPROVE_LEVEL, headquarters)
    if capacity.people & proposers(decision):
        raise PermissionDenied(_("Who proposed a decision cannot approve it: ask another person."))
    return capacity


def require_officer(user: User, decision: LevelDecision) -> Capacity:
    """Return the capacity of who proposes or approves at the decision's headquarters, or refuse.

    They withdraw a proposal, record a telephone call, and send a correction.
    """
    headquarters = headquarters_of(decision)
    if access.may(user, access.PROPOSE_LEVEL, headquarters):
        return access.require(user, access.PROPOSE_LEVEL, headquarters)
    return access.require(user, access.APPROVE_LEVEL, headquarters)


def is_officer(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person proposes or approves at the decision's headquarters."""
    if decision.headquarters is None:
        return False
    rights = (access.PROPOSE_LEVEL, access.APPROVE_LEVEL)
    return any(access.may(user, right, decision.headquarters) for right in rights)


def approvers(headquarters: Body) -> QuerySet[User]:
    """Return who may approve at a headquarters."""
    return access.people_who_may(access.APPROVE_LEVEL, headquarters)


def proposers(decision: LevelDecision) -> frozenset[int]:
    """Return the persons who stand behind a proposal: the proposer and the one acted for."""
    behind = (decision.proposed_by_id, decision.proposed_for_id)
    return frozenset(one for one in behind if one is not None)


def is_at_headquarters(user: Someone) -> bool:
    """Tell whether a person proposes or approves levels anywhere."""
    rights = (access.PROPOSE_LEVEL, access.APPROVE_LEVEL)
    return any(access.may_anywhere(user, right) for right in rights)


def headquarters_of(decision: LevelDecision) -> Body:
    if decision.headquarters is None:
        raise PermissionDenied(_("A public record is not approved here."))
    return decision.headquarters


def _visible(user: Someone, decisions: QuerySet[LevelDecision]) -> QuerySet[LevelDecision]:
    if not isinstance(user, User) or not user.is_active:
        return decisions.none()
    seen = access.bodies_where(user, access.SEE).values("pk")
    return decisions.filter(Q(state=LevelDecision.State.PUBLISHED) | Q(headquarters__in=seen))
