"""Who watches the answers, who runs the desk, and who answers for which body."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts.access.decisions import require_officer
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    LevelDecision,
    manager_of,
)
from audit.record import Capacity


def answerable(user: Someone) -> QuerySet[AddressedBody]:
    """Return what was addressed to the bodies for which a person may answer."""
    own = access.bodies_where(user, access.ACKNOWLEDGE)
    return AddressedBody.objects.filter(body__in=own.values("pk"))


def may_see_board(user: Someone, decision: LevelDecision) -> bool:
    """Tell whether a person watches the answers: the headquarters, and who sees the addressed."""
    return boards(user).filter(pk=decision.pk).exists()


def boards(user: Someone) -> QuerySet[LevelDecision]:
    """Return the decisions whose answers a person watches."""
    return _boards(user, is_exercise=False)


def exercise_boards(user: Someone) -> QuerySet[LevelDecision]:
    """Return the same for the world of exercises."""
    return _boards(user, is_exercise=True)


def board_audience(decision: LevelDecision) -> QuerySet[User]:
    """Return everyone who watches the answers: the mirror of `boards`."""
    if decision.notice_id is None:
        return User.objects.none()
    addressed = manager_of(AddressedBody, decision).filter(decision=decision)
    bodies = Body.objects.filter(
        Q(pk=decision.headquarters_id) | Q(pk__in=addressed.values("body_id"))
    )
    return access.people_who_may(access.SEE, bodies)


def desks(user: Someone, *, is_exercise: bool = False) -> QuerySet[LevelDecision]:
    """Return the sent decisions of the headquarters a person sees: the whole board is theirs."""
    seen = access.bodies_where(user, access.SEE).values("pk")
    world = manager_of(LevelDecision, is_exercise)
    return world.filter(headquarters__in=seen, notice__isnull=False)


def desk_audience(decision: LevelDecision) -> QuerySet[User]:
    """Return everyone to whom the whole board of a decision is open: the mirror of `desks`."""
    if decision.notice_id is None or decision.headquarters is None:
        return User.objects.none()
    return access.people_who_may(access.SEE, decision.headquarters)


def may_run_desk(user: Someone, decision: LevelDecision) -> bool:
    """Tell whether a person calls and reports for the headquarters: its officers, approvers."""
    own = decision.headquarters
    rights = (access.PROPOSE_LEVEL, access.APPROVE_LEVEL)
    return own is not None and any(access.may(user, right, own) for right in rights)


def require_desk_officer(user: User, decision: LevelDecision) -> Capacity:
    """Return the capacity in which somebody works at the desk of a decision, or refuse."""
    return require_officer(user, decision)


def require_desk_reader(user: User, decision: LevelDecision) -> Capacity:
    """Return the capacity in which somebody reads the whole board of a decision, or refuse."""
    if decision.headquarters is None:
        raise PermissionDenied(_("A public record has no board."))
    return access.require(user, access.SEE, decision.headquarters)


def answers_readable_by(user: Someone) -> QuerySet[AddressedBody]:
    """Return every line of every board a person may read: their own, or all at headquarters."""
    seen = access.bodies_where(user, access.SEE).values("pk")
    return AddressedBody.objects.filter(Q(decision__headquarters__in=seen) | Q(body__in=seen))


def readable_answers(user: Someone, decision: LevelDecision) -> QuerySet[AddressedBody]:
    """Return the addressed bodies whose answers a person may read: all for the headquarters."""
    seen = access.bodies_where(user, access.SEE).values("pk")
    addressed = manager_of(AddressedBody, decision).filter(decision=decision)
    return addressed.filter(Q(decision__headquarters__in=seen) | Q(body__in=seen))


def require_answerer(user: User, body: Body) -> Capacity:
    """Return the capacity in which somebody answers for a body, or refuse."""
    return access.require(user, access.ACKNOWLEDGE, body)


def answers_of(addressed: AddressedBody) -> QuerySet[Acknowledgement]:
    """Return the steps of one body's answer, oldest first."""
    world = manager_of(Acknowledgement, addressed.notice)
    return world.filter(notice=addressed.notice_id, body=addressed.body_id)


def answers_of_round(addressed: AddressedBody) -> QuerySet[Acknowledgement]:
    """Return the steps given since the body was last asked anew, oldest first."""
    return answers_of(addressed).filter(round=addressed.round).order_by("pk")


def _boards(user: Someone, *, is_exercise: bool) -> QuerySet[LevelDecision]:
    seen = access.bodies_where(user, access.SEE).values("pk")
    addressed = manager_of(AddressedBody, is_exercise)
    told = addressed.filter(decision=OuterRef("pk"), body__in=seen)
    return manager_of(LevelDecision, is_exercise).filter(
        Q(headquarters__in=seen) | Exists(told), notice__isnull=False
    )
