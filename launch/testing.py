"""`make test`: every test, on a real PostgreSQL and Redis that are started for it and removed."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch import environment, servers
from launch.ending import Ended, hearing_the_end
from launch.places import Places
from launch.processes import send
from launch.speech import Refusal, Steps
from launch.workbench import build_environment, open_workbench

# The database that a run builds once, migrated and with its people, for all its processes to copy.
HOUSE = "house"
NOTHING_TO_TEST = 5  # pytest's word for it
BOTH = ("TEST_DATABASE_URL", "TEST_REDIS_URL")


def bench(arguments: list[str]) -> int:
    """Measure what the check of every running ladder costs."""
    return on_servers("bench.ladders", arguments)


def bench_plans(arguments: list[str]) -> int:
    """Measure what lists and figures cost over a hundred thousand tasks."""
    return on_servers("bench.plans", arguments)


def bench_fanout(arguments: list[str]) -> int:
    """Measure the way from the commit of a level to the last message at the relay."""
    return on_servers("bench.fanout", arguments, names=environment.BENCH)


def bench_feed(arguments: list[str]) -> int:
    """Measure when the last of a thousand open pages is served."""
    return on_servers("bench.feed", arguments)


def bench_webhooks(arguments: list[str]) -> int:
    """Measure how many messages a second go to other systems."""
    return on_servers("bench.webhooks", arguments)


def bench_silences(arguments: list[str]) -> int:
    """Measure what the auditor's look costs beside 100,000 messages."""
    return on_servers("bench.silences", arguments)


def test(arguments: list[str]) -> int:
    """Run pytest with the given arguments: on all cores, then what needs the machine alone."""
    asked = [*shlex.split(os.environ.get("ARGS", "")), *arguments]
    cores = str(len(os.sched_getaffinity(0)))
    side_by_side = ["--turn", "side-by-side", "-n", cores, "--dist", "worksteal", *asked]
    return on_servers("pytest", side_by_side, ["--turn", "alone", *asked])


def on_servers(module: str, *calls: list[str], names: tuple[str, ...] = environment.TEST) -> int:
    """Run a module once for each list of arguments, on the servers named or a pair of its own."""
    steps = Steps(3)
    steps.begin("looking at this machine")
    here = open_workbench()
    build_environment(here, steps, names)
    given = {name: os.environ[name] for name in BOTH if os.environ.get(name)}
    if len(given) == len(BOTH):
        steps.begin("testing on the servers that TEST_DATABASE_URL and TEST_REDIS_URL name")
        return call_each(here, module, calls, given)
    if given:
        raise Refusal("Set both TEST_DATABASE_URL and TEST_REDIS_URL, or neither of them.")
    return on_servers_of_its_own(here, steps, module, calls)


def on_servers_of_its_own(
    here: Places, steps: Steps, module: str, calls: Sequence[list[str]]
) -> int:
    """Start a pair of servers for this run alone and remove it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="test-", dir=here.servers))
    try:
        home.chmod(0o755)
        pair = servers.pair(here, home, is_forgetful=True)
        steps.begin(f"testing on PostgreSQL {pair.postgresql.programs.version} of its own")
        running = pair.start("test")
        try:
            addresses = dict(zip(BOTH, (running.database_url, running.redis_url), strict=True))
            return call_each(here, module, calls, {**addresses, "TEST_HOUSE": HOUSE})
        finally:
            pair.stop(running)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def call_each(
    here: Places, module: str, calls: Sequence[list[str]], told: Mapping[str, str]
) -> int:
    """Run a module once for each list of arguments; the first that failed is the verdict."""
    verdicts = [call(here, module, arguments, told) for arguments in calls]
    found_something = [one for one in verdicts if one != NOTHING_TO_TEST] or verdicts
    return next((one for one in found_something if one), 0)


def call(here: Places, module: str, arguments: list[str], told: Mapping[str, str]) -> int:
    """Run a module in the environment, its words going straight to the terminal.

    It stands in a group of its own: Ctrl-C reaches it once, and it can clear up after itself.
    """
    process = subprocess.Popen(
        [str(here.python), "-m", module, *arguments],
        cwd=here.checkout,
        env={**os.environ, **told, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with hearing_the_end():
            status = process.wait()
    except Ended:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        send(process.pid, signal.SIGKILL)
        raise
    return status if status >= 0 else 128 - status
