"""Working together: each co-executor its own date, state, part and papers; the lead merges."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Body, User
from audit import clock
from audit.models import Entry
from notices.models import Notice
from plans import actions, queries
from plans.models import CoExecutor, Evidence, FormOfCompletion, Part, Task
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Find = Callable[[str], Body]
Paper = Callable[..., SimpleUploadedFile]
SignedIn = Callable[[str], Client]


@pytest.fixture
def shared(give: Give, body: Find) -> CoExecutor:
    """The place of the Ministry of Finance in a task that the Ministry of Health leads."""
    return give(co_executors=[body("mof")]).co_executors.get()


def send(shared: CoExecutor, actor: User, **changes: object) -> Part:
    """Send a part with words that suffice."""
    facts: dict[str, object] = {
        "text": "Наша часть",
        "letter_number": "5-1/7",
        "letter_on": clock.today(),
        "without_evidence": "Сказано устно",
    }
    return actions.send_part(shared, actor=actor, **facts | changes)  # type: ignore[arg-type]


def left_behind() -> tuple[object, ...]:
    """Return everything that an act on a part would leave."""
    return (
        tuple(CoExecutor.objects.order_by("pk").values_list("state", "inner_due_on")),
        tuple(Part.objects.order_by("pk").values_list("outcome", "merged_in")),
        Entry.objects.count(),
        Notice.objects.count(),
    )


def test_the_inner_date_is_five_working_days_before_the_term(
    give: Give, body: Find, settings: object
) -> None:
    """A setting, and never before today."""
    with clock.at(dt.datetime(2027, 11, 1, 10, tzinfo=dt.UTC)):
        due_on = dt.date(2027, 11, 26)
        task = give(co_executors=[body("mof")], due_on=due_on)
        assert task.co_executors.get().inner_due_on == dt.date(2027, 11, 19)
        settings.INNER_TERM_WORKING_DAYS = 2  # type: ignore[attr-defined]
        task = give(co_executors=[body("mof")], due_on=due_on)
        assert task.co_executors.get().inner_due_on == dt.date(2027, 11, 24)


def test_a_part_goes_to_the_lead_comes_back_and_is_merged(
    shared: CoExecutor, cast: Cast, paper: Paper
) -> None:
    """Each state in turn; the paper of the part goes with the report under its own name."""
    task = shared.task
    assert (shared.state, shared.is_late(clock.today())) == ("asked", False)
    actions.take_part(shared, actor=cast.outsider)
    first = send(shared, cast.outsider, files=[paper("ours.pdf")], without_evidence="")
    actions.return_part(first, actor=cast.aigerim, reason="Нет цифр")
    shared.refresh_from_db()
    assert shared.state == "returned"
    second = send(shared, cast.outsider, text="С цифрами", files=[paper("ours.pdf")])
    report = actions.report_execution(
        task,
        actor=cast.aigerim,
        text="Сводный отчёт",
        letter_number="1",
        letter_on=clock.today(),
        parts=[second],
    )
    for row in (shared, first, second):
        row.refresh_from_db()
    assert shared.state == "received"
    assert (first.outcome, first.number, first.answer_note) == ("returned", 1, "Нет цифр")
    assert (second.outcome, second.number, second.merged_in) == ("received", 2, report)
    assert [one.name for one in report.evidence.all()] == ["ours.pdf"]
    entries = Entry.objects.filter(object_type="plans.Task", object_id=str(task.pk))
    assert list(entries.order_by("pk").values_list("verb", "actor_name")) == [
        ("issued the task", "Serik Omarov"),
        ("took its part of the task into work", "Oksana Kim"),
        ("sent its part of the task to the lead", "Oksana Kim"),
        ("returned the part of a co-executor", "Aigerim Nurlanova"),
        ("sent its part of the task to the lead", "Oksana Kim"),
        ("reported the execution of the task", "Aigerim Nurlanova"),
    ]


def test_late_and_stale_come_from_the_clock(shared: CoExecutor, cast: Cast) -> None:
    """No row says overdue or stale: only the day on which one looks."""
    task, inner = shared.task, shared.inner_due_on
    assert inner
    assert not shared.is_late(inner)
    assert shared.is_late(inner + dt.timedelta(days=1))

    def stale(days: int) -> bool:
        with clock.at(clock.now() + dt.timedelta(days=days)):
            found = queries.visible_tasks(cast.aigerim).get(pk=task.pk)
            return bool(found.is_stale)  # type: ignore[attr-defined]  # a mark of the query

    assert (stale(13), stale(15)) == (False, True)
    with clock.at(clock.now() + dt.timedelta(days=10)):
        actions.note_progress(task, actor=cast.aigerim, text="Идёт")
    assert (stale(15), stale(25)) == (False, True)
    with clock.at(clock.now() + dt.timedelta(days=20)):
        send(shared, cast.outsider)
    assert stale(25) is False


ACTS: dict[str, tuple[Callable[[Part, User], object], set[str]]] = {
    "receive": (
        lambda part, who: actions.receive_part(part, actor=who),
        {"aigerim", "head_of_health"},
    ),
    "return": (
        lambda part, who: actions.return_part(part, actor=who, reason="x"),
        {"aigerim", "head_of_health"},
    ),
    "date": (
        lambda part, who: actions.set_inner_date(
            part.shared, actor=who, inner_due_on=clock.today()
        ),
        {"aigerim", "head_of_health"},
    ),
    "remind": (
        lambda part, who: actions.remind_co_executors(part.shared.task, actor=who),
        {"aigerim", "head_of_health"},
    ),
    "take": (lambda part, who: actions.take_part(part.shared, actor=who), {"outsider"}),
    "send": (lambda part, who: send(part.shared, who), {"outsider"}),
}


@pytest.mark.parametrize("name", ACTS)
def test_only_the_body_concerned_acts_on_a_part(name: str, shared: CoExecutor, cast: Cast) -> None:
    """The lead answers, the co-executor works; a refusal changes, records and tells nothing."""
    act, allowed = ACTS[name]
    part = send(shared, cast.outsider)
    if name in ("take", "send"):
        actions.return_part(part, actor=cast.aigerim, reason="x")
    for who in set(Cast.names()) - allowed:
        before = left_behind()
        with pytest.raises(PermissionDenied):
            act(part, cast[who])
        assert left_behind() == before, who
    act(part, cast[sorted(allowed)[0]])


def test_an_act_repeated_changes_nothing(shared: CoExecutor, cast: Cast) -> None:
    """Taken, received, dated and reminded twice is once."""
    actions.take_part(shared, actor=cast.outsider)
    actions.set_inner_date(shared, actor=cast.aigerim, inner_due_on=clock.today())
    assert [one.pk for one in actions.remind_co_executors(shared.task, actor=cast.aigerim)] == [
        shared.pk
    ]
    before = left_behind()
    actions.take_part(shared, actor=cast.outsider)
    actions.set_inner_date(shared, actor=cast.aigerim, inner_due_on=clock.today())
    assert actions.remind_co_executors(shared.task, actor=cast.aigerim) == []
    assert left_behind() == before
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert len(actions.remind_co_executors(shared.task, actor=cast.aigerim)) == 1
    part = send(shared, cast.outsider)
    actions.receive_part(part, actor=cast.aigerim)
    before = left_behind()
    actions.receive_part(part, actor=cast.aigerim)
    assert left_behind() == before


def test_refusals_of_a_part_say_why(shared: CoExecutor, cast: Cast, form: object) -> None:
    """Every refusal is a sentence, and nothing is kept."""
    task = shared.task
    assert task.due_on
    before = left_behind()
    with pytest.raises(ValidationError, match="say why there is none"):
        send(shared, cast.outsider, without_evidence=" ")
    with pytest.raises(ValidationError, match="still to come"):
        send(shared, cast.outsider, letter_on=clock.today() + dt.timedelta(days=1))
    day = task.due_on + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="before the term"):
        actions.set_inner_date(shared, actor=cast.aigerim, inner_due_on=day)
    assert left_behind() == before
    part = send(shared, cast.outsider)
    with pytest.raises(ValidationError, match="with the lead already"):
        send(shared, cast.outsider)
    with pytest.raises(ValidationError, match="Say why"):
        actions.return_part(part, actor=cast.aigerim, reason=" ")
    actions.return_part(part, actor=cast.aigerim, reason="x")
    with pytest.raises(ValidationError, match="goes into no report"):
        actions.report_execution(
            task, actor=cast.aigerim, text="x", letter_number="1", letter_on=clock.today(),
            without_evidence="x", parts=[part],
        )  # fmt: skip


def test_done_without_a_paper_or_a_reason_is_refused(
    give: Give, cast: Cast, form: Callable[[str], FormOfCompletion], paper: Paper
) -> None:
    """And information completes no order, whatever is attached to it."""
    words = {"text": "x", "letter_number": "1", "letter_on": clock.today()}
    task, order = give(), give(form_of_completion=form("order"))
    before = left_behind()
    with pytest.raises(ValidationError, match="say why there is none"):
        actions.report_execution(task, actor=cast.aigerim, **words)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="“information” does not complete it"):
        actions.report_execution(
            order,
            actor=cast.aigerim,
            form_given=form("information"),
            files=[paper()],
            **words,  # type: ignore[arg-type]
        )
    assert left_behind() == before
    report = actions.report_execution(
        task,
        actor=cast.aigerim,
        without_evidence="Секретно, № 12 у нас",
        **words,  # type: ignore[arg-type]
    )
    assert report.without_evidence == "Секретно, № 12 у нас"
    done = actions.report_execution(
        order,
        actor=cast.aigerim,
        form_given=form("order"),
        files=[paper()],
        **words,  # type: ignore[arg-type]
    )
    assert done.form_given == form("order")


def test_the_pages_of_a_part(shared: CoExecutor, signed_in: SignedIn, paper: Paper) -> None:
    """Sent, seen by the lead with its file, and offered with its words in the report."""
    page = f"/tasks/{shared.task_id}/"
    helper, lead = signed_in("outsider"), signed_in("aigerim")
    assert "Send my part to the lead" in helper.get(page).content.decode()
    assert "Remind those who have not answered" in lead.get(page).content.decode()
    lead.post(f"{page}remind/")
    helper.post(f"/tasks/shares/{shared.pk}/take/")
    typed = {"text": "Проверено 12 объектов", "letter_number": "5", "letter_on": clock.today()}
    answer = helper.post(f"/tasks/shares/{shared.pk}/send/", typed)
    assert answer.status_code == 422
    assert "Проверено 12 объектов" in answer.content.decode()
    helper.post(f"/tasks/shares/{shared.pk}/send/", {**typed, "attachments": paper("ours.pdf")})
    seen = lead.get(page).content.decode()
    assert "Проверено 12 объектов" in seen
    evidence = Evidence.objects.get()
    assert lead.get(f"/tasks/files/{evidence.pk}/").status_code == 200
    assert signed_in("governor").get(f"/tasks/files/{evidence.pk}/").status_code == 404
    form = lead.get(f"{page}report/").content.decode()
    assert "(№ 5):\nПроверено 12 объектов" in form
    part = Part.objects.get()
    lead.post(f"/tasks/parts/{part.pk}/receive/")
    lead.post(f"{page}report/", {**typed, "parts": [part.pk]})
    part.refresh_from_db()
    assert part.merged_in is not None
    assert "Parts that went in" in signed_in("serik").get(page).content.decode()


def test_the_page_costs_the_same_with_one_part_or_three(
    give: Give, body: Find, cast: Cast, signed_in: SignedIn
) -> None:
    """However many co-executors answered."""

    def cost(*codes: str) -> int:
        task = give(co_executors=[body(code) for code in codes])
        for one in task.co_executors.filter(body__code="mof"):
            send(one, cast.outsider)
        client = signed_in("serik")
        client.get(f"/tasks/{task.pk}/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/tasks/{task.pk}/")
        return len(asked)

    assert cost("mof") == cost("mof", "mia", "knb")
