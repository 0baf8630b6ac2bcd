"""Checklists: versions, clocks, the difference alone, questions line by line, and tasks."""

import csv
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts import actions, queries, reminders
from alerts.actions import LineSpec
from alerts.models import (
    ChecklistEntry,
    ChecklistLine,
    ChecklistQuestion,
    ChecklistTemplate,
    Level,
    LevelDecision,
)
from alerts.queries import checklists
from alerts.texts.restrictions import restricts
from audit import clock
from audit.models import Entry
from plans.models import FormOfCompletion, Task
from tests.alerts.conftest import Propose
from tests.cast import DATA, Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Approve = Callable[[LevelDecision], LevelDecision]
SignedIn = Callable[[str], Client]
WORDS = {1: "yellow", 2: "orange", 3: "red"}
KINDS = ("", "unit_commission")


@pytest.fixture
def lists(house: None) -> None:
    """One line for every body and one for commissions at each colour; red has one for its end."""
    for level, word in WORDS.items():
        for kind in KINDS:
            name = f"{word} {kind}".strip()
            actions.adopt_checklist(level, [(kind, name, name, name)], actor=None)


def standing(body: str) -> list[str]:
    """Return what a body has to do or has done, in the order of the colours."""
    rows = ChecklistEntry.objects.filter(body__code=body).exclude(outcome="not_needed")
    return list(
        rows.order_by("line__template__level", "line__template__kind", "pk").values_list(
            "line__text_en", flat=True
        )
    )


def asked(decision: LevelDecision) -> set[tuple[str, str]]:
    """Return about which line each body is asked under a decision."""
    rows = ChecklistQuestion.objects.filter(decision=decision)
    return set(rows.values_list("entry__body__code", "entry__line__text_en"))


def test_the_shipped_lines_restrict_nothing_and_every_one_has_a_clock() -> None:
    with (DATA / "checklists.csv").open(encoding="utf-8", newline="") as rows:
        lines = list(csv.DictReader(rows))
    assert len(lines) == 18
    texts = [row[f"text_{language}"] for row in lines for language in ("kk", "ru", "en")]
    assert [text for text in texts if restricts(text)] == []
    assert all(int(row["minutes"]) > 0 for row in lines)
    ended = [row["text_en"] for row in lines if row["counted_from"] == "ended"]
    assert [text.startswith("After the cancellation") for text in ended] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "Запретить митинги и шествия",
        "Бұқаралық іс-шараларға тыйым салу",
        "Ban public assemblies",
        "Ограничить въезд и выезд",
        "Restrict the movement of vehicles",
        "Приостановить вещание средств массовой информации",
        "Block the internet",
        "Ввести комендантский час",
        "Журналистердің жұмысын шектеу",
    ],
)
def test_a_line_that_restricts_assembly_movement_or_media_is_refused(
    text: str, cast: Cast
) -> None:
    draft = actions.draft_checklist(1, "", actor=cast.dauren)
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match="No checklist line restricts"):
        actions.write_checklist(draft, actor=cast.dauren, lines=[LineSpec(text, text, text)])
    assert (draft.lines.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    "text",
    [
        "Меры для лиц с ограниченными возможностями проверены",
        "An extraordinary meeting of the commission is called",
        "Связь с оперативным штабом установлена",
    ],
)
def test_a_harmless_line_is_taken(text: str) -> None:
    assert not restricts(text)


