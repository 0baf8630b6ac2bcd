"""Ctrl-C, SIGTERM and a closed terminal: heard while one waits, and nowhere else."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import processes, programs
from launch.ending import EAR, ENDS, Ended, hearing_the_end, listen_for_the_end
from launch.processes import Processes
from tests.launch.test_processes import PARENT, eventually, is_soon_gone


@pytest.fixture(autouse=True)
def _a_launcher() -> Iterator[None]:
    """Listen as the launcher does, and give the signals back."""
    before = {number: signal.getsignal(number) for number in ENDS}
    listen_for_the_end()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    EAR.is_asked = EAR.is_open = False


def asked_once_there(path: Path) -> threading.Thread:
    """Ask the launcher to end as soon as somebody has written a file."""

    def ask() -> None:
        eventually(path)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=ask)
    thread.start()
    return thread


def asked_in(seconds: float) -> threading.Timer:
    """Ask the launcher to end in a moment."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
    timer.start()
    return timer


@pytest.mark.parametrize("number", ENDS)
def test_an_end_waits_until_somebody_waits(number: signal.Signals) -> None:
    """Between the start of a server and the line that remembers it, nothing is raised."""
    signal.raise_signal(number)
    with pytest.raises(Ended), hearing_the_end():
        pytest.fail("a wait began although the end had been asked for")


@pytest.mark.parametrize("number", ENDS)
def test_a_wait_is_ended(number: signal.Signals) -> None:
    """And a second wish, while things are cleared up, disturbs nothing."""
    with pytest.raises(Ended), hearing_the_end():
        signal.raise_signal(number)
    signal.raise_signal(number)


def test_after_a_wait_nothing_is_raised() -> None:
    """The wait is over: what comes now waits for the next one."""
    with hearing_the_end():
        pass
    signal.raise_signal(signal.SIGINT)
    with pytest.raises(Ended), hearing_the_end():
        pytest.fail("a wait began although the end had been asked for")


def test_a_program_that_may_end_goes_with_its_children(tmp_path: Path) -> None:
    """A half-made database has writers of its own: none goes on."""
    said = tmp_path / "child"
    asking = asked_once_there(said)
    keeping = f"open({str(said)!r}, 'w').write(str(child.pid))"
    words = PARENT.replace("print(child.pid, flush=True)", keeping)
    with pytest.raises(Ended):
        programs.run([sys.executable, "-c", words], may_end=True)
    asking.join()
    assert is_soon_gone(int(eventually(said)))


def test_a_start_is_waited_for_in_one_piece() -> None:
    """A server's start is never cut short: it could not be stopped."""
    timer = asked_in(0.2)
    told = programs.run(["/bin/sh", "-c", "sleep 0.6; echo whole"])
    timer.join()
    assert (told.returncode, told.stdout) == (0, "whole\n")
    assert EAR.is_asked


def test_a_command_of_the_product_ends_with_its_children(tmp_path: Path) -> None:
    """Migrating and loading leave nobody behind."""
    heard: list[str] = []

    def hear(line: str) -> None:
        heard.append(line)
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(Ended):
        processes.call(
            [sys.executable, "-c", PARENT],
            environment={},
            folder=tmp_path,
            log=tmp_path / "log",
            heard=hear,
        )
    assert is_soon_gone(int(heard[0]))


def test_the_watch_ends(tmp_path: Path) -> None:
    """`make run` stays until it is told to end."""
    (tmp_path / "logs").mkdir()
    group = Processes(tmp_path / "logs", {}, tmp_path)
    group.start("pages", [sys.executable, "-c", "import time; time.sleep(60)"])
    timer = asked_in(0.2)
    try:
        with pytest.raises(Ended):
            group.watch()
    finally:
        group.end(seconds=1)
    timer.join()


def test_clearing_up_runs_to_its_end() -> None:
    """A server is stopped also after the end was asked for, twice if need be."""
    signal.raise_signal(signal.SIGINT)
    assert programs.run(["/bin/echo", "stopped"]).stdout == "stopped\n"
