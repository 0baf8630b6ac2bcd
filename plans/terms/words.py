"""The words of term phrases, in Russian and Kazakh, as the papers write them."""

import re
from typing import Literal

MONTHS_RU = (
    ("январь", "января", "январе"), ("февраль", "февраля", "феврале"),
    ("март", "марта", "марте"), ("апрель", "апреля", "апреле"),
    ("май", "мая", "мае"), ("июнь", "июня", "июне"),
    ("июль", "июля", "июле"), ("август", "августа", "августе"),
    ("сентябрь", "сентября", "сентябре"), ("октябрь", "октября", "октябре"),
    ("ноябрь", "ноября", "ноябре"), ("декабрь", "декабря", "декабре"),
)  # fmt: skip
MONTHS_KK = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip

NUMBERS = {
    "один": 1, "одного": 1, "одно": 1, "двух": 2, "два": 2, "трех": 3, "четырех": 4, "пяти": 5,
    "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10, "пятнадцати": 15,
    "двадцати": 20, "тридцати": 30, "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6,
    "жеті": 7, "сегіз": 8, "тоғыз": 9, "он": 10, "он бес": 15, "жиырма": 20, "отыз": 30,
}  # fmt: skip

ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4,
    "перв": 1, "втор": 2, "трет": 3, "четверт": 4,
    "бірінші": 1, "екінші": 2, "үшінші": 3, "төртінші": 4,
}  # fmt: skip

PERIODS: dict[str, Literal["month", "quarter", "half", "year"]] = {
    "месяц": "month", "ай": "month", "кварт": "quarter", "тоқса": "quarter",
    "полуг": "half", "жарты": "half", "год": "year", "жыл": "year",
}  # fmt: skip

GENITIVE = "|".join(forms[1] for forms in MONTHS_RU)
NAMED = "|".join(form for forms in MONTHS_RU for form in (forms[0], forms[2]))
KAZAKH = "|".join(MONTHS_KK)
MONTH = rf"(?:{GENITIVE}|{KAZAKH})"
NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
ORDINAL = (
    r"(?:iv|iii|ii|i|[1-4](?:-?(?:й|го|м|ый|ое|ой|ом|е|ші|шы))?(?![\d.])"
    r"|перв(?:ый|ого|ом|ое|ой|ая|ую)|втор(?:ой|ого|ом|ое|ая|ую)"
    r"|трет(?:ий|ьего|ьем|ье|ьей|ья|ью)|четверт(?:ый|ого|ом|ое|ой|ая|ую)"
    r"|бірінші|екінші|үшінші|төртінші)"
)
AND = r"(?:\s*,\s*|\s+и\s+|\s+және\s+|\s+мен\s+|\s+пен\s+|\s+бен\s+)"
BY = r"(?:(?:до|к|ко|не позднее|не позже|срок)\s+)?"
LIST = rf"(?P<parts>{ORDINAL}(?:-{ORDINAL})?(?:{AND}{ORDINAL}(?:-{ORDINAL})?)*)"
COUNT = rf"(?P<count>\d{{1,3}}|{NUMBER})"
UNTIL_KK = r"(?:\s+(?:дейін|кешіктірмей|кешікті[рp]ілмей|қарай))?"
CASE_KK = (
    r"(?:ға|ге|қа|ке|на|не|ына|іне|нан|нен|дан|ден|тан|тен|ынан|інен|да|де|та|те|ында|інде|ы|і)?"
)
YEAR_RU = (
    r"(?:\s+(?P<year>(?:19|20)\d{2})(?![-\d])"
    r"(?:\s*(?:года|год|году|г\.?)(?!\w))?(?!\s*,\s*\d{4}))?"
)
YEAR_KK = r"(?:(?P<year_kk>\d{4})\s*(?:жылғы|жылдың|жылы|ж\.)\s*)?"
LONE_YEAR = r"(?:19|20)\d{2}"

LOOKALIKES = str.maketrans({"і": "i", "х": "x", "ⅰ": "i", "l": "i"})
NUMERALS = str.maketrans({"ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv"})


def tidy(phrase: str) -> str:
    """Bring a phrase to one spelling: case, dashes, spaces, the letter ё, Roman numerals."""
    text = phrase.casefold().translate(NUMERALS).replace("ё", "е").replace("\u00ad", "")
    text = " ".join(re.sub(r"[«»\"“”„]", " ", text).split())
    text = re.sub(r"\s*[-‐‑‒–—―]\s*", "-", text).strip(" .;,:")
    return re.sub(r"(?<!\w)[iіvl]+(?!\w)", _roman, text)


def _roman(match: re.Match[str]) -> str:
    return match.group().translate(LOOKALIKES)


def ordinal(word: str) -> int:
    """Read the number of a quarter or a half-year."""
    if word[0].isdigit():
        return int(word[0])
    exact = ORDINALS.get(word)
    return exact or next(number for stem, number in ORDINALS.items() if word.startswith(stem))


def month_number(word: str) -> int:
    """Read the name of a month in any of the cases that the grammar lets through."""
    for number, forms in enumerate(MONTHS_RU, start=1):
        if word in forms:
            return number
    return next(number for number, stem in enumerate(MONTHS_KK, 1) if word.startswith(stem))


def count(word: str) -> int:
    """Read a number written in figures or in words."""
    return int(word) if word.isdigit() else NUMBERS[word]
