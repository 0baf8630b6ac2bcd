"""Dates as the papers word them, for the terms that the demonstration writes."""

import datetime as dt

MONTHS_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
MONTHS_KK = (
    "қаңтарға", "ақпанға", "наурызға", "сәуірге", "мамырға", "маусымға",
    "шілдеге", "тамызға", "қыркүйекке", "қазанға", "қарашаға", "желтоқсанға",
)  # fmt: skip


def until_ru(day: dt.date) -> str:
    """Word a date as the term of a Russian paper."""
    return f"до {day.day} {MONTHS_RU[day.month - 1]} {day.year} года"


def until_kk(day: dt.date) -> str:
    """Word a date as the term of a Kazakh paper."""
    return f"{day.year} жылғы {day.day} {MONTHS_KK[day.month - 1]} дейін"