def test_officers_draft_the_approver_adopts_and_nothing_that_runs_changes(
    lists: None, cast: Cast, propose: Propose, approve: Approve
) -> None:
    running = approve(propose())
    draft = actions.draft_checklist(1, "", actor=cast.dauren)
    assert (draft.version, draft.is_adopted, draft.drafted_by) == (2, False, cast.dauren)
    assert actions.draft_checklist(1, "", actor=cast.saule) == draft
    spec = LineSpec("жаңа", "новая", "new", minutes=90)
    actions.write_checklist(draft, actor=cast.dauren, lines=[spec])
    with pytest.raises(PermissionDenied):
        actions.adopt_version(draft, actor=cast.dauren)
    for name in ("aigerim", "serik", "governor", "auditor"):
        with pytest.raises(PermissionDenied):
            actions.draft_checklist(1, "", actor=cast[name])
    other = approve(propose(["71"]))
    assert set(other.checklist.values_list("line__text_en", flat=True)) == {
        "yellow", "yellow unit_commission",
    }  # fmt: skip
    adopted = actions.adopt_version(draft, actor=cast.saule)
    assert (adopted.adopted_by, adopted.adopted_at is not None) == (cast.saule, True)
    written = Entry.objects.count()
    actions.adopt_version(draft, actor=cast.saule)
    assert Entry.objects.count() == written
    texts = set(running.checklist.values_list("line__text_en", flat=True))
    assert texts == {"yellow", "yellow unit_commission"}
    raised = approve(propose(action="raise", level=Level.ORANGE, refers_to=running))
    assert set(raised.checklist.values_list("line__text_en", flat=True)) == {
        "orange", "orange unit_commission",
    }  # fmt: skip
    fresh = approve(propose(["63"]))
    entry = fresh.checklist.get(body__code="moh")
    assert entry.line.text_en == "new"
    assert entry.due_at == entry.given_at + dt.timedelta(minutes=90)


def test_an_adopted_version_never_changes(lists: None, cast: Cast) -> None:
    template = ChecklistTemplate.objects.get(level=1, kind="")
    for change in (
        lambda: ChecklistTemplate.objects.filter(pk=template.pk).update(version=9),
        lambda: ChecklistLine.objects.filter(template=template).update(text_ru="x"),
        lambda: ChecklistLine.objects.filter(template=template).delete(),
        lambda: ChecklistLine.objects.create(
            template=template, order=9, text_kk="x", text_ru="x", text_en="x"
        ),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="draft the next one"):
        actions.write_checklist(template, actor=cast.dauren, lines=[])


def test_a_body_outside_a_raised_area_gets_no_line_of_the_higher_colour(
    lists: None, propose: Propose, approve: Approve
) -> None:
    wide = approve(propose(["KZ"]))
    approve(propose(["75"], action="raise", level=Level.ORANGE, refers_to=wide))
    assert standing("commission-75") == [
        "yellow", "yellow unit_commission", "orange", "orange unit_commission",
    ]  # fmt: skip
    assert standing("commission-71") == ["yellow", "yellow unit_commission"]
    assert standing("moh") == ["yellow", "orange"]


def test_an_independent_paper_on_covered_land_adds_only_the_difference(
    lists: None, propose: Propose, approve: Approve
) -> None:
    approve(propose(["KZ"]))
    approve(propose(["75"], action="raise", level=Level.ORANGE))
    assert standing("commission-75") == [
        "yellow", "yellow unit_commission", "orange", "orange unit_commission",
    ]  # fmt: skip
    assert standing("moh") == ["yellow", "orange"]


def test_a_second_paper_over_a_wider_land_gives_its_lines_where_none_were(
    lists: None, propose: Propose, approve: Approve
) -> None:
    approve(propose(["75"]))
    wide = approve(propose(["KZ"]))
    assert standing("commission-75") == ["yellow", "yellow unit_commission"]
    assert standing("commission-71") == ["yellow", "yellow unit_commission"]
    assert standing("moh") == ["yellow", "yellow"]  # the rest of the country is new to it
    following = approve(propose(["KZ"], action="extend", level=Level.YELLOW, refers_to=wide))
    assert following.checklist.count() == 0


def test_a_lowering_asks_line_by_line_and_only_about_the_higher_colour(
    lists: None, cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["75"], level=Level.RED))
    done = first.checklist.get(body__code="moh", line__text_en="orange")
    actions.tick_line(done, actor=cast.aigerim)
    lowered = approve(propose(["75"], action="lower", level=Level.YELLOW, refers_to=first))
    about_health = {line for body, line in asked(lowered) if body == "moh"}
    about_almaty = {line for body, line in asked(lowered) if body == "commission-75"}
    assert about_health == {"red"}
    assert about_almaty == {
        "orange", "orange unit_commission", "red", "red unit_commission",
    }  # fmt: skip
    assert lowered.checklist.count() == 0


