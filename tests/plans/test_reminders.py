"""What the system says by itself of tasks: on fixed days, to the right people, once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from agencies import actions as agencies
from agencies.models import Body, User
from audit import clock
from notices.models import Notice
from plans import actions, reminders
from plans.models import Digest, Reminder, Task
from plans.reminders.terms import _owed, _remind, _waiting
from tests.cast import Cast

Give = Callable[..., Task]
Find = Callable[[str], Body]
MONDAY = dt.date(2027, 11, 1)
DUE_ON = dt.date(2027, 11, 24)  # a Wednesday


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    """Return an hour of a day where the institution sits."""
    return dt.datetime.combine(day, dt.time(hour), tzinfo=clock.zone())


def remind(day: dt.date, hour: int = 10) -> list[str]:
    """Let a day come, and return whom the system reminded on it."""
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with clock.at(at(day, hour)):
        reminders.remind_of_terms()
    told = Notice.objects.filter(pk__gt=last).values_list("addressees__person__full_name", "pk")
    return sorted(name for name, _pk in told)


@pytest.fixture
def task(give: Give) -> Task:
    """A task of the Ministry of Health, due on a Wednesday."""
    with clock.at(at(MONDAY)):
        return give(due_on=DUE_ON)


def days(number: int) -> dt.date:
    """Return a day so far from the term."""
    return DUE_ON + dt.timedelta(days=number)


def test_reminders_fall_on_fixed_days_and_climb(task: Task) -> None:
    """Before the term the liaison; after it the fallback contact, the head, the secretariat.

    The Ministry has neither a deputy nor a duty officer: its head stands in for them.
    """
    aigerim, bolat, serik = "Aigerim Nurlanova", "Bolat Seitkali", "Serik Omarov"
    assert remind(days(-12)) == []
    assert remind(days(-9)) == [aigerim], "the tenth day before the term was a Sunday"
    assert remind(days(-8)) == []
    assert remind(days(-2)) == [aigerim]
    assert remind(days(2)) == [], "five days of rest are not over"
    assert remind(days(5)) == [aigerim]
    assert remind(days(14)) == [aigerim, bolat]
    assert remind(days(28)) == [aigerim, bolat, serik]
    assert remind(days(60)) == []
    steps = Reminder.objects.filter(person__full_name=aigerim).order_by("pk")
    assert list(steps.values_list("step", flat=True)) == [-10, -3, 2, 14, 28]


def test_nobody_is_reminded_by_night_or_on_a_day_of_rest(task: Task) -> None:
    """From nine o'clock of a working day on."""
    assert remind(days(-9), hour=8) == []
    assert remind(dt.date(2027, 11, 14)) == [], "a Sunday"
    assert remind(days(-9), hour=9) == ["Aigerim Nurlanova"]


def test_never_twice_in_five_days_and_nothing_is_forgotten(give: Give, task: Task) -> None:
    """What fell into the rest goes into the next reminder, with everything else in one notice."""
    with clock.at(at(MONDAY)):
        other = give(due_on=days(2))
    assert remind(days(-9)) == ["Aigerim Nurlanova"]
    assert remind(days(-8)) == [], "the other task's tenth day falls into the rest"
    assert remind(days(-5)) == []
    assert remind(days(-2)) == ["Aigerim Nurlanova"]
    told = Reminder.objects.filter(notice=Notice.objects.latest("pk")).order_by("task")
    assert list(told.values_list("task", "step")) == [(task.pk, -3), (other.pk, -10)]
    words = Notice.objects.latest("pk").wordings.get(language="en")
    assert words.subject == "Reminder: 2 tasks, nearest term: 24 November 2027"
    assert words.body.index(f"No. {task.pk}") < words.body.index(f"No. {other.pk}")


def test_what_is_reported_suspended_or_moved_is_left_in_peace(
    give: Give, cast: Cast, task: Task
) -> None:
    """The clock asks what is owed today; a moved term is a new term with days of its own."""
    with clock.at(at(MONDAY)):
        actions.report_execution(
            task, actor=cast.aigerim, text="x", letter_number="1", letter_on=clock.today(),
            without_evidence="x",
        )  # fmt: skip
        actions.suspend_task(give(due_on=DUE_ON), actor=cast.chair, reason="x")
    assert remind(days(-2)) == []
    with clock.at(at(MONDAY)):
        actions.return_report(task, actor=cast.serik, reason="x")
    assert remind(days(-2)) == ["Aigerim Nurlanova"]


def test_a_co_executor_is_reminded_of_its_inner_date(give: Give, body: Find) -> None:
    """Its liaison, of its own date; the lead of the term."""
    with clock.at(at(MONDAY)):
        shared = give(due_on=DUE_ON, co_executors=[body("mof")]).co_executors.get()
    assert shared.inner_due_on == dt.date(2027, 11, 17)
    assert remind(dt.date(2027, 11, 8)) == ["Oksana Kim"]
    notice = Notice.objects.latest("pk")
    subject = notice.wordings.get(language="en").subject
    assert subject == "Reminder: 1 task, term: 17 November 2027"
    assert "Part of task No." in notice.wordings.get(language="en").body


