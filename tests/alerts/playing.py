"""Exercises of the tests, played through the product's own actions."""

import datetime as dt
from collections.abc import Iterable

from agencies.models import Body, Territory, User
from alerts import actions, queries
from alerts.actions import ExercisePlan
from alerts.models import Exercise, LevelDecision
from audit import clock
from tests import cast as casting
from tests import matrix

Cast = casting.Cast | matrix.Cast
# Words that stand in every text of the exercise and nowhere else in the house.
SECRET = "ZHETISU-WIND"
NAME_KK, NAME_RU = f"«Жел» {SECRET}", f"«Ветер» {SECRET}"
TAKING_PART = ("moh", "commission-75")


def plan_of(**changes: object) -> ExercisePlan:
    """Return a plan for three hours from now on."""
    facts = {
        "name_kk": NAME_KK,
        "name_ru": NAME_RU,
        "scenario": f"{SECRET}: an object was left at the station.",
        "starts_at": clock.now(),
        "ends_at": clock.now() + dt.timedelta(hours=3),
    }
    return ExercisePlan(**facts | changes)  # type: ignore[arg-type]  # a test changes what it will


def planned(
    cast: Cast, *, bodies: Iterable[str] = TAKING_PART, code: str = "headquarters-kz"
) -> Exercise:
    """Plan an exercise as Dauren and choose who takes part."""
    headquarters = Body.objects.get(code=code)
    exercise = actions.plan_exercise(headquarters, actor=cast.dauren, plan=plan_of())
    chosen = Body.objects.filter(code__in=list(bodies))
    return actions.choose_participants(exercise, actor=cast.dauren, bodies=chosen)


def injected(
    cast: Cast, exercise: Exercise, *, level: int = 1, codes: Iterable[str] = ("75",)
) -> LevelDecision:
    """Lay a level of the exercise before another person, as Dauren."""
    return actions.inject_level(
        exercise,
        actor=cast.dauren,
        territories=list(Territory.objects.filter(code__in=list(codes)).order_by("code")),
        level=level,
        told={"kk": f"{SECRET} мәтіні", "ru": f"{SECRET} текст"},
    )


def sent(cast: Cast, decision: LevelDecision) -> LevelDecision:
    """Send a level of the exercise as Saule, with what she was shown."""
    digest = queries.effect_of_decision(decision).digest
    return actions.send_exercise_level(
        decision, actor=cast.saule, digest=digest, typed_word="exercise"
    )


def running(cast: Cast, *, level: int = 1, bodies: Iterable[str] = TAKING_PART) -> LevelDecision:
    """Return the first level of an exercise that is under way."""
    return sent(cast, injected(cast, planned(cast, bodies=bodies), level=level))


def answered(
    decision: LevelDecision, person: User, body: str, state: str = "accepted", reason: str = ""
) -> None:
    """Answer a level of the exercise for a body."""
    assert decision.notice is not None
    actions.answer_notice(
        decision.notice, Body.objects.get(code=body), actor=person, state=state, reason=reason
    )


def whole(cast: Cast) -> Exercise:
    """Play an exercise with everything in it: sent, answered, ticked, raised, one still open."""
    actions.adopt_checklist(
        1, [("", f"{SECRET} бір", f"{SECRET} один", f"{SECRET} one")], actor=None
    )
    first = running(cast)
    answered(first, cast.aigerim, "moh")
    for entry in queries.exercise_checklist_of(cast.aigerim, first):
        actions.tick_exercise_line(entry, actor=cast.aigerim, note=SECRET)
    assert first.exercise is not None
    second = sent(cast, injected(cast, first.exercise, level=3))
    answered(second, cast.governor, "commission-75", "cannot", f"{SECRET} cannot")
    injected(cast, first.exercise, level=1)
    return Exercise.objects.get(pk=first.exercise.pk)
