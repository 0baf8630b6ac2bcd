"""The official wording of a decision in Kazakh, Russian and English, from the acts themselves.

The sentences follow the notices that were seen in public; what comes out is a draft that the
officer edits. Kazakh and Russian are official texts, so they stand here and in no catalogue.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Territory
from agencies.templatetags.speech import say_date
from alerts.models import Action, Level
from alerts.terms import days_named
from audit import clock
from notices.texts import NoticeText

LANGUAGES = ("kk", "ru", "en")
LEGAL_GROUND = "Указ Президента Республики Казахстан от 9 августа 2013 года № 611, глава 4"

NAMES = {
    "kk": {1: "орташа («сары»)", 2: "жоғары («қызғылт сары»)", 3: "шекті («қызыл»)"},
    "ru": {1: "умеренный («желтый»)", 2: "высокий («оранжевый»)", 3: "критический («красный»)"},
    "en": {1: "moderate (“yellow”)", 2: "high (“orange”)", 3: "critical (“red”)"},
}
GENITIVES = {
    1: "умеренного («желтого»)",
    2: "высокого («оранжевого»)",
    3: "критического («красного»)",
}
DEEDS = {
    "kk": {
        Action.SET: "{where} аумағында террористік қауіптіліктің {level} деңгейі белгіленеді",
        Action.RAISE: "{where} аумағында террористік қауіптілік {level} деңгейге көтеріледі",
        Action.LOWER: "{where} аумағында террористік қауіптілік {level} деңгейге төмендетіледі",
        Action.EXTEND: "{where} аумағында террористік қауіптіліктің {level} деңгейінің "
        "қолданылу мерзімі ұзартылады",
        Action.CANCEL: "{where} аумағында террористік қауіптіліктің {before} деңгейі жойылады",
        Action.CANCEL_PART: "{where} аумағында террористік қауіптіліктің {before} деңгейінің "
        "қолданылуы тоқтатылады",
        Action.KEEP: "{where} аумағында террористік қауіптіліктің {level} деңгейі сақталады",
    },
    "ru": {
        Action.SET: "об установлении {level} уровня террористической опасности "
        "на территории {where}",
        Action.RAISE: "о повышении уровня террористической опасности до {level} "
        "на территории {where}",
        Action.LOWER: "о снижении уровня террористической опасности до {level} "
        "на территории {where}",
        Action.EXTEND: "о продлении срока действия {level} уровня террористической опасности "
        "на территории {where}",
        Action.CANCEL: "об отмене {before} уровня террористической опасности "
        "на территории {where}",
        Action.CANCEL_PART: "о прекращении действия {before} уровня террористической опасности "
        "на территории {where}",
        Action.KEEP: "о сохранении {level} уровня террористической опасности "
        "на территории {where}",
    },
    "en": {
        Action.SET: "the {level} level of terrorist threat is set in {where}",
        Action.RAISE: "the level of terrorist threat is raised to {level} in {where}",
        Action.LOWER: "the level of terrorist threat is lowered to {level} in {where}",
        Action.EXTEND: "the term of the {level} level of terrorist threat is extended in {where}",
        Action.CANCEL: "the {before} level of terrorist threat is cancelled in {where}",
        Action.CANCEL_PART: "the {before} level of terrorist threat no longer applies in {where}",
        Action.KEEP: "the {level} level of terrorist threat is kept in {where}",
    },
}
OPENINGS = {
    "kk": "Қазақстан Республикасының Терроризмге қарсы орталығы хабарлайды: {deed}.",
    "ru": "Антитеррористический центр Республики Казахстан уведомляет {deed}.",
    "en": "The Antiterrorist Centre of the Republic of Kazakhstan gives notice that {deed}.",
}
GROUNDS = {
    "kk": "Шешім Қазақстан Республикасы Президентінің 2013 жылғы 9 тамыздағы № 611 Жарлығының "
    "талаптарына сәйкес қабылданды. Шешімді қабылдаған: {authority}.",
    "ru": "Решение принято в соответствии с требованиями Указа Президента Республики Казахстан "
    "от 9 августа 2013 года № 611. Решение принял: {authority}.",
    "en": "The decision follows Decree No. 611 of the President of 9 August 2013.",
}
CLOSINGS = {
    "kk": "Мемлекеттік органдардың жүргізіп жатқан жұмысына түсіністікпен қарауды сұраймыз.",
    "ru": "Просим с пониманием отнестись к проводимой работе государственных органов.",
    "en": "Please treat the work of the state bodies with understanding.",
}
FROM = {
    "kk": "{day} сағат {time}-ден бастап",
    "ru": "с {time} часов {day}",
    "en": "from {time} on {day}",
}
UNTIL = {
    "kk": "{day} сағат {time}-ге дейін",
    "ru": "до {time} часов {day}",
    "en": "until {time} on {day}",
}
FOR_DAYS = {
    "kk": "{days} тәулік мерзімге, {until}",
    "ru": "сроком на {days} суток, {until}",
    "en": "for {days} days, {until}",
}
OPEN = {
    "kk": "ерекше өкімге дейін",
    "ru": "до особого распоряжения",
    "en": "until further notice",
}
MORE = {"kk": " және тағы {count}", "ru": " и еще {count}", "en": " and {count} more"}
SUBJECTS = {
    "kk": {
        "level": "Террористік қауіптіліктің {level} деңгейі: {where}",
        "extend": "Террористік қауіптіліктің {level} деңгейі ұзартылды: {where}",
        "end": "Террористік қауіптілік деңгейі жойылды: {where}",
    },
    "ru": {
        "level": "Уровень террористической опасности — {level}: {where}",
        "extend": "Продлен уровень террористической опасности — {level}: {where}",
        "end": "Отменен уровень террористической опасности: {where}",
    },
    "en": {
        "level": "Level of terrorist threat: {level}: {where}",
        "extend": "Level of terrorist threat extended: {level}: {where}",
        "end": "Level of terrorist threat cancelled: {where}",
    },
}
ASKED = {
    "kk": "{minutes} минут ішінде алғаныңызды растап, орындауға қабылдаңыз немесе орындай "
    "алмайтыныңызды себебімен хабарлаңыз.",
    "ru": "В течение {minutes} минут подтвердите получение и примите к исполнению "
    "или сообщите, почему исполнить не можете.",
    "en": "Within {minutes} minutes confirm receipt and accept, or say why you cannot.",
}
DECLENSIONS = (
    (r"\bРеспублика\b", "Республики"),
    (r"\b(О|о)бласть\b", r"\1бласти"),
    (r"\b(Г|г)ород\b", r"\1орода"),
    (r"\b(Р|р)айон\b", r"\1айона"),
    (r"(\w+)ая\b", r"\1ой"),
    (r"(\w+[сц]к)ий\b", r"\1ого"),
    (r"\b(города \w+)а\b", r"\1ы"),
)


@dataclass(frozen=True)
class ActSpec:
    """One act as it is being prepared: what happens to one territory, from when and until when."""

    territory: Territory
    action: str
    level: int
    starts_at: dt.datetime
    level_before: int = 0
    criterion: str = ""
    term_text: str = ""
    stated_end: dt.datetime | None = None
    ends_at: dt.datetime | None = None


@dataclass(frozen=True)
class Paper:
    """What stands on the paper beside the acts."""

    authority_kk: str
    authority_ru: str
    text_kk: str
    text_ru: str
    text_en: str = ""
    legal_ground: str = LEGAL_GROUND
    consent_by: str = ""
    consent_at: dt.datetime | None = None
    is_consent_required: bool = False
    is_operation_regime: bool = False
    review_on: dt.date | None = None


def draft_texts(acts: Sequence[ActSpec], authority_kk: str, authority_ru: str) -> dict[str, str]:
    """Return the official texts that the acts call for."""
    authorities = {"kk": authority_kk or authority_ru, "ru": authority_ru, "en": authority_ru}
    return {
        language: "\n\n".join(
            [
                *(_sentence(language, group) for group in _groups(acts)),
                GROUNDS[language].format(authority=authorities[language]),
                CLOSINGS[language],
            ]
        )
        for language in LANGUAGES
    }


def notice_texts(
    acts: Sequence[ActSpec], texts: dict[str, str], norm: dt.timedelta
) -> dict[str, NoticeText]:
    """Return what the addressed read: the subject, the approved text, and what is asked."""
    minutes = int(norm.total_seconds() // 60)
    return {
        language: NoticeText(
            subject=_subject(language, acts),
            body=texts[language],
            act=ASKED[language].format(minutes=minutes),
        )
        for language in LANGUAGES
        if texts.get(language)
    }


def _groups(acts: Sequence[ActSpec]) -> list[list[ActSpec]]:
    groups: dict[tuple[object, ...], list[ActSpec]] = {}
    for act in acts:
        alike = (
            act.action,
            act.level,
            act.level_before,
            act.starts_at,
            act.ends_at,
            act.term_text,
        )
        groups.setdefault(alike, []).append(act)
    return list(groups.values())


def _sentence(language: str, group: list[ActSpec]) -> str:
    act = group[0]
    action = Action.CANCEL if act.action == Action.LOWER and not act.level else Action(act.action)
    names = GENITIVES if language == "ru" else NAMES[language]
    deed = DEEDS[language][action].format(
        where=_where(language, group),
        level=names.get(act.level, ""),
        before=names.get(act.level_before, ""),
    )
    parts = [_moment(FROM, language, act.starts_at), deed]
    if language != "kk":
        parts.reverse()
    if action in (Action.SET, Action.RAISE, Action.LOWER, Action.EXTEND):
        parts.append(_until(language, act))
    said = ", ".join(parts) if language == "kk" else " ".join(parts)
    return OPENINGS[language].format(deed=" ".join(said.split()))


def _where(language: str, group: Sequence[ActSpec]) -> str:
    names = [name_in(act.territory, language) for act in group]
    if language == "ru":
        names = [genitive(name) for name in names]
    return ", ".join(names)


def _until(language: str, act: ActSpec) -> str:
    if act.ends_at is None:
        return OPEN[language]
    until = _moment(UNTIL, language, act.ends_at)
    days = days_named(act.term_text)
    return FOR_DAYS[language].format(days=days, until=until) if days else until


def _moment(pattern: dict[str, str], language: str, instant: dt.datetime) -> str:
    local = instant.astimezone(clock.zone())
    day = say_date(local.date(), language).replace(" г.", " года")
    return pattern[language].format(day=day, time=f"{local:%H:%M}")


def _subject(language: str, acts: Sequence[ActSpec]) -> str:
    names = [name_in(act.territory, language) for act in acts]
    where = ", ".join(names[:3])
    if len(names) > 3:
        where += MORE[language].format(count=len(names) - 3)
    highest = max((act.level for act in acts), default=Level.NONE)
    kind = "level" if highest else "end"
    if highest and all(act.action in (Action.EXTEND, Action.KEEP) for act in acts):
        kind = "extend"
    return SUBJECTS[language][kind].format(level=NAMES[language].get(highest, ""), where=where)


def name_in(territory: Territory, language: str) -> str:
    """Return a territory's name in a language, or in Russian where that is missing."""
    return str(getattr(territory, f"name_{language}") or territory.name_ru)


def genitive(name: str) -> str:
    """Return the Russian genitive of a territory's name: на территории города Алматы."""
    for pattern, ending in DECLENSIONS:
        name = re.sub(pattern, ending, name)
    return name
