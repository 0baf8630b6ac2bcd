"""A private Redis-protocol server for queue, cache and live feed: started and stopped."""

import contextlib
import os
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from launch.places import private_text
from launch.ports import LOOPBACK, free_port
from launch.processes import start_of
from launch.programs import run
from launch.speech import Refusal


@dataclass(frozen=True)
class Redis:
    """A queue server of our own: its program and its folder."""

    program: Path
    home: Path
    is_forgetful: bool = False

    @property
    def password(self) -> str:
        """Return the password of this server."""
        return private_text(self.home / "redis-password")

    def url(self, port: int) -> str:
        """Return the address under which the product reaches its queue."""
        return f"redis://:{self.password}@{LOOPBACK}:{port}/0"

    def start(self) -> tuple[int, int]:
        """Start the server on a free port; return its process and its port."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        for _ in range(3):
            port = free_port()
            self.pid_file.unlink(missing_ok=True)
            run([self.program, self._write_settings(port)])
            if answers(port, self.password):
                return int(self.pid_file.read_text()), port
            self.end()
        log = self.folder / "server.log"
        raise Refusal(f"The Redis-protocol server did not start: see {log}.")

    def end(self) -> bool:
        """End the server that was last started in this folder, also one that nobody noted."""
        try:
            pid = int(self.pid_file.read_text())
            is_ours = Path(f"/proc/{pid}/cwd").samefile(self.folder)
        except (OSError, ValueError):
            return False
        if is_ours:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            wait_or_kill(pid)
        return is_ours

    @property
    def folder(self) -> Path:
        """Return the folder in which the server works."""
        return self.home / "redis"

    @property
    def pid_file(self) -> Path:
        """Return the file in which the server notes its process."""
        return self.folder / "server.pid"

    def _write_settings(self, port: int) -> Path:
        """Write the settings: this machine alone, by password, in the background."""
        settings = self.folder / "server.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f"bind {LOOPBACK}\nport {port}\nrequirepass {self.password}\ndaemonize yes\n"
            f'dir "{self.folder}"\npidfile "{self.pid_file}"\n'
            f'logfile "{self.folder / "server.log"}"\n'
            f"save {chr(34) * 2 if self.is_forgetful else '60 1'}\n"
            "appendonly no\ndatabases 64\n"
        )
        return settings


def answers(port: int, password: str) -> bool:
    """Wait some seconds for the server's answer to a ping."""
    patience = time.monotonic() + 5
    while time.monotonic() < patience:
        if ping(port, password):
            return True
        time.sleep(0.02)
    return False


def command(port: int, password: str, word: str) -> bytes:
    """Say one word to a server of ours and return all it answers; nothing when it is not there."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=5) as line:
            line.sendall(f"AUTH {password}\r\n{word}\r\nQUIT\r\n".encode())
            return b"".join(iter(lambda: line.recv(256), b""))
    except OSError:
        return b""


def ping(port: int, password: str) -> bool:
    """Ask a server of ours whether it is alive."""
    return b"+PONG" in command(port, password, "PING")


def stop(pid: int, port: int, password: str) -> None:
    """Ask a server of ours to save and end; wait until it is gone."""
    if not ping(port, password):
        return
    command(port, password, "SHUTDOWN")
    wait_or_kill(pid)


def wait_or_kill(pid: int, seconds: float = 5) -> None:
    """Wait until a process that was told to end is gone; after some seconds end it for good."""
    patience = time.monotonic() + seconds
    while time.monotonic() < patience:
        if start_of(pid) == "?":
            return
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
