"""Reading a term phrase: its parts one after another, every word accounted for."""

import re

from plans.terms import words
from plans.terms.kazakh import KAZAKH_GRAMMAR
from plans.terms.parts import Phrase
from plans.terms.russian import RUSSIAN

_READERS = tuple(
    (re.compile(rf"(?:{pattern})(?!\w)"), reader) for pattern, reader in RUSSIAN + KAZAKH_GRAMMAR
)
_BETWEEN = re.compile(r"[\s,;:().]+|(?:и|а также|және|а|мен|пен|бен)(?!\w)")


def read(text: str) -> Phrase:
    """Read a phrase part by part; the longest reading of each place wins."""
    phrase, rest = Phrase(), words.tidy(text)
    while rest:
        between = _BETWEEN.match(rest)
        if between:
            rest = rest[between.end() :]
            continue
        found = [(match, reader) for rule, reader in _READERS if (match := rule.match(rest))]
        if not found:
            phrase.rest = rest
            return phrase
        match, reader = max(found, key=lambda pair: pair[0].end())
        reader(phrase, match)
        rest = rest[match.end() :]
    return phrase
