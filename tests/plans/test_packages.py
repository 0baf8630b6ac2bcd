"""What the head decides: packages, delegated decisions, questions answered in the same place."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies import access as agencies_access
from agencies import actions as agencies
from agencies.models import Body, User
from audit import clock
from audit.models import Entry
from notices.models import Notice
from plans import actions, queries
from plans.actions import LineDecision, LineSpec
from plans.models import DecisionPackage, Delegation, ExtensionRequest, PackageLine, Task
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Find = Callable[[str], Body]
SignedIn = Callable[[str], Client]


@pytest.fixture
def asked(give: Give, cast: Cast) -> ExtensionRequest:
    """A later term asked for by the Ministry of Health."""
    later = clock.today() + dt.timedelta(days=90)
    return actions.request_extension(give(), actor=cast.aigerim, proposed_on=later, reason="Сметы")


@pytest.fixture
def package(accepted: Task, asked: ExtensionRequest, cast: Cast, body: Find) -> DecisionPackage:
    """A package of one closing and one later term."""
    lines = [LineSpec(accepted, "Приказ издан"), LineSpec(asked.task, "Смета позже", asked)]
    return actions.prepare_package(actor=cast.serik, controller=body("atc"), lines=lines)


@pytest.fixture
def deputy(cast: Cast, body: Find) -> User:
    """A deputy of the Centre's head."""
    one = agencies.add_person(
        actor=None, body=body("atc"), email="deputy@example.invalid", full_name="Dana Deputy"
    )
    agencies.appoint(one, actor=None, body=body("atc"), role="deputy", starts_at=clock.now())
    return one


def delegated(cast: Cast, body: Find, deputy: User, **changes: object) -> Delegation:
    """Let the deputy decide for the chair, for a week."""
    today = clock.today()
    facts: dict[str, object] = {
        "closing": True,
        "term": False,
        "starts_on": today,
        "ends_on": today + dt.timedelta(days=7),
        "ground": "Отпуск",
    }
    return actions.delegate(
        actor=cast.chair,
        body=body("atc"),
        delegate=deputy,
        **facts | changes,  # type: ignore[arg-type]
    )


def left_behind() -> tuple[object, ...]:
    """Return everything that a decision would leave."""
    return (
        tuple(Task.objects.order_by("pk").values_list("state", "due_on")),
        tuple(PackageLine.objects.order_by("pk").values_list("outcome", "remark")),
        tuple(Delegation.objects.order_by("pk").values_list("revoked_at", flat=True)),
        Entry.objects.count(),
        Notice.objects.count(),
    )


def test_a_package_is_decided_line_by_line(package: DecisionPackage, cast: Cast) -> None:
    """One approved, one refused with a remark: each as if it had been decided on its own page."""
    closing, term = package.lines.order_by("pk")
    decisions = {
        closing.pk: LineDecision(approve=True, remark="Снять"),
        term.pk: LineDecision(approve=False, remark="Срок оставить"),
    }
    assert actions.decide_package(package, actor=cast.chair, decisions=decisions) == {}
    for row in (closing, term):
        row.refresh_from_db()
    assert (closing.outcome, closing.task.state, closing.task.closing_note) == (
        "approved", "closed", "Снять",
    )  # fmt: skip
    assert (term.outcome, term.decided_by) == ("refused", cast.chair)
    assert term.request
    assert term.request.decision == "refused"
    before = left_behind()
    assert actions.decide_package(package, actor=cast.chair, decisions=decisions) == {}
    assert left_behind() == before


def test_a_line_that_cannot_be_decided_says_why_and_the_others_stand(
    package: DecisionPackage, cast: Cast
) -> None:
    """Refusing without a remark: that line waits, the other is closed."""
    closing, term = package.lines.order_by("pk")
    decisions = {closing.pk: LineDecision(approve=True), term.pk: LineDecision(approve=False)}
    faults = actions.decide_package(package, actor=cast.chair, decisions=decisions)
    assert faults == {term.pk: ["Say why the later term is refused."]}
    outcomes = package.lines.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["approved", "awaited"]


