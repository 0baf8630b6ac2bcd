"""The lists behind the page of levels: in force, ending, run out, to come, proposed, awaited."""

from collections.abc import Sequence

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.access.rights import Someone
from agencies.models import Territory
from alerts import access
from alerts.models import Acknowledgement, AddressedBody, DecisionArea, LevelDecision
from alerts.queries.boards import running_boards
from alerts.queries.decisions import filtered_decisions, proposals_open
from alerts.queries.standing import InForce, Overview, overview

LAID = {
    "laid": _("In force"),
    "ending": _("Ends within 72 hours"),
    "expired": _("Expired, undecided"),
    "announced": _("Announced, begins later"),
}
PAPERS = {"proposals": _("Waiting for approval"), "boards": _("Answers are awaited")}
LISTS = LAID | PAPERS


def listed(
    user: Someone, show: str, *, level: str = "", territory: Territory | None = None
) -> Sequence[InForce] | QuerySet[LevelDecision]:
    """Return one list whole, in its total order, as far as a filter lets it through."""
    if show in PAPERS:
        papers = boards_counted(user) if show == "boards" else proposals_open(user)
        return filtered_decisions(papers, level=level, territory=territory)
    return [
        one
        for one in laid_in(overview(user), show)
        if level in ("", one.level) and territory in (None, one.territory)
    ]


def boards_counted(user: Someone) -> QuerySet[LevelDecision]:
    """Return the boards that await answers, with their acts and the numbers of their lines."""
    acts = DecisionArea.objects.select_related("territory").order_by("starts_at", "seq")
    own = access.answers_readable_by(user).filter(decision=OuterRef("pk"), is_counted=True)
    given = Acknowledgement.objects.in_this_round()
    state = Acknowledgement.State
    return (
        running_boards(user)
        .prefetch_related(Prefetch("areas", queryset=acts, to_attr="acts"))
        .annotate(
            asked=_number_of(own),
            answered=_number_of(own.filter(Exists(given))),
            accepted=_number_of(own.filter(Exists(given.filter(state=state.ACCEPTED)))),
            cannot=_number_of(own.filter(Exists(given.filter(state=state.CANNOT)))),
            silent=F("asked") - F("answered"),
            due_at=ExpressionWrapper(
                F("notice__issued_at") + F("notice__norm"), output_field=DateTimeField()
            ),
        )
    )


def _number_of(addressed: QuerySet[AddressedBody]) -> Coalesce:
    each = addressed.order_by().values("decision").annotate(many=Count("pk"))
    return Coalesce(Subquery(each.values("many")), 0)


def laid_in(shown: Overview, show: str) -> list[InForce]:
    """Return one of the lists of an overview by its name."""
    lists: dict[str, list[InForce]] = {
        "laid": shown.laid,
        "ending": shown.ending,
        "expired": shown.expired,
        "announced": shown.announced,
    }
    return lists[show]
