"""Who may read and edit the wordings, and who notes where a text was published."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts.access.decisions import require_officer
from alerts.models import (
    AddressedBody,
    LevelDecision,
)
from audit.record import Capacity


def may_read_wordings(user: Someone) -> bool:
    """Tell whether a person reads the wordings of official texts: who sees a headquarters."""
    return access.bodies_where(user, access.SEE).filter(kind__in=Body.HEADQUARTERS).exists()


def may_edit_wordings(user: Someone) -> bool:
    """Tell whether a person adopts wordings: who approves at the republican headquarters."""
    return _republican_headquarters(access.bodies_where(user, access.APPROVE_LEVEL)).exists()


def require_editor_of_wordings(user: User) -> Capacity:
    """Return the capacity in which somebody adopts a wording, or refuse."""
    headquarters = _republican_headquarters(Body.objects.all()).first()
    if headquarters is None:
        raise PermissionDenied(_("Your appointments do not give you this right here."))
    return access.require(user, access.APPROVE_LEVEL, headquarters)


def may_publish_at(user: Someone, decision: LevelDecision) -> bool:
    """Tell whether a person ticks publications for the headquarters that decided."""
    if not decision.is_published or decision.headquarters is None or decision.is_exercise:
        return False
    rights = (access.PROPOSE_LEVEL, access.APPROVE_LEVEL)
    return any(access.may(user, right, decision.headquarters) for right in rights)


def commissions_told(decision: LevelDecision) -> QuerySet[Body]:
    """Return the commissions of units to which a decision was addressed, in their order."""
    told = AddressedBody.objects.filter(decision=decision, body__kind=Body.Kind.UNIT_COMMISSION)
    return Body.objects.filter(pk__in=told.values("body_id")).select_related("territory")


def commissions_publishing(user: Someone, decision: LevelDecision) -> QuerySet[Body]:
    """Return the commissions for whose akimat's site a person ticks: their secretaries."""
    own = access.bodies_where(user, access.REPORT).values("pk")
    return commissions_told(decision).filter(pk__in=own)


def require_publisher(user: User, decision: LevelDecision, body: Body) -> Capacity:
    """Return the capacity in which somebody ticks a publication for a body, or refuse."""
    if may_publish_at(user, decision):
        return require_officer(user, decision)
    if not commissions_publishing(user, decision).filter(pk=body.pk).exists():
        raise PermissionDenied(_("Your appointments do not give you this right here."))
    return access.require(user, access.REPORT, body)


def _republican_headquarters(bodies: QuerySet[Body]) -> QuerySet[Body]:
    return bodies.filter(kind=Body.Kind.REPUBLICAN_HEADQUARTERS)
