"""Who proposes a question for an agenda, and who reads what was proposed."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit.record import Capacity
from meetings.access.meetings import keepers, kept_bodies
from meetings.models import Proposal


def proposing_bodies(user: Someone) -> QuerySet[Body]:
    """Return the bodies in whose name a person proposes questions for an agenda."""
    return access.bodies_where(user, access.REPORT)


def visible_proposals(user: Someone) -> QuerySet[Proposal]:
    """Return the proposals a person reads: of their own body, and to the one they keep."""
    own = Q(body__in=proposing_bodies(user).values("pk"))
    kept = Q(to_body__in=kept_bodies(user).values("pk"))
    return Proposal.objects.filter(own | (kept & ~Q(state=Proposal.State.WITHDRAWN)))


def audience_of_proposal(proposal: Proposal) -> QuerySet[User]:
    """Return the people to whom a proposal is visible."""
    own = access.people_who_may(access.REPORT, Body.objects.filter(pk=proposal.body_id))
    people = Q(pk__in=own.values("pk"))
    if proposal.state != Proposal.State.WITHDRAWN:
        people |= Q(pk__in=keepers(proposal.to_body).values("pk"))
    return User.objects.filter(people, is_active=True)


def require_proposer(user: Someone, body: Body) -> Capacity:
    """Return the capacity in which a person proposes a question for a body, or refuse."""
    return access.require(user, access.REPORT, body)


def require_reader_of_proposal(user: User, proposal: Proposal) -> Capacity:
    """Return the capacity in which a person opens the papers of a proposal, or refuse."""
    if not visible_proposals(user).filter(pk=proposal.pk).exists():
        raise PermissionDenied
    return Capacity(person=user, body=access.home_body(user))


def may_propose(user: Someone, body: Body) -> bool:
    """Tell whether a person proposes questions in the name of a body."""
    return access.may(user, access.REPORT, body)
