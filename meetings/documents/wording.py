"""The fixed words of the legal form, in Kazakh and in Russian, whatever the reader's language.

The form is that of a Kazakh advisory body; it exists in two languages and is data, not interface.
"""

import datetime as dt

from agencies.templatetags.speech import MONTHS

RUSSIAN = {
    "protocol": "ПРОТОКОЛ № {number}",
    "draft": "ПРОЕКТ ПРОТОКОЛА",
    "regular": "очередного заседания",
    "extraordinary": "внеочередного заседания",
    "visiting": "выездного заседания",
    "joint": "совместного заседания",
    "partial": "(без закрытых вопросов)",
    "arrived": "прибытие: {time}",
    "left": "убытие: {time}",
    "date": "{day} {month} {year} года",
    "chaired": "Председательствовал",
    "head_of_centre": "руководитель Центра",
    "head_of_commission": "председатель комиссии",
    "together": "Совместно с",
    "basis": "Основание",
    "present": "Присутствовали",
    "present_line": "{came} из {seats} мест; замены: {substitutes}",
    "quorum": "Кворум",
    "quorum_reached": "необходимо {needed}, представлено {came}; кворум имеется",
    "quorum_missing": "необходимо {needed}, представлено {came}; кворума нет",
    "listed": "список прилагается",
    "absent_list": "Отсутствовали",
    "proof": "Проверка",
    "book": "МАТЕРИАЛЫ К ЗАСЕДАНИЮ",
    "draft_decision": "Проект решения",
    "version": "версия",
    "apart": "прилагается отдельным файлом",
    "guests": "Приглашены",
    "agenda": "ПОВЕСТКА ДНЯ",
    "speaker": "Докладчик",
    "heard": "СЛУШАЛИ",
    "spoke": "ВЫСТУПИЛИ",
    "resolved_centre": "Заслушав и обсудив, Центр РЕШИЛ:",
    "resolved_commission": "Заслушав и обсудив, комиссия РЕШИЛА:",
    "lead": "созыв",
    "by_agreement": "по согласованию",
    "term": "Срок",
    "permanently": "постоянно",
    "review": "пересмотр",
    "form": "Форма завершения",
    "adopted": "Принято",
    "unanimously": "единогласно",
    "by_majority": "большинством голосов",
    "by_chair": "голосом председательствующего",
    "dissent": "Особые мнения",
    "point": "п. {label}",
    "none": "нет",
    "chair": "Председательствующий",
    "secretary": "Секретарь",
    "annex": "Приложение. Лист присутствия",
    "seat": "Место",
    "who": "Кто присутствовал либо причина отсутствия",
    "attendance": "Отметка",
    "expected": "не отмечено",
    "present_state": "присутствует",
    "substitute": "замена",
    "absent": "отсутствует",
    "extract": "ВЫПИСКА ИЗ ПРОТОКОЛА № {number}",
    "extract_for": "Для исполнения",
    "true_copy": "Верно",
    "checksum": "Контрольная сумма",
    "page": "Страница",
    "of": "из",
    "demonstration": "ДЕМОНСТРАЦИЯ: вымышленные данные, не официальный документ",
    "addendum": "Дополнение № {number} от {date}",
    "addenda": "ДОПОЛНЕНИЯ К ПРОТОКОЛУ",
}

KAZAKH = {
    "protocol": "№ {number} ХАТТАМА",
    "draft": "ХАТТАМА ЖОБАСЫ",
    "regular": "кезекті отырыс",
    "extraordinary": "кезектен тыс отырыс",
    "visiting": "көшпелі отырыс",
    "joint": "бірлескен отырыс",
    "partial": "(жабық мәселелерсіз)",
    "arrived": "келген уақыты: {time}",
    "left": "кеткен уақыты: {time}",
    "date": "{year} жылғы {day} {month}",
    "chaired": "Төрағалық етті",
    "head_of_centre": "Орталық басшысы",
    "head_of_commission": "комиссия төрағасы",
    "together": "Бірлесіп өткізуші",
    "basis": "Негіздеме",
    "present": "Қатысқандар",
    "present_line": "{seats} орыннан {came} орын; алмастырғандар: {substitutes}",
    "quorum": "Кворум",
    "quorum_reached": "қажеттісі — {needed}, қатысқаны — {came}; кворум бар",
    "quorum_missing": "қажеттісі — {needed}, қатысқаны — {came}; кворум жоқ",
    "listed": "тізім қоса беріледі",
    "absent_list": "Қатыспағандар",
    "proof": "Тексеру",
    "book": "ОТЫРЫС МАТЕРИАЛДАРЫ",
    "draft_decision": "Шешім жобасы",
    "version": "нұсқа",
    "apart": "жеке файлмен қоса беріледі",
    "guests": "Шақырылғандар",
    "agenda": "КҮН ТӘРТІБІ",
    "speaker": "Баяндамашы",
    "heard": "ТЫҢДАЛДЫ",
    "spoke": "СӨЗ СӨЙЛЕДІ",
    "resolved_centre": "Тыңдап, талқылап, Орталық ШЕШТІ:",
    "resolved_commission": "Тыңдап, талқылап, комиссия ШЕШТІ:",
    "lead": "жинақтау",
    "by_agreement": "келісім бойынша",
    "term": "Орындау мерзімі",
    "permanently": "тұрақты",
    "review": "қайта қарау",
    "form": "Аяқталу нысаны",
    "adopted": "Қабылданды",
    "unanimously": "бірауыздан",
    "by_majority": "көпшілік дауыспен",
    "by_chair": "төрағалық етушінің даусымен",
    "dissent": "Ерекше пікірлер",
    "point": "{label}-тармақ",
    "none": "жоқ",
    "chair": "Төрағалық етуші",
    "secretary": "Хатшы",
    "annex": "Қосымша. Қатысу парағы",
    "seat": "Орын",
    "who": "Кім қатысты немесе қатыспау себебі",
    "attendance": "Белгі",
    "expected": "белгіленбеген",
    "present_state": "қатысты",
    "substitute": "алмастырды",
    "absent": "қатыспады",
    "extract": "№ {number} ХАТТАМАДАН ҮЗІНДІ",
    "extract_for": "Орындау үшін",
    "true_copy": "Дұрыс",
    "checksum": "Бақылау сомасы",
    "page": "Бет",
    "of": "/",
    "demonstration": "ДЕМОНСТРАЦИЯ: ойдан шығарылған деректер, ресми құжат емес",
    "addendum": "{date} № {number} толықтыру",
    "addenda": "ХАТТАМАҒА ТОЛЫҚТЫРУЛАР",
}

WORDS = {"kk": KAZAKH, "ru": RUSSIAN}


def date_in(language: str, day: dt.date) -> str:
    """Write a date as the legal form writes it."""
    month = MONTHS[language].split()[day.month - 1]
    return WORDS[language]["date"].format(day=day.day, month=month, year=day.year)


def roman(number: int) -> str:
    """Write the number of an agenda item as the legal form numbers it."""
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        written += sign * count
    return written
