"""Co-executors: each sends its part before the inner date, some late, some not at all."""

import datetime as dt
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from audit import clock
from centre.demonstration import material
from centre.demonstration.stage import Stage
from plans import actions
from plans.models import CoExecutor, Task

SILENT = 6  # every so many a co-executor forgets its part
PAPER = (
    "ДЕМОНСТРАЦИЯ. Ойдан шығарылған құжат. Вымышленный документ. An invented paper.\n\n"
    "Бірлесіп орындаушының бөлігі / Часть соисполнителя / A part of a co-executor\n"
)


def plan_parts(stage: Stage, task: Task, key: str) -> None:
    """Plan when each co-executor of a task takes its part up and sends it to the lead."""
    for shared in task.co_executors.select_related("body"):
        chance = material.number(key, shared.body.code, "part")
        if shared.inner_due_on is None or chance % SILENT == 0:
            continue
        day = shared.inner_due_on + dt.timedelta(days=3 - chance % 9)
        took = stage.office(day - dt.timedelta(days=6), key, shared.body.code, "take")
        took = max(took, clock.now() + dt.timedelta(hours=2))
        stage.plan(took, partial(_take, stage, shared))
        sent = stage.office(day, key, shared.body.code, "send")
        sent = max(sent, took + dt.timedelta(hours=3))
        stage.plan(sent, partial(_send, stage, shared, key))


def _take(stage: Stage, shared: CoExecutor) -> None:
    shared = _again(shared)
    if shared.task.is_owed and shared.state == CoExecutor.State.ASKED:
        actions.take_part(shared, actor=stage.reporter(shared.body.code))


def _send(stage: Stage, shared: CoExecutor, key: str) -> None:
    shared = _again(shared)
    if not shared.task.is_owed or shared.task.is_suspended or not shared.is_owed:
        return
    sender = stage.reporter(shared.body.code)
    language = "kk" if sender.language == "kk" else "ru"
    words = material.pick(material.read("texts")["progress_notes"], key, shared.body.code)
    number = material.number(key, shared.body.code, "letter") % 9000 + 1000
    actions.send_part(
        shared,
        actor=sender,
        text=str(words[language]),
        letter_number=f"03-{number}",
        letter_on=clock.today(),
        files=[SimpleUploadedFile("часть соисполнителя.txt", PAPER.encode())],
    )


def _again(shared: CoExecutor) -> CoExecutor:
    return CoExecutor.objects.select_related("task", "body").get(pk=shared.pk)
