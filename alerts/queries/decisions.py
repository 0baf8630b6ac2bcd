"""Reading decisions: lists, cards, what waits for approval, and the checklist of a body."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Territory, TerritoryParent, User
from alerts import access
from alerts.models import (
    AddressedBody,
    ChecklistEntry,
    DecisionArea,
    Exercise,
    Level,
    LevelDecision,
    manager_of,
)
from alerts.queries.beginnings import brought_to_now
from alerts.queries.pressing import rank_of
from audit import clock
from audit.models import Entry


@dataclass(frozen=True)
class HistoryLine:
    """One line of a decision's history, shaped for the timeline."""

    at: object
    who: str
    acting_for: str
    what: str
    reason: str
    human: bool


def visible_decisions(user: Someone) -> QuerySet[LevelDecision]:
    """Return the decisions a person may see, with their acts, the newest first."""
    areas = DecisionArea.objects.select_related("territory").order_by("starts_at", "seq")
    return (
        access.visible(user)
        .select_related("headquarters__territory", "refers_to", "proposed_by", "proposed_for",
                        "approved_by", "approved_for", "withdrawn_by", "notice")
        .prefetch_related(Prefetch("areas", queryset=areas, to_attr="acts"))
        .annotate(is_taken_back=Exists(_corrections()))
        .order_by("-decided_at", "-pk")
    )  # fmt: skip


def _corrections() -> QuerySet[LevelDecision]:
    """Return the corrections of a decision in an outer query."""
    return LevelDecision.objects.filter(
        refers_to=OuterRef("pk"),
        origin=LevelDecision.Origin.CORRECTION,
        state=LevelDecision.State.PUBLISHED,
    )


def decisions_on(user: Someone, territory: Territory) -> QuerySet[LevelDecision]:
    """Return the decisions that name a territory."""
    named = DecisionArea.objects.filter(territory=territory).values("decision_id")
    return visible_decisions(user).filter(pk__in=named)


def proposals_waiting(user: Someone) -> QuerySet[LevelDecision]:
    """Return the proposals a person may approve: never their own."""
    if not isinstance(user, User):
        return LevelDecision.objects.none()
    own = rights.bodies_where(user, rights.APPROVE_LEVEL).values("pk")
    return (
        visible_decisions(user)
        .filter(state=LevelDecision.State.PROPOSED, headquarters__in=own)
        .exclude(proposed_by=user)
        .exclude(proposed_for=user)
        .annotate(rank=rank_of("pk"))
        .order_by("-rank", "proposed_at", "pk")
    )


def proposals_open(user: Someone) -> QuerySet[LevelDecision]:
    """Return every proposal a person sees that has been neither approved nor withdrawn."""
    return visible_decisions(user).filter(state=LevelDecision.State.PROPOSED)


def history_seen(user: Someone, decision: LevelDecision) -> list[HistoryLine]:
    """Return what was done with a decision, without answers and calls hidden from a person."""
    asked = manager_of(AddressedBody, decision).filter(decision=decision, is_counted=True)
    hidden = asked.exclude(pk__in=access.readable_answers(user, decision).values("pk"))
    return _lines(_entries_of(decision).exclude(body__in=hidden.values("body")))


def history_of(thing: LevelDecision | Exercise) -> list[HistoryLine]:
    """Return all that was done with a decision or an exercise, for those who lead it."""
    return _lines(_entries_of(thing))


def _entries_of(thing: LevelDecision | Exercise) -> QuerySet[Entry]:
    return Entry.objects.filter(object_type=thing._meta.label, object_id=str(thing.pk)).order_by(
        "-pk"
    )


def _lines(entries: QuerySet[Entry]) -> list[HistoryLine]:
    return [
        HistoryLine(
            at=entry.recorded_at,
            who=entry.actor_name,
            acting_for=entry.acting_for_name,
            what=_(entry.verb),
            reason=entry.reason,
            human=entry.actor_id is not None,
        )
        for entry in entries
    ]


def later_decisions(user: Someone, decision: LevelDecision) -> QuerySet[LevelDecision]:
    """Return the decisions that refer to this one."""
    return visible_decisions(user).filter(refers_to=decision)


def follower_of(decision: LevelDecision) -> LevelDecision | None:
    """Return the newest sent decision that has taken a decision's place."""
    following = manager_of(LevelDecision, decision).filter(
        refers_to=decision, state=LevelDecision.State.PUBLISHED, notice__isnull=False
    )
    return following.order_by("-published_at", "-pk").first()


def checklist_of(user: Someone, decision: LevelDecision) -> QuerySet[ChecklistEntry]:
    """Return the lines a person's bodies have to do under a decision, in order."""
    return (
        access.checklist(user)
        .filter(decision=decision)
        .select_related("body", "line__template", "done_by")
        .order_by("body__order", "body_id", "line__template__level", "line__order")
    )


def checklist_entries(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return every line a person may tick."""
    return access.checklist(user).select_related("body", "decision", "line")


def territories_for(user: Someone) -> QuerySet[Territory]:
    """Return every territory, for filters and pages open to all who are signed in."""
    return Territory.objects.all() if isinstance(user, User) else Territory.objects.none()


def territories_to_filter(user: Someone, named: str = "") -> QuerySet[Territory]:
    """Return the territories that exist now, each once, and the one that an address names.

    A city that became a unit of its own stands there as that unit alone.
    """
    today = clock.today()
    every = territories_for(user)
    in_being = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    of_a_city = TerritoryParent.objects.filter(parent__kind=Territory.Kind.CITY_REPUBLIC)
    own_past = Q(kind=Territory.Kind.CITY, pk__in=of_a_city.values("territory_id"))
    return every.filter((in_being & ~own_past) | Q(code=named)).order_by("order", "code")


def filtered_decisions(
    decisions: QuerySet[LevelDecision],
    *,
    state: str = "",
    level: str = "",
    territory: Territory | None = None,
) -> QuerySet[LevelDecision]:
    """Return the decisions in a state, or those one act of which names a level or a territory."""
    if state:
        decisions = decisions.filter(state=state)
    if not level and territory is None:
        return decisions
    acts = DecisionArea.objects.all()
    if level:
        acts = acts.filter(level=Level[level.upper()])
    if territory is not None:
        acts = acts.filter(territory=territory)
    return decisions.filter(pk__in=acts.values("decision_id"))


def acts_of(decision: LevelDecision) -> list[DecisionArea]:
    """Return the acts of a decision with their territories."""
    acts: list[DecisionArea] | None = getattr(decision, "acts", None)
    if acts is not None:
        return brought_to_now(acts)
    own = manager_of(DecisionArea, decision).filter(decision=decision)
    return brought_to_now(list(own.select_related("territory").order_by("starts_at", "seq")))


def may_approve(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may approve this decision."""
    return access.may_approve(user, decision)


def may_withdraw(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person may withdraw this proposal."""
    return access.may_withdraw(user, decision)


def may_see_board(user: User, decision: LevelDecision) -> bool:
    """Tell whether a person watches the answers."""
    return decision.notice_id is not None and access.may_see_board(user, decision)


@dataclass(frozen=True)
class Progress:
    """How much of a checklist is done."""

    done: int
    total: int


def checklist_progress(user: Someone, decision: LevelDecision) -> Progress:
    """Return how many lines of a decision's checklist the reader's bodies have done."""
    entries = access.checklist(user).filter(decision=decision)
    return Progress(entries.filter(done_at__isnull=False).count(), entries.count())
