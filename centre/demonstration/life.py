"""One task and what befalls it, each act later than the one before."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Post, User
from audit import clock
from centre.demonstration import material
from centre.demonstration.stage import Stage
from plans import actions, queries
from plans.models import ExtensionRequest, Task

LONGER = dt.timedelta(days=21)


class Life:
    """One task and the acts that befall it, each later than the one before."""

    def __init__(self, stage: Stage, task: Task, key: str) -> None:
        """Begin at the instant at which the task was issued."""
        self.stage, self.task, self.key = stage, task, key
        self.at = clock.now()
        self.step = 0
        self.due_on = task.due_on or stage.today
        self.worker = stage.reporter(task.lead.code)
        self.chair = stage.person(task.controller.code, Post.Role.CHAIR)
        self.reviewer = self._reviewer()
        self.request: ExtensionRequest | None = None
        most = 5 if task.lead.is_commission else 3
        self.writes_notes = max(material.number(key, "notes") % most - most + 3, 0)

    def on(self, day: dt.date, act: Callable[[], object]) -> None:
        """Plan the next act on a day, or soon after the previous one if that is later."""
        self.step += 1
        gap = dt.timedelta(minutes=40 + material.number(self.key, self.step) % 200)
        self.at = max(self.stage.office(day, self.key, self.step), self.at + gap)
        self.stage.plan(self.at, act)

    def after(self, days: int, act: Callable[[], object]) -> None:
        """Plan the next act some days after the previous one."""
        self.on(clock.local_date(self.at) + dt.timedelta(days=days), act)

    def span(self, most: int, *key: object) -> int:
        """Return a number of days between one and a bound, always the same for this task."""
        return 1 + material.number(self.key, *key) % most

    def worked_until(self, last: dt.date) -> None:
        """Take the task into work and note progress before a day; not everybody writes notes."""
        self.after(self.span(3, "take"), self.take)
        room = (last - clock.local_date(self.at)).days
        notes = min(self.writes_notes, max(room, 0) // 8)
        for number in range(1, notes + 1):
            day = clock.local_date(self.at) + dt.timedelta(days=max(room // (notes + 1), 2))
            self.on(day, partial(self.note, number))

    def reported_by(self, day: dt.date) -> None:
        """Work until a day and report on it; a third of the reports come out of silence."""
        if self.writes_notes or self.span(3, "silent") > 1:
            self.worked_until(day)
        self.on(day, self.report)

    def accepted_and_closed(self) -> None:
        """Let the secretariat accept, and the chair close."""
        self.after(self.span(3, "accept"), self.accept)
        self.after(self.span(5, "close"), self.close)

    def take(self) -> None:
        """Let the lead begin."""
        actions.take_into_work(self.task, actor=self.worker)

    def note(self, number: int) -> None:
        """Let the lead note how far it has come."""
        text = self._say("progress_notes", self.worker, number)
        actions.note_progress(self.task, actor=self.worker, text=text)

    def report(self) -> None:
        """Let the lead report."""
        actions.report_execution(
            self.task,
            actor=self.worker,
            text=self._say("reports", self.worker, self.step),
            letter_number=self._letter(),
            letter_on=clock.today(),
            files=[self._paper()],
            parts=queries.parts_at_hand(self.task),
        )

    def accept(self) -> None:
        """Let the secretariat find the report sufficient."""
        note = self._say("accepted", self.reviewer)
        actions.accept_report(self.task, actor=self.reviewer, note=note)

    def give_back(self) -> None:
        """Let the secretariat return the report."""
        actions.return_report(
            self.task,
            actor=self.reviewer,
            reason=self._say("return_reasons", self.reviewer),
            repeat_on=clock.today() + dt.timedelta(days=7),
        )

    def close(self) -> None:
        """Let the chair remove the task from control."""
        actions.close_task(self.task, actor=self.chair)

    def ask_for_time(self) -> None:
        """Let the lead ask for a later term."""
        self.request = actions.request_extension(
            self.task,
            actor=self.worker,
            proposed_on=self.due_on + LONGER,
            reason=self._say("extension_reasons", self.worker),
            done_so_far=self._say("progress_notes", self.worker, "so far"),
        )

    def grant(self) -> None:
        """Let the chair grant the later term."""
        if self.request:
            actions.decide_extension(self.request, actor=self.chair, grant=True)

    def refuse(self) -> None:
        """Let the chair refuse the later term."""
        if self.request:
            note = self._say("refusals", self.chair)
            actions.decide_extension(self.request, actor=self.chair, grant=False, note=note)

    def suspend(self) -> None:
        """Let the chair stop the clock of the task."""
        reason = self._say("suspensions", self.chair)
        actions.suspend_task(self.task, actor=self.chair, reason=reason)

    def _letter(self) -> str:
        series = material.number(self.key, "series") % 20 + 1
        return f"{series:02d}-{material.number(self.key, self.step) % 9000 + 1000}"

    def _say(self, kind: str, speaker: User, *key: object) -> str:
        language = "kk" if speaker.language == "kk" else "ru"
        return str(material.pick(material.read("texts")[kind], self.key, kind, *key)[language])

    def _paper(self) -> SimpleUploadedFile:
        """Return the paper that goes with a report, marked as what it is."""
        form = self.task.form_of_completion
        text = (
            "ДЕМОНСТРАЦИЯ. Ойдан шығарылған құжат. Вымышленный документ. An invented paper.\n\n"
            f"{form.name_kk} / {form.name_ru} / {form.name_en}\n"
        )
        return SimpleUploadedFile(f"{form.name_ru}.txt", text.encode())

    def _reviewer(self) -> User:
        """Return who answers a report: the secretary, or the chair where that one reported."""
        secretary = self.stage.person(self.task.controller.code, Post.Role.SECRETARY)
        return self.chair if secretary == self.worker else secretary
