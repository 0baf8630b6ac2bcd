"""Real Celery workers beside the bench: started, awaited, killed where they stand."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import connection

HOUSE = Path(__file__).resolve().parent.parent


def environment(relay_port: int) -> dict[str, str]:
    """Return what a process needs to work on the database and the queue of this bench."""
    base = connection.settings_dict
    owner = f"{base['USER']}:{base['PASSWORD']}" if base["PASSWORD"] else base["USER"]
    url = f"postgres://{owner}@{base['HOST']}:{base['PORT']}/{base['NAME']}"
    if str(base["HOST"]).startswith("/"):
        url = f"postgres://{base['USER']}@/{base['NAME']}?host={base['HOST']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "centre.settings",
        "DATABASE_URL": url,
        "TEST_DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_URL,
        "TEST_REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "PLAIN_HTTP": "1",
        "DEMONSTRATION": "",
        "JOURNAL_FOLDER": settings.JOURNAL_FOLDER,
        "RELAY_HOST": "127.0.0.1",
        "RELAY_PORT": str(relay_port),
        "WORKERS": str(settings.WORKERS),
        "RELAY_CONNECTIONS": str(settings.RELAY_CONNECTIONS),
        "PYTHONPATH": os.pathsep.join((str(HOUSE), str(HOUSE / "bench" / "usual"))),
        "LOG_LEVEL": "ERROR",
    }


@contextlib.contextmanager
def running(relay_port: int, app: str = "centre", queue: str = "alerts") -> Iterator[int]:
    """Run one Celery worker with as many processes as the settings say; give its number."""
    command = [sys.executable, "-m", "celery", "-A", app, "worker", "-Q", queue, "-c",
               str(settings.WORKERS), "-l", "ERROR", "-n", f"{queue}@bench",
               "--without-gossip", "--without-mingle", "--without-heartbeat"]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=HOUSE, env=environment(relay_port), stdout=said, stderr=said
        )
        try:
            wait_until_ready(process, f"{queue}@bench", said)
            yield process.pid
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
            process.wait()


def wait_until_ready(process: "subprocess.Popen[bytes]", name: str, said: object) -> None:
    """Wait until a worker answers; end with its words when it died."""
    for _attempt in range(120):
        if process.poll() is not None:
            said.seek(0)  # type: ignore[attr-defined]  # a temporary file has no public type
            sys.exit(said.read().decode())  # type: ignore[attr-defined]  # as above
        if current_app.control.ping(destination=[name], timeout=0.5):
            return
    sys.exit("the worker does not start")


def children(pid: int) -> list[int]:
    """Return the processes that a worker has forked."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in listed.read_text().split()]


def kill_one(pid: int, chance: random.Random) -> bool:
    """Kill one of a worker's processes with -9, at random; False when there is none."""
    alive = children(pid)
    if not alive:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(alive), signal.SIGKILL)
    return True


def pause(chance: random.Random, shortest: float, longest: float) -> None:
    """Wait for a random while."""
    time.sleep(chance.uniform(shortest, longest))