def test_a_decision_taken_elsewhere_is_written_into_its_line(
    package: DecisionPackage, asked: ExtensionRequest, cast: Cast
) -> None:
    """Refused or sent back on the page of the task: no later approval says otherwise."""
    closing, term = package.lines.order_by("pk")
    actions.decide_extension(asked, actor=cast.chair, grant=False, note="Срок оставить")
    actions.return_report(closing.task, actor=cast.chair, reason="Нет цифр")
    before = left_behind()
    for line in (closing, term):
        actions.decide_line(line, actor=cast.chair, decision=LineDecision(approve=True))
        line.refresh_from_db()
    assert left_behind() == before
    assert [(one.outcome, one.remark, one.decided_by) for one in (closing, term)] == [
        ("refused", "Нет цифр", cast.chair),
        ("refused", "Срок оставить", cast.chair),
    ]


def test_a_closed_task_asks_for_no_later_term_any_more(
    give: Give, cast: Cast, body: Find, paper: Callable[..., SimpleUploadedFile]
) -> None:
    """The request and its line are refused with the closing: nothing waits for ever."""
    task = give()
    later = clock.today() + dt.timedelta(days=90)
    request = actions.request_extension(
        task, actor=cast.aigerim, proposed_on=later, reason="Сметы"
    )
    line = LineSpec(task, "Смета позже", request)
    package = actions.prepare_package(actor=cast.serik, controller=body("atc"), lines=[line])
    actions.report_execution(
        task, actor=cast.aigerim, text="x", letter_number="1", letter_on=clock.today(),
        files=[paper()],
    )  # fmt: skip
    actions.accept_report(task, actor=cast.serik)
    actions.close_task(task, actor=cast.chair, note="Снять")
    [term] = package.lines.all()
    request.refresh_from_db()
    sentence = "The task is closed: it needs no later term."
    assert (term.outcome, term.remark, term.decided_by) == ("refused", sentence, cast.chair)
    assert (request.decision, request.decision_note, request.decided_by) == (
        "refused", sentence, cast.chair,
    )  # fmt: skip
    assert Entry.objects.filter(verb="refused a later term of the task").count() == 1
    before = left_behind()
    decisions = {term.pk: LineDecision(approve=True)}
    assert actions.decide_package(package, actor=cast.chair, decisions=decisions) == {}
    actions.close_task(task, actor=cast.chair)
    assert left_behind() == before


def test_a_line_whose_request_was_decided_before_is_not_called_approved(
    package: DecisionPackage, asked: ExtensionRequest, cast: Cast
) -> None:
    """A line that still waits for what is decided already is refused, and stays as it is."""
    term = package.lines.get(request=asked)
    actions.decide_extension(asked, actor=cast.chair, grant=False, note="Срок оставить")
    PackageLine.objects.filter(pk=term.pk).update(
        outcome="awaited", decided_at=None, decided_by=None
    )
    with pytest.raises(ValidationError, match="there is nothing to decide"):
        actions.decide_line(term, actor=cast.chair, decision=LineDecision(approve=True))
    term.refresh_from_db()
    assert term.outcome == "awaited"


def test_what_was_decided_meanwhile_goes_into_no_package(
    accepted: Task, asked: ExtensionRequest, cast: Cast, body: Find
) -> None:
    """The rows a secretary read are read anew under lock."""
    lines = [LineSpec(accepted, "x")], [LineSpec(asked.task, "x", asked)]
    stale = Task.objects.get(pk=accepted.pk)
    actions.close_task(stale, actor=cast.chair)
    other = ExtensionRequest.objects.get(pk=asked.pk)
    actions.decide_extension(other, actor=cast.chair, grant=False, note="x")
    for wanted in lines:
        before = left_behind()
        with pytest.raises(ValidationError, match="there is nothing to decide"):
            actions.prepare_package(actor=cast.serik, controller=body("atc"), lines=wanted)
        assert left_behind() == before


def test_a_delegate_of_one_kind_decides_the_lines_of_that_kind(
    package: DecisionPackage, cast: Cast, body: Find, deputy: User
) -> None:
    """The page offers no others; asked for all the same, the others say why and wait."""
    delegated(cast, body, deputy)
    closing, term = package.lines.order_by("pk")
    client = Client()
    client.force_login(deputy)
    page = client.get(package.get_absolute_url()).content.decode()
    assert f'name="choice_{closing.pk}"' in page
    assert f'name="choice_{term.pk}"' not in page
    yes = LineDecision(approve=True)
    decisions = {closing.pk: yes, term.pk: yes}
    with translation.override("en"):
        faults = actions.decide_package(package, actor=deputy, decisions=decisions)
    assert faults == {term.pk: ["You do not decide this on the task."]}
    outcomes = package.lines.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["approved", "awaited"]


