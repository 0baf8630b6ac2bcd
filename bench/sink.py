"""The sink: a mail relay written in C that only counts, compiled when it is first needed."""

import contextlib
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("smtp_sink.c")


@dataclass(frozen=True)
class Arrived:
    """One message at the sink: when it was accepted (monotonic seconds) and its number."""

    at: float
    message_id: str


class Sink:
    """A running sink and the connection over which it is asked."""

    def __init__(self, port: int, folder: Path) -> None:
        """Open the connection for questions."""
        self.port = port
        self._folder = folder
        self._line = smtplib.SMTP("127.0.0.1", port, timeout=60)

    def forget(self) -> None:
        """Begin to count anew."""
        self._line.docmd("XRESET")

    def count(self) -> int:
        """Return how many messages were accepted."""
        return int(self._line.docmd("XCOUNT")[1])

    def arrived(self) -> list[Arrived]:
        """Return every message accepted, in the order in which it came."""
        listed = self._folder / "arrived"
        self._line.docmd("XDUMP", str(listed))
        rows = (line.split() for line in listed.read_text().splitlines())
        return [Arrived(float(row[0]), row[1]) for row in rows]

    def wait_for(self, number: int, patience: float) -> bool:
        """Wait until so many were accepted; False when nothing comes any more."""
        last, quiet_since = self.count(), time.monotonic()
        while last < number:
            time.sleep(0.02)
            now = self.count()
            if now != last:
                last, quiet_since = now, time.monotonic()
            elif time.monotonic() - quiet_since > patience:
                return False
        return True


@contextlib.contextmanager
def running(delay_us: int = 0) -> Iterator[Sink]:
    """Run a sink for a while."""
    with tempfile.TemporaryDirectory(prefix="sink-") as folder:
        port = free_port()
        command = [str(compiled(Path(folder))), str(port), str(delay_us)]
        process = subprocess.Popen(command)
        try:
            wait_until_open(port)
            yield Sink(port, Path(folder))
        finally:
            process.terminate()
            process.wait()


def compiled(folder: Path) -> Path:
    """Compile the sink, or say what is missing."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        sys.exit(
            "This bench compiles its sink: a C compiler is needed (apt install gcc libc6-dev)."
        )
    program = folder / "smtp_sink"
    subprocess.run([compiler, "-O2", "-o", program, SOURCE], check=True)
    return program


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(port: int) -> None:
    """Wait until a server listens."""
    for _attempt in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    sys.exit("the sink does not listen")
