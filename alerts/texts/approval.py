"""The words that stand for the moment of approval in a text that waits, and what they become."""

import re
from collections.abc import Iterable
from dataclasses import replace

from alerts.models.choices import ACTIONS_WITH_TERM
from alerts.texts.moments import AT_APPROVAL, begins, is_counted, until_when
from alerts.texts.papers import ActSpec


def words_of_the_moment(language: str, acts: Iterable[ActSpec]) -> dict[str, str]:
    """Return the words that wait in a text, each with what it becomes when the acts begin."""
    starts, ends = dict[str, str](), dict[str, str]()
    for act in acts:
        if not act.is_from_approval:
            continue
        begun = replace(act, is_from_approval=False)
        starts[begins(language, act)] = begins(language, begun)
        if act.action in ACTIONS_WITH_TERM and act.level and is_counted(act):
            ends[until_when(language, act)] = until_when(language, begun)
    return ends | starts


def with_the_moment(language: str, text: str, acts: Iterable[ActSpec]) -> str:
    """Return a text in which the moment of approval stands itself."""
    said = words_of_the_moment(language, acts)
    longest_first = sorted(said, key=len, reverse=True)
    return _any_of(longest_first).sub(lambda found: said[found[0]], text) if said else text


def words_missing(language: str, text: str, acts: Iterable[ActSpec]) -> list[str]:
    """Return the words of the moment that a text has lost: nothing could be written in there."""
    if not text.strip():
        return []
    waiting = words_of_the_moment(language, acts)
    return [words for words in waiting if not _any_of([words]).search(text)]


def _any_of(sentences: Iterable[str]) -> re.Pattern[str]:
    """Find words that may begin with a number, and not in the middle of a longer one."""
    return re.compile(rf"(?<!\d)(?:{'|'.join(re.escape(one) for one in sentences)})")


def words_too_many(language: str, text: str, acts: Iterable[ActSpec]) -> list[str]:
    """Return words of a moment that no act waits for: they would go out as they are."""
    waits = any(act.is_from_approval for act in acts)
    words = AT_APPROVAL[language]
    return [words] if words in text and not waits else []
