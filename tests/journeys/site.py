"""The product as its readers meet it: pages and live feed behind one door."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings
from django.db import connection

from launch.ports import free_port

HOUSE = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 60


class Site:
    """Three processes of the product, started for the journeys alone."""

    def __init__(self) -> None:
        """Choose where it will stand."""
        self.port, self.pages, self.live = free_port(), free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.folder = tempfile.TemporaryDirectory(prefix="journeys-")
        self.processes: list[subprocess.Popen[bytes]] = []
        self._feed: list[str] = []

    def environment(self) -> dict[str, str]:
        """Say what the processes are told: the tests' servers and an open door."""
        facts = connection.settings_dict
        place = Path(self.folder.name)
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "centre.settings",
            "DATABASE_URL": (
                f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}"
                f"/{facts['NAME']}"
            ),
            "REDIS_URL": settings.REDIS_URL,
            "SECRET_KEY": settings.SECRET_KEY,
            "PUBLIC_ADDRESS": self.address,
            "ALLOWED_HOSTS": "*",
            "PLAIN_HTTP": "1",
            "DEMONSTRATION": "",
            "STATIC_ROOT": str(place / "static"),
            "MEDIA_ROOT": str(place / "media"),
            "PYTHONPATH": str(HOUSE),
        }

    def start(self) -> None:
        """Collect the static files, start the processes and wait until they answer."""
        manage = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
        subprocess.run(manage, cwd=HOUSE, env=self.environment(), check=True)
        python = sys.executable
        granian = [python, "-m", "granian", "--host", "127.0.0.1", "--no-ws"]
        granian += ["--log-level", "warning", "--workers-kill-timeout", "2"]
        pages, live, port = str(self.pages), str(self.live), str(self.port)
        wsgi = ["--interface", "wsgi", "--blocking-threads", "2", "centre.wsgi:application"]
        asgi = ["--interface", "asgi", "centre.asgi:application"]
        self._run([*granian, "--port", pages, *wsgi])
        self._feed = [*granian, "--port", live, *asgi]
        self.start_the_feed()
        self._run([python, "-m", "launch.door", port, pages, live])
        self._wait("/health/")
        self._wait("/live/health")

    def start_the_feed(self) -> None:
        """Start the live feed, once more if it was killed."""
        self._run(self._feed)
        self._feed_process = self.processes[-1]

    def kill_the_feed(self) -> None:
        """Kill the live feed and all its workers as no shutdown does."""
        os.killpg(self._feed_process.pid, signal.SIGKILL)
        self._feed_process.wait()

    def wait_for_the_feed(self) -> None:
        """Wait until the live feed answers again."""
        self._wait("/live/health")

    def stop(self) -> None:
        """End what was started, and nothing else."""
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.folder.cleanup()

    def _run(self, command: list[str]) -> None:
        self.processes.append(
            subprocess.Popen(command, cwd=HOUSE, env=self.environment(), start_new_session=True)
        )

    def _wait(self, path: str) -> None:
        patience = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < patience:
            try:
                address = f"{self.address}{path}"
                with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"{path} did not answer")
