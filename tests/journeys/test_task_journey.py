"""Path 3: a task from the liaison to the secretariat, back, again, and to the chair."""

import datetime as dt

from playwright.sync_api import FilePayload

from agencies.models import Appointment, Body
from audit import clock
from plans.models import Evidence, Task
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader
from tests.stories import Teller, in_days, undertakings

LATE, TODAY, SOON, LATER = -12, 0, 10, 40
BEFORE = 20  # days ago, when the tasks were given that are due by now


def test_task_is_worked_on_returned_accepted_and_closed(opened: Open, cast: Cast) -> None:
    task = undertakings.give(Teller(cast, demanding=False), text_ru="Представить сводный отчёт")
    liaison = opened("aigerim").go("/")
    page = f"/tasks/{task.pk}/"
    liaison.follow(page).send("/take/").follow("/progress/")
    liaison.fill(text="Половина сделана").send().reads("Половина сделана")
    _report(liaison.go(page).follow("/report/"), "Всё сделано")

    secretariat = opened("serik").go("/").follow(page)
    secretariat.follow("/return/").fill(reason="Нет цифр").send()
    liaison.go(page).reads("Нет цифр")
    _report(liaison.follow("/report/"), "Сделано, цифры приложены")

    stranger = opened("outsider").go(page, status=404)
    evidence = Evidence.objects.filter(report__task=task).latest("pk")
    stranger.go(f"/tasks/files/{evidence.pk}/", status=404)

    secretariat.go("/tasks/review/").follow(page).follow("/accept/").send()
    chair = opened("chair").go("/").follow(page)
    chair.follow("/close/").fill(note="Снять с контроля").send()
    assert Task.objects.get(pk=task.pk).state == Task.State.CLOSED
    liaison.go(page).reads("Нет цифр", "Сделано, цифры приложены", "Снять с контроля")
    liaison.look_everywhere(page)
    _read_the_record(opened("auditor"), task)


def test_liaison_meets_tasks_by_days_left_on_the_desk_and_in_the_list(
    opened: Open, cast: Cast
) -> None:
    tell = Teller(cast, demanding=False)
    then = clock.now() - dt.timedelta(days=BEFORE)
    Appointment.objects.filter(person=cast.serik).update(starts_at=then)
    with clock.at(then):
        later, today, late, soon = (
            undertakings.give(tell, due_on=in_days(BEFORE + days))
            for days in (LATER, TODAY, LATE, SOON)
        )
    expected = [late, today, soon, later]
    said = [_left(task) for task in expected]
    liaison = opened("aigerim")
    for path in ("/", "/tasks/"):
        rows = liaison.go(path).page.locator("main table tbody tr").all_inner_texts()
        assert len(rows) == len(expected)
        for row, task, days in zip(rows, expected, said, strict=True):
            assert f"№ {task.pk}" in row
            assert days in row
    liaison.look_everywhere("/", "/tasks/")


def _left(task: Task) -> str:
    """Say in Kazakh how many days are left; a term that fell on a free day was moved before it."""
    assert task.due_on is not None
    days = (task.due_on - clock.today()).days
    if days == 0:
        return "мерзімі бүгін"
    return f"{days} күн қалды" if days > 0 else f"{-days} күнге кешіктірілді"


def _read_the_record(auditor: Reader, task: Task) -> None:
    """Find in the record who did what on the task, for which organisation, and why."""
    health, centre = (Body.objects.get(code=code).name_ru for code in ("moh", "atc"))
    liaison, secretary = ("Aigerim Nurlanova", health), ("Serik Omarov", centre)
    auditor.seek(kind="plans.Task", number=task.pk)
    auditor.finds("issued the task", *secretary)
    auditor.finds("took the task into work", *liaison)
    auditor.finds("noted progress on the task", *liaison)
    auditor.finds("reported the execution of the task", *liaison)
    auditor.finds("returned the report on the task", *secretary, "Нет цифр")
    auditor.finds("accepted the report on the task", *secretary)
    auditor.finds("closed the task", "Nurlan Abdirov", centre, "Снять с контроля")


def _report(liaison: Reader, text: str) -> None:
    liaison.fill(text=text, letter_number="12-03/456")
    paper = FilePayload(name="report.txt", mimeType="text/plain", buffer=text.encode())
    liaison.page.set_input_files("input[type=file]", paper)
    liaison.send().reads(text)
