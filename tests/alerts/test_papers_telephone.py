"""Approval by telephone: recorded by who called, loud until that very approver confirms it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from agencies import actions as agencies
from agencies.models import Body, User
from alerts import access, actions, queries
from alerts.models import (
    DecisionReview,
    Level,
    LevelDecision,
    TelephoneApproval,
    TelephoneConfirmation,
)
from audit import clock
from audit.models import Entry
from audit.record import SYSTEM
from notices import actions as notices
from notices.models import Contact, Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast

NUMBER = "+7 727 000 00 00"


def call(decision: LevelDecision, cast: Cast, **changes: object) -> LevelDecision:
    """Record that Saule approved by telephone, as Dauren."""
    facts: dict[str, object] = {
        "actor": cast.dauren,
        "approver": cast.saule,
        "called_at": clock.now(),
        "number": NUMBER,
        "digest": queries.effect_of_decision(decision).digest,
    } | changes
    return actions.record_telephone_approval(decision, **facts)  # type: ignore[arg-type]  # varied


def traces() -> tuple[int, int, int]:
    """Count what a refusal must not leave behind."""
    return Entry.objects.count(), Notice.objects.count(), TelephoneApproval.objects.count()


def test_a_call_publishes_and_says_who_was_called(cast: Cast, propose: Propose) -> None:
    decision = call(propose(), cast)
    assert (decision.state, decision.origin) == ("published", "by_telephone")
    assert (decision.proposed_by, decision.approved_by) == (cast.dauren, cast.saule)
    approval = TelephoneApproval.objects.get(decision=decision)
    assert (approval.approver, approval.recorded_by) == (cast.saule, cast.dauren)
    assert approval.number_called == NUMBER
    assert queries.effective_levels()["75"] == "yellow"
    assert [one.decision for one in queries.calls_to_confirm(cast.saule)] == [decision]
    assert not queries.calls_to_confirm(cast.dauren).exists()
    assert list(queries.loud_decisions(cast.dauren)) == [decision]
    before = traces()
    assert call(decision, cast).pk == decision.pk
    assert traces() == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"approver": "dauren"}, "cannot telephone yourself"),
        ({"approver": "aigerim"}, "do not give you this right"),
        ({"approver": "departed"}, "do not give you this right"),
        ({"number": "  "}, "number that was called"),
        ({"called_at": 1}, "lies in the future"),
        ({"called_at": -5}, "before the proposal"),
        ({"digest": "unseen"}, "no longer as you saw it"),
    ],
)
def test_a_call_that_cannot_be_is_refused(
    changes: dict[str, object], why: str, cast: Cast, propose: Propose
) -> None:
    decision = propose()
    if "approver" in changes:
        changes = {"approver": cast[str(changes["approver"])]}
    if "called_at" in changes:
        hours = dt.timedelta(hours=int(str(changes["called_at"])))
        changes = {"called_at": clock.now() + hours}
    before = traces()
    with pytest.raises(ValidationError, match=why):
        call(decision, cast, **changes)
    assert traces() == before
    decision.refresh_from_db()
    assert decision.is_proposed


def test_who_stands_behind_the_proposal_cannot_be_called(cast: Cast, propose: Propose) -> None:
    agencies.appoint(
        cast.governor, actor=None, body=Body.objects.get(code="headquarters-kz"),
        role="hq_approver", starts_at=clock.now(), acting_for=cast.dauren,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="ask another person"):
        call(propose(), cast, approver=cast.governor)


@pytest.mark.parametrize("name", ["aigerim", "serik", "outsider", "auditor"])
def test_nobody_else_records_a_call(name: str, cast: Cast, propose: Propose) -> None:
    decision = propose()
    before = traces()
    with pytest.raises(PermissionDenied):
        call(decision, cast, actor=cast[name])
    assert traces() == before


def test_a_number_that_does_not_work_is_marked_on_the_page_and_on_paper(
    cast: Cast, propose: Propose, signed_in: Callable[[str], Client], reads_english: None
) -> None:
    decision = propose()
    for number in ("+77010000001", "+77010000002"):
        notices.add_contact(
            cast.saule, actor=cast.saule, address=number, channel=Contact.Channel.PHONE
        )
    notices.mark_wrong(
        Contact.objects.get(address="+77010000001"), capacity=SYSTEM, words="wrong number"
    )
    officer = signed_in("dauren")
    page = officer.get(reverse("alerts:decision-telephone", kwargs={"pk": decision.pk}))
    _before, _second, after = page.content.decode().partition("+77010000002")
    assert "said to be wrong" in after[after.index("+77010000001") :]
    paper = " ".join(officer.get(reverse("alerts:print-state")).content.decode().split())
    _before, _second, after = paper.partition("+77010000002")
    assert "отмечен как неверный" in after[after.index("+77010000001") :]


def test_red_asks_for_its_word_by_telephone_too(cast: Cast, propose: Propose) -> None:
    decision = propose(level=Level.RED)
    with pytest.raises(ValidationError, match="Type the word"):
        call(decision, cast)
    assert call(decision, cast, typed_word="қызыл").is_published


def test_that_very_approver_confirms_once(cast: Cast, propose: Propose) -> None:
    decision = call(propose(), cast)
    said = actions.confirm_telephone_approval(decision, actor=cast.saule)
    assert (said.is_denied, said.said_by) == (False, cast.saule)
    before = Entry.objects.count()
    actions.confirm_telephone_approval(decision, actor=cast.saule)
    assert Entry.objects.count() == before
    assert not queries.calls_to_confirm(cast.saule).exists()
    titles = [mark.title for mark in queries.marks_of(decision, cast.dauren)]
    assert titles == ["Approved by telephone, confirmed", "A review is owed"]


def another_approver(cast: Cast) -> User:
    """Appoint the governor as a second approver of the republican headquarters."""
    agencies.appoint(
        cast.governor,
        actor=None,
        body=Body.objects.get(code="headquarters-kz"),
        role="hq_approver",
        starts_at=clock.now(),
    )
    return cast.governor


def test_a_call_is_reviewed_by_another_than_those_who_took_part(
    cast: Cast, propose: Propose
) -> None:
    decision = call(propose(), cast)
    review = DecisionReview.objects.get(decision=decision)
    assert (review.ground, review.decided_by) == ("telephone", cast.dauren)
    assert not queries.reviews_owed(cast.saule).exists()
    for name in ("saule", "dauren", "aigerim"):
        with pytest.raises(PermissionDenied):
            actions.complete_review(review, actor=cast[name], findings="fine")
    third = another_approver(cast)
    assert list(queries.reviews_owed(third)) == [review]
    assert list(access.reviewers(review)) == [third]
    with pytest.raises(ValidationError, match="neither confirmed nor denied"):
        actions.complete_review(review, actor=third, findings="fine")
    actions.confirm_telephone_approval(decision, actor=cast.saule)
    done = actions.complete_review(review, actor=third, findings="The call was in order")
    assert (done.completed_by, done.is_open) == (third, False)
    assert not queries.loud_decisions(cast.dauren).exists()
    assert [mark.kind for mark in queries.marks_of(decision, cast.dauren)] == ["", ""]


@pytest.mark.parametrize("name", ["dauren", "aigerim", "chair", "auditor"])
def test_nobody_confirms_for_the_approver(name: str, cast: Cast, propose: Propose) -> None:
    decision = call(propose(), cast)
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.confirm_telephone_approval(decision, actor=cast[name])
    with pytest.raises(PermissionDenied):
        actions.deny_telephone_approval(decision, actor=cast[name], reason="never")
    assert Entry.objects.count() == before
    assert not TelephoneConfirmation.objects.exists()


def test_a_denial_is_loud_and_opens_a_review(
    cast: Cast, propose: Propose, signed_in: Callable[[str], Client], reads_english: None
) -> None:
    decision = call(propose(), cast)
    with pytest.raises(ValidationError, match="Say what happened"):
        actions.deny_telephone_approval(decision, actor=cast.saule, reason="")
    actions.deny_telephone_approval(decision, actor=cast.saule, reason="I was not called")
    review = DecisionReview.objects.get(decision=decision)
    assert (review.ground, review.decided_by) == ("denied_call", cast.dauren)
    titles = [mark.title for mark in queries.marks_of(decision, cast.saule)]
    assert titles == ["The approval by telephone is denied", "A review is owed"]
    desk = signed_in("dauren").get("/").content.decode()
    assert f"Denied by {cast.saule.full_name}" in desk
    assert f"/levels/{decision.pk}/board/" in desk
    decision.refresh_from_db()
    assert decision.is_published


def test_the_later_word_leaves_the_decision_as_it_was(cast: Cast, propose: Propose) -> None:
    decision = call(propose(), cast)
    row = LevelDecision.objects.filter(pk=decision.pk).values().get()
    actions.confirm_telephone_approval(decision, actor=cast.saule)
    assert LevelDecision.objects.filter(pk=decision.pk).values().get() == row
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        TelephoneApproval.objects.update(number_called="x")
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        TelephoneConfirmation.objects.update(reason="x")