def test_raising_again_brings_back_what_was_dropped_and_nothing_else(
    lists: None, cast: Cast, propose: Propose, approve: Approve
) -> None:
    wide = approve(propose(["KZ"], level=Level.ORANGE))
    part = approve(propose(["75"], action="cancel_part", level=Level.NONE, refers_to=wide))
    assert {body for body, _line in asked(part)} == {"commission-75"}
    questions = ChecklistQuestion.objects.filter(decision=part).order_by("pk")
    assert questions.count() == 4
    kept, *dropped = questions
    actions.answer_about_line(kept, actor=cast.governor, answer="keep")
    for question in dropped:
        actions.answer_about_line(
            question, actor=cast.governor, answer="not_needed", reason="cancelled here"
        )
    again = approve(propose(["75"], action="set", level=Level.RED, refers_to=part))
    brought = again.checklist.filter(body__code="commission-75")
    assert set(brought.values_list("line__text_en", flat=True)) == {
        "yellow unit_commission", "orange", "orange unit_commission", "red",
        "red unit_commission",
    }  # fmt: skip
    assert set(again.checklist.filter(body__code="moh").values_list(
        "line__text_en", flat=True
    )) == {"red"}  # fmt: skip


def test_each_answer_about_a_line_is_signed_and_dropping_says_why(
    lists: None, cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["75"], level=Level.ORANGE))
    lowered = approve(propose(["75"], action="lower", level=Level.YELLOW, refers_to=first))
    question = ChecklistQuestion.objects.get(decision=lowered, entry__body__code="moh")
    with pytest.raises(PermissionDenied):
        actions.answer_about_line(question, actor=cast.outsider, answer="keep")
    with pytest.raises(ValidationError, match="Say why"):
        actions.answer_about_line(question, actor=cast.aigerim, answer="not_needed")
    with pytest.raises(ValidationError, match="Say: keep it"):
        actions.answer_about_line(question, actor=cast.aigerim, answer="later")
    kept = actions.answer_about_line(question, actor=cast.aigerim, answer="keep")
    assert (kept.answered_by, kept.entry.is_open) == (cast.aigerim, True)
    written = Entry.objects.count()
    actions.answer_about_line(question, actor=cast.head_of_health, answer="keep")
    assert Entry.objects.count() == written
    dropped = actions.answer_about_line(
        question, actor=cast.aigerim, answer="not_needed", reason="the level is lower"
    )
    dropped.entry.refresh_from_db()
    assert (dropped.entry.outcome, dropped.entry.reason) == ("not_needed", "the level is lower")
    with pytest.raises(ValidationError, match="already been settled"):
        actions.answer_about_line(question, actor=cast.aigerim, answer="keep")


def test_an_unfinished_line_becomes_a_task_of_its_body(
    lists: None, cast: Cast, propose: Propose, approve: Approve
) -> None:
    first = approve(propose(["75"], level=Level.ORANGE))
    lowered = approve(propose(["75"], action="lower", level=Level.YELLOW, refers_to=first))
    question = ChecklistQuestion.objects.get(decision=lowered, entry__body__code="moh")
    actions.answer_about_line(question, actor=cast.aigerim, answer="task")
    assert [one.pk for one in checklists.lines_for_tasks(cast.serik)] == [question.entry_id]
    form = FormOfCompletion.objects.create(code="x", name_kk="x", name_ru="x", name_en="x")
    facts: dict[str, Any] = {
        "due_on": clock.today() + dt.timedelta(days=20),
        "form_of_completion": form,
    }
    for name in ("aigerim", "dauren", "outsider", "governor"):
        with pytest.raises(PermissionDenied):
            actions.make_line_a_task(question.entry, actor=cast[name], **facts)
    assert Task.objects.count() == 0
    made = actions.make_line_a_task(question.entry, actor=cast.serik, **facts)
    task = Task.objects.get()
    assert (made.outcome, made.task, task.lead.code) == ("task", task, "moh")
    assert task.source_path == reverse("alerts:checklist", kwargs={"pk": first.pk})
    assert first.number in task.source_title
    assert actions.make_line_a_task(question.entry, actor=cast.serik, **facts).task == task
    assert Task.objects.count() == 1
    assert list(checklists.lines_for_tasks(cast.serik)) == []


