"""A private Redis-protocol server for queue, cache and live feed: started and stopped."""

import os
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from launch.places import private_text
from launch.ports import LOOPBACK, free_port
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
        folder = self.home / "redis"
        folder.mkdir(mode=0o700, exist_ok=True)
        pid_file = folder / "server.pid"
        for _ in range(3):
            port = free_port()
            pid_file.unlink(missing_ok=True)
            run([self.program, self._write_settings(folder, port, pid_file)])
            if answers(port, self.password):
                return int(pid_file.read_text()), port
        raise Refusal(f"The Redis-protocol server did not start: see {folder / 'server.log'}.")

    def _write_settings(self, folder: Path, port: int, pid_file: Path) -> Path:
        """Write the settings: this machine alone, by password, in the background."""
        settings = folder / "server.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f"bind {LOOPBACK}\nport {port}\nrequirepass {self.password}\ndaemonize yes\n"
            f'dir "{folder}"\npidfile "{pid_file}"\nlogfile "{folder / "server.log"}"\n'
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
    patience = time.monotonic() + 5
    while time.monotonic() < patience:
        if is_gone(pid):
            return
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
