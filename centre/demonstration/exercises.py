"""Exercises of the year: one of the spring, one of this month, and one that is still to come."""

import datetime as dt
from functools import partial

from agencies.models import Post, Territory, User
from alerts import actions, queries
from alerts.actions import ExercisePlan
from alerts.models import AddressedBody, Exercise, Level, LevelDecision
from audit import clock
from centre.demonstration import answering
from centre.demonstration.stage import Stage

HEADQUARTERS = "headquarters-kz"
TAKING_PART = ("mia", "mod", "mes", "moh", "mtc", "commission-75", "commission-71")
PLACE = "75"
MINUTES = dt.timedelta(minutes=1)
SPRING = (
    "Көктем",
    "Весна",
    "На вокзале оставлен предмет без владельца. Проверяется, за какое время организации "
    "подтверждают получение и кто остается без связи.",
)
AUTUMN = (
    "Күз",
    "Осень",
    "Поступили сведения о минировании торгового центра. Уровень повышается, затем снимается; "
    "проверяются нормы ответа и контрольные листы.",
)
WINTER = (
    "Қыс",
    "Зима",
    "Отключение электроэнергии на объекте, уязвимом в террористическом отношении.",
)
# Minutes after which each organisation in turn answers; 0 is silence.
SLOWLY, QUICKLY = (12, 95, 31, 0, 48, 75, 22), (4, 9, 17, 26, 8, 0, 12)


def plan_exercises(stage: Stage) -> None:
    """Plan the two exercises that were played and the one that waits."""
    spring = stage.office(stage.day(-190), "exercise of spring")
    autumn = stage.office(stage.day(-16), "exercise of autumn")
    stage.plan(spring, partial(_begin, stage, SPRING, SLOWLY, (Level.YELLOW,)))
    stage.plan(autumn, partial(_begin, stage, AUTUMN, QUICKLY, (Level.YELLOW, Level.ORANGE)))
    stage.plan(stage.office(stage.day(-2), "exercise of winter"), partial(_prepare, stage, WINTER))


def _officer(stage: Stage) -> User:
    return stage.person("atc", Post.Role.DUTY_OFFICER)


def _approver(stage: Stage) -> User:
    return stage.person(HEADQUARTERS, Post.Role.HEADQUARTERS_APPROVER)


def _prepare(
    stage: Stage, words: tuple[str, str, str], starts_at: dt.datetime | None = None
) -> Exercise:
    begins = starts_at or stage.office(stage.day(9), "exercise to come")
    name_kk, name_ru, scenario = words
    plan = ExercisePlan(name_kk, name_ru, scenario, begins, begins + dt.timedelta(hours=3))
    officer = _officer(stage)
    exercise = actions.plan_exercise(stage.bodies[HEADQUARTERS], actor=officer, plan=plan)
    chosen = [stage.bodies[code] for code in TAKING_PART if code in stage.bodies]
    return actions.choose_participants(exercise, actor=officer, bodies=chosen)


def _begin(
    stage: Stage,
    words: tuple[str, str, str],
    minutes: tuple[int, ...],
    levels: tuple[Level, ...],
) -> None:
    begins = clock.now()
    exercise = _prepare(stage, words, begins)
    for number, level in enumerate(levels):
        proposed = begins + (50 * number + 1) * MINUTES
        stage.plan(proposed, partial(_inject, stage, exercise, level))
        stage.plan(proposed + 4 * MINUTES, partial(_send, stage, exercise, minutes))
    ends = begins + 150 * MINUTES
    stage.plan(ends, partial(actions.end_exercise, exercise, actor=_officer(stage)))


def _inject(stage: Stage, exercise: Exercise, level: Level) -> None:
    actions.inject_level(
        exercise,
        actor=_officer(stage),
        territories=[Territory.objects.get(code=PLACE)],
        level=int(level),
        told={"kk": "Сценарийдің кезекті қадамы.", "ru": "Очередной шаг сценария."},
    )


def _send(stage: Stage, exercise: Exercise, minutes: tuple[int, ...]) -> None:
    waiting = LevelDecision.exercises.filter(exercise=exercise, state="proposed")
    decision = waiting.latest("pk")
    digest = queries.effect_of_decision(decision).digest
    decision = actions.send_exercise_level(decision, actor=_approver(stage), digest=digest)
    assert decision.published_at is not None  # noqa: S101 - it was published just now
    asked = AddressedBody.exercises.filter(decision=decision).select_related("body", "notice")
    for addressed, after in zip(asked.order_by("body__order", "body_id"), minutes, strict=False):
        person = answering.spokesperson(addressed.body)
        if person is not None and after:
            instant = decision.published_at + after * MINUTES
            stage.plan(instant, partial(_answer, addressed, person))


def _answer(addressed: AddressedBody, person: User) -> None:
    addressed.notice.refresh_from_db()
    if addressed.notice.closed_at is None:
        actions.answer_notice(addressed.notice, addressed.body, actor=person, state="accepted")