def test_only_who_may_prepares_and_decides(
    package: DecisionPackage, accepted: Task, cast: Cast, body: Find
) -> None:
    """A refusal leaves nothing behind."""
    line = package.lines.order_by("pk")[0]
    yes = LineDecision(approve=True)
    for who in Cast.names():
        before = left_behind()
        if who not in {"serik", "chair"}:
            with pytest.raises(PermissionDenied):
                actions.prepare_package(
                    actor=cast[who], controller=body("atc"), lines=[LineSpec(accepted, "x")]
                )
        if who != "chair":
            with pytest.raises(PermissionDenied):
                actions.decide_package(package, actor=cast[who], decisions={line.pk: yes})
            with pytest.raises(PermissionDenied):
                actions.decide_line(line, actor=cast[who], decision=yes)
            with pytest.raises(PermissionDenied):
                actions.delegate(
                    actor=cast[who], body=body("atc"), delegate=cast.dauren, closing=True,
                    term=True, starts_on=clock.today(), ends_on=clock.today(),
                )  # fmt: skip
        assert left_behind() == before, who


def test_what_lies_before_the_head_goes_into_no_second_package(
    package: DecisionPackage, give: Give, cast: Cast, body: Find
) -> None:
    """Nor what is not proposed for closing, nor anything without a ground."""
    task = package.lines.order_by("pk")[0].task
    for line, sentence in (
        (LineSpec(task, "x"), "lies before the head already"),
        (LineSpec(give(), "x"), "there is nothing to decide"),
        (LineSpec(give(), " "), "Give a ground"),
    ):
        before = left_behind()
        with pytest.raises(ValidationError, match=sentence):
            actions.prepare_package(actor=cast.serik, controller=body("atc"), lines=[line])
        assert left_behind() == before
    assert queries.candidates(body("atc")) == []


def test_a_delegate_decides_for_the_head_and_the_record_says_so(
    accepted: Task, asked: ExtensionRequest, cast: Cast, body: Find, deputy: User
) -> None:
    """Only the kinds and only the days that were delegated."""
    with pytest.raises(PermissionDenied):
        actions.close_task(accepted, actor=deputy)
    given = delegated(cast, body, deputy)
    assert list(queries.tasks_to_close(deputy)) == [accepted]
    assert list(queries.extensions_to_decide(deputy)) == []
    with pytest.raises(PermissionDenied):
        actions.decide_extension(asked, actor=deputy, grant=True)
    with clock.at(clock.now() + dt.timedelta(days=8)), pytest.raises(PermissionDenied):
        actions.close_task(accepted, actor=deputy)
    closed = actions.close_task(accepted, actor=deputy)
    assert closed.state == "closed"
    entry = Entry.objects.get(verb="closed the task")
    assert (entry.actor_name, entry.acting_for_name) == ("Dana Deputy", "Nurlan Abdirov")
    actions.revoke_delegation(given, actor=cast.chair)
    before = left_behind()
    actions.revoke_delegation(given, actor=cast.chair)
    assert left_behind() == before
    assert queries.moves_open_to(deputy, closed) == frozenset()


def test_a_delegation_holds_between_two_who_serve(
    accepted: Task, cast: Cast, body: Find, deputy: User
) -> None:
    """Taken back, or the delegate gone, or the head gone: nobody decides under it."""
    for end in ("revoked", "delegate", "head"):
        given = delegated(cast, body, deputy)
        if end == "revoked":
            actions.revoke_delegation(given, actor=cast.chair)
        else:
            gone = deputy if end == "delegate" else cast.chair
            agencies.end_appointment(gone.appointments.latest("pk"), actor=cast.administrator)
        with pytest.raises(PermissionDenied):
            actions.close_task(accepted, actor=deputy)
        if end == "delegate":
            agencies.appoint(deputy, actor=None, body=body("atc"), role="member")


