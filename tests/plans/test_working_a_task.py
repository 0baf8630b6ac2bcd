"""Path 3 of a task: given, taken, worked on, reported, returned, accepted, closed."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Body, User
from agencies.templatetags.speech import say_date
from audit import clock
from audit.models import Entry
from notices.models import Notice
from plans import actions
from plans.models import ExecutionReport, FormOfCompletion, Task
from tests.cast import Cast

Give = Callable[..., Task]
Paper = Callable[..., SimpleUploadedFile]
Act = Callable[[Task, User], object]


def verbs(task: Task) -> list[str]:
    """Return what the record says was done with a task, in order."""
    entries = Entry.objects.filter(object_type="plans.Task", object_id=str(task.pk))
    return list(entries.order_by("pk").values_list("verb", flat=True))


def report(task: Task, actor: User, **changes: object) -> ExecutionReport:
    """Report a task with words that suffice."""
    facts = {"text": "Сделано", "letter_number": "1", "letter_on": clock.today()}
    facts = {**facts, "without_evidence": "Сказано устно", **changes}
    return actions.report_execution(task, actor=actor, **facts)  # type: ignore[arg-type]


def test_a_task_runs_from_the_secretary_to_the_chair(give: Give, cast: Cast, paper: Paper) -> None:
    """Each step by whoever may, each with its entry; the times of all actors are kept."""
    task = give()
    assert task.state == "issued"
    actions.take_into_work(task, actor=cast.aigerim)
    note = actions.note_progress(task, actor=cast.aigerim, text="Письма разосланы")
    first = report(task, cast.aigerim, files=[paper()])
    actions.return_report(task, actor=cast.serik, reason="Нет приказа")
    first.refresh_from_db()
    second = report(task, cast.aigerim, files=[paper()])
    actions.accept_report(task, actor=cast.serik, note="Достаточно")
    closed = actions.close_task(task, actor=cast.chair, note="Снять с контроля")

    assert (note.body.code, note.happened_on) == ("moh", clock.today())
    assert (first.number, first.outcome, first.review_note) == (1, "returned", "Нет приказа")
    second.refresh_from_db()
    assert (second.number, second.outcome) == (2, "accepted")
    assert (second.submitted_by, second.reviewed_by) == (cast.aigerim, cast.serik)
    assert second.submitted_at <= second.reviewed_at <= closed.closed_at  # type: ignore[operator]
    assert (closed.state, closed.closed_by) == ("closed", cast.chair)
    assert verbs(task) == [
        "issued the task",
        "took the task into work",
        "noted progress on the task",
        "reported the execution of the task",
        "returned the report on the task",
        "reported the execution of the task",
        "accepted the report on the task",
        "closed the task",
    ]


def test_who_is_told_of_each_step(give: Give, cast: Cast, body: Callable[[str], Body]) -> None:
    """The lead of the task, a return and the closing; the secretary of the report."""
    task = give(co_executors=[body("mof")])
    report(task, cast.aigerim)
    actions.return_report(task, actor=cast.serik, reason="Неполно")
    report(task, cast.aigerim)
    actions.accept_report(task, actor=cast.serik)
    actions.close_task(task, actor=cast.chair)
    told = [
        (
            notice.kind,
            sorted(
                (addressee.person.full_name, addressee.is_counted)
                for addressee in notice.addressees.all()
            ),
        )
        for notice in Notice.objects.order_by("pk")
    ]
    lead = [("Aigerim Nurlanova", True), ("Bolat Seitkali", True)]
    secretariat = [("Serik Omarov", True)]
    assert told == [
        ("task", [*lead, ("Oksana Kim", False)]),
        ("report", secretariat),
        ("task", lead),
        ("report", secretariat),
        ("task", lead),
    ]
    assert {notice.thing_path for notice in Notice.objects.all()} == {f"/tasks/{task.pk}/"}


def test_a_notice_speaks_to_each_in_their_language(give: Give) -> None:
    """The wording of the task is in kk for kk and in ru for ru, with no English leftover."""
    task = give()
    words = {one.language: one for one in Notice.objects.get().wordings.all()}
    assert set(words) == {"kk", "ru", "en"}
    assert task.text_kk in words["kk"].body
    assert task.text_ru in words["ru"].body
    assert words["en"].subject.startswith(f"New task No. {task.pk}, term: ")
    assert words["ru"].subject.startswith(f"Новое поручение № {task.pk}, срок: ")
    assert words["kk"].subject.startswith(f"№ {task.pk} жаңа тапсырма, мерзімі: ")
    assert words["kk"].subject.endswith(say_date(task.due_on, "kk"))  # type: ignore[arg-type]


def snapshot(task: Task) -> tuple[object, ...]:
    """Return everything that an act would leave behind."""
    row = Task.objects.filter(pk=task.pk).values().get()
    return (
        tuple(row.items()),
        Entry.objects.count(),
        Notice.objects.count(),
        ExecutionReport.objects.count(),
    )


WORKERS, GIVERS = {"aigerim", "head_of_health"}, {"serik", "chair"}


def ask_for_later(task: Task, actor: User) -> object:
    """Ask for thirty days more."""
    assert task.due_on
    later = task.due_on + dt.timedelta(days=30)
    return actions.request_extension(task, actor=actor, proposed_on=later, reason="x")


def correct(task: Task, actor: User) -> object:
    """Correct the wording."""
    return actions.correct_task(task, actor=actor, text_kk="а", text_ru="б", reason="опечатка")


ACTS: dict[str, tuple[Act, set[str]]] = {
    "take": (lambda task, who: actions.take_into_work(task, actor=who), WORKERS),
    "note": (lambda task, who: actions.note_progress(task, actor=who, text="x"), WORKERS),
    "report": (report, WORKERS),
    "extend": (ask_for_later, WORKERS),
    "correct": (correct, GIVERS),
    "suspend": (lambda task, who: actions.suspend_task(task, actor=who, reason="x"), {"chair"}),
}


@pytest.mark.parametrize("name", ACTS)
def test_only_those_who_may_act_on_an_issued_task(name: str, give: Give, cast: Cast) -> None:
    """A refusal changes nothing, records nothing and tells nobody."""
    act, allowed = ACTS[name]
    task = give()
    for who in Cast.names():
        if who not in allowed:
            before = snapshot(task)
            with pytest.raises(PermissionDenied):
                act(task, cast[who])
            assert snapshot(task) == before, who
    for who in allowed:
        act(give(), cast[who])


def test_only_the_secretariat_answers_a_report(reported: Task, cast: Cast) -> None:
    """The reporter, a stranger and an onlooker cannot accept or return."""
    for who in set(Cast.names()) - {"serik", "chair"}:
        before = snapshot(reported)
        with pytest.raises(PermissionDenied):
            actions.accept_report(reported, actor=cast[who])
        with pytest.raises(PermissionDenied):
            actions.return_report(reported, actor=cast[who], reason="x")
        assert snapshot(reported) == before, who


def test_only_the_chair_closes(accepted: Task, cast: Cast) -> None:
    """The secretary who accepted proposes; the chair decides."""
    for who in set(Cast.names()) - {"chair"}:
        before = snapshot(accepted)
        with pytest.raises(PermissionDenied):
            actions.close_task(accepted, actor=cast[who])
        assert snapshot(accepted) == before, who


def test_doing_it_twice_changes_nothing(give: Give, cast: Cast) -> None:
    """A repeated act writes neither a row nor an entry."""
    task = give()
    actions.take_into_work(task, actor=cast.aigerim)
    before = snapshot(task)
    actions.take_into_work(task, actor=cast.aigerim)
    assert snapshot(task) == before
    report(task, cast.aigerim)
    actions.accept_report(task, actor=cast.serik)
    before = snapshot(task)
    actions.accept_report(task, actor=cast.serik)
    assert snapshot(task) == before
    actions.close_task(task, actor=cast.chair)
    before = snapshot(task)
    actions.close_task(task, actor=cast.chair)
    assert snapshot(task) == before


def test_refusals_say_why(
    give: Give, cast: Cast, form: Callable[[str], FormOfCompletion], reported: Task
) -> None:
    """Every refusal is a sentence that a person can act on."""
    with pytest.raises(ValidationError, match="already awaiting its answer"):
        report(reported, cast.aigerim)
    with pytest.raises(ValidationError, match="Only a task whose report was accepted"):
        actions.close_task(reported, actor=cast.chair)
    with pytest.raises(ValidationError, match="Say why the report is returned"):
        actions.return_report(reported, actor=cast.serik, reason="  ")
    order = give(form_of_completion=form("order"))
    with pytest.raises(ValidationError, match="attach the document itself"):
        report(order, cast.aigerim)
    with pytest.raises(ValidationError, match="still to come"):
        report(order, cast.aigerim, letter_on=clock.today() + dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="No report on this task"):
        actions.accept_report(order, actor=cast.serik)
    assert ExecutionReport.objects.count() == 1


def test_a_term_under_two_working_days_is_refused(give: Give, cast: Cast) -> None:
    """The rule of the Government: not less than two working days."""
    friday = dt.datetime(2027, 11, 19, 10, tzinfo=dt.UTC)
    with clock.at(friday):
        for short in (20, 21, 22):
            with pytest.raises(ValidationError, match="at least 2 working days"):
                give(due_on=dt.date(2027, 11, short))
        assert give(due_on=dt.date(2027, 11, 23)).due_on == dt.date(2027, 11, 23)
    assert Task.objects.count() == 1


def test_a_term_on_a_day_of_rest_moves_back_and_says_so(give: Give) -> None:
    """The paper's own date is kept beside the one that counts."""
    with clock.at(dt.datetime(2027, 11, 2, 10, tzinfo=dt.UTC)):
        task = give(due_on=dt.date(2027, 11, 28))
    assert task.stated_due_on == dt.date(2027, 11, 28)
    assert task.due_on == task.original_due_on == dt.date(2027, 11, 26)


