"""What was already asked about rights while one page is being read.

A page asks a dozen times which bodies its reader sees. Inside `answers_kept` each question goes
to the database once. An answer is kept for one person, in one request, and never past the instant
at which it could change by itself: a right still ends at the instant it ends.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from audit import clock

Answer = TypeVar("Answer")
FOREVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class _Kept:
    """One answer, and from when to when it holds."""

    value: Any
    since: dt.datetime
    until: dt.datetime


_answers: ContextVar[dict[Hashable, _Kept] | None] = ContextVar("answers_kept", default=None)
_of_acts: ContextVar[bool] = ContextVar("answers_of_acts_kept", default=False)


@contextmanager
def answers_kept(*, of_acts: bool = False) -> Iterator[None]:
    """Ask each question about rights once while something is read; forget everything after.

    What an act requires is asked anew each time, unless `of_acts` says that nobody else acts
    meanwhile: so the demonstration plays its past.
    """
    own: dict[Hashable, _Kept] = {}
    answers, acts = _answers.set(own), _of_acts.set(of_acts)
    try:
        yield
    finally:
        is_forgotten = _answers.get() is not own
        _answers.reset(answers)
        _of_acts.reset(acts)
        if is_forgotten:
            forget()


def once(
    question: Hashable,
    ask: Callable[[], Answer],
    until: Callable[[dt.datetime], dt.datetime] | None = None,
) -> Answer:
    """Return the answer kept for a question, or ask; outside `answers_kept` always ask.

    `until` says up to which instant an answer given now holds; by default, to the next midnight.
    """
    answers = _answers.get()
    if answers is None:
        return ask()
    now = clock.now()
    kept = answers.get(question)
    if kept is None or not kept.since <= now < kept.until:
        end = until(now) if until else next_midnight(now)
        kept = answers[question] = _Kept(ask(), now, end)
    value: Answer = kept.value
    return value


def is_keeping() -> bool:
    """Tell whether answers are being kept."""
    return _answers.get() is not None


def is_keeping_of_acts() -> bool:
    """Tell whether also what an act requires is answered from what is kept."""
    return is_keeping() and _of_acts.get()


def forget() -> None:
    """Forget every answer: somebody has just been put into a post, or taken out of one."""
    if is_keeping():
        _answers.set({})


def next_midnight(instant: dt.datetime) -> dt.datetime:
    """Return the instant at which the next calendar day of the institution begins."""
    return clock.midnight(clock.local_date(instant) + dt.timedelta(days=1))
