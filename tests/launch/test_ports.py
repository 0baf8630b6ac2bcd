"""Which port the one address gets."""

import errno
import socket
from collections.abc import Iterator

import pytest

from launch import ports
from launch.speech import Refusal


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_given() -> None:
    """What a person asks for and nobody uses is theirs."""
    port = ports.free_port()
    assert ports.chosen_port(str(port)) == port


def test_a_taken_port_is_refused_with_the_next_free_one(taken: int) -> None:
    """The sentence names the port and a command that works."""
    with pytest.raises(Refusal) as refusal:
        ports.chosen_port(str(taken))
    following = ports.next_free(taken + 1)
    assert str(refusal.value) == f"Port {taken} is taken: try `make run PORT={following}`."
    assert following > taken


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80a"])
def test_what_is_no_port_is_refused(text: str) -> None:
    """A slip of the finger is answered with an example."""
    with pytest.raises(Refusal, match="is not a port"):
        ports.chosen_port(text)


def test_a_port_of_root_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary user learns why port 80 is not theirs."""
    monkeypatch.setattr(ports, "fault_of", lambda port: errno.EACCES if port < 1024 else 0)
    with pytest.raises(Refusal, match="for root alone"):
        ports.chosen_port("80")
