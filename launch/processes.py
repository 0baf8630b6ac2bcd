"""The product's own processes: each in a group of its own, ended together and nothing else."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from launch.ending import hearing_the_end
from launch.speech import Refusal, say


@dataclass
class Processes:
    """The processes that this launcher started."""

    logs: Path
    environment: Mapping[str, str]
    folder: Path
    started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, argv: Sequence[str | Path]) -> None:
        """Start a process in a group of its own, its words in a log file of its name."""
        with (self.logs / f"{name}.log").open("wb") as log:
            self.started[name] = subprocess.Popen(
                [str(part) for part in argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**self.environment},
                start_new_session=True,
            )
        (self.logs.parent / "processes").write_text(
            "\n".join(f"{p.pid} {start_of(p.pid)}" for p in self.started.values())
        )

    def dead(self) -> list[str]:
        """Name the processes that ended by themselves."""
        return [name for name, process in self.started.items() if process.poll() is not None]

    def watch(self) -> None:
        """Stay until a process ends by itself, which is a fault."""
        with hearing_the_end():
            while not (dead := self.dead()):
                time.sleep(0.5)
        raise Refusal(self.obituary(dead[0]))

    def obituary(self, name: str) -> str:
        """Say that a process ended and show its last words."""
        log = self.logs / f"{name}.log"
        words = log.read_text(errors="replace").splitlines()[-12:]
        return "\n".join(
            [f"The process “{name}” ended by itself; its last words ({log}):", *words]
        )

    def end(self, seconds: float = 10) -> None:
        """End every group: politely, then, after some seconds, for good."""
        for process in self.started.values():
            send(process.pid, signal.SIGTERM)
        patience = time.monotonic() + seconds
        for process in self.started.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.05, patience - time.monotonic()))
        for process in self.started.values():
            send(process.pid, signal.SIGKILL)
            process.wait()
        self.started.clear()
        (self.logs.parent / "processes").unlink(missing_ok=True)


def send(group: int, number: signal.Signals) -> None:
    """Send a signal to a group of processes; a group that is gone needs none."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def finish(process: subprocess.Popen[str], seconds: float = 5) -> None:
    """End one group: politely, then, after some seconds, for good."""
    send(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)
    send(process.pid, signal.SIGKILL)
    process.wait()


def start_of(pid: int) -> str:
    """Return the instant a living process began, by which it is told from a later one."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return "?"
    return fields[19] if fields[0] != "Z" else "?"


def end_leftovers(run: Path) -> None:
    """End what an earlier launcher started and, killed itself, could not end."""
    note = run / "processes"
    if not note.exists():
        return
    for line in note.read_text().splitlines():
        pid, _, began = line.partition(" ")
        if began != "?" and start_of(int(pid)) == began:
            say(f"        ending process {pid}, left by an earlier start")
            send(int(pid), signal.SIGKILL)
            wait_until_gone(int(pid), began)
    note.unlink()


def wait_until_gone(pid: int, began: str) -> None:
    """Wait some seconds until a killed process holds nothing any more."""
    patience = time.monotonic() + 5
    while start_of(pid) == began and time.monotonic() < patience:
        time.sleep(0.02)


def call(
    argv: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    folder: Path,
    log: Path,
    heard: Callable[[str], None] | None = None,
) -> tuple[int, str]:
    """Run a command to its end in a group of its own; return its status and what it printed.

    Each printed line is passed on as it comes; what goes wrong stands in the log alone.
    """
    with log.open("a") as kept:
        process = subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=kept,
            text=True,
            cwd=folder,
            env={**environment},
            start_new_session=True,
        )
        with process:
            try:
                with hearing_the_end():
                    printed = list(passed_on(process, kept, heard))
                    process.wait()
            except BaseException:
                finish(process)
                raise
    return process.returncode, "".join(printed)


def passed_on(
    process: subprocess.Popen[str], kept: TextIO, heard: Callable[[str], None] | None
) -> Iterator[str]:
    """Yield a process's lines, each after it was kept and heard."""
    for line in process.stdout or ():
        kept.write(line)
        kept.flush()
        if heard and line.strip():
            heard(line.rstrip())
        yield line
