"""The words of a notice: what a caller hands in, the marks it carries, and what is refused."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_noop

from agencies.models import User

PLACES = re.compile(r"\{(answer_link|code)\}")
EXERCISE = {"kk": "ОҚУ-ЖАТТЫҒУ", "ru": "УЧЕНИЕ", "en": "EXERCISE"}
EXERCISE_MARK = " · ".join(EXERCISE.values())
NOT_AN_EXERCISE = ("оқу-жаттығу емес", "не учение", "не является учением", "not an exercise")
DEMONSTRATION_MARK = "ДЕМОНСТРАЦИЯ · DEMONSTRATION"
DEMONSTRATION_LINE = {
    "kk": "Демонстрация: бұл ресми жүйе емес, барлық адамдар ойдан шығарылған.",
    "ru": "Демонстрация: это не официальная система, все люди вымышлены.",
    "en": "Demonstration: this is not an official system, all people are invented.",
}


@dataclass(frozen=True)
class NoticeText:
    """What is said in one language: who, where and since when in the body; the act asked."""

    subject: str
    body: str
    act: str = ""


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


@dataclass(frozen=True)
class NoticePreview:
    """Whom a notice would reach, counted by the code that will send it."""

    bodies: int
    people: int
    by_channel: Mapping[str, int] = field(default_factory=dict)
    without_contact: list[User] = field(default_factory=list)
    informed: int = 0


class RefusedError(Exception):
    """The gateway lets no message out that could be taken for what it is not."""


def marked(text: NoticeText, language: str, *, exercise: bool) -> NoticeText:
    """Return the words with the marks that the gateway owes to the reader."""
    subject, body = text.subject, text.body
    if exercise:
        subject = f"{EXERCISE_MARK}: {subject}"
        body = f"{EXERCISE[language]}. {EXERCISE_MARK}\n\n{body}\n\n{EXERCISE[language]}."
    if settings.DEMONSTRATION:
        subject = f"[{DEMONSTRATION_MARK}] {subject}"
        body = f"{DEMONSTRATION_LINE[language]}\n\n{body}"
    return NoticeText(subject, body, text.act)


def refusal(subject: str, body: str, *, exercise: bool) -> str:
    """Say why these final words may not go out, or nothing."""
    whole = f"{subject}\n{body}".lower()
    if exercise and (EXERCISE_MARK not in subject or EXERCISE_MARK not in body):
        return gettext_noop("an exercise without its mark")
    if exercise and any(words in whole for words in NOT_AN_EXERCISE):
        return gettext_noop("an exercise that says it is none")
    if not exercise and EXERCISE_MARK in f"{subject}\n{body}":
        return gettext_noop("a real notice that carries the mark of an exercise")
    if settings.DEMONSTRATION and DEMONSTRATION_MARK not in subject:
        return gettext_noop("a demonstration without its mark")
    return ""


def refusal_of_address(address: str) -> str:
    """Say why an address may not be written to, or nothing."""
    if settings.DEMONSTRATION and not address.endswith(".invalid"):
        return gettext_noop("a demonstration writes to .invalid addresses alone")
    return ""
