"""The acknowledgement journal: what the provider has said, on disk before anything else happens.

A process keeps one file and holds a lock on it for as long as it lives. One write per answer says
which message was settled and which one goes next, so after a kill -9 exactly one message of each
connection is in doubt: the one that was going. The kernel frees the lock with the process: that is
how the others on the same host learn that it died.
"""

import contextlib
import datetime as dt
import fcntl
import os
import socket
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from audit import clock

HOST = socket.gethostname()
WORDS_KEPT = 300


@dataclass
class Page:
    """What the journal says of one batch: settled messages, and those that were going."""

    accepted: dict[int, tuple[dt.datetime, str]] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)

    @property
    def in_doubt(self) -> set[int]:
        """Return the messages that may or may not have gone out."""
        return self.begun - self.settled


class Journal:
    """The journal of this process."""

    def __init__(self) -> None:
        """Create the file and lock it before any lease names it."""
        folder().mkdir(parents=True, exist_ok=True)
        self.name = uuid.uuid4().hex
        self.process = os.getpid()
        flags = os.O_CREAT | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC
        self._file = os.open(path_of(self.name), flags, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def begin(self, batch_id: int, delivery_id: int) -> None:
        """Note that a message is about to go."""
        self._write(batch_id, 0, "going", delivery_id, "")

    def settle(
        self, batch_id: int, delivery_id: int, *, state: str, following: int, words: str
    ) -> None:
        """Note in one write what was said of a message and which one goes next (0: none)."""
        self._write(batch_id, delivery_id, state, following, words)

    def clear(self) -> None:
        """Empty the file: everything in it is in the database now."""
        os.ftruncate(self._file, 0)

    def abandon(self) -> None:
        """Let go of the lock as a dying process does, and leave the file to the sweep."""
        os.close(self._file)

    def _write(
        self, batch_id: int, delivery_id: int, state: str, following: int, words: str
    ) -> None:
        said = " ".join(words.split())[:WORDS_KEPT]
        moment = clock.now().isoformat()
        line = f"{batch_id} {state} {delivery_id} {following} {moment} {said}\n"
        os.write(self._file, line.encode())


def folder() -> Path:
    """Return the folder of this host's journals."""
    return Path(settings.JOURNAL_FOLDER) / HOST


def path_of(name: str) -> Path:
    """Return the file of a journal."""
    return folder() / f"{name}.journal"


def has_lost_its_writer(name: str) -> bool:
    """Tell whether the process that wrote a journal of this host is dead."""
    try:
        file = os.open(path_of(name), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(file)


def read(name: str) -> dict[int, Page] | None:
    """Return the pages of a journal by batch, or None when this host has no such file."""
    try:
        lines = path_of(name).read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    pages: dict[int, Page] = {}
    for line in lines:
        with contextlib.suppress(ValueError):  # a torn last line says nothing
            _read_line(line, pages)
    return pages


def abandoned() -> list[str]:
    """Return the journals of this host whose writers are gone."""
    # A journal is locked just after it is made: one that young is never taken for a dead one.
    oldest = clock.now().timestamp() - 60
    return [
        path.stem
        for path in sorted(folder().glob("*.journal"))
        if path.stat().st_mtime < oldest and has_lost_its_writer(path.stem)
    ]


def remove(name: str) -> None:
    """Forget a journal whose every page is in the database."""
    path_of(name).unlink(missing_ok=True)


def _read_line(line: str, pages: dict[int, Page]) -> None:
    batch_id, state, delivery_id, following, moment, words = line.split(" ", 5)
    page = pages.setdefault(int(batch_id), Page())
    if state == "accepted":
        page.accepted[int(delivery_id)] = (dt.datetime.fromisoformat(moment), words)
    if state not in ("going", "in_doubt"):
        page.settled.add(int(delivery_id))
    if int(following):
        page.begun.add(int(following))