def test_a_task_goes_only_to_a_body_beneath(give: Give, body: Callable[[str], Body]) -> None:
    """The Centre gives no tasks to a headquarters: another tree."""
    with pytest.raises(ValidationError, match="does not stand beneath"):
        give(lead=body("headquarters-kz"))
    assert give(lead=body("commission-75")).territory.code == "75"


def test_a_draft_is_known_to_its_author_alone_until_issued(give: Give, cast: Cast) -> None:
    """Nobody is told of a draft; issuing it tells the executors."""
    task = give(as_draft=True)
    assert (task.state, Notice.objects.count()) == ("draft", 0)
    actions.issue_task(task, actor=cast.serik)
    task.refresh_from_db()
    assert (task.state, task.issued_by) == ("issued", cast.serik)
    assert Notice.objects.count() == 1
    before = snapshot(task)
    actions.issue_task(task, actor=cast.serik)
    assert snapshot(task) == before


def test_a_co_executor_notes_progress_but_does_not_report(
    give: Give, cast: Cast, body: Callable[[str], Body]
) -> None:
    """The lead consolidates; a co-executor's note carries its own body."""
    task = give(co_executors=[body("mof"), body("moh")])
    assert [one.body.code for one in task.co_executors.all()] == ["mof"]
    note = actions.note_progress(task, actor=cast.outsider, text="Наша часть готова")
    assert note.body.code == "mof"
    with pytest.raises(PermissionDenied):
        report(task, cast.outsider)


