"""The wordings in force, and what a wording may hold."""

import string
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alerts.models import TextTemplate
from alerts.texts.first import FIRST

Words = Mapping[tuple[str, str], str]
COLOURS = ("yellow", "orange", "red")
_TERM = ("where", "level", "from", "term")
_END = ("where", "before", "from")

# Piece → the placeholders it must name; OPTIONAL: those it may name beside them.
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "set": _TERM,
    "raise": _TERM,
    "lower": _TERM,
    "extend": _TERM,
    "cancel": _END,
    "cancel_part": _END,
    "keep": ("where", "level", "from"),
    "correct": ("where", "from"),
    "ground": ("authority",),
    "closing": (),
    **dict.fromkeys(COLOURS, ()),
}
OPTIONAL: dict[str, tuple[str, ...]] = {"raise": ("before",), "lower": ("before",)}


def words_in_force() -> dict[tuple[str, str], str]:
    """Return the newest version of every piece in every language; the first where none is kept."""
    words = {
        (piece, language): text
        for piece, texts in FIRST.items()
        for language, text in texts.items()
    }
    adopted = TextTemplate.objects.order_by("version")
    words.update(
        {
            (piece, language): text
            for piece, language, text in adopted.values_list("piece", "language", "words")
        }
    )
    return words


def placeholders_of(piece: str, language: str) -> tuple[str, ...]:
    """Return the placeholders that a piece must name; the English ground names no authority."""
    return () if (piece, language) == ("ground", "en") else PLACEHOLDERS[piece]


def require_placeholders(piece: str, language: str, words: str) -> None:
    """Refuse words that lack a placeholder, name an unknown one, or say nothing."""
    if not words.strip():
        raise ValidationError(_("Write the words."))
    named, needed = _named(words), placeholders_of(piece, language)
    known = (*PLACEHOLDERS[piece], *OPTIONAL.get(piece, ()))
    problems = [
        _("The placeholder %(name)s is missing.") % {"name": _braced(one)}
        for one in needed
        if one not in named
    ]
    problems += [
        _("The placeholder %(name)s is not known here. Known here: %(known)s.")
        % {"name": _braced(one), "known": ", ".join(map(_braced, known)) or "—"}
        for one in named
        if one not in known
    ]
    if piece in COLOURS and "\n" in words.strip():
        problems.append(_("The words for a colour stand inside a sentence: write one line."))
    if problems:
        raise ValidationError(problems)


def _named(words: str) -> list[str]:
    """Return the placeholders named in a text, each once, exactly as they stand in the braces."""
    named: list[str] = []
    try:
        for _literal, name, form, conversion in string.Formatter().parse(words):
            if name is not None:
                told = f"!{conversion}" if conversion else ""
                named.append(name + told + (f":{form}" if form else ""))
    except ValueError as error:
        raise ValidationError(
            _("A brace stands alone: a placeholder looks like %(example)s.")
            % {"example": "{where}"}
        ) from error
    return list(dict.fromkeys(named))


def _braced(name: str) -> str:
    return f"{{{name}}}"
