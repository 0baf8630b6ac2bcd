"""The end that somebody asks for: noted at once, raised only where the launcher waits.

A signal may come between the start of a server and the line that remembers it. So the end is
never raised by itself: whoever waits says so, and everything else is done as one piece.
"""

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(Exception):  # noqa: N818 nothing went wrong
    """Somebody asked the launcher to end: Ctrl-C, a closed terminal, a supervisor."""


@dataclass
class Ear:
    """Whether the end was asked for, and whether somebody waits who can be told so now."""

    is_asked: bool = False
    is_open: bool = False

    def note(self, number: int, frame: FrameType | None) -> None:
        """Note that the end was asked for; tell whoever waits, once."""
        self.is_asked = True
        if self.is_open:
            self.is_open = False
            raise Ended


EAR = Ear()


def listen_for_the_end() -> None:
    """Take Ctrl-C, SIGTERM and a closed terminal for one wish: to end."""
    EAR.is_asked = EAR.is_open = False
    for number in ENDS:
        signal.signal(number, EAR.note)


@contextlib.contextmanager
def hearing_the_end() -> Iterator[None]:
    """Let a wait be ended; an end that was asked for before it begins ends it at once."""
    EAR.is_open = True
    try:
        if EAR.is_asked:
            raise Ended
        yield
    finally:
        EAR.is_open = False