def test_whoever_reports_neither_accepts_nor_closes(
    give: Give, cast: Cast, appoint: Callable[..., None]
) -> None:
    """One person in two posts does not answer themselves."""
    task = give()
    appoint("serik", "moh", "liaison")
    report(task, cast.serik)
    with pytest.raises(ValidationError, match="does not accept it"):
        actions.accept_report(task, actor=cast.serik)
    actions.accept_report(task, actor=cast.chair)


def test_the_chair_sends_back_what_was_accepted(accepted: Task, cast: Cast) -> None:
    """The secretary cannot undo an acceptance, the chair can, with a reason."""
    with pytest.raises(PermissionDenied):
        actions.return_report(accepted, actor=cast.serik, reason="x")
    task = actions.return_report(accepted, actor=cast.chair, reason="Дополнить")
    assert (task.state, task.return_reason) == ("returned", "Дополнить")
    assert task.reports.get().outcome == "accepted"


def test_a_day_to_report_again_lies_ahead_and_is_kept(accepted: Task, cast: Cast) -> None:
    """A day that has passed is refused in a sentence; the one named stands in the record too."""
    yesterday = clock.today() - dt.timedelta(days=1)
    before = snapshot(accepted)
    with pytest.raises(ValidationError, match="still to come"):
        actions.return_report(accepted, actor=cast.chair, reason="x", repeat_on=yesterday)
    assert snapshot(accepted) == before
    tomorrow = clock.today() + dt.timedelta(days=1)
    task = actions.return_report(accepted, actor=cast.chair, reason="x", repeat_on=tomorrow)
    assert task.repeat_on == tomorrow
    entry = Entry.objects.filter(verb="returned the report on the task").latest("pk")
    assert entry.changes["repeat_on"] == ["", tomorrow.isoformat()]
