"""The door of the live feed: one small ASGI process that answers /live/ and nothing else."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings")
django.setup()

from notices import live  # noqa: E402 - Django stands first
from notices.feed import Hub  # noqa: E402

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
REFUSALS = {
    live.Standing.UNKNOWN: (401, b"sign in first"),
    live.Standing.WITHOUT_POST: (404, b"not found"),
}
hub = Hub()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer the server's own messages, the health check, and pages that want to stay current."""
    if scope["type"] == "lifespan":
        await _live_and_die(receive, send)
    elif scope["type"] == "http":
        await _answer(scope, receive, send)


async def _answer(scope: Message, receive: Receive, send: Send) -> None:
    path, headers = scope["path"], dict(scope["headers"])
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    topics = live.topics_of(query.get("topics", [""])[0])
    if path in ("/live/health", "/live/health/"):
        await _say(send, 200, b"ok")
    elif path != "/live/":
        await _say(send, 404, b"not found")
    elif scope["method"] != "GET":
        await _say(send, 405, b"read only")
    else:
        standing = await live.standing(headers.get(b"cookie", b"").decode("latin-1"))
        if standing is not live.Standing.SERVING:
            await _say(send, *REFUSALS[standing])
        elif not topics:
            await _say(send, 400, b"name the topics")
        else:
            is_back = b"last-event-id" in headers or "again" in query
            await _stream(receive, send, topics, again=is_back)


async def _stream(receive: Receive, send: Send, topics: set[str], *, again: bool) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    gone = asyncio.ensure_future(_until_gone(receive))
    speaking = asyncio.ensure_future(_speak(send, topics, again=again))
    try:
        await asyncio.wait({gone, speaking}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (gone, speaking):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await task


async def _speak(send: Send, topics: set[str], *, again: bool) -> None:
    async with contextlib.aclosing(live.stream(hub, topics, again=again)) as events:
        async for event in events:
            await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, status: int, words: bytes) -> None:
    head = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": words})


async def _live_and_die(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await hub.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "lifespan.startup.complete"})
