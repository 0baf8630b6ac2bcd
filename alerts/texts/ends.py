"""What the officers and approvers of a headquarters read about an end that draws near."""

import datetime as dt
from collections.abc import Sequence

from agencies.models import Territory
from agencies.templatetags.speech import say_instant
from alerts.models import Level
from alerts.texts.drafting import NAMES
from alerts.texts.names import name_in
from alerts.texts.papers import LANGUAGES
from notices.texts import NoticeText

AHEAD = {
    "kk": "Деңгейдің мерзімі аяқталуға жақын ({until}): {where}",
    "ru": "Срок уровня истекает {until}: {where}",
    "en": "The term of a level ends {until}: {where}",
}
RUN_OUT = {
    "kk": "Мерзімі аяқталды, шешім қабылданбаған: {where}",
    "ru": "Срок истек, решение не принято: {where}",
    "en": "Expired, undecided: {where}",
}
BODIES = {
    "kk": "№ {number} шешім. {where}: террористік қауіптіліктің {level} деңгейі.\n"
    "Мерзімнің соңы: {until}.\n\n"
    "Ұзарту жобасы: {extend}\nТоқтату жобасы: {cancel}",
    "ru": "Решение № {number}. {where}: {level} уровень террористической опасности.\n"
    "Окончание срока: {until}.\n\n"
    "Проект продления: {extend}\nПроект отмены: {cancel}",
    "en": "Decision {number}. {where}: {level} level of terrorist threat.\n"
    "End of the term: {until}.\n\n"
    "Draft of an extension: {extend}\nDraft of a cancellation: {cancel}",
}
ACTS_AHEAD = {
    "kk": "Мерзім аяқталғанға дейін шешіңіз: ұзарту немесе тоқтату.",
    "ru": "Решите до окончания срока: продлить или отменить.",
    "en": "Decide before the term ends: extend it, or cancel the level.",
}
ACTS_RUN_OUT = {
    "kk": "Деңгей енді қолданылмайды. Оның аяқталғанын жариялаңыз немесе жаңадан белгілеңіз.",
    "ru": "Уровень больше не действует. Объявите об окончании или установите уровень заново.",
    "en": "The level is no longer in force. Publish its end, or set a level anew.",
}


def reminder_texts(
    places: Sequence[Territory],
    level: Level,
    ends_at: dt.datetime,
    *,
    has_run_out: bool,
    **facts: str,
) -> dict[str, NoticeText]:
    """Return what is said of an end, in every language; `facts` are the number and the links."""
    subjects = RUN_OUT if has_run_out else AHEAD
    acts = ACTS_RUN_OUT if has_run_out else ACTS_AHEAD
    texts = {}
    for language in LANGUAGES:
        said = {
            **facts,
            "where": ", ".join(name_in(one, language) for one in places),
            "level": NAMES[language][int(level)],
            "until": say_instant(ends_at, language),
        }
        texts[language] = NoticeText(
            subject=subjects[language].format(**said)[:300],
            body=BODIES[language].format(**said),
            act=acts[language],
        )
    return texts
