"""Later terms and the original one, corrections, suspension, successors."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from agencies import actions as agencies
from agencies.models import Body
from audit import clock
from plans import actions, queries
from plans.models import ExtensionRequest, Task, TermChange
from tests.cast import Cast

Give = Callable[..., Task]
NOON = dt.time(7, tzinfo=dt.UTC)
MONDAY = dt.datetime(2027, 3, 1, 7, tzinfo=dt.UTC)
DUE, LATER, LATEST = dt.date(2027, 3, 12), dt.date(2027, 4, 9), dt.date(2027, 5, 14)


@pytest.fixture
def task(give: Give) -> Task:
    """A task given on 1 March 2027 for 12 March."""
    with clock.at(MONDAY):
        return give(due_on=DUE)


def ask(task: Task, cast: Cast, on: dt.date = LATER) -> ExtensionRequest:
    """Ask for a later term on the day the task was given."""
    with clock.at(MONDAY):
        return actions.request_extension(
            task, actor=cast.aigerim, proposed_on=on, reason="Ждём данные", done_so_far="Половина"
        )


def test_every_earlier_date_is_kept(task: Task, cast: Cast) -> None:
    """Two extensions move the term twice; the original stays and the way is readable."""
    for proposed in (LATER, LATEST):
        request = ask(task, cast, proposed)
        with clock.at(MONDAY):
            actions.decide_extension(request, actor=cast.chair, grant=True, note="Согласен")
        task.refresh_from_db()
    assert (task.original_due_on, task.due_on, task.was_extended) == (DUE, LATEST, True)
    ways = list(TermChange.objects.order_by("pk").values_list("old_due_on", "new_due_on"))
    assert ways == [(DUE, LATER), (LATER, LATEST)]


def test_the_chair_may_grant_another_date_or_refuse_with_a_reason(task: Task, cast: Cast) -> None:
    """A granted date moves to a working day; a refusal leaves the term."""
    request = ask(task, cast)
    with pytest.raises(ValidationError, match="Say why the later term is refused"):
        actions.decide_extension(request, actor=cast.chair, grant=False)
    actions.decide_extension(request, actor=cast.chair, grant=False, note="Срок реален")
    task.refresh_from_db()
    assert task.due_on == DUE
    request = ask(task, cast)
    actions.decide_extension(request, actor=cast.chair, grant=True, due_on=dt.date(2027, 3, 21))
    task.refresh_from_db()
    assert task.due_on == dt.date(2027, 3, 19), "Nauryz is rested: the Friday before"


def test_a_later_term_is_asked_for_before_the_term_and_once(task: Task, cast: Cast) -> None:
    """After the date the breach stands; a second request waits for the first decision."""
    next_day = dt.datetime.combine(DUE + dt.timedelta(days=1), NOON)
    with clock.at(next_day), pytest.raises(ValidationError, match="The breach stands"):
        actions.request_extension(task, actor=cast.aigerim, proposed_on=LATER, reason="x")
    with pytest.raises(ValidationError, match="must be later"):
        ask(task, cast, DUE)
    ask(task, cast)
    with pytest.raises(ValidationError, match="already waiting"):
        ask(task, cast)
    assert ExtensionRequest.objects.count() == 1


def test_only_the_chair_decides_on_a_term_and_once(task: Task, cast: Cast) -> None:
    """A refusal leaves the request waiting; a second decision changes nothing."""
    request = ask(task, cast)
    for who in set(Cast.names()) - {"chair"}:
        with pytest.raises(PermissionDenied):
            actions.decide_extension(request, actor=cast[who], grant=True)
    actions.decide_extension(request, actor=cast.chair, grant=True)
    actions.decide_extension(request, actor=cast.chair, grant=False, note="Передумал")
    request.refresh_from_db()
    assert (request.decision, TermChange.objects.count()) == ("granted", 1)


STATEMENTS = {
    "the original term": "UPDATE plans_task SET original_due_on = '2030-01-01'",
    "a way of the term": "UPDATE plans_termchange SET new_due_on = '2030-01-01'",
    "a way of the term, deleted": "DELETE FROM plans_termchange",
    "a note": "UPDATE plans_progressnote SET text = 'x'",
    "a note, deleted": "DELETE FROM plans_progressnote",
    "a report": "UPDATE plans_executionreport SET text = 'x'",
    "an answer": "UPDATE plans_executionreport SET outcome = 'accepted'",
    "a decision": "UPDATE plans_extensionrequest SET decision = 'refused'",
    "evidence": "UPDATE plans_evidence SET name = 'x'",
    "a stored file": "UPDATE plans_storedfile SET size = 1",
    "a correction": "UPDATE plans_correction SET reason = 'x'",
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_the_database_refuses_to_change_what_was_written(
    what: str, task: Task, cast: Cast, paper: Callable[..., object]
) -> None:
    """UPDATE and DELETE fail in PostgreSQL itself, whoever asks."""
    with clock.at(MONDAY):
        request = ask(task, cast)
        actions.decide_extension(request, actor=cast.chair, grant=True)
        actions.note_progress(task, actor=cast.aigerim, text="Начали")
        actions.correct_task(task, actor=cast.serik, text_kk="а", text_ru="б", reason="опечатка")
        actions.report_execution(
            task,
            actor=cast.aigerim,
            text="Сделано",
            letter_number="1",
            letter_on=clock.today(),
            files=[paper()],  # type: ignore[list-item]
        )
        actions.return_report(task, actor=cast.serik, reason="Неполно")
    refused = pytest.raises(DatabaseError, match="never changes")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[what])


def test_named_constraints_hold_what_the_actions_promise(task: Task, cast: Cast) -> None:
    """A closed task without its closer, and a return without its reason, cannot be written."""
    for change, name in (
        ({"state": "closed"}, "task_closed_by_somebody_or_not_closed"),
        ({"text_kk": ""}, "task_is_said_in_kk_and_ru"),
        ({"due_on": None}, "task_keeps_a_term_once_it_has_one"),
        ({"issued_at": None}, "task_out_of_draft_was_issued"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**change)


def test_a_correction_shows_both_wordings(task: Task, cast: Cast) -> None:
    """The original stays readable; correcting to the same changes nothing."""
    old = task.text_ru
    actions.correct_task(
        task, actor=cast.serik, text_kk="Жаңа", text_ru="Новый", reason="опечатка"
    )
    task.refresh_from_db()
    correction = task.corrections.get()
    assert (correction.old_text_ru, correction.new_text_ru, task.text_ru) == (
        old,
        "Новый",
        "Новый",
    )
    actions.correct_task(task, actor=cast.serik, text_kk="Жаңа", text_ru="Новый", reason="ещё")
    assert task.corrections.count() == 1


def test_a_suspended_task_is_not_late(task: Task, cast: Cast) -> None:
    """Overdue is computed from the clock; while suspended the clock stands still."""
    after = DUE + dt.timedelta(days=1)
    assert [task.is_late(DUE), task.is_late(after)] == [False, True]
    assert Task.objects.all().late(after).count() == 1
    suspended = actions.suspend_task(task, actor=cast.chair, reason="до решения суда")
    assert not suspended.is_late(after)
    assert not Task.objects.all().late(after).exists()
    resumed = actions.resume_task(task, actor=cast.chair)
    assert resumed.is_late(after)


def test_a_term_that_passes_while_the_task_is_suspended_may_be_moved(
    task: Task, cast: Cast
) -> None:
    """The clock stood still: nothing was breached, and the task goes on with a later term."""
    with clock.at(MONDAY):
        actions.suspend_task(task, actor=cast.chair, reason="до решения суда")
    facts = {"actor": cast.aigerim, "reason": "Суд решил"}
    with clock.at(dt.datetime.combine(LATER, NOON)):
        task.refresh_from_db()
        assert "extend" in queries.moves_open_to(cast.aigerim, task)
        with pytest.raises(ValidationError, match="still to come"):
            actions.request_extension(task, proposed_on=LATER - dt.timedelta(days=1), **facts)  # type: ignore[arg-type]
        request = actions.request_extension(task, proposed_on=LATEST, **facts)  # type: ignore[arg-type]
        actions.decide_extension(request, actor=cast.chair, grant=True, note="Согласен")
        resumed = actions.resume_task(task, actor=cast.chair)
    assert (resumed.due_on, resumed.original_due_on) == (LATEST, DUE)
    assert not resumed.is_late(LATEST)


def test_a_term_breached_before_the_suspension_is_not_moved(task: Task, cast: Cast) -> None:
    """Suspending a late task does not undo that it was late."""
    with clock.at(dt.datetime.combine(DUE + dt.timedelta(days=3), NOON)):
        actions.suspend_task(task, actor=cast.chair, reason="до решения суда")
        with pytest.raises(ValidationError, match="The breach stands"):
            actions.request_extension(task, actor=cast.aigerim, proposed_on=LATER, reason="x")
    assert not ExtensionRequest.objects.exists()


def test_a_task_of_an_abolished_body_moves_to_the_successor(
    task: Task, cast: Cast, body: Callable[[str], Body]
) -> None:
    """The open task goes over with its history; nothing moves while the body exists."""
    with pytest.raises(ValidationError, match="has ended and named a successor"):
        actions.move_to_successor(task, actor=cast.serik)
    agencies.end_body(
        body("moh"),
        actor=cast.administrator,
        ends_on=clock.today(),
        successor=body("mof"),
        reason="реорганизация",
    )
    moved = actions.move_to_successor(task, actor=cast.serik)
    assert (moved.lead.code, moved.moved_from.code) == ("mof", "moh")  # type: ignore[union-attr]
    with clock.at(MONDAY):
        actions.take_into_work(moved, actor=cast.outsider)


def test_a_report_that_waited_when_its_body_ended_is_still_answered(
    reported: Task, cast: Cast, body: Callable[[str], Body]
) -> None:
    """The secretariat accepts what the ended body reported; the successor inherits the rest."""
    agencies.end_body(
        body("moh"),
        actor=cast.administrator,
        ends_on=clock.today(),
        successor=body("mof"),
        reason="реорганизация",
    )
    moved = actions.move_to_successor(reported, actor=cast.serik)
    accepted = actions.accept_report(moved, actor=cast.serik)
    assert accepted.state == Task.State.PROPOSED_FOR_CLOSING


def end(code: str, successor: str, cast: Cast, body: Callable[[str], Body]) -> None:
    """End a body and name its successor."""
    agencies.end_body(
        body(code),
        actor=cast.administrator,
        ends_on=clock.today(),
        successor=body(successor),
        reason="реорганизация",
    )


@pytest.mark.parametrize("answer", ["accept", "return"])
def test_a_report_is_answered_after_its_task_moved_twice(
    answer: str, reported: Task, cast: Cast, body: Callable[[str], Body]
) -> None:
    """The report is that of the body before the last, and it waits all the same."""
    task = reported
    for code, successor in (("moh", "mof"), ("mof", "mod")):
        end(code, successor, cast, body)
        task = actions.move_to_successor(task, actor=cast.serik)
    if answer == "accept":
        answered = actions.accept_report(task, actor=cast.serik)
    else:
        answered = actions.return_report(task, actor=cast.serik, reason="Неполно")
    assert answered.state in (Task.State.PROPOSED_FOR_CLOSING, Task.State.RETURNED)
    assert answered.reports.get().reviewed_by == cast.serik


def test_the_report_of_the_last_lead_is_the_one_that_counts(
    reported: Task, cast: Cast, body: Callable[[str], Body], appoint: Callable[..., None]
) -> None:
    """Reports count per body: number 1 of the successor is newer than number 2 of the ended."""
    facts = {"text": "Сделано", "letter_number": "1", "letter_on": clock.today()}
    facts["without_evidence"] = "Сказано устно"
    actions.return_report(reported, actor=cast.serik, reason="Неполно")
    actions.report_execution(reported, actor=cast.aigerim, **facts)  # type: ignore[arg-type]
    actions.return_report(reported, actor=cast.serik, reason="Снова неполно")
    end("moh", "mof", cast, body)
    moved = actions.move_to_successor(reported, actor=cast.serik)
    appoint("chair", "mof", "liaison")
    actions.report_execution(moved, actor=cast.chair, **facts)  # type: ignore[arg-type]
    actions.accept_report(moved, actor=cast.serik, note="Достаточно")
    waiting = queries.tasks_to_close(cast.chair).get()
    assert waiting.review_note == "Достаточно"  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="does not close it"):
        actions.close_task(moved, actor=cast.chair)


def test_a_request_on_a_closed_task_waits_for_nobody(task: Task, cast: Cast) -> None:
    """What can no longer be granted is not on the chair's list."""
    ask(task, cast)
    assert queries.extensions_to_decide(cast.chair).count() == 1
    Task.objects.filter(pk=task.pk).update(
        state=Task.State.CLOSED, closed_at=clock.now(), closed_by=cast.chair
    )
    assert not queries.extensions_to_decide(cast.chair).exists()
    assert queries.desk_counts(cast.chair).to_extend == 0


