"""Answers: once for the body, by whoever is first, also by link; and the board they fill."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from agencies import access as rights
from agencies import actions as agencies
from agencies.models import Body, Capability, Territory, User
from alerts import actions, queries
from alerts.models import Acknowledgement, AddressedBody, Level, LevelDecision
from audit import clock
from audit.models import Entry
from notices.models import Addressee, Delivery, Notice
from tests.alerts.conftest import Propose
from tests.alerts.test_decisions import give_contacts
from tests.cast import Cast

Answer = Callable[..., Acknowledgement]


@pytest.fixture
def health(cast: Cast) -> Body:
    """The Ministry of Health."""
    return Body.objects.get(code="moh")


@pytest.fixture
def answer(published: LevelDecision, health: Body) -> Answer:
    """Answer the published level for the Ministry of Health."""

    def give(actor: User, state: str, reason: str = "") -> Acknowledgement:
        notice = notice_of(published)
        return actions.answer_notice(notice, health, actor=actor, state=state, reason=reason)

    return give


def notice_of(decision: LevelDecision) -> Notice:
    """Return the notice of a published decision."""
    assert decision.notice is not None
    return decision.notice


def token_of(decision: LevelDecision, person: User, body: Body) -> str:
    """Make the link's token anew, as the mail carries it."""
    notice = notice_of(decision)
    capability = Capability.objects.get(subject=notice.pk, person=person, body=body)
    return rights.capability_token(
        Capability.Purpose.ANSWER_NOTICE, notice.pk, capability.person_id, body.pk,
        capability.expires_at,
    )  # fmt: skip


def test_received_then_accepted(answer: Answer, cast: Cast) -> None:
    answer(cast.aigerim, "received")
    last = answer(cast.head_of_health, "accepted")
    steps = Acknowledgement.objects.order_by("pk").values_list("state", "person__full_name")
    assert list(steps) == [("received", "Aigerim Nurlanova"), ("accepted", "Bolat Seitkali")]
    assert last.is_final


def test_accepting_at_once_confirms_receipt_too(answer: Answer, cast: Cast) -> None:
    answer(cast.aigerim, "accepted")
    assert list(Acknowledgement.objects.values_list("state", flat=True)) == [
        "received", "accepted",
    ]  # fmt: skip


def test_the_first_person_of_a_body_counts_for_the_body(answer: Answer, cast: Cast) -> None:
    first = answer(cast.aigerim, "received")
    before = Entry.objects.count()
    assert answer(cast.head_of_health, "received") == first
    assert Entry.objects.count() == before


def test_an_answer_stops_what_the_body_would_still_get(
    cast: Cast, propose: Propose, approve: Callable[..., LevelDecision], health: Body
) -> None:
    give_contacts(cast)
    decision = approve(propose(level=Level.ORANGE))
    actions.answer_notice(notice_of(decision), health, actor=cast.aigerim, state="received")
    told = Addressee.objects.filter(notice=decision.notice, body=health)
    assert all(one.answered_at for one in told)
    states = dict(
        Delivery.objects.filter(notice=decision.notice).values_list("person__full_name", "state")
    )
    assert states["Bolat Seitkali"] == "stopped"
    assert states["Oksana Kim"] == "queued"


