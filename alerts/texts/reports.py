"""The words that remind an organisation of its situation report, in three languages at once."""

import datetime as dt

from agencies.templatetags.speech import say_instant
from notices.texts import NoticeText

SUBJECTS = {
    "kk": "Жағдай туралы есептің мерзімі келді: {number} шешім",
    "ru": "Наступил срок отчета об обстановке: решение {number}",
    "en": "A situation report is due: decision {number}",
}
BODIES = {
    "kk": "{number} шешім бойынша ұйымыңыздың жағдай туралы есебінің мерзімі: {due_at}.",
    "ru": "Срок отчета вашей организации об обстановке по решению {number}: {due_at}.",
    "en": "The situation report of your organisation under decision {number} was due {due_at}.",
}
ACTS = {
    "kk": "Есепті жіберіңіз: жағдай, қабылданған шаралар, қажеттіліктер.",
    "ru": "Направьте отчет: обстановка, принятые меры, потребности.",
    "en": "Send the report: conditions, actions, needs.",
}


def report_reminder_texts(number: str, due_at: dt.datetime) -> dict[str, NoticeText]:
    """Return the words of a reminder in each language."""
    return {
        language: NoticeText(
            subject=SUBJECTS[language].format(number=number),
            body=BODIES[language].format(number=number, due_at=say_instant(due_at, language)),
            act=ACTS[language],
        )
        for language in SUBJECTS
    }
