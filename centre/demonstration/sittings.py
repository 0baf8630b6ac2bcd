"""The meetings: called, held, written down, decided, approved, and their tasks given."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from agencies.models import Body, Post, User
from audit import clock
from centre.demonstration import lives, material, rounds, words
from centre.demonstration.engaging import FOUNDED_ON
from centre.demonstration.stage import Stage
from meetings import actions
from meetings.actions.agenda import ItemText
from meetings.models import AgendaItem, Attendance, Decision, Meeting
from plans.models import FormOfCompletion

TEN = dt.timedelta(hours=10)
CALLED_DAYS_BEFORE = 12
OPENED_BEFORE = dt.timedelta(days=20)  # an agenda further ahead is still being built
AWAY = ("служебная командировка", "болезнь", "заседание Правительства")
ACT = "Указ Президента Республики Казахстан от 24 июня 2013 года № 588"
COMMISSION_ACT = "постановление акимата"


@dataclass(frozen=True)
class Sitting:
    """One meeting as it is going to be: whose, when, with which questions."""

    body: Body
    day: dt.date
    agenda: list[dict[str, Any]]
    key: str
    kind: str = Meeting.Kind.REGULAR
    ends: str = "approved"  # or "submitted", "draft", "round": how far its protocol has come


def plan_seats(stage: Stage) -> None:
    """Give the seats of the Centre when it is founded, those of the commissions a year ago."""
    founded = clock.midnight(FOUNDED_ON) + TEN
    stage.plan(founded, lambda: _seat_the_centre(stage))
    for body in _commissions(stage):
        stage.plan(
            stage.office(stage.day(-360), "seats", body.code),
            partial(_seat_a_commission, stage, body),
        )


def plan_sittings(stage: Stage) -> None:
    """Plan every meeting: the first one of 2013, then the Centre's and the commissions' year."""
    for sitting in _sittings(stage):
        _plan(stage, sitting)


def _sittings(stage: Stage) -> Iterator[Sitting]:
    papers = material.read("meetings")
    first, centre = papers["first"], stage.bodies["atc"]
    yield Sitting(centre, dt.date.fromisoformat(first["date"]), first["agenda"], "first")
    for row in papers["centre"]:
        day = _working(stage.day(row["in_days"]))
        ends = "approved" if row["in_days"] < -14 else "submitted"
        kind = row.get("kind", Meeting.Kind.REGULAR)
        yield Sitting(centre, day, row["agenda"], f"centre {row['in_days']}", kind, ends)
    pool = papers["commissions"]["pool"]
    for order, body in enumerate(_commissions(stage)):
        for turn, in_days in enumerate(papers["commissions"]["in_days"]):
            day = _working(stage.day(in_days + (order * 5) % 23))
            first, second = (pool[(order + turn * 2 + number) % len(pool)] for number in range(2))
            agenda = [first, {**second, "task": None}]
            kind = Meeting.Kind.VISITING if (order + turn) % 5 == 3 else Meeting.Kind.REGULAR
            last = ("approved", "submitted", "draft", "approved", "submitted", "round")
            ends = last[order % 6] if turn == 3 else "approved"
            yield Sitting(body, day, agenda, f"{body.code} {in_days}", kind, ends)


def _working(day: dt.date) -> dt.date:
    while day.weekday() >= 5:
        day -= dt.timedelta(days=1)
    return day


def _commissions(stage: Stage) -> list[Body]:
    found = [one for one in stage.bodies.values() if one.kind == Body.Kind.UNIT_COMMISSION]
    return sorted(found, key=lambda body: body.code)


def _seat_the_centre(stage: Stage) -> None:
    serik = stage.person("atc", Post.Role.SECRETARY)
    actions.compose_body(stage.bodies["atc"], actor=serik, valid_from=FOUNDED_ON, act=ACT)


def _seat_a_commission(stage: Stage, body: Body) -> None:
    secretary, today = stage.person(body.code, Post.Role.SECRETARY), clock.today()
    for role in (Post.Role.CHAIR, Post.Role.MEMBER, Post.Role.SECRETARY):
        holder = stage.person(body.code, role)
        titles = _titles(holder)
        actions.add_seat(
            body,
            actor=secretary,
            valid_from=today,
            holder=holder,
            title=titles,
            act=COMMISSION_ACT,
        )
    actions.compose_body(body, actor=secretary, valid_from=today, act=COMMISSION_ACT)


def _titles(holder: User) -> tuple[str, str, str]:
    positions = next(one.positions for one in material.members() if one.email == holder.email)
    return positions["kk"], positions["ru"], positions["en"]


def _plan(stage: Stage, sitting: Sitting) -> None:
    begins = clock.midnight(sitting.day) + TEN
    called = min(begins, stage.ends_at) - dt.timedelta(days=CALLED_DAYS_BEFORE)
    earliest = clock.midnight(FOUNDED_ON) + TEN + dt.timedelta(hours=2)
    play = Play(stage, sitting, begins)
    stage.plan(max(stage.office(clock.local_date(called), sitting.key), earliest), play.call)
    stage.plan(begins + dt.timedelta(minutes=5), play.hold)
    stage.plan(begins + dt.timedelta(hours=2), play.write)
    stage.plan(begins + dt.timedelta(hours=5), play.assign)
    rounds.plan_round(play)
    if sitting.ends in ("approved", "submitted"):
        stage.plan(stage.office(sitting.day + dt.timedelta(days=3), sitting.key), play.submit)
    if sitting.ends == "approved":
        stage.plan(stage.office(sitting.day + dt.timedelta(days=6), sitting.key), play.approve)


class Play:
    """One meeting from its call to its approved protocol."""

    def __init__(self, stage: Stage, sitting: Sitting, begins: dt.datetime) -> None:
        """Name those who run it; nothing has happened yet."""
        self.stage, self.sitting, self.begins = stage, sitting, begins
        self.secretary = stage.person(sitting.body.code, Post.Role.SECRETARY)
        self.chair = stage.person(sitting.body.code, Post.Role.CHAIR)
        self.meeting = Meeting()
        self.decisions: list[Decision] = []

    def call(self) -> None:
        """Schedule the meeting, build its agenda and open it to those invited."""
        papers = material.read("meetings")
        is_centre = self.sitting.body.kind == Body.Kind.CENTRE
        place = papers["places"]["centre" if is_centre else "commission"]
        self.meeting = actions.schedule_meeting(
            self.sitting.body,
            actor=self.secretary,
            starts_at=self.begins,
            place_kk=place["kk"],
            place_ru=place["ru"],
            kind=self.sitting.kind,
        )
        for row in self.sitting.agenda:
            actions.add_item(self.meeting, actor=self.secretary, text=self._item(row))
        if is_centre and self.begins > self.stage.ends_at:
            rounds.bring_materials(self)
        if self.begins < self.stage.ends_at + OPENED_BEFORE:
            self.meeting = actions.open_agenda(self.meeting, actor=self.secretary)
        if is_centre and self.begins > self.stage.ends_at:
            rounds.plan_answers(self.stage, self.meeting, clock.now())

    def hold(self) -> None:
        """Mark every seat and declare the meeting held."""
        rows = list(self.meeting.attendances.select_related("seat__holder", "seat__member"))
        marks = [self._mark(row) for row in rows]
        actions.mark_attendance(self.meeting, actor=self.secretary, marks=marks)
        self.meeting = actions.hold_meeting(self.meeting, actor=self.secretary, chair=self.chair)

    def write(self) -> None:
        """Write the minutes of every question and enter what was decided."""
        items = self.meeting.items.select_related("meeting__body").order_by("position")
        for item, row in zip(items, self.sitting.agenda, strict=True):
            said = {**_texts("heard", row["heard"]), **_texts("decided", row["decided"])}
            actions.record_minutes(item, actor=self.secretary, version=0, texts=said)
            self._decide(item, row)

    def assign(self) -> None:
        """Make tasks of the decisions, and let their lives begin."""
        for decision in self.decisions:
            task = actions.assign_decision(decision, actor=self.secretary)
            lives.begin(self.stage, task, f"{self.sitting.key} {decision.label}")

    def submit(self) -> None:
        """Put the protocol before the chair."""
        actions.submit_protocol(self.meeting, actor=self.secretary)

    def approve(self) -> None:
        """Let the chair approve and number the protocol."""
        actions.approve_protocol(self.meeting, actor=self.chair)

    def _item(self, row: dict[str, Any]) -> ItemText:
        speaker_kk, speaker_ru = self._speaker(row)
        return ItemText(row["title"]["kk"], row["title"]["ru"], speaker_kk, speaker_ru)

    def _speaker(self, row: dict[str, Any]) -> tuple[str, str]:
        if row["speaker"]:
            body = self.stage.bodies[row["speaker"]]
            return body.name_kk, body.name_ru
        known = material.read("meetings")["speakers"]["unit"]
        speaker = material.pick(known, self.sitting.key, row["title"]["ru"])
        return speaker["kk"], speaker["ru"]

    def _mark(self, row: Attendance) -> actions.Mark:
        luck = material.number(self.sitting.key, row.seat_id) % 17
        if row.seat.member is None:
            holder = row.seat.holder
            name = holder.full_name if holder else ""
            return actions.Mark(row.pk, Attendance.State.PRESENT, name, row.seat.title_ru)
        if luck == 0:
            reason = material.pick(list(AWAY), self.sitting.key, row.seat_id)
            return actions.Mark(row.pk, Attendance.State.ABSENT, reason=reason)
        code, substitutes = row.seat.member.code, luck in (1, 2)
        seconds = (Post.Role.LIAISON, Post.Role.SECRETARY)
        firsts = (Post.Role.HEAD, Post.Role.CHAIR)
        who = self.stage.person(code, *(seconds if substitutes else firsts))
        state = Attendance.State.SUBSTITUTE if substitutes else Attendance.State.PRESENT
        return actions.Mark(row.pk, state, who.full_name, who.position)

    def _decide(self, item: AgendaItem, row: dict[str, Any]) -> None:
        statement = actions.DecisionText(
            row["decided"]["kk"], row["decided"]["ru"], kind=Decision.Kind.STATEMENT
        )
        actions.enter_decision(item, actor=self.secretary, text=statement)
        given = row.get("task")
        if not given:
            return
        due_on = self.sitting.day + dt.timedelta(days=given["due_after_days"])
        text = actions.DecisionText(
            given["text"]["kk"],
            given["text"]["ru"],
            lead=self._lead(given["lead"]),
            term_kk=words.until_kk(due_on),
            term_ru=words.until_ru(due_on),
            form_of_completion=FormOfCompletion.objects.get(code=given["form"]),
        )
        others = [self.stage.bodies[code] for code in given["co_executors"]]
        decision = actions.enter_decision(
            item, actor=self.secretary, text=text, co_executors=others
        )
        self.decisions.append(decision)
        if self.sitting.key == "centre -6" and len(self.decisions) == 1:
            rounds.note_a_dissent(self, decision)

    def _lead(self, code: str) -> Body:
        """Return who carries a decision out: a district commission where a unit has one."""
        if code != "self":
            return self.stage.bodies[code]
        own = f"{self.sitting.body.code}-"
        districts = [body for name, body in self.stage.bodies.items() if name.startswith(own)]
        if not districts:
            return self.sitting.body
        found: Body = material.pick(districts, self.sitting.key)
        return found


def _texts(field: str, said: dict[str, str]) -> dict[str, str]:
    return {f"{field}_{language}": text for language, text in said.items()}