def test_the_clock_of_a_line_after_the_end_starts_at_the_end(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    draft = actions.draft_checklist(3, "", actor=cast.saule)
    line = LineSpec("соңы", "конец", "the end", minutes=60, start="ended")
    actions.write_checklist(draft, actor=cast.saule, lines=[line])
    actions.adopt_version(draft, actor=cast.saule)
    first = approve(propose(["75"], level=Level.RED))
    entry = first.checklist.get(body__code="moh")
    assert (entry.due_at, checklists.open_lines(cast.aigerim).count()) == (None, 0)
    lower = approve(propose(["75"], action="lower", level=Level.YELLOW, refers_to=first))
    entry.refresh_from_db()
    assert entry.due_at is None
    end = approve(propose(["75"], action="cancel", level=Level.NONE, refers_to=lower))
    due_at = ChecklistEntry.objects.get(pk=entry.pk).due_at
    assert due_at is not None
    assert end.published_at is not None
    assert abs(due_at - end.published_at - dt.timedelta(hours=1)) < dt.timedelta(minutes=1)
    assert asked(end) == set()
    assert checklists.open_lines(cast.aigerim).count() == 1


def test_the_clock_of_a_line_after_the_end_starts_when_the_term_runs_out_by_itself(
    cast: Cast, propose: Propose, approve: Approve
) -> None:
    draft = actions.draft_checklist(3, "", actor=cast.saule)
    line = LineSpec("соңы", "конец", "the end", minutes=60, start="ended")
    actions.write_checklist(draft, actor=cast.saule, lines=[line])
    actions.adopt_version(draft, actor=cast.saule)
    approve(propose(["KZ"], level=Level.YELLOW, term="30 days"))
    over_yellow = approve(propose(["19"], level=Level.RED, term="10 days"))
    alone = approve(propose(["75"], action="raise", level=Level.RED, term="60 days"))
    for decision, is_started in ((over_yellow, False), (alone, True)):
        ends_at = decision.areas.get().ends_at
        assert ends_at is not None
        with clock.at(ends_at):
            reminders.remind_of_ends()
        due = set(decision.checklist.values_list("due_at", flat=True))
        assert due == {ends_at + dt.timedelta(hours=1) if is_started else None}


def test_late_lines_are_late_on_page_and_desk_and_a_wrong_link_is_refused(
    lists: None, cast: Cast, propose: Propose, approve: Approve, signed_in: SignedIn
) -> None:
    draft = actions.draft_checklist(1, "agency", actor=cast.saule)
    actions.write_checklist(draft, actor=cast.saule, lines=[LineSpec("с", "с", "soon", minutes=5)])
    actions.adopt_version(draft, actor=cast.saule)
    decision = approve(propose())
    ago = clock.now() - dt.timedelta(hours=1)
    ChecklistEntry.objects.filter(line__text_en="soon").update(due_at=ago)
    entry = decision.checklist.get(body__code="moh", line__text_en="soon")
    path = reverse("alerts:checklist", kwargs={"pk": decision.pk})
    assert queries.checklist_state(cast.dauren, decision).late == 23
    assert checklists.late_lines(cast.dauren).count() == 23
    assert "Late lines" in signed_in("dauren").get("/").content.decode()
    listed = signed_in("dauren").get(reverse("alerts:checklist-lines"))
    assert len(listed.context["page"].object_list) == 23
    liaison = signed_in("aigerim")
    own = liaison.get(reverse("alerts:checklist-lines"), {"show": "own"})
    assert {one.body.code for one in own.context["page"].object_list} == {"moh"}
    assert "late" in liaison.get(path).content.decode()
    tick = reverse("alerts:checklist-tick", kwargs={"pk": entry.pk})
    wrong = liaison.post(tick, {"note": "No 12", "evidence": "not a link"})
    assert wrong.status_code == 422
    assert 'value="not a link"' in wrong.content.decode()
    right = liaison.post(tick, {"note": "No 12", "evidence": "https://example.invalid/12"})
    assert right.status_code == 302
    entry.refresh_from_db()
    assert (entry.outcome, entry.evidence, entry.done_by) == (
        "done", "https://example.invalid/12", cast.aigerim,
    )  # fmt: skip
    assert entry.is_late_at(clock.now())


def test_what_was_taken_back_or_dropped_is_not_counted_as_done(
    lists: None, cast: Cast, propose: Propose, approve: Approve, signed_in: SignedIn
) -> None:
    wrong = approve(propose(["75"]))
    entry = wrong.checklist.get(body__code="moh")
    actions.tick_line(entry, actor=cast.aigerim)
    before = queries.checklist_state(cast.dauren, wrong)
    assert (before.done, before.total, before.dropped) == (1, 25, 0)
    actions.correct_decision(
        wrong, actor=cast.saule, texts=queries.correction_texts(wrong), reason="Wrong"
    )
    after = queries.checklist_state(cast.dauren, wrong)
    assert (after.done, after.total, after.dropped) == (1, 1, 24)
    board = reverse("alerts:board", kwargs={"pk": wrong.pk})
    page = signed_in("dauren").get(board).content.decode()
    assert "1 of 1 lines done, 0 late" in page
    assert "24 lines are no longer needed" in page


def test_a_version_is_written_previewed_and_adopted_on_its_pages(
    lists: None, cast: Cast, signed_in: SignedIn
) -> None:
    officer, approver = signed_in("dauren"), signed_in("saule")
    address = reverse("alerts:checklist-draft", kwargs={"level": 1})
    edit = officer.post(address)["Location"]
    assert officer.get(edit).status_code == 200
    typed = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "1", "form-0-text_kk": "бір",
        "form-0-text_ru": "один", "form-0-text_en": "one", "form-0-hours": "2",
        "form-0-minutes": "30", "form-0-start": "given", "form-1-text_ru": "два",
    }  # fmt: skip
    wrong = officer.post(edit, typed)
    assert wrong.status_code == 422
    assert "in Russian and in English" in wrong.content.decode()
    typed |= {"form-1-text_kk": "екі", "form-1-text_en": "Ban all meetings"}
    refused = officer.post(edit, typed)
    assert refused.status_code == 422
    assert "Ban all meetings" in refused.content.decode()
    typed["form-1-text_en"] = "two"
    shown = officer.post(edit, typed)["Location"]
    page = officer.get(shown).content.decode()
    assert "within 2 h 30 min" in page
    assert "No checklist line restricts assembly, movement or media." in page
    template = ChecklistTemplate.objects.get(level=1, kind="", version=2)
    adopt = reverse("alerts:checklist-adopt", kwargs={"pk": template.pk})
    assert officer.post(adopt).status_code == 403
    assert approver.post(adopt)["Location"] == shown
    assert "Saule Karimova" in officer.get(shown).content.decode()
    assert officer.get(edit).status_code == 403


