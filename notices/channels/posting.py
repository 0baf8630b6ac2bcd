"""Posting over HTTP: connections that stay open, fifty at once, never more than a rate allows.

One thread and the standard library: with a thread for each connection the worker, which keeps the
journal between the answers, stood in line behind fifty others for the interpreter.
"""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from notices.channels.lines import NOBODY, Answer, Line, Post

TIMEOUT = 10.0
STEP = 10  # so many are taken before the connections work on
CARRIERS = [  # an IPv4 address travels inside these, past every question about networks
    ipaddress.ip_network(one) for one in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")
]


class PrivateAddressError(OSError):
    """A name leads to an address inside a network of our own: nothing goes there."""


class Pool:
    """Kept-open connections by address, all served by one thread: the worker's own."""

    def __init__(
        self, connections: int, per_second: float = 0.0, *, heeds_pauses: bool = False
    ) -> None:
        """Open nothing yet; a rate of 0 knows no limit.

        A pause that one asks for holds up everybody: heeded only where all goes to one provider.
        """
        self._most = connections
        self._heeds_pauses = heeds_pauses
        self._pace = Pace(per_second)
        self._loop = asyncio.new_event_loop()
        self._free: dict[str, list[Line]] = defaultdict(list)
        self._said: list[tuple[Post, Answer]] = []
        self._heard = asyncio.Event()

    def answers(self, posts: Iterator[Post]) -> Iterator[tuple[Post, Answer]]:
        """Post them all, as many at once as there are connections; yield each as it is answered.

        Posts are taken and answers given while nothing runs beside the caller. Where that ends
        before its time, nothing of it is left to whoever posts next.
        """
        going: set[asyncio.Task[None]] = set()
        try:
            for post in posts:
                self._pause(self._pace.wait())
                task = self._loop.create_task(self._post(post))
                going.add(task)
                task.add_done_callback(going.discard)
                if len(going) >= self._most or len(going) % STEP == 0:
                    yield from self._take(until_one=len(going) >= self._most)
            # A task may be done before its callback has taken it out of what is going.
            while self._said or not all(task.done() for task in going):
                yield from self._take(until_one=not self._said)
        finally:
            self._forget(list(going))

    def close(self) -> None:
        """Let every connection go."""
        for lines in self._free.values():
            for line in lines:
                line.close()
        self._free.clear()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def _forget(self, going: list[asyncio.Task[None]]) -> None:
        """Cut off what is still going, and drop what was said and not taken."""
        for task in going:
            task.cancel()
        if going:
            self._loop.run_until_complete(asyncio.wait(going))
        self._said.clear()
        self._heard.clear()

    def _take(self, *, until_one: bool) -> Iterator[tuple[Post, Answer]]:
        """Let the connections work, until something was said if asked to, and give what was."""
        self._loop.run_until_complete(self._listen() if until_one else asyncio.sleep(0))
        said, self._said = self._said, []
        self._heard.clear()
        for post, answer in said:
            if self._heeds_pauses:
                self._pace.hold(answer.pause)
            yield post, answer

    async def _listen(self) -> None:
        if not self._said:
            await self._heard.wait()

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._loop.run_until_complete(asyncio.sleep(seconds))

    async def _post(self, post: Post) -> None:
        lines: list[Line] = []
        try:
            async with asyncio.timeout(TIMEOUT):
                answer = await self._asked(post, lines)
        except PrivateAddressError as refusal:
            answer = Answer(NOBODY, str(refusal), is_final=True)
        except Exception as error:
            # One odd answer must not end the whole batch.
            words = f"{type(error).__name__}: {error}".rstrip(": ")
            answer = Answer(NOBODY, words, has_gone=any(line.has_asked for line in lines))
        self._said.append((post, answer))
        self._heard.set()

    async def _asked(self, post: Post, lines: list[Line]) -> Answer:
        """Ask over a kept connection; where the other side had closed it, over a new one."""
        origin = f"{post.only_public} {post.url.split('/', 3)[:3]}"
        while self._free[origin]:
            line = self._free[origin].pop()
            line.has_asked = False
            lines.append(line)
            with contextlib.suppress(ConnectionError):
                return await self._exchange(line, origin, post)
        lines.append(await self._connected(post))
        return await self._exchange(lines[-1], origin, post)

    async def _exchange(self, line: Line, origin: str, post: Post) -> Answer:
        try:
            answer = await line.ask(post)
        except BaseException:
            line.close()
            raise
        if line.is_open:
            self._free[origin].append(line)
        return answer

    async def _connected(self, post: Post) -> Line:
        """Connect to the very address that was checked: a name is not asked twice."""
        host, port, is_safe = _place(post.url)
        look_up = partial(checked_address, host, port, only_public=post.only_public)
        address = await self._loop.run_in_executor(None, look_up)
        _transport, line = await self._loop.create_connection(
            Line,
            address,
            port,
            ssl=ssl.create_default_context() if is_safe else None,
            server_hostname=host if is_safe else None,
        )
        return line


@dataclass
class Pace:
    """Keeps a rate: one more goes when its time has come, after a pause that was asked for."""

    per_second: float
    _next: float = field(default=0.0)

    def wait(self) -> float:
        """Take the next place, and return how many seconds it is away."""
        now = time.monotonic()
        due = max(self._next, now)
        if self.per_second:
            self._next = due + 1 / self.per_second
        return due - now

    def hold(self, pause: float) -> None:
        """Let nothing go for a while."""
        if pause:
            self._next = max(self._next, time.monotonic() + pause)


def reach(url: str) -> None:
    """Knock at an address: OSError when nobody opens."""
    host, port, _is_safe = _place(url)
    with socket.create_connection((host, port), TIMEOUT):
        pass


def checked_address(host: str, port: int, *, only_public: bool) -> str:
    """Return an address behind a name; refuse one inside a network unless that is allowed."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if only_public and any(is_private(address) for address in addresses):
        raise PrivateAddressError("the name leads to a private address")
    return addresses[0]


def is_private(address: str) -> bool:
    """Tell whether an address lies in no public network."""
    known = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(known, "ipv4_mapped", None)
    is_carrier = any(known in network for network in CARRIERS)
    return is_carrier or not (mapped or known).is_global or known.is_multicast


def _place(url: str) -> tuple[str, int, bool]:
    """Return host, port and whether the way is encrypted."""
    parts = urlsplit(url)
    is_safe = parts.scheme == "https"
    return parts.hostname or "", parts.port or (443 if is_safe else 80), is_safe
