"""An exercise is planned, played, answered and ended; another one only planned."""

from alerts import actions, queries
from alerts.models import ChecklistEntry, ChecklistQuestion, Exercise
from tests.alerts.playing import plan_of
from tests.stories import Teller


def tell(tell: Teller) -> None:
    """Call every action on exercises."""
    cast, headquarters = tell.cast, tell.body("headquarters-kz")
    exercise = tell(actions.plan_exercise, headquarters, actor=cast.dauren, plan=plan_of())
    changed = plan_of(scenario="A parcel was left at the airport.")
    tell(actions.change_exercise, exercise, actor=cast.dauren, plan=changed)
    bodies = [tell.body("moh"), tell.body("commission-75")]
    tell(actions.choose_participants, exercise, actor=cast.dauren, bodies=bodies)
    tell(
        actions.name_participants,
        exercise,
        tell.body("moh"),
        actor=cast.dauren,
        people=[cast.aigerim],
    )
    level = tell(
        actions.inject_level,
        exercise,
        actor=cast.dauren,
        territories=[tell.territory("75")],
        level=1,
    )
    digest = queries.effect_of_decision(level).digest
    level = tell(actions.send_exercise_level, level, actor=cast.saule, digest=digest)
    entry = ChecklistEntry.exercises.filter(body=tell.body("moh")).earliest("pk")
    tell(actions.tick_exercise_line, entry, actor=cast.aigerim)
    _all_clear(tell, level.exercise)
    tell(actions.end_exercise, level.exercise, actor=cast.dauren)
    tell(actions.plan_exercise, headquarters, actor=cast.dauren, plan=plan_of())


def _all_clear(tell: Teller, exercise: Exercise | None) -> None:
    """Play the all-clear, and say what becomes of a line of the commission of Almaty."""
    assert exercise is not None
    cast, almaty = tell.cast, tell.territory("75")
    clear = tell(actions.inject_level, exercise, actor=cast.dauren, territories=[almaty], level=0)
    digest = queries.effect_of_decision(clear).digest
    tell(actions.send_exercise_level, clear, actor=cast.saule, digest=digest)
    commission = tell.body("commission-75")
    question = ChecklistQuestion.exercises.filter(entry__body=commission).earliest("pk")
    tell(actions.answer_exercise_line, question, actor=cast.governor, answer="keep")