def test_the_checklist_costs_the_same_for_few_lines_and_for_many(
    lists: None, cast: Cast, propose: Propose, approve: Approve, signed_in: SignedIn
) -> None:
    few, many = approve(propose(["75"])), approve(propose(["KZ"], level=Level.RED))

    def cost(decision: LevelDecision) -> int:
        path = reverse("alerts:checklist", kwargs={"pk": decision.pk})
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(path).status_code == 200
        return len(captured)

    officer = signed_in("dauren")
    cost(few)
    assert cost(few) == cost(many)


LANDS = ("KZ", "75", "71", "19")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "raise", "extend", "lower", "cancel_part", "cancel"]),
        st.sampled_from(LANDS),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_in_one_chain_no_body_stands_under_a_line_twice_and_none_is_missing(
    lists: None, propose: Propose, approve: Approve, steps: list[tuple[str, str, int]]
) -> None:
    """Play a chain of papers: whatever a body owes by the colour in force, it has exactly once."""
    mark = transaction.savepoint()
    try:
        _play_chain(propose, approve, steps)
    finally:
        transaction.savepoint_rollback(mark)


def _play_chain(propose: Propose, approve: Approve, steps: list[tuple[str, str, int]]) -> None:
    last: LevelDecision | None = None
    for action, land, level in steps:
        is_end = action in ("cancel", "cancel_part")
        try:
            with transaction.atomic():
                last = approve(
                    propose([land], action=action, level=0 if is_end else level, refers_to=last)
                )
        except ValidationError:
            continue
        levels = queries.effective_levels()
        for code in ("75", "71", "19"):
            lines = standing(f"commission-{code}")
            assert len(lines) == len(set(lines)), (code, lines)
            owed = Level[levels[code].upper()]
            due = {
                f"{WORDS[rank]} {kind}".strip() for rank in range(1, owed + 1) for kind in KINDS
            }
            assert due <= set(lines), (code, land, lines)
