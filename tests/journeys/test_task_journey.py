"""Path 3: a task from the liaison to the secretariat, back, again, and to the chair."""

from playwright.sync_api import FilePayload

from plans.models import Evidence, Task
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader
from tests.stories import Teller, undertakings


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


def _report(liaison: Reader, text: str) -> None:
    liaison.fill(text=text, letter_number="12-03/456")
    paper = FilePayload(name="report.txt", mimeType="text/plain", buffer=text.encode())
    liaison.page.set_input_files("input[type=file]", paper)
    liaison.send().reads(text)
