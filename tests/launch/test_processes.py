"""The product's processes: started together, ended together, and nothing else."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import processes
from launch.processes import Processes
from launch.speech import Refusal

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); time.sleep(60)"
)


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Processes]:
    """A launcher's processes, none yet."""
    logs = tmp_path / "logs"
    logs.mkdir()
    group = Processes(logs, {"PYTHONUNBUFFERED": "1"}, tmp_path)
    yield group
    group.end(seconds=0)


def is_soon_gone(pid: int) -> bool:
    """Wait a moment for a process that was ended to leave."""
    for _ in range(100):
        if not is_alive(pid):
            return True
        time.sleep(0.02)
    return False


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def eventually(path: Path) -> str:
    """Wait for a process's first words."""
    for _ in range(100):
        if path.exists() and path.read_text().strip():
            return path.read_text().strip()
        time.sleep(0.05)
    raise AssertionError(f"{path} stays empty")


def test_children_of_children_end_too(group: Processes) -> None:
    """A worker's own workers are in its group."""
    group.start("worker", [sys.executable, "-c", PARENT])
    grandchild = int(eventually(group.logs / "worker.log"))
    group.end(seconds=2)
    assert is_soon_gone(grandchild)
    assert not (group.logs.parent / "processes").exists()


def test_a_stubborn_process_is_ended_for_good(group: Processes) -> None:
    """Ctrl-C never waits for ever."""
    group.start("stubborn", [sys.executable, "-c", STUBBORN])
    pid = group.started["stubborn"].pid
    begun = time.monotonic()
    group.end(seconds=0.3)
    assert is_soon_gone(pid)
    assert time.monotonic() - begun < 5


def test_a_process_that_ends_by_itself_is_reported_with_its_last_words(group: Processes) -> None:
    """The person sees why, not merely that."""
    group.start("pages", [sys.executable, "-c", "print('no such table')"])
    group.started["pages"].wait()
    with pytest.raises(Refusal) as refusal:
        group.watch()
    assert "“pages” ended by itself" in str(refusal.value)
    assert "no such table" in str(refusal.value)


def test_what_a_killed_launcher_left_is_ended_by_the_next(group: Processes) -> None:
    """And a process that merely got the same number is left alone."""
    group.start("left", [sys.executable, "-c", "import time; time.sleep(60)"])
    run, pid = group.logs.parent, group.started["left"].pid
    note = run / "processes"
    note.write_text(note.read_text() + f"\n{os.getpid()} 1")
    processes.end_leftovers(run)
    group.started["left"].wait(timeout=5)
    assert is_soon_gone(pid)
    assert is_alive(os.getpid())
    assert not note.exists()