def test_refusals_of_a_delegation_say_why(cast: Cast, body: Find, deputy: User) -> None:
    """Nobody to themselves, from elsewhere or without sight; no empty one, none in the past."""
    yesterday = clock.today() - dt.timedelta(days=1)
    for who, changes, sentence in (
        (cast.chair, {}, "to themselves"),
        (cast.aigerim, {}, "holds a post"),
        (cast.administrator, {}, "holds a post"),
        (deputy, {"closing": False}, "Say what"),
        (deputy, {"starts_on": yesterday, "ends_on": yesterday}, "still to come"),
    ):
        before = left_behind()
        with pytest.raises(ValidationError, match=sentence):
            delegated(cast, body, who, **changes)
        assert left_behind() == before
    assert cast.administrator in agencies_access.people_at(body("atc"))
    assert deputy in queries.possible_delegates(cast.chair, body("atc"))
    assert cast.administrator not in queries.possible_delegates(cast.chair, body("atc"))
    assert delegated(cast, body, deputy) == delegated(cast, body, deputy)


def test_a_question_is_answered_where_it_was_asked(
    reported: Task, cast: Cast, signed_in: SignedIn
) -> None:
    """Both on the page of the task, both in the record, and both are told."""
    report = reported.reports.get()
    chair, lead, page = signed_in("chair"), signed_in("aigerim"), f"/tasks/{reported.pk}/"
    chair.post(f"/tasks/reports/{report.pk}/ask/", {"text": "Сколько объектов?"})
    question = report.questions.get()
    assert "Сколько объектов?" in lead.get(page).content.decode()
    assert lead.post(f"/tasks/questions/{question.pk}/answer/", {"answer": ""}).status_code == 422
    lead.post(f"/tasks/questions/{question.pk}/answer/", {"answer": "Двенадцать"})
    assert "Двенадцать" in chair.get(page).content.decode()
    question.refresh_from_db()
    assert question.answered_by == cast.aigerim
    with pytest.raises(ValidationError, match="answered already"):
        actions.answer_question(question, actor=cast.aigerim, answer="Пять")
    for who in set(Cast.names()) - {"serik", "chair"}:
        before = left_behind()
        with pytest.raises(PermissionDenied):
            actions.ask_question(report, actor=cast[who], text="x")
        assert left_behind() == before, who
    subjects = Notice.objects.order_by("-pk")[:2]
    assert [one.wordings.get(language="en").subject for one in subjects] == [
        f"The answer to your question on task No. {reported.pk}",
        f"A question on your report on task No. {reported.pk}",
    ]


def test_the_pages_of_a_package(
    accepted: Task, asked: ExtensionRequest, signed_in: SignedIn
) -> None:
    """Prepared with the grounds that the papers suggest; approved all at once."""
    serik, chair = signed_in("serik"), signed_in("chair")
    form = serik.get("/tasks/packages/new/").content.decode()
    assert "Сметы" in form
    empty = serik.post("/tasks/packages/new/", {})
    assert empty.status_code == 422
    assert "Choose what goes into the package" in empty.content.decode()
    chosen = {
        f"take_task_{accepted.pk}": "on", f"ground_task_{accepted.pk}": "Приказ издан",
        f"take_request_{asked.pk}": "on", f"ground_request_{asked.pk}": "Сметы",
    }  # fmt: skip
    assert serik.post("/tasks/packages/new/", chosen).status_code == 302
    package = DecisionPackage.objects.get()
    page = package.get_absolute_url()
    assert "Approve everything that waits" not in serik.get(page).content.decode()
    term = package.lines.get(request=asked)
    refused = chair.post(page, {f"choice_{term.pk}": "refuse"})
    assert refused.status_code == 422
    assert "Say why the later term is refused." in refused.content.decode()
    assert chair.post(page, {"all": "1"}).status_code == 302
    assert set(package.lines.values_list("outcome", flat=True)) == {"approved"}
    assert "№ 1" in chair.get("/tasks/packages/").content.decode()


def test_a_package_costs_the_same_with_one_line_or_five(
    give: Give, cast: Cast, body: Find, signed_in: SignedIn
) -> None:
    """However much is laid before the head."""
    chair = signed_in("chair")

    def cost(number: int) -> int:
        lines = []
        for _one in range(number):
            later = clock.today() + dt.timedelta(days=90)
            asked = actions.request_extension(
                give(), actor=cast.aigerim, proposed_on=later, reason="x"
            )
            lines.append(LineSpec(asked.task, "x", asked))
        package = actions.prepare_package(actor=cast.serik, controller=body("atc"), lines=lines)
        page = package.get_absolute_url()
        chair.get(page)
        with CaptureQueriesContext(connection) as found:
            chair.get(page)
        return len(found)

    assert cost(1) == cost(5)
