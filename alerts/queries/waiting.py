"""What waits for an approver beside proposals: consents, calls to confirm, reviews."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import User
from alerts import access
from alerts.models import (
    Consent,
    DecisionArea,
    DecisionReview,
    LevelDecision,
    TelephoneApproval,
)
from alerts.queries.boards import answers_waiting
from alerts.queries.decisions import proposals_waiting
from audit import clock


@dataclass(frozen=True)
class ConsentWaiting:
    """One question put to this person's headquarters, with its age."""

    consent: Consent
    decision: LevelDecision
    hours: int
    minutes: int


@dataclass(frozen=True)
class PapersWaiting:
    """Everything that waits for one approver beside the proposals."""

    consents: list[ConsentWaiting]
    calls: list[TelephoneApproval]
    reviews: list[DecisionReview]
    loud: list[LevelDecision]
    at: dt.datetime

    @property
    def count(self) -> int:
        """Return how many things wait for this very person."""
        return len(self.consents) + len(self.calls) + len(self.reviews)


def count_words_asked(user: Someone) -> int:
    """Return how many levels and papers ask for a person's word: in one query."""
    kinds = (
        answers_waiting(user),
        proposals_waiting(user),
        _consents_asked(user),
        calls_to_confirm(user),
        reviews_owed(user),
    )
    rows = [kind.order_by().values("pk") for kind in kinds]
    return rows[0].union(*rows[1:], all=True).count()


def papers_waiting(user: Someone) -> PapersWaiting:
    """Return what waits for a person, the oldest first, and what is loud at their headquarters."""
    return PapersWaiting(
        consents=consents_waiting(user),
        calls=list(calls_to_confirm(user)),
        reviews=list(reviews_owed(user)),
        loud=list(loud_decisions(user)),
        at=clock.now(),
    )


def consents_waiting(user: Someone) -> list[ConsentWaiting]:
    """Return the consents asked of a person's headquarters, with their age in hours."""
    now = clock.now()
    asked = (
        _consents_asked(user)
        .select_related("decision__headquarters", "asked_by", "asked_of")
        .prefetch_related(_acts("decision__"))
        .order_by("asked_at", "pk")
    )
    return [
        ConsentWaiting(one, one.decision, *divmod(_minutes(now - one.asked_at), 60))
        for one in asked
    ]


def _consents_asked(user: Someone) -> QuerySet[Consent]:
    if not isinstance(user, User):
        return Consent.objects.none()
    return (
        access.consents(user)
        .filter(state=Consent.State.ASKED, decision__state=LevelDecision.State.PROPOSED)
        .exclude(decision__proposed_by=user)
        .exclude(decision__proposed_for=user)
    )


def calls_to_confirm(user: Someone) -> QuerySet[TelephoneApproval]:
    """Return the calls in which a person is said to have approved, not confirmed yet."""
    return (
        access.calls(user)
        .filter(confirmation__isnull=True)
        .select_related("decision__headquarters", "recorded_by")
        .prefetch_related(_acts("decision__"))
        .order_by("called_at", "pk")
    )


def reviews_owed(user: Someone) -> QuerySet[DecisionReview]:
    """Return the reviews a person may complete, the first due first."""
    return (
        access.reviews(user)
        .filter(completed_at__isnull=True)
        .select_related("decision__headquarters", "decided_by")
        .order_by("due_at", "pk")
    )


def loud_decisions(user: Someone) -> QuerySet[LevelDecision]:
    """Return what a headquarters must not forget: calls not confirmed, reviews not completed."""
    seen = rights.bodies_where(user, rights.SEE).values("pk")
    unconfirmed = Q(telephone__isnull=False, telephone__confirmation__isnull=True)
    unreviewed = Q(review__isnull=False, review__completed_at__isnull=True)
    denied_first = F("telephone__confirmation__is_denied").desc(nulls_last=True)
    return (
        access.visible(user)
        .filter(unconfirmed | unreviewed, headquarters__in=seen)
        .select_related(
            "headquarters", "review", "telephone__approver", "telephone__confirmation",
            "proposed_by",
        )
        .prefetch_related(_acts(""))
        .order_by(denied_first, "-published_at", "-pk")
    )  # fmt: skip


def visible_calls(user: Someone) -> QuerySet[TelephoneApproval]:
    """Return the calls of the decisions a person may see."""
    return TelephoneApproval.objects.filter(
        decision__in=access.visible(user).values("pk")
    ).select_related("decision__headquarters", "approver", "recorded_by")


def visible_consents(user: Someone) -> QuerySet[Consent]:
    """Return the consents to the decisions a person may see."""
    return Consent.objects.filter(decision__in=access.visible(user).values("pk")).select_related(
        "decision__headquarters", "asked_of", "asked_by"
    )


def visible_reviews(user: Someone) -> QuerySet[DecisionReview]:
    """Return the reviews of the decisions a person may see."""
    return DecisionReview.objects.filter(
        decision__in=access.visible(user).values("pk")
    ).select_related("decision__headquarters", "decided_by", "completed_by")


def _acts(path: str) -> "Prefetch[str, QuerySet[DecisionArea], str]":
    areas = DecisionArea.objects.select_related("territory").order_by("starts_at", "seq")
    return Prefetch(f"{path}areas", queryset=areas, to_attr="acts")


def _minutes(age: dt.timedelta) -> int:
    return int(age.total_seconds() // 60)
