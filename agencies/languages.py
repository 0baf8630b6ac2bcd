"""Saying a thing in the reader's language when it is kept in three."""

from typing import Any

from django.utils import translation

LANGUAGES = ("kk", "ru", "en")


def in_language(thing: Any, field: str, language: str = "") -> str:
    """Return `field` in a language (default: the active one), falling back to ru, kk, en."""
    wanted = (language or translation.get_language() or "ru")[:2]
    for code in (wanted, "ru", "kk", "en"):
        text = getattr(thing, f"{field}_{code}", "")
        if text:
            return str(text)
    return ""
