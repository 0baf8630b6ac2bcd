"""One HTTP connection to a provider: a request goes, its answer is read to the end (RFC 9112)."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from notices.channels.parcels import Parcel

LONGEST_ANSWER = 64 * 1024
LONGEST_PAUSE = 30.0
NOBODY = 0  # no status: the other side could not be reached, or said nothing


@dataclass(frozen=True)
class Post:
    """One request that carries one parcel."""

    parcel: Parcel
    url: str
    content: bytes
    headers: Mapping[str, str]
    only_public: bool = False


@dataclass(frozen=True)
class Answer:
    """What was said: a status, some words, how long to wait; whether that is the last word.

    Where nobody said anything, the request may have gone out all the same.
    """

    status: int
    words: str
    pause: float = 0.0
    is_final: bool = False
    has_gone: bool = False


class Line(asyncio.Protocol):
    """One connection: a request goes, its answer is read to the end (RFC 9112)."""

    def __init__(self) -> None:
        """Begin with nothing read and nothing asked."""
        self.is_open = True
        self.has_asked = False
        self._transport: asyncio.WriteTransport | None = None
        self._read = b""
        self._answered: asyncio.Future[Answer] | None = None

    async def ask(self, post: Post) -> Answer:
        """Send one request and return its answer."""
        if self._transport is None or not self.is_open:
            raise ConnectionError("closed by the other side")
        self._answered = asyncio.get_running_loop().create_future()
        self.has_asked = True
        self._transport.write(_written(post))
        return await self._answered

    def close(self) -> None:
        """Let the connection go."""
        self.is_open = False
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        if isinstance(transport, asyncio.WriteTransport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Read on; an answer that never ends is cut off."""
        self._read += data
        if len(self._read) > LONGEST_ANSWER:
            self._end(ValueError("the answer is too long"))
            return
        with contextlib.suppress(UnfinishedError):
            try:
                answer, keeps = read_answer(self._read, is_over=False)
            except ValueError as error:
                self._end(error)
            else:
                self._settle(answer, keeps=keeps)

    def connection_lost(self, exc: Exception | None) -> None:
        """Take the end for the end of an answer without a length, else for a broken line."""
        self.is_open = False
        try:
            answer, _keeps = read_answer(self._read, is_over=True)
            self._settle(answer, keeps=False)
        except (UnfinishedError, ValueError):
            self._end(exc or ConnectionError("closed by the other side"))

    def _settle(self, answer: Answer, *, keeps: bool) -> None:
        self._read = b""
        if not keeps:
            self.close()
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(answer)

    def _end(self, error: Exception) -> None:
        self.close()
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(error)


class UnfinishedError(Exception):
    """More of an answer is to come."""


def read_answer(read: bytes, *, is_over: bool) -> tuple[Answer, bool]:
    """Read an answer and whether the connection may be used again."""
    head, found, rest = read.partition(b"\r\n\r\n")
    if not found:
        raise UnfinishedError
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.partition(" ")[2].partition(" ")[0])
    if 100 <= status < 200:
        return read_answer(rest, is_over=is_over)
    fields = {name.strip().lower(): value.strip() for name, _colon, value in
              (line.partition(":") for line in lines)}  # fmt: skip
    body, has_end = _body(rest, status, fields, is_over=is_over)
    words = body.decode("utf-8", "replace").strip()
    pause = fields.get("retry-after", "")
    answer = Answer(
        status,
        f"{status} {words}".strip(),
        min(float(pause), LONGEST_PAUSE) if pause.isdigit() else 0.0,
    )
    return answer, has_end and fields.get("connection", "").lower() != "close"


def _body(
    rest: bytes, status: int, fields: Mapping[str, str], *, is_over: bool
) -> tuple[bytes, bool]:
    """Return the body, and whether its end was said; more is awaited otherwise."""
    if status in (204, 304):
        return b"", True
    if "chunked" in fields.get("transfer-encoding", "").lower():
        return _joined(rest), True
    if "content-length" in fields:
        length = int(fields["content-length"])
        if len(rest) < length:
            raise UnfinishedError
        return rest[:length], True
    if not is_over:
        raise UnfinishedError
    return rest, False


def _joined(rest: bytes) -> bytes:
    """Join the pieces of a chunked body."""
    pieces: list[bytes] = []
    while True:
        size, found, rest = rest.partition(b"\r\n")
        length = int(size.split(b";")[0], 16) if found else 0
        if not found or len(rest) < length + 2:
            raise UnfinishedError
        if not length:
            return b"".join(pieces)
        pieces.append(rest[:length])
        rest = rest[length + 2 :]


def _written(post: Post) -> bytes:
    """Write a request as it goes over the line."""
    parts = urlsplit(post.url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    fields = {"Host": parts.netloc, **post.headers, "Content-Length": str(len(post.content))}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + post.content
