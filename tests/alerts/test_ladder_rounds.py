"""An acceptance without progress is reminded of, lapses, and the body alone is asked anew."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import actions as agencies
from agencies.models import Appointment, Body
from alerts import actions, queries, reminders
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    ChecklistEntry,
    LevelDecision,
    ProgressNote,
)
from alerts.reminders.each import FAILED
from audit import clock
from audit.models import Entry
from audit.record import Capacity
from centre.access import visible_entries
from notices import actions as notices
from notices import delivery, fanout
from notices.models import Delivery, LadderStep, Notice
from tests.alerts.conftest import Propose
from tests.alerts.test_answers import notice_of, token_of
from tests.alerts.test_decisions import give_contacts
from tests.cast import DATA, Cast

START = dt.datetime(2031, 11, 22, 3, 0, tzinfo=dt.UTC)
PROGRESS, LAPSE = dt.timedelta(hours=12), dt.timedelta(hours=1)  # the defaults of yellow
Approve = Callable[[LevelDecision], LevelDecision]


def after(span: dt.timedelta) -> Any:
    """Play what happens so long after the start."""
    return clock.at(START + span)


@pytest.fixture
def health(cast: Cast) -> Body:
    """The Ministry of Health."""
    return Body.objects.get(code="moh")


@pytest.fixture
def accepted(cast: Cast, propose: Propose, approve: Approve, health: Body) -> AddressedBody:
    """Yellow on Almaty city, sent at three at night and accepted by health a minute later."""
    give_contacts(cast)
    actions.load_checklists(DATA, actor=None)
    with clock.at(START):
        decision = approve(propose())
        actions.answer_notice(notice_of(decision), health, actor=cast.aigerim, state="accepted")
    return AddressedBody.objects.select_related("decision", "notice", "body").get(
        decision=decision, body=health
    )


def steps_of(addressed: AddressedBody) -> list[tuple[int, str]]:
    """Return the answers of a body, round by round."""
    rows = Acknowledgement.objects.filter(notice=addressed.notice, body=addressed.body)
    return list(rows.order_by("pk").values_list("round", "state"))


def told(**which: Any) -> list[str]:
    """Return who is written to."""
    rows = Delivery.objects.filter(**which).order_by("address")
    return [row.address.split("@")[0] for row in rows]


def test_a_receipt_without_an_acceptance_is_reminded_of_and_lapses(
    accepted: AddressedBody, cast: Cast
) -> None:
    assert accepted.progress_due_at == START + PROGRESS
    mof, norm = Body.objects.get(code="mof"), accepted.notice.norm
    assert norm == dt.timedelta(minutes=60)
    with clock.at(START):
        actions.answer_notice(accepted.notice, mof, actor=cast.outsider, state="received")
    received = AddressedBody.objects.get(body=mof, decision=accepted.decision)
    assert received.progress_due_at == START + norm
    with after(norm):
        assert reminders.check_progress() == 1
    reminder = Notice.objects.get(kind="duty")
    assert told(notice=reminder) == ["outsider"]
    assert "подтвердила получение" in reminder.wordings.get(language="ru").body
    with after(norm + LAPSE):
        assert reminders.check_progress() == 1
    assert AddressedBody.objects.filter(pk=received.pk, round=2, progress_due_at=None).exists()
    assert steps_of(received) == [(1, "received"), (1, "lapsed")]
    verbs = Entry.objects.filter(actor=None).order_by("-pk").values_list("verb", flat=True)
    assert verbs[0] == "let the receipt lapse: neither acceptance nor refusal followed"
    with after(norm + LAPSE):
        actions.answer_notice(
            accepted.notice, mof, actor=cast.outsider, state="cannot", reason="No people"
        )
    received.refresh_from_db()
    assert received.progress_due_at is None


def test_one_bad_row_silences_no_other_and_the_auditor_reads_of_it(
    accepted: AddressedBody, cast: Cast, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    mof = Body.objects.get(code="mof")
    with clock.at(START):
        actions.answer_notice(accepted.notice, mof, actor=cast.outsider, state="accepted")
    whole = notices.tell

    def broken(capacity: Capacity, people: list[tuple[int, int]], *more: Any, **said: Any) -> Any:
        if any(body == accepted.body_id for _person, body in people):
            raise RuntimeError("a bad row")
        return whole(capacity, people, *more, **said)

    monkeypatch.setattr(notices, "tell", broken)
    with after(PROGRESS):
        assert reminders.check_progress() == 1
        assert reminders.check_progress() == 0
    accepted.refresh_from_db()
    assert accepted.reminded_at is None
    other = AddressedBody.objects.get(body=mof, decision=accepted.decision)
    assert other.reminded_at == START + PROGRESS
    entry = Entry.objects.get(verb=FAILED)
    assert (entry.actor, entry.body) == (None, accepted.decision.headquarters)
    assert entry.changes == {"work": ["", "remind_of_progress"], "error": ["", "RuntimeError"]}
    assert entry in visible_entries(cast.auditor)
    for one in caplog.records:
        one.is_expected = True


def test_a_round_of_a_closed_notice_writes_no_steps(accepted: AddressedBody) -> None:
    with after(PROGRESS):
        notices.close_notice(accepted.notice)
        before = LadderStep.objects.filter(notice=accepted.notice).count()
        notices.ask_again([(accepted.notice_id, accepted.body_id)])
    assert LadderStep.objects.filter(notice=accepted.notice).count() == before


def test_silence_is_first_reminded_of_and_only_then_lapses(
    accepted: AddressedBody, cast: Cast
) -> None:
    with after(PROGRESS - dt.timedelta(seconds=1)):
        assert reminders.check_progress() == 0
    with after(PROGRESS):
        assert reminders.check_progress() == 1
        assert reminders.check_progress() == 0
    reminder = Notice.objects.get(kind="duty")
    assert told(notice=reminder) == ["aigerim", "head_of_health"]
    said = reminder.wordings.get(language="ru").body
    assert "в течение 60 мин " in said
    accepted.refresh_from_db()
    assert (accepted.round, accepted.reminded_at) == (1, START + PROGRESS)
    assert accepted.progress_due_at == START + PROGRESS + LAPSE
    assert steps_of(accepted) == [(1, "received"), (1, "accepted")]


def test_who_has_left_the_body_is_reminded_of_nothing(accepted: AddressedBody, cast: Cast) -> None:
    held = Appointment.objects.get(person=cast.head_of_health, post__body=accepted.body)
    with after(dt.timedelta(hours=1)):
        agencies.end_appointment(held, actor=cast.administrator, reason="moved")
    with after(PROGRESS):
        assert reminders.check_progress() == 1
    assert told(notice=Notice.objects.get(kind="duty")) == ["aigerim"]


def test_a_reminder_nobody_heeds_lets_the_answer_lapse_and_runs_the_ladder_for_that_body_alone(
    accepted: AddressedBody, cast: Cast
) -> None:
    with after(PROGRESS):
        reminders.check_progress()
    with after(PROGRESS + LAPSE):
        fanout.make_due_steps()
        assert reminders.check_progress() == 1
        assert reminders.check_progress() == 0
        assert fanout.make_due_steps() == 1
    accepted.refresh_from_db()
    assert (accepted.round, accepted.progress_due_at, accepted.reminded_at) == (2, None, None)
    assert steps_of(accepted) == [(1, "received"), (1, "accepted"), (1, "lapsed")]
    own = LadderStep.objects.filter(notice=accepted.notice, body=accepted.body)
    assert list(own.order_by("number").values_list("number", "rung", "due_at")) == [
        (3, 0, START + PROGRESS + LAPSE),
        (4, 1, START + PROGRESS + LAPSE + dt.timedelta(minutes=30)),
        (5, 2, START + PROGRESS + LAPSE + dt.timedelta(minutes=60)),
    ]
    assert told(notice=accepted.notice, step=3) == ["aigerim"]
    with after(PROGRESS + LAPSE + dt.timedelta(minutes=30)):
        assert fanout.make_due_steps() == 1
    assert told(notice=accepted.notice, step=4) == ["aigerim", "head_of_health"]


def test_a_new_answer_ends_the_new_round_and_starts_the_clock_anew(
    accepted: AddressedBody, cast: Cast
) -> None:
    lapse(accepted)
    at = START + PROGRESS + LAPSE
    with clock.at(at):
        fanout.make_due_steps()
        actions.answer_notice(
            accepted.notice, accepted.body, actor=cast.head_of_health, state="accepted"
        )
    assert steps_of(accepted)[3:] == [(2, "received"), (2, "accepted")]
    accepted.refresh_from_db()
    assert accepted.progress_due_at == at + PROGRESS
    assert set(Delivery.objects.filter(notice=accepted.notice, step=3).values_list("state")) == {
        ("stopped",)
    }
    with clock.at(at + dt.timedelta(hours=2)):
        assert fanout.make_due_steps() == 0
    own = LadderStep.objects.filter(notice=accepted.notice, body=accepted.body)
    assert own.filter(made_at__isnull=True, dropped_at=at).count() == 2


def lapse(accepted: AddressedBody) -> None:
    """Let the acceptance lapse."""
    with after(PROGRESS):
        reminders.check_progress()
    with after(PROGRESS + LAPSE):
        fanout.make_due_steps()
        reminders.check_progress()
    accepted.refresh_from_db()
    assert accepted.round == 2


@pytest.mark.parametrize("by", ["tick", "note", "report"])
def test_progress_of_any_kind_resets_the_clock(
    by: str, accepted: AddressedBody, cast: Cast
) -> None:
    later = START + PROGRESS + dt.timedelta(minutes=1)
    with after(PROGRESS):
        reminders.check_progress()
    with clock.at(later):
        if by == "tick":
            entry = ChecklistEntry.objects.filter(body=accepted.body).order_by("pk")[0]
            actions.tick_line(entry, actor=cast.aigerim)
        elif by == "note":
            actions.note_progress(accepted, actor=cast.aigerim, text="The shift is doubled")
        else:
            actions.send_situation_report(
                accepted,
                actor=cast.aigerim,
                conditions="Calm",
                actions="Guards doubled",
                needs="None",
            )
    accepted.refresh_from_db()
    assert (accepted.progress_due_at, accepted.reminded_at) == (later + PROGRESS, None)
    with after(PROGRESS + LAPSE):
        assert reminders.check_progress() == 0


def test_the_last_line_of_the_checklist_ends_the_clock(
    accepted: AddressedBody, cast: Cast
) -> None:
    lines = ChecklistEntry.objects.filter(body=accepted.body, decision=accepted.decision)
    with clock.at(START):
        for entry in lines:
            accepted.refresh_from_db()
            assert accepted.progress_due_at == START + PROGRESS
            if not entry.line.is_after_the_end:
                actions.tick_line(entry, actor=cast.aigerim)
    accepted.refresh_from_db()
    assert accepted.progress_due_at is None
    with after(dt.timedelta(days=3)):
        assert reminders.check_progress() == 0


def test_where_no_checklist_was_given_the_clock_runs_until_the_notice_ends(
    cast: Cast, published: LevelDecision, health: Body
) -> None:
    actions.answer_notice(notice_of(published), health, actor=cast.aigerim, state="accepted")
    assert AddressedBody.objects.get(decision=published, body=health).progress_due_at is not None


def test_an_extension_asks_for_no_progress(
    cast: Cast, published: LevelDecision, propose: Propose, approve: Approve, health: Body
) -> None:
    later = approve(propose(action="extend", term="20 days", refers_to=published))
    assert notice_of(later).progress_norm is None
    actions.answer_notice(notice_of(later), health, actor=cast.aigerim, state="accepted")
    assert AddressedBody.objects.get(decision=later, body=health).progress_due_at is None


def test_a_closed_notice_ends_the_clock(accepted: AddressedBody) -> None:
    with clock.at(START):
        delivery.close_notice(accepted.notice)
    with after(PROGRESS):
        assert reminders.check_progress() == 0
    accepted.refresh_from_db()
    assert (accepted.progress_due_at, accepted.round) == (None, 1)


def test_workers_that_slept_through_both_spans_remind_before_anything_lapses(
    accepted: AddressedBody,
) -> None:
    awake = START + dt.timedelta(days=2)
    with clock.at(awake):
        assert reminders.check_progress() == 1
        assert reminders.check_progress() == 0
    accepted.refresh_from_db()
    assert (accepted.round, accepted.progress_due_at) == (1, awake + LAPSE)


def test_what_the_clock_did_stands_in_the_record_without_an_actor(
    accepted: AddressedBody,
) -> None:
    lapse(accepted)
    said = Entry.objects.filter(actor__isnull=True, object_type="alerts.LevelDecision")
    assert list(said.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "reminded of progress under the level",
        "let the acceptance lapse: no progress was noted",
    ]
    assert said.latest("pk").body == accepted.body


def test_the_link_of_the_mail_lives_again_in_the_new_round(
    accepted: AddressedBody, cast: Cast
) -> None:
    token = token_of(accepted.decision, cast.aigerim, accepted.body)
    path = reverse("alerts:answer-by-link", kwargs={"token": token})
    with clock.at(START):
        assert Client().post(path, {"state": "accepted"}).status_code == 302
        assert Client().post(path, {"state": "cannot", "reason": "no"}).status_code == 422
    lapse(accepted)
    with after(PROGRESS + LAPSE):
        assert 'value="accepted"' in Client().get(path).content.decode()
        assert Client().post(path, {"state": "accepted"}).status_code == 302
        assert 'value="accepted"' not in Client().get(path).content.decode()
    assert steps_of(accepted)[-1] == (2, "accepted")


def test_what_lapsed_waits_again_on_the_list_of_the_body(
    accepted: AddressedBody, cast: Cast
) -> None:
    with clock.at(START):
        assert not queries.answers_waiting(cast.aigerim).exists()
    lapse(accepted)
    with after(PROGRESS + LAPSE):
        assert [one.pk for one in queries.answers_waiting(cast.aigerim)] == [accepted.pk]
        board = queries.board(cast.dauren, accepted.decision)
    line = next(one for one in board.lines if one.body == accepted.body)
    assert (line.state, line.final) == ("lapsed", None)


@pytest.mark.parametrize("name", ["outsider", "departed", "dauren", "governor", "auditor"])
def test_nobody_notes_progress_for_another_body(
    name: str, accepted: AddressedBody, cast: Cast
) -> None:
    entries = Entry.objects.count()
    with clock.at(START), pytest.raises(PermissionDenied):
        actions.note_progress(accepted, actor=cast[name], text="All is done")
    assert (ProgressNote.objects.count(), Entry.objects.count()) == (0, entries)


def test_progress_is_noted_after_acceptance_and_says_something(
    accepted: AddressedBody, cast: Cast
) -> None:
    with clock.at(START), pytest.raises(ValidationError, match="Say what"):
        actions.note_progress(accepted, actor=cast.aigerim, text="  ")
    lapse(accepted)
    with pytest.raises(ValidationError, match="Accept first"):
        actions.note_progress(accepted, actor=cast.aigerim, text="All is done")
    assert not ProgressNote.objects.exists()


def test_the_page_of_the_answer_takes_a_note(
    accepted: AddressedBody, signed_in: Callable[[str], Client], reads_english: None
) -> None:
    client = signed_in("aigerim")
    path = reverse("alerts:answer-progress", kwargs={"pk": accepted.pk})
    wrong = client.post(path, {"text": ""})
    assert wrong.status_code == 422
    assert client.post(path, {"text": "The shift is doubled"}).status_code == 302
    page = client.get(reverse("alerts:answer", kwargs={"pk": accepted.pk})).content.decode()
    assert "The shift is doubled" in page
    assert ProgressNote.objects.get().person.email == "aigerim@example.invalid"


def test_notes_and_the_past_of_rounds_never_change(accepted: AddressedBody, cast: Cast) -> None:
    with clock.at(START):
        actions.note_progress(accepted, actor=cast.aigerim, text="The shift is doubled")
    for statement in (
        "UPDATE alerts_progressnote SET text = 'x'",
        "DELETE FROM alerts_progressnote",
        "UPDATE alerts_addressedbody SET is_counted = NOT is_counted",
        "DELETE FROM alerts_addressedbody",
    ):
        with (
            pytest.raises(DatabaseError, match=r"refused|never changes"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")


def test_the_check_asks_as_much_for_one_organisation_as_for_three(
    accepted: AddressedBody, cast: Cast
) -> None:
    with CaptureQueriesContext(connection) as one, after(PROGRESS):
        assert reminders.check_progress() == 1
    later = PROGRESS + dt.timedelta(minutes=1)
    with after(dt.timedelta(minutes=1)):
        for name, code in (("outsider", "mof"), ("governor", "commission-75")):
            actions.answer_notice(
                accepted.notice,
                Body.objects.get(code=code),
                actor=cast[name],
                state="accepted",
            )
    with CaptureQueriesContext(connection) as two, after(later):
        assert reminders.check_progress() == 2
    assert len(two) == len(one)
