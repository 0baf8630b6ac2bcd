"""The words of term phrases, in Russian and Kazakh, as the papers write them."""

import re

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
    "один": 1, "одного": 1, "двух": 2, "два": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6,
    "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10, "пятнадцати": 15, "двадцати": 20,
    "тридцати": 30, "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7,
    "сегіз": 8, "тоғыз": 9, "он": 10, "он бес": 15, "жиырма": 20, "отыз": 30,
}  # fmt: skip

ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4,
    "перв": 1, "втор": 2, "трет": 3, "четверт": 4,
    "бірінші": 1, "екінші": 2, "үшінші": 3, "төртінші": 4,
}  # fmt: skip

GENITIVE = "|".join(forms[1] for forms in MONTHS_RU)
NAMED = "|".join(form for forms in MONTHS_RU for form in (forms[0], forms[2]))
KAZAKH = "|".join(MONTHS_KK)
NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
ORDINAL = (
    r"(?:iv|iii|ii|i|[1-4](?:-?(?:й|го|м|ый|ое|е|ші|шы))?"
    r"|перв(?:ый|ого|ом|ое)|втор(?:ой|ого|ом|ое)|трет(?:ий|ьего|ьем|ье)|четверт(?:ый|ого|ом|ое)"
    r"|бірінші|екінші|үшінші|төртінші)"
)
AND = r"(?:\s*,\s*|\s+и\s+|\s+және\s+)"
BY = r"(?:(?:до|к|ко|не позднее|не позже)\s+)?"
UNTIL_KK = r"(?:\s+(?:дейін|кешіктірмей|қарай))?"
CASE_KK = (
    r"(?:ға|ге|қа|ке|на|не|ына|іне|нан|нен|дан|ден|тан|тен|ынан|інен|да|де|та|те|ында|інде|ы|і)?"
)
YEAR_RU = r"(?:\s+(?P<year>\d{4})\s*(?:года|год|году|г\.?))?"
YEAR_KK = r"(?:(?P<year_kk>\d{4})\s*(?:жылғы|жылдың|жылы|ж\.)\s+)?"

LOOKALIKES = str.maketrans({"і": "i", "х": "x", "ⅰ": "i"})


def tidy(phrase: str) -> str:
    """Bring a phrase to one spelling: case, dashes, spaces, the letter ё, Roman numerals."""
    text = " ".join(phrase.casefold().replace("ё", "е").split())
    text = re.sub(r"\s*[-‐‑‒–—―]\s*", "-", text).strip(" .;,")
    return re.sub(r"(?<![\w-])[iіvх x]+(?![\w-])", _roman, text)


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
