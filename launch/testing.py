"""`make test`: every test, on a real PostgreSQL and Redis that are started for it and removed."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from launch import environment, servers
from launch.places import Places
from launch.processes import Ended, listen_for_the_end, send
from launch.speech import Refusal, Steps
from launch.workbench import build_environment, open_workbench

BOTH = ("TEST_DATABASE_URL", "TEST_REDIS_URL")


def test(arguments: list[str]) -> int:
    """Run pytest with the given arguments; return its verdict."""
    steps = Steps(3)
    steps.begin("looking at this machine")
    here = open_workbench()
    listen_for_the_end()
    build_environment(here, steps, environment.TEST)
    given = {name: os.environ[name] for name in BOTH if os.environ.get(name)}
    if len(given) == len(BOTH):
        steps.begin("testing on the servers that TEST_DATABASE_URL and TEST_REDIS_URL name")
        return pytest(here, arguments, given)
    if given:
        raise Refusal("Set both TEST_DATABASE_URL and TEST_REDIS_URL, or neither of them.")
    return on_servers_of_its_own(here, steps, arguments)


def on_servers_of_its_own(here: Places, steps: Steps, arguments: list[str]) -> int:
    """Start a pair of servers for this run alone and remove it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="test-", dir=here.servers))
    home.chmod(0o755)
    pair = servers.pair(here, home, is_forgetful=True)
    steps.begin(f"testing on PostgreSQL {pair.postgresql.programs.version} of its own")
    try:
        running = pair.start("test")
        try:
            addresses = (running.database_url, running.redis_url)
            return pytest(here, arguments, dict(zip(BOTH, addresses, strict=True)))
        finally:
            pair.stop(running)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def pytest(here: Places, arguments: list[str], addresses: dict[str, str]) -> int:
    """Run pytest in the environment, its words going straight to the terminal.

    It stands in a group of its own: Ctrl-C reaches it once, and it can clear up after itself.
    """
    chosen = [*shlex.split(os.environ.get("ARGS", "")), *arguments]
    process = subprocess.Popen(
        [str(here.python), "-m", "pytest", *chosen],
        cwd=here.checkout,
        env={**os.environ, **addresses, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        status = process.wait()
    except Ended:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        send(process.pid, signal.SIGKILL)
        raise
    return status if status >= 0 else 128 - status