def test_cannot_needs_a_reason_and_ends_the_answer(answer: Answer, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        answer(cast.aigerim, "cannot")
    answer(cast.aigerim, "cannot", "No duty service at night")
    with pytest.raises(ValidationError, match="final answer"):
        answer(cast.aigerim, "accepted")


@pytest.mark.parametrize(
    "name", ["outsider", "departed", "serik", "dauren", "governor", "auditor"]
)
def test_nobody_answers_for_another_body(name: str, answer: Answer, cast: Cast) -> None:
    before = (Entry.objects.count(), Acknowledgement.objects.count())
    with pytest.raises(PermissionDenied):
        answer(cast[name], "accepted")
    assert (Entry.objects.count(), Acknowledgement.objects.count()) == before


def test_a_body_that_was_not_addressed_cannot_answer(published: LevelDecision, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="not addressed"):
        actions.answer_notice(
            notice_of(published), Body.objects.get(code="atc"), actor=cast.dauren,
            state="accepted",
        )  # fmt: skip


def test_an_answer_never_changes(answer: Answer, cast: Cast) -> None:
    answer(cast.aigerim, "accepted")
    for statement in (
        "UPDATE alerts_acknowledgement SET reason = 'x'",
        "DELETE FROM alerts_acknowledgement",
        "TRUNCATE alerts_acknowledgement",
    ):
        with (
            pytest.raises(DatabaseError, match="refused"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")


def test_the_board_says_how_many_of_how_many_and_puts_the_late_first(
    published: LevelDecision, answer: Answer, cast: Cast
) -> None:
    answer(cast.aigerim, "accepted")
    soon = queries.board(cast.dauren, published)
    assert (soon.answered, soon.total, soon.late, soon.norm_minutes) == (1, 24, 0, 60)
    with clock.at(clock.now() + dt.timedelta(minutes=61)):
        late = queries.board(cast.dauren, published)
    assert (late.answered, late.total, late.late) == (1, 24, 23)
    assert [line.state for line in late.counted] == ["late"] * 23 + ["accepted"]
    assert late.counted[-1].body.code == "moh"


def test_a_liaison_sees_the_line_of_the_own_body_alone(
    published: LevelDecision, cast: Cast
) -> None:
    assert [line.body.code for line in queries.board(cast.aigerim, published).lines] == ["moh"]


def test_what_waits_leaves_when_the_body_has_accepted(
    published: LevelDecision, answer: Answer, cast: Cast
) -> None:
    assert [one.body.code for one in queries.answers_waiting(cast.aigerim)] == ["moh"]
    answer(cast.head_of_health, "received")
    states = [vars(one)["answer_state"] for one in queries.answers_waiting(cast.aigerim)]
    assert states == ["received"]
    answer(cast.head_of_health, "accepted")
    assert not queries.answers_waiting(cast.aigerim).exists()
    assert queries.answers_waiting(cast.outsider).count() == 1


def test_the_silent_of_a_territory_are_named_until_they_answer(
    published: LevelDecision, cast: Cast
) -> None:
    almaty = Territory.objects.get(code="75")
    silent = queries.unanswered_in(almaty, cast.governor)
    assert [one.body.code for one in silent] == ["commission-75"]
    actions.answer_notice(
        notice_of(published), Body.objects.get(code="commission-75"), actor=cast.governor,
        state="received",
    )  # fmt: skip
    assert queries.unanswered_in(almaty, cast.governor) == []


def test_the_link_shows_on_get_and_answers_on_post(
    published: LevelDecision, cast: Cast, health: Body
) -> None:
    path = reverse(
        "alerts:answer-by-link", kwargs={"token": token_of(published, cast.aigerim, health)}
    )
    page = Client().get(path)
    assert page.status_code == 200
    assert not Acknowledgement.objects.exists()
    assert Client().post(path, {"state": "received"}).status_code == 302
    assert Client().post(path, {"state": "accepted"}).status_code == 302
    ways = Acknowledgement.objects.order_by("pk").values_list("state", "way", "person__email")
    assert list(ways) == [
        ("received", "link", "aigerim@example.invalid"),
        ("accepted", "link", "aigerim@example.invalid"),
    ]
    dead = Client().post(path, {"state": "cannot", "reason": "changed my mind"})
    assert dead.status_code == 422
    assert 'name="state"' not in Client().get(path).content.decode()


def test_the_link_dies_with_the_post_with_time_and_when_forged(
    published: LevelDecision, cast: Cast, health: Body
) -> None:
    token = token_of(published, cast.aigerim, health)
    path = reverse("alerts:answer-by-link", kwargs={"token": token})
    forged = reverse("alerts:answer-by-link", kwargs={"token": token[:-2] + "xx"})
    assert Client().get(forged).status_code == 404
    with clock.at(clock.now() + dt.timedelta(days=40)):
        assert Client().get(path).status_code == 404
    appointment = cast.aigerim.appointments.select_related("post__body", "person").get()
    agencies.end_appointment(appointment, actor=cast.administrator, reason="left")
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"state": "accepted"}).status_code == 404
    assert not Acknowledgement.objects.exists()


def test_the_mail_carries_no_link_for_who_may_not_answer(
    published: LevelDecision, cast: Cast
) -> None:
    holders = Capability.objects.filter(subject=notice_of(published).pk)
    names = set(holders.values_list("person__email", flat=True))
    assert names == {
        f"{name}@example.invalid" for name in ("aigerim", "head_of_health", "outsider", "governor")
    }


def test_every_addressed_body_is_on_the_board_even_without_people(
    published: LevelDecision,
) -> None:
    rows = AddressedBody.objects.filter(decision=published)
    assert rows.filter(is_counted=True).count() == 24


def test_the_end_of_a_level_is_acknowledged_and_not_carried_out(
    published: LevelDecision,
    propose: Propose,
    approve: Callable[[LevelDecision], LevelDecision],
    cast: Cast,
    signed_in: Callable[[str], Client],
    reads_english: None,
) -> None:
    """An all-clear asks that it be known: nothing is accepted for execution any more."""
    ended = approve(propose(action="cancel", level=0, term="", refers_to=published))
    asked = AddressedBody.objects.get(decision=ended, body__code="moh")
    assert "end of the level" in asked.notice.wordings.get(language="en").act
    page, client = f"/answers/{asked.pk}/", signed_in("aigerim")
    shown = client.get(page).content.decode()
    assert "Acknowledge the end of the level" in shown
    assert "Accept for execution" not in shown
    assert "Confirm receipt only" not in shown
    assert client.post(page, {"state": "accepted"}).status_code == 302
    assert "has acknowledged the end of the level" in client.get(page).content.decode()


def test_the_card_tells_nobody_why_another_organisation_cannot(
    published: LevelDecision, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    """What the board hides, the history of the decision does not tell either."""
    asked = AddressedBody.objects.get(decision=published, body__code="moh")
    reason = "Nobody is left on the shift"
    actions.answer_notice(
        asked.notice, asked.body, actor=cast.aigerim, state="cannot", reason=reason
    )
    page = f"/levels/{published.pk}/"
    told = {name: reason in signed_in(name).get(page).content.decode() for name in READERS}
    assert told == READERS


# Who reads why Health cannot: its own people and the headquarters.
READERS = {"aigerim": True, "dauren": True, "outsider": False, "governor": False}


def test_the_highest_level_presses_before_the_one_that_was_sent_first(
    propose: Propose,
    approve: Callable[[LevelDecision], LevelDecision],
    cast: Cast,
    signed_in: Callable[[str], Client],
    reads_english: None,
) -> None:
    """A red answer is due in minutes: no older yellow stands above it, on no list."""
    yellow = approve(propose(["75"]))
    with clock.at(clock.now() + dt.timedelta(minutes=9)):
        red = approve(propose(["71"], level=Level.RED))
        waiting = [one.decision for one in queries.answers_waiting(cast.aigerim)]
        assert waiting == [red, yellow]
        page = signed_in("aigerim").get("/my-work/?kind=word")
        assert [row.number for row in page.context["work"].rows] == [red.number, yellow.number]
        assert "answer by" in page.content.decode()
        lesser = propose(["10"])
    with clock.at(clock.now() + dt.timedelta(minutes=19)):
        orange = propose(["71"], level=Level.ORANGE, action="lower", refers_to=red)
        assert list(queries.proposals_waiting(cast.saule)) == [orange, lesser]


def test_the_board_of_what_was_replaced_awaits_nobody(
    published: LevelDecision,
    propose: Propose,
    approve: Callable[[LevelDecision], LevelDecision],
    signed_in: Callable[[str], Client],
    reads_english: None,
) -> None:
    raised = approve(propose(action="raise", level=Level.ORANGE, refers_to=published))
    page = signed_in("dauren").get(f"/levels/{published.pk}/board/").content.decode()
    assert "no answer is awaited here any more" in page
    assert raised.get_absolute_url() in page
    page = signed_in("dauren").get(f"/levels/{raised.pk}/board/").content.decode()
    assert "no answer is awaited" not in page


def test_a_reason_that_no_board_can_hold_is_refused_and_kept(
    published: LevelDecision, cast: Cast, signed_in: Callable[[str], Client], reads_english: None
) -> None:
    asked = AddressedBody.objects.get(decision=published, body__code="moh")
    told = {"state": "cannot", "reason": "No people. " * 100}
    page = signed_in("aigerim").post(f"/answers/{asked.pk}/", told)
    assert page.status_code == 422
    assert "500" in page.content.decode()
    assert "No people. No people." in page.content.decode()
    assert not Acknowledgement.objects.exists()
    assert "may be left empty" not in page.content.decode()
