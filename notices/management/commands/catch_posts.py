"""`manage.py catch_posts`: a real HTTP server in place of the SMS gateway and of other systems.

It answers as they would, keeps everything in CATCHER_FOLDER and carries nothing on. A message of
an exercise without its mark, or one that wears the mark and is none, it refuses as they should.
"""

import json
import signal
import threading
import time
from argparse import ArgumentParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from notices import catcher, texts
from notices.channels.segments import cost_of

LARGEST = 256 * 1024
WRONG_NUMBER = "+70000000999"  # of nobody: so that a broken contact can be seen
Said = tuple[int, str]


class Receiver(BaseHTTPRequestHandler):
    """One connection of a worker, kept open from request to request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    known: dict[str, Said] = {}

    def do_POST(self) -> None:
        """Take one message; the same key is answered as before and kept once."""
        length = min(int(self.headers.get("Content-Length") or 0), LARGEST)
        content = self.rfile.read(length).decode("utf-8", "replace")
        key = f"{self.path} {self.headers.get('Idempotency-Key', '')}"
        if settings.CATCHER_DELAY_MS:
            time.sleep(settings.CATCHER_DELAY_MS / 1000)
        if key not in self.known:
            self.known[key] = self._take(content)
        self._say(*self.known[key])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the server's own name
        """Say nothing for each request."""

    def _take(self, content: str) -> Said:
        if self.path.startswith("/sms"):
            token = f"Bearer {settings.SMS_GATEWAY_TOKEN}"
            if self.headers.get("Authorization") != token:
                return 401, "who are you?"
            return take_sms(content, self.headers.get("Idempotency-Key", ""))
        return self._take_call(content)

    def _take_call(self, content: str) -> Said:
        names = ("Content-Type", "X-Notice-Timestamp", "X-Notice-Signature", "Idempotency-Key")
        details = "\n".join(
            f"{name}: {self.headers[name]}" for name in names if self.headers[name]
        )
        try:
            subject = str(json.loads(content)["subject"])
        except (ValueError, KeyError, TypeError):
            subject = ""
        key = self.headers.get("Idempotency-Key", "")
        catcher.keep_post("webhook", self.path, subject, key=key, content=content, details=details)
        return 202, json.dumps({"kept": key})

    def _say(self, status: int, words: str) -> None:
        said = words.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)


def take_sms(content: str, key: str) -> Said:
    """Take a short message as a gateway would, or refuse it."""
    try:
        asked = json.loads(content)
        number, words = str(asked["to"]), str(asked["text"])
        is_exercise, parts = bool(asked["exercise"]), int(asked["segments"])
    except (ValueError, KeyError, TypeError):
        return 400, "not understood"
    if number == WRONG_NUMBER:
        return 422, json.dumps({"error": "no_such_number"})
    refusals = [
        texts.refusal_of_short(words, language, exercise=is_exercise)
        for language in texts.EXERCISE
    ]
    if all(refusals):
        return 422, json.dumps({"error": refusals[0]})
    catcher.keep_post(
        "sms",
        number,
        words,
        key=key,
        content=words,
        details=f"{parts} × {cost_of(words).alphabet}",
    )
    return 202, json.dumps({"id": key})


class Command(BaseCommand):
    """Starts the receiver and runs until it is told to stop."""

    help = "Run a local HTTP server that takes SMS and webhooks and keeps them in CATCHER_FOLDER."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the place differ from the settings."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.CATCHER_HTTP_PORT)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT."""
        server = ThreadingHTTPServer((options["host"], options["port"]), Receiver)
        server.daemon_threads = True

        def stop(_number: int, _frame: object) -> None:
            threading.Thread(target=server.shutdown).start()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        with server:
            server.serve_forever(0.1)
