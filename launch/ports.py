"""Ports of this machine: a free one, and whose turn it is on the one address."""

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


def is_free(port: int) -> bool:
    """Tell whether one could listen on a port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def chosen_port(text: str) -> int:
    """Read the port a person asked for; refuse one that is taken or is no port."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Refusal(
            f"PORT={text} is not a port: give a number, for example `make run PORT=8010`."
        )
    port = int(text)
    if not is_free(port):
        raise Refusal(
            f"Port {port} is taken (or not allowed): choose another one, for example "
            f"`make run PORT={next_free(port)}`."
        )
    return port


def next_free(port: int) -> int:
    """Return the nearest free port above one."""
    return next((near for near in range(port + 1, min(port + 200, 65536)) if is_free(near)), 8010)
