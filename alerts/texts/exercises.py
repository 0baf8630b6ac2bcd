"""The words of an exercise: every text says first that it is one; the end is told to all."""

from collections.abc import Sequence

from agencies.templatetags.speech import say_instant
from alerts.models import Exercise
from alerts.texts.drafting import draft_texts
from alerts.texts.papers import LANGUAGES, ActSpec
from audit import clock
from notices.texts import EXERCISE, NoticeText

OPENINGS = {
    "kk": "{word} «{name}». Төмендегі мәтін оқу-жаттығу барысында ғана қолданылады; "
    "террористік қауіптіліктің нақты деңгейлері өзгермейді.",
    "ru": "{word} «{name}». Текст ниже действует только в ходе учения; "
    "действующие уровни террористической опасности не меняются.",
    "en": "{word} {number}. The text below holds within the exercise alone; "
    "no real level of terrorist threat changes.",
}
ENDED_SUBJECTS = {
    "kk": "«{name}» оқу-жаттығуы аяқталды",
    "ru": "Учение «{name}» окончено",
    "en": "Exercise {number} has ended",
}
ENDED_BODIES = {
    "kk": "«{name}» оқу-жаттығуы аяқталды: {at}. Оқу-жаттығу барысында хабарланғанның бәрі "
    "бұдан былай қолданылмайды, ештеңеге жауап беру қажет емес. Террористік қауіптіліктің нақты "
    "деңгейлері өзгерген жоқ. Қатысқаныңыз үшін рақмет.",
    "ru": "Учение «{name}» окончено: {at}. Все, что сообщалось в ходе учения, больше не "
    "действует, отвечать ни на что не нужно. Действующие уровни террористической опасности "
    "не менялись. Благодарим за участие.",
    "en": "Exercise {number} has ended: {at}. Nothing that was said within the exercise holds "
    "any more, and nothing is to be answered. No real level of terrorist threat has changed. "
    "Thank you for taking part.",
}


def exercise_texts(
    exercise: Exercise, acts: Sequence[ActSpec], told: dict[str, str]
) -> dict[str, str]:
    """Return the texts of a level of an exercise: the mark, the inject, and what is decided."""
    body = exercise.headquarters
    drafted = draft_texts(acts, body.name_kk or body.name_ru, body.name_ru)
    return {
        language: "\n\n".join(
            part
            for part in (
                OPENINGS[language].format(**_names(exercise, language)),
                told.get(language, "").strip(),
                drafted[language],
            )
            if part
        )
        for language in LANGUAGES
    }


def ending_texts(exercise: Exercise) -> dict[str, NoticeText]:
    """Return what every participant is told when an exercise has ended."""
    return {
        language: NoticeText(
            subject=ENDED_SUBJECTS[language].format(**_names(exercise, language)),
            body=ENDED_BODIES[language].format(
                at=say_instant(clock.now(), language), **_names(exercise, language)
            ),
        )
        for language in LANGUAGES
    }


def _names(exercise: Exercise, language: str) -> dict[str, str]:
    name = exercise.name_kk if language == "kk" else exercise.name_ru
    return {"word": EXERCISE[language], "name": name, "number": exercise.number}
