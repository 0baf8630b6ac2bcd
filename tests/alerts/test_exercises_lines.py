"""Lowering a level inside an exercise: each unfinished line is asked about, and answered."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from alerts import actions, queries
from alerts.models import ChecklistEntry, ChecklistQuestion, LevelDecision
from audit.models import Entry
from tests.alerts import playing
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
LINES = [("", "бір", "один", "one"), ("", "екі", "два", "two")]


@pytest.fixture
def lowered(cast: Cast) -> LevelDecision:
    """An all-clear played after yellow, with two unfinished lines of each participant."""
    actions.adopt_checklist(1, LINES, actor=None)
    exercise = playing.running(cast).exercise
    assert exercise is not None
    return playing.sent(cast, playing.injected(cast, exercise, level=0))


def asked_of_health() -> list[ChecklistQuestion]:
    """Return what the Ministry of Health is asked."""
    asked = ChecklistQuestion.exercises.filter(entry__body__code="moh")
    return list(asked.order_by("entry__line__order"))


def test_the_page_of_the_lowering_asks_line_by_line(
    client: Client, cast: Cast, lowered: LevelDecision
) -> None:
    first, second = asked_of_health()
    client.force_login(cast.aigerim)
    address = f"/exercises/levels/{lowered.pk}/checklist/"
    page = client.get(address).content.decode()
    for question in (first, second):
        assert f"/exercises/checklist/{question.pk}/answer/" in page
    assert "has lowered or ended the level. What becomes of this unfinished line?" in page
    assert "It should be a task" not in page
    kept = client.post(f"/exercises/checklist/{first.pk}/answer/", {"answer": "keep"})
    assert kept["Location"] == address
    refused = client.post(f"/exercises/checklist/{second.pk}/answer/", {"answer": "not_needed"})
    assert refused.status_code == 422
    assert "Say why the line is no longer needed." in refused.content.decode()
    client.post(
        f"/exercises/checklist/{second.pk}/answer/",
        {"answer": "not_needed", "reason": "The bag was empty"},
    )
    page = client.get(address).content.decode()
    assert "/answer/" not in page
    assert "no longer needed in the exercise" in page
    assert "The bag was empty" in page
    outcomes = ChecklistEntry.exercises.filter(body__code="moh").order_by("line__order")
    assert list(outcomes.values_list("outcome", flat=True)) == ["open", "not_needed"]


@pytest.mark.parametrize("name", ["dauren", "governor", "outsider", "auditor"])
def test_nobody_else_answers_for_the_ministry(
    name: str, cast: Cast, lowered: LevelDecision
) -> None:
    question, before = asked_of_health()[0], Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.answer_exercise_line(question, actor=cast[name], answer="keep")
    assert Entry.objects.count() == before
    assert asked_of_health()[0].answer == ""


def test_after_the_end_and_for_a_task_nothing_is_answered(
    cast: Cast, lowered: LevelDecision
) -> None:
    question = asked_of_health()[0]
    with pytest.raises(ValidationError, match="nobody a real task"):
        actions.answer_exercise_line(question, actor=cast.aigerim, answer="task")
    assert lowered.exercise is not None
    actions.end_exercise(lowered.exercise, actor=cast.dauren)
    with pytest.raises(ValidationError, match="has ended"):
        actions.answer_exercise_line(question, actor=cast.aigerim, answer="keep")


def test_a_question_is_shown_beside_its_own_line(cast: Cast, lowered: LevelDecision) -> None:
    entries = queries.exercise_checklist_of(cast.aigerim, lowered)
    shown = [(entry.pk, [one.pk for one in entry.asked]) for entry in entries]  # type: ignore[attr-defined]  # prefetched
    assert shown == [(one.entry_id, [one.pk]) for one in asked_of_health()]
