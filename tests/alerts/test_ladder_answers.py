"""Who cannot is told of at once; an answer by telephone counts; a link acts once for each step."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from agencies.models import Body, Capability
from alerts import actions
from alerts.models import Acknowledgement, AddressedBody, Level, LevelDecision
from audit.models import Entry
from notices import actions as notices
from notices.delivery import runs
from notices.models import Delivery, Notice
from tests.alerts.conftest import Propose
from tests.alerts.test_answers import notice_of, token_of
from tests.alerts.test_decisions import give_contacts
from tests.cast import Cast

Approve = Callable[[LevelDecision], LevelDecision]


@pytest.fixture
def sent(cast: Cast, propose: Propose, approve: Approve) -> LevelDecision:
    """Orange on Almaty city, sent to people with contacts."""
    give_contacts(cast)
    return approve(propose(level=Level.ORANGE))


def addressed(decision: LevelDecision, code: str) -> AddressedBody:
    """Return what a body was sent."""
    rows = AddressedBody.objects.select_related("decision__headquarters", "notice", "body")
    return rows.get(decision=decision, body__code=code)


def cannot(decision: LevelDecision, cast: Cast, reason: str = "Nobody is on duty") -> None:
    """Answer for the Ministry of Health that it cannot."""
    moh = Body.objects.get(code="moh")
    actions.answer_notice(
        notice_of(decision), moh, actor=cast.aigerim, state="cannot", reason=reason
    )


def test_cannot_tells_the_officers_and_approvers_of_the_headquarters_at_once(
    sent: LevelDecision, cast: Cast
) -> None:
    cannot(sent, cast)
    told = Notice.objects.get(kind="duty")
    rows = Delivery.objects.filter(notice=told).order_by("address")
    assert [(row.address, row.state, row.queue) for row in rows] == [
        ("dauren@example.invalid", "queued", "alerts"),
        ("saule@example.invalid", "queued", "alerts"),
    ]
    words = told.wordings.get(language="ru")
    assert "Nobody is on duty" in words.body
    assert sent.number in words.subject
    assert told.thing_path == reverse("alerts:board", kwargs={"pk": sent.pk})


def test_cannot_is_told_once_and_past_mutes(sent: LevelDecision, cast: Cast) -> None:
    cannot(sent, cast)
    cannot(sent, cast)
    assert Notice.objects.filter(kind="duty").count() == 1
    assert Notice.objects.get(kind="duty").heeds_mutes is False


def test_a_reason_that_may_not_go_out_stays_on_the_board(sent: LevelDecision, cast: Cast) -> None:
    cannot(sent, cast, "ОҚУ-ЖАТТЫҒУ · УЧЕНИЕ · EXERCISE: как на учении")
    told = Notice.objects.get(kind="duty")
    assert "УЧЕНИЕ" not in told.wordings.get(language="ru").body
    assert "УЧЕНИЕ" in Acknowledgement.objects.get(state="cannot").reason


def test_an_answer_by_telephone_counts_for_the_body_and_names_both(
    sent: LevelDecision, cast: Cast
) -> None:
    step = actions.answer_by_call(
        addressed(sent, "moh"), actor=cast.dauren, person=cast.aigerim, state="accepted"
    )
    assert (step.person, step.recorded_by, step.way) == (cast.aigerim, cast.dauren, "telephone")
    states = Acknowledgement.objects.order_by("pk").values_list("state", "way")
    assert list(states) == [("received", "telephone"), ("accepted", "telephone")]
    own = Delivery.objects.filter(notice=sent.notice, person=cast.head_of_health)
    assert set(own.values_list("state", flat=True)) == {"stopped"}
    entry = Entry.objects.filter(object_id=str(sent.pk)).latest("pk")
    assert (entry.actor, entry.body.code if entry.body else "") == (cast.dauren, "moh")
    again = actions.answer_by_call(
        addressed(sent, "moh"), actor=cast.saule, person=cast.aigerim, state="accepted"
    )
    assert again == step


@pytest.mark.parametrize("name", ["aigerim", "outsider", "serik", "governor", "auditor"])
def test_only_the_desk_writes_down_what_was_said(
    name: str, sent: LevelDecision, cast: Cast
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.answer_by_call(
            addressed(sent, "moh"), actor=cast[name], person=cast.aigerim, state="accepted"
        )
    assert (Acknowledgement.objects.count(), Entry.objects.count()) == (0, entries)


@pytest.mark.parametrize("name", ["outsider", "departed", "dauren"])
def test_who_does_not_answer_for_the_body_cannot_be_quoted(
    name: str, sent: LevelDecision, cast: Cast
) -> None:
    with pytest.raises(ValidationError, match="does not answer"):
        actions.answer_by_call(
            addressed(sent, "moh"), actor=cast.dauren, person=cast[name], state="accepted"
        )
    assert not Acknowledgement.objects.exists()


def test_a_state_that_is_the_clocks_own_is_refused(sent: LevelDecision, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="received, accepted or cannot"):
        actions.answer_notice(
            notice_of(sent), Body.objects.get(code="moh"), actor=cast.aigerim, state="lapsed"
        )


def test_the_link_acts_once_for_each_transition_and_reading_changes_nothing(
    sent: LevelDecision, cast: Cast
) -> None:
    token = token_of(sent, cast.aigerim, Body.objects.get(code="moh"))
    path = reverse("alerts:answer-by-link", kwargs={"token": token})
    entries = Entry.objects.count()
    for _reading in range(2):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert (Acknowledgement.objects.count(), Entry.objects.count()) == (0, entries)
    for _posting in range(2):
        assert Client().post(path, {"state": "received"}).status_code == 302
    assert list(Acknowledgement.objects.values_list("state", flat=True)) == ["received"]
    for _posting in range(2):
        assert Client().post(path, {"state": "accepted"}).status_code == 302
    assert Acknowledgement.objects.count() == 2
    entries = Entry.objects.count()
    dead = Client().post(path, {"state": "cannot", "reason": "too late"})
    assert dead.status_code == 422
    assert (Acknowledgement.objects.count(), Entry.objects.count()) == (2, entries)


def test_a_link_of_one_body_does_not_answer_for_another(sent: LevelDecision, cast: Cast) -> None:
    token = token_of(sent, cast.outsider, Body.objects.get(code="mof"))
    path = reverse("alerts:answer-by-link", kwargs={"token": token})
    Client().post(path, {"state": "accepted", "body": Body.objects.get(code="moh").pk})
    assert {one.body.code for one in Acknowledgement.objects.select_related("body")} == {"mof"}
    assert Capability.objects.filter(person=cast.outsider).count() == 1


def test_who_answers_for_a_body_nobody_was_told_for_becomes_its_addressee(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    notice = notice_of(approve(propose()))
    mia = Body.objects.get(code="mia")
    assert not notice.addressees.filter(body=mia).exists()
    notices.stop_deliveries(notice, mia, answered_by=cast.aigerim)
    row = notice.addressees.get(body=mia)
    assert (row.person, row.answered_at is not None) == (cast.aigerim, True)


def test_colleagues_are_stopped_at_once_and_within_seconds_in_a_batch_on_its_way(
    sent: LevelDecision, cast: Cast
) -> None:
    assert runs.KEEP_LEASE_EVERY <= 5, "a worker asks that often what was stopped meanwhile"
    stopped = Delivery.objects.filter(notice=sent.notice, state="stopped")
    actions.answer_notice(
        notice_of(sent), Body.objects.get(code="moh"), actor=cast.aigerim, state="received"
    )
    assert {row.person for row in stopped} == {cast.aigerim, cast.head_of_health}
