"""Drafting the official texts and what the addressed read."""

import datetime as dt
from collections.abc import Mapping, Sequence

from alerts.models import Action, Level
from alerts.texts.moments import begins, until_when
from alerts.texts.names import genitive, name_in
from alerts.texts.papers import LANGUAGES, ActSpec, leaves_a_level
from alerts.texts.templates import Words, words_in_force
from notices.texts import NoticeText

NAMES = {
    "kk": {1: "орташа («сары»)", 2: "жоғары («қызғылт сары»)", 3: "шекті («қызыл»)"},
    "ru": {1: "умеренный («желтый»)", 2: "высокий («оранжевый»)", 3: "критический («красный»)"},
    "en": {1: "moderate (“yellow”)", 2: "high (“orange”)", 3: "critical (“red”)"},
}
PLACES = 3  # so many are named in one line, the others counted
LINE = 280  # what a subject may hold; the mark of an exercise stands before it
MORE = {"kk": " және тағы {count}", "ru": " и еще {count}", "en": " and {count} more"}
SUBJECTS = {
    "kk": {
        "level": "Террористік қауіптіліктің {level} деңгейі: {where}",
        "extend": "Террористік қауіптіліктің {level} деңгейі ұзартылды: {where}",
        "end": "Террористік қауіптілік деңгейі жойылды: {where}",
        "correct": "Түзету: террористік қауіптілік деңгейі туралы хабарлама қате болды. "
        "Қазір: {now}",
    },
    "ru": {
        "level": "Уровень террористической опасности — {level}: {where}",
        "extend": "Продлен уровень террористической опасности — {level}: {where}",
        "end": "Отменен уровень террористической опасности: {where}",
        "correct": "Исправление: сообщение об уровне террористической опасности ошибочно. "
        "Сейчас: {now}",
    },
    "en": {
        "level": "Level of terrorist threat: {level}: {where}",
        "extend": "Level of terrorist threat extended: {level}: {where}",
        "end": "Level of terrorist threat cancelled: {where}",
        "correct": "Correction: the notice on the level of terrorist threat was wrong. Now: {now}",
    },
}
ASKED = {
    "kk": "{minutes} минут ішінде алғаныңызды растап, орындауға қабылдаңыз немесе орындай "
    "алмайтыныңызды себебімен хабарлаңыз.",
    "ru": "В течение {minutes} минут подтвердите получение и примите к исполнению "
    "или сообщите, почему исполнить не можете.",
    "en": "Within {minutes} minutes confirm receipt and accept, or say why you cannot.",
}
# What a correction asks for: nothing is to be carried out any more.
CORRECTED = {
    "kk": "{minutes} минут ішінде түзетуді алғаныңызды растаңыз: кері қайтарылған шешімді "
    "орындау тоқтатылады.",
    "ru": "В течение {minutes} минут подтвердите получение исправления: исполнение отозванного "
    "решения прекращается.",
    "en": "Within {minutes} minutes confirm that you have this correction: what was taken back "
    "is no longer carried out.",
}
# What the end of a level asks for: it is to be known, and its measures cease.
ENDED = {
    "kk": "{minutes} минут ішінде деңгейдің алынғаны туралы хабарды алғаныңызды растаңыз: оның "
    "шараларын орындау тоқтатылады.",
    "ru": "В течение {minutes} минут подтвердите получение сообщения об отмене уровня: выполнение "
    "его мер прекращается.",
    "en": "Within {minutes} minutes confirm that you know of the end of the level: its measures "
    "are no longer carried out.",
}
IN_FORCE = {
    "kk": "{level} деңгей қолданылады",
    "ru": "действует {level} уровень",
    "en": "the {level} level is in force",
}
STAYS = {
    "kk": "Қалған аумақта өзгеріссіз: {now}.",
    "ru": "На остальной территории без изменений: {now}.",
    "en": "Unchanged elsewhere: {now}.",
}
NOT_IN_FORCE = {
    "kk": "деңгей белгіленбеген",
    "ru": "уровень не установлен",
    "en": "no level is in force",
}


def draft_texts(
    acts: Sequence[ActSpec],
    authority_kk: str,
    authority_ru: str,
    words: Words | None = None,
    *,
    own_ground: bool = False,
) -> dict[str, str]:
    """Return the official texts that the acts call for, in the wording in force or another.

    A paper with a ground of its own (a correction) says itself who stands behind it.
    """
    said = words_in_force() if words is None else words
    authorities = {"kk": authority_kk or authority_ru, "ru": authority_ru, "en": authority_ru}
    return {
        language: "\n\n".join(
            [
                *(_sentence(said, language, group) for group in _groups(acts)),
                *(() if own_ground else (_ground(said, language, authorities[language]),)),
                said["closing", language],
            ]
        )
        for language in LANGUAGES
    }


