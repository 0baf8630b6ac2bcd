"""One person in an emergency: the reason is typed, it is loud, and another person reviews it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from agencies import actions as agencies
from agencies.models import Body
from alerts import actions, queries
from alerts.models import DecisionReview, LevelDecision
from audit import clock
from audit.models import Entry
from notices.models import Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast


def alone(decision: LevelDecision, cast: Cast, **changes: object) -> LevelDecision:
    """Decide alone as Dauren."""
    facts: dict[str, object] = {
        "actor": cast.dauren,
        "reason": "No approver answers",
        "digest": queries.effect_of_decision(decision).digest,
    } | changes
    return actions.decide_alone(decision, **facts)  # type: ignore[arg-type]  # varied


def traces() -> tuple[int, int, int]:
    """Count what a refusal must not leave behind."""
    return Entry.objects.count(), Notice.objects.count(), DecisionReview.objects.count()


def test_one_person_publishes_their_own_proposal(cast: Cast, propose: Propose) -> None:
    decision = alone(propose(), cast)
    assert (decision.state, decision.origin) == ("published", "break_glass")
    assert decision.approved_by == decision.proposed_by == cast.dauren
    assert decision.emergency_reason == "No approver answers"
    review = DecisionReview.objects.get(decision=decision)
    assert (review.ground, review.decided_by, review.is_open) == (
        "break_glass", cast.dauren, True,
    )  # fmt: skip
    assert review.due_at - review.opened_at == dt.timedelta(hours=72)
    titles = [mark.title for mark in queries.marks_of(decision, cast.saule)]
    assert titles == ["One person decided this, without a second", "A review is owed"]
    assert list(queries.loud_decisions(cast.saule)) == [decision]
    before = traces()
    alone(decision, cast)
    assert traces() == before


def test_alone_needs_its_reason_and_what_was_shown(cast: Cast, propose: Propose) -> None:
    decision = propose()
    before = traces()
    with pytest.raises(ValidationError, match="Say why nobody else"):
        alone(decision, cast, reason=" ")
    with pytest.raises(ValidationError, match="no longer as you saw it"):
        alone(decision, cast, digest="unseen")
    assert traces() == before
    red = propose(["71"], level=3)
    with pytest.raises(ValidationError, match="Type the word"):
        alone(red, cast)
    assert alone(red, cast, typed_word="red").is_published


@pytest.mark.parametrize("name", ["saule", "aigerim", "serik", "auditor"])
def test_only_the_proposer_decides_alone(name: str, cast: Cast, propose: Propose) -> None:
    decision = propose()
    before = traces()
    with pytest.raises(PermissionDenied):
        alone(decision, cast, actor=cast[name])
    assert traces() == before


def test_the_database_knows_one_person_with_a_reason(cast: Cast, propose: Propose) -> None:
    decision = LevelDecision.objects.filter(pk=propose().pk)
    now = clock.now()
    with pytest.raises(IntegrityError, match="break_glass_is_one_person"), transaction.atomic():
        decision.update(
            state="published", origin="break_glass", approved_by=cast.saule, published_at=now,
            emergency_reason="x",
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="break_glass_says_why"), transaction.atomic():
        decision.update(
            state="published", origin="break_glass", approved_by=cast.dauren, published_at=now
        )


def test_another_person_reviews_and_it_stays(cast: Cast, propose: Propose) -> None:
    decision = alone(propose(), cast)
    [review] = queries.reviews_owed(cast.saule)
    with pytest.raises(ValidationError, match="what the review found"):
        actions.complete_review(review, actor=cast.saule, findings="")
    done = actions.complete_review(review, actor=cast.saule, findings="Rightly decided")
    assert (done.completed_by, done.findings) == (cast.saule, "Rightly decided")
    before = traces()
    actions.complete_review(review, actor=cast.saule, findings="Again")
    assert traces() == before
    assert not queries.reviews_owed(cast.saule).exists()
    assert not queries.loud_decisions(cast.saule).exists()
    kinds = [mark.kind for mark in queries.marks_of(decision, cast.saule)]
    assert kinds == ["important", ""]
    with pytest.raises(DatabaseError, match="completed review is refused"), transaction.atomic():
        DecisionReview.objects.update(findings="x")


def test_who_decided_cannot_review_even_in_another_post(cast: Cast, propose: Propose) -> None:
    headquarters = Body.objects.get(code="headquarters-kz")
    review = DecisionReview.objects.get(decision=alone(propose(), cast))
    agencies.appoint(
        cast.dauren, actor=None, body=headquarters, role="hq_approver", starts_at=clock.now()
    )
    agencies.appoint(
        cast.governor, actor=None, body=headquarters, role="hq_approver", starts_at=clock.now(),
        acting_for=cast.dauren,
    )  # fmt: skip
    before = traces()
    for person in (cast.dauren, cast.governor):
        with pytest.raises(PermissionDenied, match="cannot review it: ask another"):
            actions.complete_review(review, actor=person, findings="Fine")
    with pytest.raises(PermissionDenied):
        actions.complete_review(review, actor=cast.aigerim, findings="Fine")
    assert traces() == before
    assert not queries.reviews_owed(cast.dauren).exists()
    with pytest.raises(IntegrityError, match="reviewer_is_not_the_decider"), transaction.atomic():
        DecisionReview.objects.update(
            completed_by=cast.dauren, completed_at=clock.now(), findings="x"
        )
