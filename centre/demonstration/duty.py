"""The duty of the republican headquarters: three weeks of shifts, and the duty handed over."""

import datetime as dt
from functools import partial

from agencies import actions as agencies
from agencies import queries as bodies
from agencies.models import Body, Post, User
from alerts import actions
from alerts.models import Handover, HandoverLine, Replacement
from audit import clock
from centre.demonstration.stage import Stage

HEADQUARTERS = "headquarters-kz"
IN_TURN = ("daniyar@hq-kz.invalid", "kanat@hq-kz.invalid", "dauren@atc.invalid",
           "yelena.novikova@hq-kz.invalid")  # fmt: skip
DANIYAR, KANAT, DAUREN, YELENA = IN_TURN
FIRST, LAST = -10, 11
BEGINS = dt.timedelta(hours=9)
NOTES = (
    "Телефонный список обновлен, копия в сейфе. Очередной доклад областных штабов в 18:00.\n"
    "Проверить связь с дежурным Министерства транспорта: вчера отвечали со второго раза."
)
REMARK = "Не указано, кто ведет связь с областными штабами ночью."
REPLY = "Связь ночью ведет дежурный штаба; номер записан в заметках."


def plan_duty(stage: Stage) -> None:
    """Plan the roster with one replacement, one request and one gap, and two handovers."""
    day = stage.day
    stage.plan(_at(stage, FIRST - 1, 15), partial(_enter, stage))
    stage.plan(
        _at(stage, -3, 16), partial(_ask, stage, KANAT, YELENA, 3, "семейные обстоятельства")
    )
    stage.plan(_at(stage, -2, 10), partial(_grant, stage))
    stage.plan(_at(stage, -1, 16), partial(_ask, stage, DAUREN, KANAT, 4, "вызов на совещание"))
    stage.plan(_at(stage, -1, 17), partial(_leave, day(6)))
    for ago, outgoing, incoming in ((-2, DANIYAR, DANIYAR), (-1, DANIYAR, KANAT)):
        opened = _at(stage, ago, 9) - dt.timedelta(minutes=15) if ago == -1 else _at(stage, ago, 9)
        stage.plan(opened, partial(_hand_over, stage, opened, outgoing, incoming))


def _at(stage: Stage, in_days: int, hour: int) -> dt.datetime:
    return clock.midnight(stage.day(in_days)) + dt.timedelta(hours=hour)


def _house(stage: Stage) -> Body:
    return stage.bodies[HEADQUARTERS]


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _keeper(stage: Stage) -> User:
    return stage.person(HEADQUARTERS, Post.Role.HEADQUARTERS_APPROVER)


def _enter(stage: Stage) -> None:
    actions.generate_shifts(
        _house(stage),
        actor=_keeper(stage),
        people=[_person(email) for email in IN_TURN],
        starts_at=clock.midnight(stage.day(FIRST)) + BEGINS,
        hours=24,
        until=clock.midnight(stage.day(LAST)),
    )


def _ask(stage: Stage, asking: str, taking: str, in_days: int, reason: str) -> None:
    starts_at = clock.midnight(stage.day(in_days)) + BEGINS
    actions.ask_replacement(
        _house(stage),
        actor=_person(asking),
        person=_person(taking),
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=12),
        reason=reason,
    )


def _grant(stage: Stage) -> None:
    asked = Replacement.objects.get(body=_house(stage), state=Replacement.State.ASKED)
    actions.decide_replacement(asked, actor=_keeper(stage), is_granted=True)


def _leave(day: dt.date) -> None:
    """End a secondment in the middle of a shift to come: from then on nobody is on duty."""
    daniyar = _person(DANIYAR)
    administrator = User.objects.get(
        appointments__post__role=Post.Role.ADMINISTRATOR,
        appointments__post__body__code=HEADQUARTERS,
    )
    for appointment in bodies.appointments_of(daniyar):
        agencies.end_appointment(
            appointment,
            actor=administrator,
            ends_at=clock.midnight(day) + dt.timedelta(hours=14),
            reason="окончание срока прикомандирования",
        )


def _hand_over(stage: Stage, opened: dt.datetime, outgoing: str, incoming: str) -> None:
    """Open the handover; its lines are signed one after another, one of them after a remark."""
    handover = actions.open_handover(_house(stage), actor=_person(outgoing))
    lines = list(handover.lines.order_by("order"))
    moment = opened + dt.timedelta(minutes=4)
    if outgoing != incoming:
        actions.note_handover(handover, actor=_person(outgoing), notes=NOTES)
        stage.plan(moment, partial(_remark, lines[-1], outgoing, incoming))
    for number, line in enumerate(lines, start=2):
        signed = moment + number * dt.timedelta(seconds=50)
        stage.plan(signed, partial(actions.sign_line, line, actor=_person(incoming)))


def _remark(line: HandoverLine, outgoing: str, incoming: str) -> None:
    actions.refuse_line(line, actor=_person(incoming), remark=REMARK)
    line = HandoverLine.objects.select_related("handover__body").get(pk=line.pk)
    handover = Handover.objects.get(pk=line.handover_id)
    notes = f"{handover.notes}\n{REPLY}"
    actions.note_handover(handover, actor=_person(outgoing), notes=notes)
    actions.answer_remark(line, actor=_person(outgoing), reply=REPLY)