def notice_texts(
    acts: Sequence[ActSpec],
    texts: dict[str, str],
    norm: dt.timedelta,
    more: Mapping[str, str] | None = None,
) -> dict[str, NoticeText]:
    """Return what the addressed read: the subject, the approved text, and what is asked.

    `more` is said behind the approved text: what stays in force beside it.
    """
    minutes = int(norm.total_seconds() // 60)
    asked = CORRECTED if _is_correction(acts) else ASKED if leaves_a_level(acts) else ENDED
    return {
        language: NoticeText(
            subject=_subject(language, acts),
            body="\n\n".join(filter(None, [texts[language], (more or {}).get(language, "")])),
            act=asked[language].format(minutes=minutes),
        )
        for language in LANGUAGES
        if texts.get(language)
    }


def _ground(words: Words, language: str, authority: str) -> str:
    return words["ground", language].format(authority=authority)


def said_to_stay(language: str, acts: Sequence[ActSpec]) -> str:
    """Say which levels lie on unchanged beside what a decision changes."""
    return STAYS[language].format(now=_now(language, acts))


def _groups(acts: Sequence[ActSpec]) -> list[list[ActSpec]]:
    groups: dict[tuple[object, ...], list[ActSpec]] = {}
    for act in acts:
        alike = (
            act.action,
            act.level,
            act.level_before,
            begins("ru", act),
            until_when("ru", act),
            act.term_text,
        )
        groups.setdefault(alike, []).append(act)
    return list(groups.values())


def _sentence(words: Words, language: str, group: list[ActSpec]) -> str:
    act = group[0]
    is_end = act.action == Action.EXPIRE or (act.action == Action.LOWER and not act.level)
    piece = str(Action.CANCEL) if is_end else str(act.action)
    filled = {
        "where": _where(language, group),
        "level": _colour(words, language, act.level),
        "before": _colour(words, language, act.level_before),
        "from": begins(language, act),
        "term": until_when(language, act),
    }
    return " ".join(words[piece, language].format(**filled).split())


def _colour(words: Words, language: str, level: int) -> str:
    return words[Level(level).word, language] if level else ""


def _where(language: str, group: Sequence[ActSpec]) -> str:
    names = [name_in(act.territory, language) for act in group]
    if language == "ru":
        names = [genitive(name) for name in names]
    if language == "en":
        names = [f"the {name}" if name.startswith("Republic") else name for name in names]
    return ", ".join(names)


def _subject(language: str, acts: Sequence[ActSpec]) -> str:
    if _is_correction(acts):
        return _correction_subject(language, acts)
    where = _places(language, acts)
    highest = max((act.level for act in acts), default=Level.NONE)
    kind = "level" if highest else "end"
    if highest and all(act.action in (Action.EXTEND, Action.KEEP) for act in acts):
        kind = "extend"
    return SUBJECTS[language][kind].format(level=NAMES[language].get(highest, ""), where=where)


def _is_correction(acts: Sequence[ActSpec]) -> bool:
    return any(act.action == Action.CORRECT for act in acts)


def _correction_subject(language: str, acts: Sequence[ActSpec]) -> str:
    """Name fewer places of each level until every level can be read in one line."""
    said = [
        SUBJECTS[language]["correct"].format(now=_now(language, acts, most))
        for most in range(PLACES, 0, -1)
    ]
    return next((one for one in said if len(one) <= LINE), said[-1])


def _now(language: str, acts: Sequence[ActSpec], most: int = PLACES) -> str:
    """Say what is in force where a decision was taken back: each level with its places."""
    said = []
    for level in dict.fromkeys(act.level for act in acts):
        here = [act for act in acts if act.level == level]
        words = IN_FORCE[language] if level else NOT_IN_FORCE[language]
        named = words.format(level=NAMES[language].get(level, ""))
        said.append(f"{_places(language, here, most)}: {named}")
    return "; ".join(said)


def _places(language: str, acts: Sequence[ActSpec], most: int = PLACES) -> str:
    names = [name_in(act.territory, language) for act in acts]
    more = MORE[language].format(count=len(names) - most) if len(names) > most else ""
    return ", ".join(names[:most]) + more
