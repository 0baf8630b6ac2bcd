"""The words of a notice: what a caller hands in, the marks it carries, and what is refused."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop

from agencies.models import User
from notices.models import Mute

PLACES = re.compile(r"\{(answer_link|code)\}")
EXERCISE = {"kk": "ОҚУ-ЖАТТЫҒУ", "ru": "УЧЕНИЕ", "en": "EXERCISE"}
EXERCISE_MARK = " · ".join(EXERCISE.values())
NOT_AN_EXERCISE = re.compile(
    r"\b(?:оқу-жаттығу емес|не учение|не является учением|not an exercise)\b", re.IGNORECASE
)
LIKE_AN_EXERCISE = re.compile(rf"\b(?:{'|'.join(EXERCISE.values())}): ")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
INVENTED_NUMBERS = "+7000"  # a code that no network of Kazakhstan has
DEMONSTRATION_MARK = "ДЕМОНСТРАЦИЯ · DEMONSTRATION"
DEMONSTRATION_LINE = {
    "kk": "Демонстрация: бұл ресми жүйе емес, барлық адамдар ойдан шығарылған.",
    "ru": "Демонстрация: это не официальная система, все люди вымышлены.",
    "en": "Demonstration: this is not an official system, all people are invented.",
}


@dataclass(frozen=True)
class NoticeText:
    """What is said in one language: who, where and since when in the body; the act asked.

    `calendar` is the iCalendar object that a letter carries beside its words.
    """

    subject: str
    body: str
    act: str = ""
    calendar: str = ""


@dataclass(frozen=True)
class AddresseeSpec:
    """One person to be told for one body; from a later step on when `first_step` says so."""

    person_id: int
    body_id: int
    counted: bool = True
    first_step: int = 0


@dataclass(frozen=True)
class StepSpec:
    """One step of a ladder: so long after the issue, those who are silent are told again."""

    after: dt.timedelta
    every_channel: bool = True


class Terms(TypedDict, total=False):
    """On which terms an answer is asked; frozen with the notice, and nothing asked without them.

    Within `norm` a body answers; an acceptance without progress is reminded after `progress_norm`
    and lapses after `lapse_norm` more; the ladder ends with `answers_needed` (default: all).
    """

    norm: dt.timedelta | None
    progress_norm: dt.timedelta | None
    lapse_norm: dt.timedelta | None
    answers_needed: int | None
    heeds_mutes: bool


@dataclass(frozen=True)
class NoticePreview:
    """Whom a notice would reach, counted by the code that will send it.

    `people` are addressed at once, `later` from a step of the ladder on; `messages` are (person,
    channel) of what goes at once. Whom no channel reaches at any step, and who is not rung because
    of a mute, is named; `rung` are those who get a message at some step, `names` of everybody.
    """

    bodies: int
    people: int
    by_channel: Mapping[str, int] = field(default_factory=dict)
    without_contact: list[User] = field(default_factory=list)
    informed: int = 0
    later: int = 0
    muted: list[Mute] = field(default_factory=list)
    messages: tuple[tuple[int, str], ...] = ()
    muted_people: list[User] = field(default_factory=list)
    rung: frozenset[int] = frozenset()
    names: Mapping[int, str] = field(default_factory=dict)


class RefusedError(Exception):
    """The gateway lets no message out that could be taken for what it is not."""


def in_exercise(text: NoticeText, language: str) -> NoticeText:
    """Return the words of an exercise as they are kept: marked first and last, everywhere."""
    word = EXERCISE[language]
    return NoticeText(
        subject=f"{word}: {text.subject}",
        body=f"{word}. {EXERCISE_MARK}\n\n{text.body}\n\n{word}. {EXERCISE_MARK}",
        act=f"{word}. {text.act}" if text.act else "",
    )


def marked(text: NoticeText, language: str) -> NoticeText:
    """Return the words with the marks that the gateway owes to the reader."""
    subject, body = text.subject, text.body
    if settings.DEMONSTRATION:
        subject = f"[{DEMONSTRATION_MARK}] {subject}"
        body = f"{DEMONSTRATION_LINE[language]}\n\n{body}"
    return NoticeText(subject, body, text.act, text.calendar)


def refusal(text: NoticeText, language: str, *, exercise: bool) -> str:
    """Say why these final words may not go out, or nothing."""
    whole = f"{text.subject}\n{text.body}\n{text.act}"
    if exercise and not _wears_its_mark(text, EXERCISE[language]):
        return gettext_noop("an exercise without its mark")
    if exercise and NOT_AN_EXERCISE.search(whole):
        return gettext_noop("an exercise that says it is none")
    if not exercise and _reads_like_an_exercise(whole):
        return gettext_noop("a real notice that carries the mark of an exercise")
    if settings.DEMONSTRATION and DEMONSTRATION_MARK not in text.subject:
        return gettext_noop("a demonstration without its mark")
    return ""


def _wears_its_mark(text: NoticeText, word: str) -> bool:
    is_asked_in_exercise = not text.act or text.act.startswith(f"{word}. ")
    return f"{word}: " in text.subject and EXERCISE_MARK in text.body and is_asked_in_exercise


def _reads_like_an_exercise(words: str) -> bool:
    """Tell it alike of a notice when it is written and of its short message, on one line."""
    line = f"{' '.join(words.split())} "
    return EXERCISE_MARK in line or bool(LIKE_AN_EXERCISE.search(line))


def refusal_of_short(words: str, language: str, *, exercise: bool) -> str:
    """Say why the words of a short message may not go out, or nothing."""
    word = EXERCISE[language if language in EXERCISE else "ru"]
    if exercise and not (f"{word}: " in words and words.endswith(f" {word}")):
        return gettext_noop("an exercise without its mark")
    if not exercise and _reads_like_an_exercise(words):
        return gettext_noop("a real notice that carries the mark of an exercise")
    if settings.DEMONSTRATION and DEMONSTRATION_MARK not in words:
        return gettext_noop("a demonstration without its mark")
    return ""


def refusal_of_address(address: str) -> str:
    """Say why an address or a number may not be written to, or nothing."""
    if "://" in address:
        return _refusal_of_system(address)
    is_number = address.startswith("+")
    if settings.DEMONSTRATION and is_number and not address.startswith(INVENTED_NUMBERS):
        return gettext_noop("a demonstration writes to invented numbers alone")
    if settings.DEMONSTRATION and not is_number and not address.endswith(".invalid"):
        return gettext_noop("a demonstration writes to .invalid addresses alone")
    return ""


def _refusal_of_system(url: str) -> str:
    host = urlsplit(url).hostname or ""
    if settings.DEMONSTRATION and not host.endswith(".invalid"):
        return gettext_noop("a demonstration writes to .invalid addresses alone")
    return ""
