"""Consent of the republican headquarters: asked, given or refused, and nothing goes out before."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alerts import actions, queries
from alerts.models import Consent, LevelDecision
from audit import clock
from audit.models import Entry
from notices.models import Notice
from tests.alerts.conftest import Propose
from tests.cast import Cast

REGIONAL = {"headquarters": "headquarters-75", "is_consent_required": True}


def traces() -> tuple[int, int]:
    """Count what a refusal must not leave behind."""
    return Entry.objects.count(), Notice.objects.count()


def approve(decision: LevelDecision, cast: Cast) -> LevelDecision:
    """Approve as Saule what she was shown."""
    digest = queries.effect_of_decision(decision).digest
    return actions.approve_level(decision, actor=cast.saule, digest=digest)


def test_a_lower_headquarters_asks_the_republican_one(cast: Cast, propose: Propose) -> None:
    consent = propose(**REGIONAL).consent
    assert (consent.state, consent.asked_of.code) == ("asked", "headquarters-kz")
    assert consent.asked_by == cast.dauren
    assert [one.consent for one in queries.consents_waiting(cast.saule)] == [consent]
    assert queries.consents_waiting(cast.dauren) == []


def test_the_republican_headquarters_has_nobody_to_ask(propose: Propose) -> None:
    with pytest.raises(ValidationError, match="who gave the consent"):
        propose(is_consent_required=True)
    assert not Consent.objects.exists()


def test_nothing_is_published_before_consent(cast: Cast, propose: Propose) -> None:
    decision = propose(**REGIONAL)
    before = traces()
    with pytest.raises(ValidationError, match="has not been given the consent"):
        approve(decision, cast)
    digest = queries.effect_of_decision(decision).digest
    with pytest.raises(ValidationError, match="has not been given the consent"):
        actions.decide_alone(decision, actor=cast.dauren, reason="night", digest=digest)
    assert traces() == before
    with pytest.raises(IntegrityError, match="required_consent_was_given"), transaction.atomic():
        LevelDecision.objects.filter(pk=decision.pk).update(
            state="published", approved_by=cast.saule, published_at=clock.now()
        )


def test_with_consent_it_goes_out_and_says_who_gave_it(cast: Cast, propose: Propose) -> None:
    decision = propose(**REGIONAL)
    consent = actions.give_consent(decision.consent, actor=cast.saule)
    assert (consent.state, consent.answered_by) == ("given", cast.saule)
    before = traces()
    actions.give_consent(decision.consent, actor=cast.saule)
    assert traces() == before
    decision.refresh_from_db()
    assert decision.consent_by.startswith("Saule Karimova, ")
    assert decision.consent_at == consent.answered_at
    assert approve(decision, cast).is_published


def test_a_refusal_needs_its_reason_and_is_final(cast: Cast, propose: Propose) -> None:
    consent = propose(**REGIONAL).consent
    before = traces()
    with pytest.raises(ValidationError, match="Say why consent is refused"):
        actions.refuse_consent(consent, actor=cast.saule, reason=" ")
    assert traces() == before
    refused = actions.refuse_consent(consent, actor=cast.saule, reason="Not confirmed")
    assert (refused.state, refused.reason) == ("refused", "Not confirmed")
    assert actions.refuse_consent(consent, actor=cast.saule, reason="Again").reason == (
        "Not confirmed"
    )
    with pytest.raises(ValidationError, match="answered already"):
        actions.give_consent(consent, actor=cast.saule)
    with pytest.raises(ValidationError, match="has not been given the consent"):
        approve(consent.decision, cast)
    assert queries.consents_waiting(cast.saule) == []


@pytest.mark.parametrize("name", ["dauren", "aigerim", "governor", "outsider", "auditor"])
def test_nobody_else_consents(name: str, cast: Cast, propose: Propose) -> None:
    consent = propose(**REGIONAL).consent
    before = traces()
    with pytest.raises(PermissionDenied):
        actions.give_consent(consent, actor=cast[name])
    with pytest.raises(PermissionDenied):
        actions.refuse_consent(consent, actor=cast[name], reason="no")
    assert traces() == before
    consent.refresh_from_db()
    assert consent.is_waiting


def test_the_age_of_a_question_is_told_in_hours(cast: Cast, propose: Propose) -> None:
    asked_at = propose(**REGIONAL).consent.asked_at
    with clock.at(asked_at + dt.timedelta(hours=3, minutes=20)):
        [waiting] = queries.consents_waiting(cast.saule)
    assert (waiting.hours, waiting.minutes) == (3, 20)


def test_a_withdrawn_proposal_asks_no_more(cast: Cast, propose: Propose) -> None:
    decision = propose(**REGIONAL)
    actions.withdraw_proposal(decision, actor=cast.dauren, reason="a mistake")
    assert queries.consents_waiting(cast.saule) == []
    with pytest.raises(ValidationError, match="has been withdrawn"):
        actions.give_consent(decision.consent, actor=cast.saule)


def test_the_database_keeps_an_answered_consent(cast: Cast, propose: Propose) -> None:
    decision = propose(**REGIONAL)
    asked = Consent.objects.filter(pk=decision.consent.pk)
    with pytest.raises(IntegrityError, match="who_asks_gives_no_consent"), transaction.atomic():
        asked.update(state="given", answered_by=cast.dauren, answered_at=clock.now())
    actions.give_consent(decision.consent, actor=cast.saule)
    with pytest.raises(DatabaseError, match="answered consent is refused"), transaction.atomic():
        asked.update(reason="x")
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        asked.delete()


def test_the_queue_costs_the_same_for_one_and_for_four(cast: Cast, propose: Propose) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.papers_waiting(cast.saule)
        return len(seen)

    propose(**REGIONAL)
    one = cost()
    for code in ("19", "71", "15"):
        propose([code], headquarters=f"headquarters-{code}", is_consent_required=True)
    assert cost() == one
