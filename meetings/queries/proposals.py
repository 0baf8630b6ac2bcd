"""Questions proposed for an agenda, as those who propose and those who take them see them."""

from django.db.models import QuerySet

from agencies.access.rights import Someone
from agencies.models import Body
from audit import clock
from meetings import access
from meetings.models import Meeting, Proposal, ProposalPaper, Seat


def visible_proposals(user: Someone, state: str = "") -> QuerySet[Proposal]:
    """Return the proposals that a person reads, the latest first."""
    found = access.visible_proposals(user)
    if state:
        found = found.filter(state=state)
    related = ("body", "to_body", "proposed_by", "answered_by", "item__meeting__body")
    return found.select_related(*related).order_by("-proposed_at", "-pk")


def proposals_waiting(user: Someone, body: Body) -> QuerySet[Proposal]:
    """Return the proposals to a body that its secretariat has not settled."""
    return visible_proposals(user).filter(to_body=body, state__in=Proposal.OPEN)


def visible_proposal_papers(user: Someone) -> QuerySet[ProposalPaper]:
    """Return the papers of the proposals that a person reads."""
    readable = access.visible_proposals(user).values("pk")
    related = ("proposal__to_body", "proposal__body", "stored_file", "added_by", "material")
    return ProposalPaper.objects.filter(proposal__in=readable).select_related(*related)


def papers_of(user: Someone, proposal: Proposal) -> QuerySet[ProposalPaper]:
    """Return the papers of one proposal in the order in which they came."""
    return visible_proposal_papers(user).filter(proposal=proposal).order_by("pk")


def bodies_that_propose(user: Someone) -> QuerySet[Body]:
    """Return the bodies in whose name a person proposes: those that have a seat somewhere."""
    seats = Seat.objects.on(clock.today()).filter(member__isnull=False)
    own = access.proposing_bodies(user).filter(pk__in=seats.values("member_id"))
    return own.order_by("order", "pk")


def bodies_to_propose_to(user: Someone) -> QuerySet[Body]:
    """Return the bodies in which a person's own have a seat today."""
    own = access.proposing_bodies(user).values("pk")
    seats = Seat.objects.on(clock.today()).filter(member__in=own)
    return Body.objects.filter(pk__in=seats.values("body_id")).order_by("order", "pk")


def meetings_to_take(user: Someone, proposal: Proposal) -> QuerySet[Meeting]:
    """Return the meetings of a body onto whose draft agenda a question may still go."""
    coming = access.visible(user).filter(
        body=proposal.to_body_id, state=Meeting.State.PLANNED, starts_at__gte=clock.now()
    )
    return coming.order_by("starts_at", "pk")
