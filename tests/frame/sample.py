"""What the gallery of components is filled with, in three languages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import translation

AT = dt.datetime(2026, 11, 22, 9, 5, 20, tzinfo=dt.UTC)

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "crumb": "All bodies", "body": "Ministry of Health", "heading": "Tasks of the Ministry of Health",
        "lede": "Eight tasks are in work; two are late.", "act": "Report the execution",
        "second_act": "Ask for a new term", "notice_title": "A notice waits for your answer",
        "notice": "The level in Almaty was raised to ORANGE at 13:40. Answer for your body within 15 minutes.",
        "table": "Tasks due in November", "levels": "Levels in force", "unit": "Unit", "level": "Level",
        "progress": "Programme", "progress_sentence": "5 of 8 done, 2 late, the worst by 12 days.",
        "bars_sentence": "Most late: Ministry of Finance, 12.", "history": "History", "answers": "Check your answers",
        "sent": "ORANGE was sent to 24 organisations", "sent_text": "The first message left at 14:05:20.",
        "send": "Send RED to 39 organisations", "why": "Why am I asked?", "empty": "No task matches this filter.",
        "empty_hint": "Three tasks exist outside it.", "task": "Task", "state": "State", "due": "Due", "left": "Days left",
        "t1": "Submit the list of facilities vulnerable to terrorism", "t2": "Bring the passport of the facility up to date",
        "t3": "Hold an exercise with the district commission", "h": "Plan of measures, item 1.2.3 · lead",
        "late": "Overdue by 12 days", "work": "In work", "closed": "Closed", "m": "Ministry of Finance",
        "reason": "The annex is missing.", "what": "returned the report", "field": "State", "change": "Change",
        "word": "Type the word RED", "ground": "Legal criterion", "text": "Text of the notice", "agree": "I have read both texts",
        "must": "Choose the criterion that the decree names.", "hint": "The decree binds the colour to the criterion.",
    },
    "ru": {
        "crumb": "Все органы", "body": "Министерство здравоохранения", "heading": "Поручения Министерства здравоохранения",
        "lede": "Восемь поручений в работе, два просрочены.", "act": "Доложить об исполнении",
        "second_act": "Просить о переносе срока", "notice_title": "Уведомление ждёт вашего ответа",
        "notice": "Уровень в городе Алматы повышен до ОРАНЖЕВОГО в 13:40. Ответьте за свой орган в течение 15 минут.",
        "table": "Поручения со сроком в ноябре", "levels": "Действующие уровни", "unit": "Регион", "level": "Уровень",
        "progress": "Программа", "progress_sentence": "Исполнено 5 из 8, просрочено 2, больше всего на 12 дней.",
        "bars_sentence": "Больше всего просрочено: Министерство финансов, 12.", "history": "История", "answers": "Проверьте ответы",
        "sent": "ОРАНЖЕВЫЙ направлен 24 организациям", "sent_text": "Первое сообщение ушло в 14:05:20.",
        "send": "Направить КРАСНЫЙ 39 организациям", "why": "Почему меня об этом спрашивают?", "empty": "Под этот отбор не подходит ни одно поручение.",
        "empty_hint": "Вне отбора есть три поручения.", "task": "Поручение", "state": "Состояние", "due": "Срок", "left": "Осталось дней",
        "t1": "Представить перечень объектов, уязвимых в террористическом отношении", "t2": "Актуализировать паспорт объекта",
        "t3": "Провести учение с районной комиссией", "h": "План мероприятий, пункт 1.2.3 · созыв",
        "late": "Просрочено на 12 дней", "work": "В работе", "closed": "Снято с контроля", "m": "Министерство финансов",
        "reason": "Нет приложения.", "what": "вернул отчёт", "field": "Состояние", "change": "Изменить",
        "word": "Наберите слово КРАСНЫЙ", "ground": "Критерий по указу", "text": "Текст уведомления", "agree": "Оба текста прочитаны",
        "must": "Выберите критерий, названный в указе.", "hint": "Указ связывает цвет с критерием.",
    },
    "kk": {
        "crumb": "Барлық органдар", "body": "Денсаулық сақтау министрлігі", "heading": "Денсаулық сақтау министрлігінің тапсырмалары",
        "lede": "Сегіз тапсырма орындалуда, екеуінің мерзімі өткен.", "act": "Орындалғанын баяндау",
        "second_act": "Мерзімді ұзартуды сұрау", "notice_title": "Хабарлама жауабыңызды күтуде",
        "notice": "Алматы қаласында деңгей сағат 13:40-та ҚЫЗҒЫЛТ САРЫ деңгейге көтерілді. Өз органыңыз үшін 15 минут ішінде жауап беріңіз.",
        "table": "Қараша айындағы тапсырмалар", "levels": "Қолданыстағы деңгейлер", "unit": "Өңір", "level": "Деңгей",
        "progress": "Бағдарлама", "progress_sentence": "8-ден 5-і орындалды, 2-інің мерзімі өтті, ең көбі 12 күнге.",
        "bars_sentence": "Мерзімі өткені ең көп: Қаржы министрлігі, 12.", "history": "Тарихы", "answers": "Жауаптарыңызды тексеріңіз",
        "sent": "ҚЫЗҒЫЛТ САРЫ деңгей 24 ұйымға жіберілді", "sent_text": "Алғашқы хабар сағат 14:05:20-да кетті.",
        "send": "ҚЫЗЫЛ деңгейді 39 ұйымға жіберу", "why": "Бұл менен неге сұралады?", "empty": "Бұл сүзгіге сай тапсырма жоқ.",
        "empty_hint": "Сүзгіден тыс үш тапсырма бар.", "task": "Тапсырма", "state": "Күйі", "due": "Мерзімі", "left": "Қалған күн",
        "t1": "Террористік тұрғыдан осал объектілердің тізбесін ұсыну", "t2": "Объект паспортын жаңарту",
        "t3": "Аудандық комиссиямен оқу-жаттығу өткізу", "h": "Іс-шаралар жоспары, 1.2.3-тармақ · жинақтау",
        "late": "Мерзімі 12 күнге өткен", "work": "Орындалуда", "closed": "Бақылаудан алынды", "m": "Қаржы министрлігі",
        "reason": "Қосымша жоқ.", "what": "есепті қайтарды", "field": "Күйі", "change": "Өзгерту",
        "word": "ҚЫЗЫЛ сөзін теріңіз", "ground": "Жарлық бойынша өлшемшарт", "text": "Хабарлама мәтіні", "agree": "Екі мәтін де оқылды",
        "must": "Жарлықта аталған өлшемшартты таңдаңыз.", "hint": "Жарлық түсті өлшемшартпен байланыстырады.",
    },
}  # fmt: skip

UNITS: tuple[tuple[str, str, str, str, str], ...] = (
    ("11", "Ақмола облысы", "Акмолинская область", "Akmola Region", "none"),
    ("15", "Ақтөбе облысы", "Актюбинская область", "Aktobe Region", "red"),
    ("19", "Алматы облысы", "Алматинская область", "Almaty Region", "yellow"),
    ("23", "Атырау облысы", "Атырауская область", "Atyrau Region", "none"),
    ("27", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan Region", "none"),
    ("31", "Жамбыл облысы", "Жамбылская область", "Zhambyl Region", "none"),
    ("35", "Қарағанды облысы", "Карагандинская область", "Karaganda Region", "orange"),
    ("39", "Қостанай облысы", "Костанайская область", "Kostanay Region", "none"),
    ("43", "Қызылорда облысы", "Кызылординская область", "Kyzylorda Region", "none"),
    ("47", "Маңғыстау облысы", "Мангистауская область", "Mangystau Region", "none"),
    ("51", "Оңтүстік Қазақстан облысы", "Южно-Казахстанская область", "South Kazakhstan Region", "none"),
    ("55", "Павлодар облысы", "Павлодарская область", "Pavlodar Region", "none"),
    ("59", "Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan Region", "yellow"),
    ("63", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region", "none"),
    ("71", "Астана қаласы", "город Астана", "Astana", "yellow"),
    ("75", "Алматы қаласы", "город Алматы", "Almaty", "orange"),
)  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """One unit as the map wants it."""

    code: str
    name: str
    level: str
    since: dt.datetime | None
    url: str


def units(language: str) -> list[Unit]:
    """Return the 16 units of 2013, some of them with a level."""
    column = {"kk": 1, "ru": 2, "en": 3}[language]
    return [
        Unit(row[0], row[column], row[4], AT if row[4] != "none" else None, f"/regions/{row[0]}/")
        for row in UNITS
    ]


def form(words: Mapping[str, str]) -> forms.Form:
    """Return a form that was sent with mistakes."""
    choices = [("a", words["t1"]), ("b", words["t2"])]

    class Sample(forms.Form):
        ground = forms.ChoiceField(
            label=words["ground"], choices=choices, widget=forms.RadioSelect,
            help_text=words["hint"], error_messages={"required": words["must"]},
        )  # fmt: skip
        text = forms.CharField(label=words["text"], widget=forms.Textarea, required=False)
        day = forms.DateField(label=words["due"], required=False)
        letter = forms.FileField(label=words["table"], required=False)
        word = forms.CharField(label=words["word"])
        agree = forms.BooleanField(label=words["agree"])

    return Sample({"text": words["notice"]})


def filter_form(words: Mapping[str, str]) -> forms.Form:
    """Return a form of filters."""

    class Filters(forms.Form):
        q = forms.CharField(label=words["task"], required=False)
        state = forms.ChoiceField(
            label=words["state"], choices=[("", "—"), ("w", words["work"])], required=False
        )

    return Filters()


def context(language: str) -> dict[str, Any]:
    """Return everything the gallery shows, in one language."""
    words = WORDS[language]
    with translation.override(language):
        return {
            "words": words,
            "now": AT,
            "units": units(language),
            "form": form(words),
            "filter_form": filter_form(words),
            "tabs": [
                {"label": words["work"], "url": "#1", "current": True, "count": 8},
                {"label": words["closed"], "url": "#2", "current": False, "count": 214},
            ],
            "figures": [
                {"number": 8, "label": words["work"], "url": "#1", "note": ""},
                {"number": 2, "label": words["late"], "url": "#2", "note": ""},
                {"number": 0, "label": words["closed"], "url": "#3", "note": ""},
                {"number": None, "label": words["progress"], "url": "", "note": words["reason"]},
            ],
            "columns": [words["task"], words["state"], words["due"], words["left"]],
            "table": [
                _row(words["t1"], words, "late", "strong", -12, urgent=True),
                _row(words["t2"], words, "work", "blue", 3),
                _row(words["t3"], words, "closed", "done", 9),
            ],
            "page": Paginator(range(90), 25).page(2),
            "bars": [{"label": words["m"], "value": 12, "url": "#"}, {"label": words["body"], "value": 7}],
            "values": [3, 5, 4, 8, 6, 9, 12, 11],
            "history": [
                {"at": AT, "who": "Serik Omarov", "acting_for": "Nurlan Abdirov", "what": words["what"],
                 "changes": [(words["field"], words["work"], words["late"])], "reason": words["reason"], "human": True},
                {"at": AT, "who": words["body"], "what": words["sent"], "human": False},
            ],
            "answers": [
                {"label": words["ground"], "value": words["t1"], "url": "#1", "act": words["change"]},
                {"label": words["text"], "value": words["notice"], "url": "#2", "act": words["change"]},
            ],
            "steps": [
                {"label": words["t1"], "url": "#", "hint": words["h"], "state": words["work"], "kind": "blue"},
                {"label": words["t2"], "url": "#", "state": words["closed"], "kind": "done"},
            ],
            "frame": frame(words),
        }  # fmt: skip


def _row(
    name: str, words: Mapping[str, str], state: str, kind: str, left: int, *, urgent: bool = False
) -> dict[str, Any]:
    due = AT.date() + dt.timedelta(days=left)
    return {"name": name, "hint": words["h"], "state": words[state], "kind": kind, "due": due,
            "left": left, "urgent": urgent}  # fmt: skip


def frame(words: Mapping[str, str]) -> dict[str, Any]:
    """Return the frame of a liaison at work."""
    names = [words["table"], words["levels"], words["history"]]
    return {
        "signed_in": True, "demonstration": True, "product": words["progress"], "name": words["progress"],
        "territory": "Алматы", "level": "orange", "level_since": AT, "level_url": "#l", "waiting": 3,
        "waiting_url": "#w", "person": "Aigerim Nurlanova", "position": words["crumb"], "body": words["body"],
        "now": AT, "zone": "Asia/Almaty", "zone_name": "UTC+5", "path": "/", "theme": "",
        "themes": [("", "System"), ("light", "Light"), ("dark", "Dark")], "mail_url": "#m",
        "languages": (("kk", "Қаз", "Қазақша"), ("ru", "Рус", "Русский"), ("en", "Eng", "English")),
        "desks": [
            {"name": name, "url": f"/{place}/", "is_current": "page" if place == 0 else "", "apart": place == 2}
            for place, name in enumerate(names)
        ],
    }  # fmt: skip
