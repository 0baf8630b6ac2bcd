"""How the official texts name a territory."""

import re

from agencies.models import Territory

DECLENSIONS = (
    (r"\bРеспублика\b", "Республики"),
    (r"\b(О|о)бласть\b", r"\1бласти"),
    (r"\b(Г|г)ород\b", r"\1орода"),
    (r"\b(Р|р)айон\b", r"\1айона"),
    (r"(\w+)ая\b", r"\1ой"),
    (r"(\w+[сц]к)ий\b", r"\1ого"),
    (r"\b(города \w+)а\b", r"\1ы"),
)


def name_in(territory: Territory, language: str) -> str:
    """Return a territory's name in a language, or in Russian where that is missing."""
    return str(getattr(territory, f"name_{language}") or territory.name_ru)


def genitive(name: str) -> str:
    """Return the Russian genitive of a territory's name: на территории города Алматы."""
    for pattern, ending in DECLENSIONS:
        name = re.sub(pattern, ending, name)
    return name
