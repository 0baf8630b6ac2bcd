"""Sums and sources as plans word them: "2014 год – 20,0; МБ – 5,0", "не требуется", "РБ, МБ"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop

REPUBLICAN, LOCAL, OTHER, UNDIVIDED = "republican", "local", "other", "undivided"
AMOUNT, WITHIN, NOTHING, COMMISSION = "amount", "within_budget", "not_required", "by_commission"
NONE = re.compile(
    r"^(?:-|нет|жоқ|(?:финансирование\s+|средства\s+)?не требу\w+(?:\s+финансирования)?"
    r"|без (?:финансирования|затрат)|(?:қаржыландыру\s+|қаражат\s+)?"
    r"(?:талап (?:етілмейді|етпейді)|қажет (?:емес|етпейді)))$"
)
BUDGET = re.compile(
    r"^в (?:пределах|рамках) (?:[\w-]+\s+)*(?:средств|ассигнований|бюджета|финансирования)\b.*$"
    r"|^(?:[\w-]+\s+)*(?:қаражат|қаржы|бюджет)\w*\s+(?:шегінде|шеңберінде)$"
)
DECIDED = re.compile(
    r"^(?:согласно|по|в соответствии с) решени\w+\s+(?:рбк|бюджетной комиссии|республиканской"
    r" бюджетной комиссии)$|^рбк\s+шешімі(?:не сәйкес|\s*бойынша)$"
)
SOURCES = (
    (REPUBLICAN, r"рб|республиканск\w+(?:\s+бюджет\w*)?|республикалық(?:\s+бюджет\w*)?"),
    (LOCAL, r"мб|жб|местн\w+(?:\s+бюджет\w*)?|жергілікті(?:\s+бюджет\w*)?"),
    (
        OTHER,
        r"внебюджет\w*(?:\s+средств\w*)?|собственн\w+\s+средств\w*|ины\w+\s+(?:источник\w*"
        r"|средств\w*)|друг\w+\s+источник\w*|бюджеттен тыс(?:\s+қаражат\w*)?|өз қаражат\w*"
        r"|өзге (?:көз|қаражат)\w*|грант\w*|инвестиц\w*",
    ),
)
SOURCE = re.compile("|".join(rf"(?P<{name}>\b(?:{rule})(?!\w))" for name, rule in SOURCES))
NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?(?![.,]?\d)"
TOKEN = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*(?:(?:год\w*|г\.?|жыл\w*|ж\.?)(?!\w)\s*[-:]?|[-:])"
    rf"|{SOURCE.pattern}"
    r"|(?P<total>всего|итого|барлығы)"
    rf"|(?P<number>{NUMBER})"
    r"|(?P<pass>[\s,;:()-]+|в том числе|в т\.\s?ч\.|оның ішінде|из них|млн\.?|тыс\.?|мың"
    r"|тенге|теңге|тг\.?|и\b|және\b|за счет|средства|бюджет\w*)"
)


@dataclass(frozen=True)
class Sum:
    """One sum in the unit of the table: of a year or of no year, from a source or from none."""

    amount: Decimal
    year: int | None = None
    source: str = ""


class MoneyError(ValueError):
    """A cell of money that says nothing certain; the sentence is translated where it is shown."""


def tidy(text: str) -> str:
    """Bring a cell of money to one spelling."""
    text = " ".join(text.casefold().replace("ё", "е").split())
    return re.sub(r"\s*[-‐‑‒–—―]\s*", "-", text).strip(" .;*")


def sources_of(text: str) -> list[str]:
    """Return the sources a cell names, in the order of the budget."""
    words = tidy(text)
    if not words or NONE.match(words):
        return []
    rest = SOURCE.sub(" ", words)
    if re.sub(r"[\s,;()./+-]|\bи\b|\bжәне\b|\bбюджет\w*|\bсредства\b|за счет", "", rest):
        raise MoneyError(gettext_noop("This is no source of funds that is known."))
    named = {match.lastgroup for match in SOURCE.finditer(words)}
    return [name for name, _rule in SOURCES if name in named]


def costs_of(text: str) -> str:
    """Return how a cell states the cost: as sums, or in one of the set phrases."""
    words = tidy(text)
    if not words or NONE.match(words):
        return NOTHING
    if BUDGET.match(words):
        return WITHIN
    return COMMISSION if DECIDED.match(words) else AMOUNT


def sums_of(text: str) -> list[Sum]:
    """Read the sums of a cell, each with its year and source; a stated total must be their sum."""
    found: list[Sum] = []
    totals: list[Decimal] = []
    year, source, is_total = None, "", False
    for kind, value in _tokens(tidy(text)):
        if kind == "year":
            year, source, is_total = int(value), "", False
        elif kind == "total":
            is_total = True
        elif kind == "number" and is_total:
            totals.append(_amount(value))
            is_total = False
        elif kind == "number":
            found.append(Sum(_amount(value), year, source))
        else:
            source = kind
    if totals and not found:
        return [Sum(totals[0])]
    _check(found, totals)
    return found


def _check(found: list[Sum], totals: list[Decimal]) -> None:
    keys = [(one.year, one.source) for one in found]
    if not found or len(set(keys)) != len(keys):
        raise MoneyError(gettext_noop("The sum is not understood."))
    whole = sum((one.amount for one in found), Decimal(0))
    if any(abs(total - whole) > Decimal("0.1") for total in totals):
        raise MoneyError(gettext_noop("The parts do not add up to the total."))


def _tokens(words: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(words):
        match = TOKEN.match(words, place)
        if match is None or match.end() == place:
            raise MoneyError(gettext_noop("The sum is not understood."))
        kind = match.lastgroup or ""
        if kind != "pass":
            yield kind, match[kind]
        place = match.end()


def _amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))
