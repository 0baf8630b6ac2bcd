"""A task of two bodies, from the first part to the package: five people, each on their pages."""

from playwright.sync_api import FilePayload

from agencies.models import Body
from plans.models import CoExecutor, DecisionPackage, Part, Task
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader
from tests.stories import Teller, undertakings


def test_a_task_is_worked_on_together_and_closed_from_a_package(opened: Open, cast: Cast) -> None:
    teller = Teller(cast, demanding=False)
    mof = Body.objects.get(code="mof")
    task = undertakings.give(teller, co_executors=[mof], text_ru="Сверить перечень объектов")
    shared = CoExecutor.objects.get(task=task)
    page = f"/tasks/{task.pk}/"

    lead = opened("aigerim").go(page)
    lead.send("/take/").send("/remind/").reads("Those who have not answered are reminded,"
                                               " each once a day at most.")  # fmt: skip

    helper = opened("outsider").go("/").go(page)
    helper.send(f"/shares/{shared.pk}/take/").follow(f"/shares/{shared.pk}/send/")
    helper.fill(text="Сверено двенадцать объектов", letter_number="5-1/7")
    attach(helper, "перечень.txt", "двенадцать объектов").send().reads("part sent to the lead")

    part = Part.objects.get()
    lead.go(page).reads("Сверено двенадцать объектов").follow(f"/parts/{part.pk}/return/")
    lead.fill(reason="Нет адресов").send()
    helper.go(page).reads("Нет адресов").follow(f"/shares/{shared.pk}/send/")
    helper.fill(text="Сверено двенадцать объектов, адреса приложены", letter_number="5-1/9")
    attach(helper, "адреса.txt", "адреса").send()

    lead.go(page).follow("/report/").reads("Parts that go into the report")
    assert "адреса приложены" in lead.page.locator("[name=text]").input_value()
    lead.fill(letter_number="12-03/456", without_evidence="").send()
    lead.reads("Parts that went in", "адреса.txt")

    secretariat = opened("serik").go("/tasks/review/").follow(page)
    secretariat.follow("/ask/").fill(text="Сколько объектов без паспорта?").send()
    lead.go(page).follow("/questions/").fill(answer="Два").send()
    secretariat.go(page).reads("Два").follow("/accept/").fill(note="Перечень сверен").send()
    secretariat.go("/tasks/packages/new/").page.check(f"[name=take_task_{task.pk}]")
    secretariat.send()

    package = DecisionPackage.objects.get()
    chair = opened("chair").go("/tasks/decide/").go(package.get_absolute_url())
    chair.reads("Перечень сверен").fill(**{f"choice_{package.lines.get().pk}": "approve"})
    chair.fill(**{f"remark_{package.lines.get().pk}": "Снять с контроля"}).send()
    chair.reads("The decisions are recorded; the leads are told.")
    assert Task.objects.get(pk=task.pk).state == Task.State.CLOSED
    helper.go(page).reads("Снять с контроля")
    opened("governor").go(page, status=404)


def attach(reader: Reader, name: str, text: str) -> Reader:
    """Choose a file."""
    paper = FilePayload(name=name, mimeType="text/plain", buffer=text.encode())
    reader.page.set_input_files("input[type=file]", paper)
    return reader
