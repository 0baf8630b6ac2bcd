"""Who may see, propose, approve and answer; published levels are seen by everyone signed in."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    ChecklistEntry,
    LevelDecision,
)
from audit.record import Capacity


def visible(user: Someone) -> QuerySet[LevelDecision]:
    """Return published decisions, and the proposals of the headquarters a person sees."""
    return _visible(user, LevelDecision.objects.all())


def visible_exercises(user: Someone) -> QuerySet[LevelDecision]:
    """Return the same for the world of exercises."""
    return _visible(user, LevelDecision.exercises.all())


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


def may_withdraw(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may withdraw this proposal."""
    if not decision.is_proposed or decision.headquarters is None:
        return False
    rights = (access.PROPOSE_LEVEL, access.APPROVE_LEVEL)
    return any(access.may(user, right, decision.headquarters) for right in rights)


def require_proposer(user: User, headquarters: Body) -> Capacity:
    """Return the capacity in which somebody proposes a level, or refuse."""
    return access.require(user, access.PROPOSE_LEVEL, headquarters)


def require_approver(user: User, decision: LevelDecision) -> Capacity:
    """Return the capacity in which somebody approves; never one of those who proposed."""
    headquarters = _headquarters_of(decision)
    capacity = access.require(user, access.APPROVE_LEVEL, headquarters)
    if capacity.people & proposers(decision):
        raise PermissionDenied(_("Who proposed a decision cannot approve it: ask another person."))
    return capacity


def require_withdrawer(user: User, decision: LevelDecision) -> Capacity:
    """Return the capacity in which somebody withdraws a proposal, or refuse."""
    headquarters = _headquarters_of(decision)
    if access.may(user, access.PROPOSE_LEVEL, headquarters):
        return access.require(user, access.PROPOSE_LEVEL, headquarters)
    return access.require(user, access.APPROVE_LEVEL, headquarters)


def proposers(decision: LevelDecision) -> frozenset[int]:
    """Return the persons who stand behind a proposal: the proposer and the one acted for."""
    behind = (decision.proposed_by_id, decision.proposed_for_id)
    return frozenset(one for one in behind if one is not None)


def answerable(user: Someone) -> QuerySet[AddressedBody]:
    """Return what was addressed to the bodies for which a person may answer."""
    own = access.bodies_where(user, access.ACKNOWLEDGE)
    return AddressedBody.objects.filter(body__in=own.values("pk"))


def may_see_board(user: Someone, decision: LevelDecision) -> bool:
    """Tell whether a person watches the answers: the headquarters, and who sees the addressed."""
    return boards(user).filter(pk=decision.pk).exists()


def boards(user: Someone) -> QuerySet[LevelDecision]:
    """Return the decisions whose answers a person watches."""
    seen = access.bodies_where(user, access.SEE).values("pk")
    addressed = AddressedBody.objects.filter(decision=OuterRef("pk"), body__in=seen)
    return LevelDecision.objects.filter(
        Q(headquarters__in=seen) | Exists(addressed), notice__isnull=False
    )


def board_audience(decision: LevelDecision) -> QuerySet[User]:
    """Return everyone who watches the answers: the mirror of `boards`."""
    if decision.notice_id is None:
        return User.objects.none()
    bodies = Body.objects.filter(
        Q(pk=decision.headquarters_id) | Q(pk__in=decision.addressed.values("body_id"))
    )
    return access.people_who_may(access.SEE, bodies)


def answers_readable_by(user: Someone) -> QuerySet[AddressedBody]:
    """Return every line of every board a person may read: their own, or all at headquarters."""
    seen = access.bodies_where(user, access.SEE).values("pk")
    return AddressedBody.objects.filter(Q(decision__headquarters__in=seen) | Q(body__in=seen))


def readable_answers(user: Someone, decision: LevelDecision) -> QuerySet[AddressedBody]:
    """Return the addressed bodies whose answers a person may read: all for the headquarters."""
    return answers_readable_by(user).filter(decision=decision)


def require_answerer(user: User, body: Body) -> Capacity:
    """Return the capacity in which somebody answers for a body, or refuse."""
    return access.require(user, access.ACKNOWLEDGE, body)


def checklist(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return the lines that the bodies a person answers for have to do."""
    own = access.bodies_where(user, access.ACKNOWLEDGE)
    return ChecklistEntry.objects.filter(body__in=own.values("pk"))


def answers_of(addressed: AddressedBody) -> QuerySet[Acknowledgement]:
    """Return the steps of one body's answer, oldest first."""
    return Acknowledgement.objects.filter(notice=addressed.notice_id, body=addressed.body_id)


def _headquarters_of(decision: LevelDecision) -> Body:
    if decision.headquarters is None:
        raise PermissionDenied(_("A public record is not approved here."))
    return decision.headquarters


def _visible(user: Someone, decisions: QuerySet[LevelDecision]) -> QuerySet[LevelDecision]:
    if not isinstance(user, User) or not user.is_active:
        return decisions.none()
    seen = access.bodies_where(user, access.SEE).values("pk")
    return decisions.filter(Q(state=LevelDecision.State.PUBLISHED) | Q(headquarters__in=seen))
