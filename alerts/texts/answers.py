"""What the system says of answers: one that cannot be given, one that is about to lapse."""

from agencies.models import Body
from agencies.templatetags.speech import say_instant
from alerts.texts.papers import LANGUAGES
from audit import clock
from notices.texts import NoticeText

CANNOT_SUBJECTS = {
    "kk": "{number}: {body} орындай алмайды",
    "ru": "{number}: {body} не может исполнить",
    "en": "{number}: {body} cannot carry it out",
}
CANNOT_BODIES = {
    "kk": "{body} {at} деңгей туралы {number} шешімін орындай алмайтынын хабарлады.{reason}",
    "ru": "{at} {body} сообщает, что решение {number} об уровне исполнить не может.{reason}",
    "en": "At {at} {body} answered that it cannot carry out the decision {number}.{reason}",
}
REASONS = {
    "kk": "\n\nСебебі: {reason}",
    "ru": "\n\nПричина: {reason}",
    "en": "\n\nReason: {reason}",
}
CANNOT_ACTS = {
    "kk": "Ұйыммен байланысып, кім орындайтынын шешіңіз.",
    "ru": "Свяжитесь с организацией и решите, кто исполнит вместо нее.",
    "en": "Call the organisation and decide who does it instead.",
}
SILENT_SUBJECTS = {
    "kk": "{number}: орындалу барысы туралы мәлімет жоқ",
    "ru": "{number}: нет сведений о ходе исполнения",
    "en": "{number}: no progress has been noted",
}
SILENT_BODIES = {
    "kk": "Ұйымыңыз {number} шешімін орындауға қабылдады, бірақ содан бері бақылау парағында "
    "белгі де, есеп те, жазба да жоқ. {minutes} минут ішінде ештеңе белгіленбесе, жауабыңыз күшін "
    "жояды және ұйымыңызды қайтадан хабардар ету басталады.",
    "ru": "Ваша организация приняла решение {number} к исполнению, но с тех пор нет ни отметки "
    "в контрольном листе, ни донесения, ни записи. Если в течение {minutes} мин ничего не будет "
    "отмечено, ваш ответ утратит силу и оповещение вашей организации начнется заново.",
    "en": "Your organisation accepted the decision {number}, and since then there has been no "
    "tick, no report and no note. If nothing is noted within {minutes} minutes, your answer "
    "lapses and your organisation is alerted anew.",
}
SILENT_ACTS = {
    "kk": "Орындалғанын бақылау парағында белгілеңіз немесе қысқаша жазыңыз.",
    "ru": "Отметьте сделанное в контрольном листе или запишите кратко.",
    "en": "Tick what is done in the checklist, or note it briefly.",
}

RECEIPT_SUBJECTS = {
    "kk": "{number}: алынғаны расталды, бірақ жауап жоқ",
    "ru": "{number}: получение подтверждено, ответа нет",
    "en": "{number}: received, and not yet answered",
}
RECEIPT_BODIES = {
    "kk": "Ұйымыңыз {number} шешімін алғанын растады, бірақ орындауға қабылдағанын да, орындай "
    "алмайтынын да айтпады. {minutes} минут ішінде жауап берілмесе, растау күшін жояды және "
    "ұйымыңызды қайтадан хабардар ету басталады.",
    "ru": "Ваша организация подтвердила получение решения {number}, но не сообщила, приняла ли "
    "его к исполнению или исполнить не может. Если в течение {minutes} мин ответа не будет, "
    "подтверждение утратит силу и оповещение вашей организации начнется заново.",
    "en": "Your organisation confirmed receipt of the decision {number}, and has not said "
    "whether it accepts it or cannot carry it out. If there is no answer within {minutes} "
    "minutes, the receipt lapses and your organisation is alerted anew.",
}
RECEIPT_ACTS = {
    "kk": "Жауап беріңіз: орындауға қабылданды немесе орындай алмаймыз.",
    "ru": "Ответьте: принято к исполнению или исполнить не можем.",
    "en": "Answer: accepted, or cannot.",
}


def cannot_texts(number: str, body: Body, reason: str) -> dict[str, NoticeText]:
    """Return what the deciding headquarters is told at once when an organisation cannot."""
    texts = {}
    for language in LANGUAGES:
        said = {
            "number": number,
            "body": getattr(body, f"name_{language}") or body.name_ru,
            "at": say_instant(clock.now(), language),
            "reason": REASONS[language].format(reason=reason) if reason else "",
        }
        texts[language] = NoticeText(
            subject=CANNOT_SUBJECTS[language].format(**said),
            body=CANNOT_BODIES[language].format(**said),
            act=CANNOT_ACTS[language],
        )
    return texts


def silence_texts(number: str, minutes: int) -> dict[str, NoticeText]:
    """Return what an organisation is told whose acceptance is about to lapse."""
    return _lapsing(SILENT_SUBJECTS, SILENT_BODIES, SILENT_ACTS, number, minutes)


def receipt_texts(number: str, minutes: int) -> dict[str, NoticeText]:
    """Return what an organisation is told that has confirmed receipt and said no more."""
    return _lapsing(RECEIPT_SUBJECTS, RECEIPT_BODIES, RECEIPT_ACTS, number, minutes)


def _lapsing(
    subjects: dict[str, str],
    bodies: dict[str, str],
    acts: dict[str, str],
    number: str,
    minutes: int,
) -> dict[str, NoticeText]:
    said = {"number": number, "minutes": minutes}
    return {
        language: NoticeText(
            subject=subjects[language].format(**said),
            body=bodies[language].format(**said),
            act=acts[language],
        )
        for language in LANGUAGES
    }