def test_a_day_of_rest_right_after_the_term_is_not_a_later_term(task: Task, cast: Cast) -> None:
    """A Saturday asked for after a Friday would be granted as that Friday: it is refused."""
    with pytest.raises(ValidationError, match="day of rest"):
        ask(task, cast, DUE + dt.timedelta(days=1))
    assert not ExtensionRequest.objects.exists()
    sunday = dt.date(2027, 3, 21)
    with clock.at(MONDAY):
        actions.decide_extension(ask(task, cast, sunday), actor=cast.chair, grant=True)
    task.refresh_from_db()
    assert task.due_on == dt.date(2027, 3, 19)


def test_a_term_of_a_closed_task_moves_no_more(task: Task, cast: Cast) -> None:
    """A request that waited while the task was closed can only be refused."""
    with clock.at(MONDAY):
        request = ask(task, cast)
        Task.objects.filter(pk=task.pk).update(
            state=Task.State.CLOSED, closed_at=clock.now(), closed_by=cast.chair
        )
        with pytest.raises(ValidationError, match="moves no more"):
            actions.decide_extension(request, actor=cast.chair, grant=True)
        refused = actions.decide_extension(request, actor=cast.chair, grant=False, note="closed")
    assert refused.decision == ExtensionRequest.Decision.REFUSED
    assert Task.objects.get(pk=task.pk).due_on == DUE
