"""Ports of this machine: a free one, and whose turn it is on the one address."""

import errno
import socket

from launch.speech import Refusal

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000


def free_port() -> int:
    """Return a port that nobody on this machine listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def fault_of(port: int) -> int:
    """Return why one cannot listen on a port now; zero when one can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return 0


def chosen_port(text: str) -> int:
    """Read the port a person asked for; refuse one that is taken or is no port."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Refusal(
            f"PORT={text} is not a port: give a number, for example `make run PORT=8010`."
        )
    port = int(text)
    fault = fault_of(port)
    if fault == errno.EACCES:
        raise Refusal(f"Port {port} is for root alone: try `make run PORT={next_free(8000)}`.")
    if fault:
        raise Refusal(f"Port {port} is taken: try `make run PORT={next_free(port + 1)}`.")
    return port


def next_free(port: int) -> int:
    """Return the first free port from one upwards."""
    return next((near for near in range(port, min(port + 200, 65536)) if not fault_of(near)), 0)


def listens(port: int) -> bool:
    """Tell whether somebody on this machine listens on a port."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True
