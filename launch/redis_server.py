"""A private Redis-protocol server for queue, cache and live feed: started and stopped."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from launch.places import private_text
from launch.ports import LOOPBACK, free_port
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
        for _ in range(3):
            port = free_port()
            process = self._spawn(folder, port)
            if answers(port, self.password, process):
                return process.pid, port
            process.kill()
        raise Refusal(f"The Redis-protocol server did not start: see {folder / 'server.log'}.")

    def _spawn(self, folder: Path, port: int) -> subprocess.Popen[bytes]:
        settings = folder / "server.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f"bind {LOOPBACK}\nport {port}\nrequirepass {self.password}\n"
            + ('save ""\n' if self.is_forgetful else "save 60 1\n")
            + "appendonly no\ndatabases 64\n"
        )
        with (folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                [str(self.program), str(settings)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                start_new_session=True,
            )


def answers(port: int, password: str, process: subprocess.Popen[bytes] | None = None) -> bool:
    """Wait up to ten seconds for the server's answer to a ping."""
    patience = time.monotonic() + 10
    while time.monotonic() < patience:
        if process is not None and process.poll() is not None:
            return False
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
    """Tell whether a process has ended, reaping it when it is our child."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return True
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
