"""A relay for tests: a real SMTP server in threads that says what the test wants it to say."""

import socketserver
import threading
from collections.abc import Callable
from typing import Any


class Relay:
    """What the relay answers, and what it accepted."""

    def __init__(self, *, pipelining: bool) -> None:
        self.pipelining = pipelining
        self.to_sender = "250 Ok"
        self.to_recipient: dict[str, str] = {}
        self.to_content: dict[str, str] = {}
        self.opens_data_anyway = False
        self.before_answer: Callable[[str], None] = lambda _recipient: None
        self.accepted: list[tuple[str, bytes]] = []
        self.connections = 0
        self._lock = threading.Lock()
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = False
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, recipient: str, content: bytes) -> str:
        """Answer one message, and keep it when the answer is a yes."""
        said = self.to_content.get(recipient, "250 2.0.0 Ok")
        self.before_answer(recipient)
        if said.startswith("250"):
            with self._lock:
                self.accepted.append((recipient, content))
        return said

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _content in self.accepted]

    @property
    def message_ids(self) -> list[str]:
        return [
            content.split(b"Message-ID: ", 1)[1].split(b"\r\n", 1)[0].decode()
            for _recipient, content in self.accepted
        ]


class Conversation(socketserver.StreamRequestHandler):
    """One connection, command by command."""

    relay: Relay
    recipient = ""

    def handle(self) -> None:
        self.relay.connections += 1
        self.say("220 test")
        while line := self.rfile.readline():
            verb, _space, rest = line.decode().strip().partition(" ")
            said = getattr(self, f"on_{verb.lower()}", self.on_other)(rest)
            if said:
                self.say(said)
            if said.startswith(("221", "421")):
                return

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def on_ehlo(self, _rest: str) -> str:
        return (
            "250-test\r\n250-PIPELINING\r\n250 8BITMIME" if self.relay.pipelining else "250 test"
        )

    def on_mail(self, _rest: str) -> str:
        self.recipient = ""
        return self.relay.to_sender

    def on_rcpt(self, rest: str) -> str:
        address = rest.split("<", 1)[1].split(">", 1)[0]
        said = self.relay.to_recipient.get(address, "250 Ok")
        if said.startswith("25"):
            self.recipient = address
        return said

    def on_data(self, _rest: str) -> str:
        if not self.recipient and not self.relay.opens_data_anyway:
            return "503 no valid recipients"
        self.say("354 go on")
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return "421 cut off"
            content += line
        if not self.recipient:
            return "554 no valid recipients"
        return self.relay.take(self.recipient, content)

    def on_quit(self, _rest: str) -> str:
        return "221 bye"

    def on_rset(self, _rest: str) -> str:
        return "250 Ok"

    def on_other(self, _rest: str) -> str:
        return "502 not here"


def _handler_of(relay: Relay) -> Any:
    return type("Answering", (Conversation,), {"relay": relay})
