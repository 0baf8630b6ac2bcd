"""A provider for tests: a real HTTP server in threads that answers what the test wants."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Provider:
    """What the provider answers to each recipient, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str]] = {}
        self.always: tuple[int, str] = (202, "{}")
        self.headers: dict[str, str] = {}
        self.asked: list[dict[str, Any]] = []
        self.raw: list[bytes] = []
        self.told: list[dict[str, str]] = []
        self.connections = 0
        self._lock = threading.Lock()
        handler = type("Answering", (_Conversation,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}/sms"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, content: bytes, headers: dict[str, str]) -> tuple[int, str]:
        asked = json.loads(content)
        with self._lock:
            self.asked.append(asked)
            self.raw.append(content)
            self.told.append(headers)
        return self.answers.get(str(asked.get("to", "")), self.always)

    @property
    def recipients(self) -> list[str]:
        return sorted(str(one["to"]) for one in self.asked)


class _Conversation(BaseHTTPRequestHandler):
    provider: Provider
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.provider.connections += 1

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        status, words = self.provider.take(content, dict(self.headers))
        said = words.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        for name, value in self.provider.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_words: Any) -> None:
        """Say nothing for each request."""
