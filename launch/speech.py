"""How the launcher speaks: numbered steps, tables, and refusals that say what to do."""

import contextlib
import sys
import time
from collections.abc import Sequence
from typing import TextIO


class Refusal(Exception):  # noqa: N818 it refuses, and says what to do
    """One sentence for the person at the terminal: what is wrong and what to do."""


def say(sentence: str = "") -> None:
    """Print a line at once, also into a pipe."""
    print(sentence, flush=True)


def say_at_the_end(sentence: str) -> None:
    """Print a line that nobody may be left to read: the terminal may be gone."""
    with contextlib.suppress(OSError):
        say(sentence)


class Steps:
    """Counts the steps of a long piece of work aloud: "4 of 9: migrating the database"."""

    def __init__(self, total: int, out: TextIO | None = None) -> None:
        """Begin before the first of so many steps."""
        self.total = total
        self.number = 0
        self.out = out or sys.stdout
        self.begun = time.monotonic()

    def begin(self, sentence: str) -> None:
        """Say which step begins now."""
        self.number += 1
        print(f"{self.number} of {self.total}: {sentence}", file=self.out, flush=True)

    def note(self, sentence: str) -> None:
        """Add a detail to the present step."""
        print(f"        {sentence}", file=self.out, flush=True)

    def seconds(self) -> int:
        """Return the whole seconds since the first step."""
        return round(time.monotonic() - self.begun)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out under their headings, each column as wide as its widest cell."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    lines.insert(1, ["─" * width for width in widths])
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
