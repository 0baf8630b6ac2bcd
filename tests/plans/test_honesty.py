"""What keeps a task honest: no file offered twice unseen, no wording overwritten unread."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Body, User
from audit import clock
from plans import actions, queries
from plans.models import ExecutionReport, Task
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("reads_english")
Give = Callable[..., Task]
Find = Callable[[str], Body]
Paper = Callable[..., SimpleUploadedFile]
SignedIn = Callable[[str], Client]


def report(task: Task, actor: User, *files: SimpleUploadedFile) -> ExecutionReport:
    """Report with files."""
    return actions.report_execution(
        task, actor=actor, text="x", letter_number="1", letter_on=clock.today(), files=files
    )


def test_a_file_offered_twice_is_shown_to_who_reviews(
    give: Give, cast: Cast, body: Find, paper: Paper, signed_in: SignedIn
) -> None:
    """With another task under another name, or with an earlier report on this one."""
    first, second = give(lead=body("mof")), give()
    report(first, cast.outsider, paper("old.pdf"))
    report(second, cast.aigerim, paper("new.pdf"))
    (repeat,) = queries.repeats_for(cast.serik, second)
    assert (repeat.task, repeat.evidence.name, repeat.other.name) == (first, "new.pdf", "old.pdf")
    page = signed_in("serik").get(f"/tasks/{second.pk}/accept/").content.decode()
    assert "The same file was offered before" in page
    assert "as old.pdf" in page
    for who in ("aigerim", "outsider", "auditor"):
        assert queries.repeats_for(cast[who], second) == [], who
    own = signed_in("aigerim").get(f"/tasks/{second.pk}/").content.decode()
    assert "The same file was offered before" not in own
    actions.return_report(second, actor=cast.serik, reason="x")
    report(second, cast.aigerim, paper("again.pdf"))
    kinds = [one.is_same_task for one in queries.repeats_for(cast.serik, second)]
    assert kinds == [False, True]


def test_a_part_that_was_merged_is_one_offer(
    give: Give, cast: Cast, body: Find, paper: Paper
) -> None:
    """The co-executor's file in the lead's report is not called a repetition."""
    task = give(co_executors=[body("mof")])
    part = actions.send_part(
        task.co_executors.get(), actor=cast.outsider, text="x", letter_number="1",
        letter_on=clock.today(), files=[paper()],
    )  # fmt: skip
    actions.report_execution(
        task, actor=cast.aigerim, text="x", letter_number="1", letter_on=clock.today(),
        parts=[part],
    )  # fmt: skip
    assert queries.repeats_for(cast.serik, task) == []


def test_a_stale_correction_is_refused_with_both_texts(
    give: Give, cast: Cast, signed_in: SignedIn
) -> None:
    """What was typed stays in its fields, what stands now is quoted; saved again, it replaces."""
    task = give()
    page = f"/tasks/{task.pk}/correct/"
    mine = {"text_kk": "Менің мәтінім", "text_ru": "Мой текст", "reason": "опечатка", "seen": "0"}
    assert 'name="seen" value="0"' in signed_in("serik").get(page).content.decode()
    actions.correct_task(task, actor=cast.chair, text_kk="Ақ", text_ru="Белый", reason="уточнено")
    answer = signed_in("serik").post(page, mine)
    assert answer.status_code == 422
    shown = answer.content.decode()
    for words in ("Nurlan Abdirov", "“Ақ” / “Белый”", "Мой текст", 'name="seen" value="1"'):
        assert words in shown, words
    task.refresh_from_db()
    assert task.text_ru == "Белый"
    assert signed_in("serik").post(page, {**mine, "seen": "1"}).status_code == 302
    task.refresh_from_db()
    assert task.text_ru == "Мой текст"
    olds = task.corrections.order_by("pk").values_list("old_text_ru", flat=True)
    assert list(olds) == ["Укрепить защищённость объектов здравоохранения", "Белый"]


def test_who_saw_the_last_correction_overwrites_nothing_unread(give: Give, cast: Cast) -> None:
    """The action itself refuses: a page is not the only way in."""
    task = give()
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        actions.correct_task(task, actor=cast.chair, text_kk="а", text_ru="б", reason="x", seen=0)
    with pytest.raises(ValidationError, match="Meanwhile Nurlan Abdirov"):
        actions.correct_task(task, actor=cast.serik, text_kk="в", text_ru="г", reason="x", seen=0)
    assert task.corrections.count() == 1