def test_two_silent_parts_reach_the_secretariat_once(give: Give, body: Find) -> None:
    """The same task, date and day: one reminder, however many parts are missing."""
    with clock.at(at(MONDAY)):
        give(due_on=DUE_ON, co_executors=[body("mof"), body("mia")])
    remind(dt.date(2027, 11, 17) + dt.timedelta(days=28))
    serik = Reminder.objects.filter(person__full_name="Serik Omarov", step=28)
    assert serik.count() == 1


def test_without_a_liaison_the_next_one_is_told(give: Give, cast: Cast) -> None:
    """The ladder has no gap: with neither liaison nor head the secretariat hears of it."""
    with clock.at(at(MONDAY)):
        give(due_on=DUE_ON)
    for person in (cast.aigerim, cast.head_of_health):
        agencies.end_appointment(person.appointments.get(), actor=cast.administrator)
        remaining = remind(days(-9 if person == cast.aigerim else -2))
        expected = "Bolat Seitkali" if person == cast.aigerim else "Serik Omarov"
        assert remaining == [expected]


def test_killed_half_way_nobody_is_forgotten_or_told_twice(
    give: Give, body: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run dies after the first person; the next run tells the others alone."""
    with clock.at(at(MONDAY)):
        give(due_on=DUE_ON)
        give(due_on=DUE_ON, lead=body("mof"))
    done: list[int] = []

    def dying(person: int, lines: object) -> int:
        if done:
            raise KeyboardInterrupt
        done.append(person)
        return _remind(person, lines)  # type: ignore[arg-type]

    monkeypatch.setattr("plans.reminders.terms._remind", dying)
    with pytest.raises(KeyboardInterrupt):
        remind(days(-9))
    assert Reminder.objects.count() == 1
    monkeypatch.undo()
    first = Reminder.objects.get().person.full_name
    second = remind(days(-9))
    assert {first, *second} == {"Aigerim Nurlanova", "Oksana Kim"}
    assert remind(days(-9)) == []
    assert Reminder.objects.count() == 2


def test_two_workers_at_once_tell_once(task: Task) -> None:
    """Both saw the same list; whoever comes second finds it done."""
    with clock.at(at(days(-9))):
        waiting = _waiting(list(_owed(clock.today())))
        assert [_remind(who, lines) for who, lines in waiting.items() for _turn in "ab"] == [1, 0]
    assert Reminder.objects.count() == 1


def test_the_page_of_a_task_names_who_was_reminded(
    task: Task, signed_in: Callable[[str], Client], cast: Cast
) -> None:
    """With the day, before or after the term."""
    User.objects.update(language="en")
    remind(days(-9))
    page = signed_in("serik").get(f"/tasks/{task.pk}/").content.decode()
    assert "1 reminder" in page
    assert "10 days before the term" in page


def send(day: dt.date) -> dict[str, str]:
    """Let a day come, and return the subject of each digest by its reader."""
    known = set(Digest.objects.values_list("pk", flat=True))
    with clock.at(at(day)):
        reminders.send_digests()
    return {
        one.person.full_name: one.notice.wordings.get(language="en").subject
        for one in Digest.objects.exclude(pk__in=known)
    }


def test_each_role_gets_its_digest_once_a_week_on_its_day(task: Task) -> None:
    """Liaison and secretariat on Monday, heads on Friday; who has nothing hears nothing."""
    monday, friday = dt.date(2027, 11, 22), dt.date(2027, 11, 26)
    assert send(monday) == {
        "Aigerim Nurlanova": "The week ahead: your tasks",
        "Serik Omarov": "The week ahead: tasks under control",
    }
    assert send(monday) == {}
    assert send(friday) == {
        "Bolat Seitkali": "The week in numbers: tasks",
        "Nurlan Abdirov": "The week in numbers: tasks",
    }
    assert send(friday) == {}
    chair = Digest.objects.get(person__full_name="Nurlan Abdirov")
    body = chair.notice.wordings.get(language="en").body
    assert "open: 1\noverdue: 1" in body
    assert "Late by organisation: " in body
    assert f"Task No. {task.pk}, term: 24 November 2027, late by 2 days" in body
    assert send(dt.date(2027, 11, 30)).keys() == {"Aigerim Nurlanova", "Serik Omarov"}


def test_a_reminder_speaks_every_language(task: Task) -> None:
    """The wording of the task in kk for kk and in ru for ru."""
    remind(days(-9))
    words = {one.language: one for one in Notice.objects.latest("pk").wordings.all()}
    assert words["kk"].subject == "Еске салу: 1 тапсырма, мерзімі: 2027 жылғы 24 қараша"
    assert words["ru"].subject == "Напоминание: 1 поручение, срок: 24 ноября 2027 г."
    assert task.text_kk in words["kk"].body
    assert task.text_ru in words["ru"].body
