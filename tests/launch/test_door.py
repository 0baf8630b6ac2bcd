"""The one address: what goes where, and what the door says of the browser."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from launch import door
from launch.ports import LOOPBACK, free_port

Reply = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.mark.parametrize(
    ("line", "is_live"),
    [
        (b"GET /live/?topics=board-12 HTTP/1.1", True),
        (b"GET /live HTTP/1.1", False),
        (b"GET /lively/ HTTP/1.1", False),
        (b"GET / HTTP/1.1", False),
        (b"nonsense", False),
    ],
)
def test_only_the_live_feed_goes_to_the_live_feed(line: bytes, *, is_live: bool) -> None:
    """Everything else is a page."""
    assert door.is_for_the_live_feed(line + b"\r\nHost: x\r\n\r\n") is is_live


def test_what_the_browser_claims_about_the_way_is_replaced() -> None:
    """Nobody forges the address that the record keeps."""
    head = (
        b"GET / HTTP/1.1\r\nHost: a:8000\r\nX-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\n"
        b"x-forwarded-proto: https\r\nConnection: keep-alive\r\nCookie: a=b\r\n\r\n"
    )
    assert door.rewritten(head, "127.0.0.1") == (
        b"GET / HTTP/1.1\r\nHost: a:8000\r\nCookie: a=b\r\nConnection: close\r\n"
        b"X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\n\r\n"
    )


async def ask(port: int, request: bytes) -> bytes:
    """Send one request and read until the door closes."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(request)
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()
    return answer


async def with_the_door(pages: Reply | None, live: Reply, question: bytes) -> bytes:
    """Open a door before two small servers and ask one question through it."""
    ports = free_port(), free_port(), free_port()
    behind = [await asyncio.start_server(live, LOOPBACK, ports[2])]
    if pages:
        behind.append(await asyncio.start_server(pages, LOOPBACK, ports[1]))
    serving = asyncio.create_task(door.open_door(*ports))
    try:
        await asyncio.sleep(0.05)
        return await ask(ports[0], question)
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        for server in behind:
            server.close()
            await server.wait_closed()


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer with the body that came."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + await reader.readexactly(length))
    await writer.drain()
    writer.close()


async def tick(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Stream three events and end."""
    await reader.readuntil(b"\r\n\r\n")
    for number in range(3):
        writer.write(b"data: %d\n\n" % number)
        await writer.drain()
        await asyncio.sleep(0.01)
    writer.close()


def test_a_large_body_passes_whole() -> None:
    """A file of a report goes through in both directions."""
    body = b"0123456789" * 200_000
    head = b"POST /tasks/1/report/ HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
    answer = asyncio.run(with_the_door(echo, tick, head + body))
    assert answer == b"HTTP/1.1 200 OK\r\n\r\n" + body


def test_a_stream_passes_as_it_comes() -> None:
    """The live feed is never held back."""
    answer = asyncio.run(with_the_door(echo, tick, b"GET /live/ HTTP/1.1\r\n\r\n"))
    assert answer == b"data: 0\n\ndata: 1\n\ndata: 2\n\n"


def test_pages_that_are_not_there_yet_are_said_so() -> None:
    """While the product starts, a browser gets a sentence."""
    answer = asyncio.run(with_the_door(None, tick, b"GET / HTTP/1.1\r\n\r\n"))
    assert answer == door.NOT_THERE


def test_an_endless_head_is_refused() -> None:
    """The door does not fill its memory with what somebody sends."""
    answer = asyncio.run(with_the_door(echo, tick, b"GET / HTTP/1.1\r\nA: " + b"x" * 70_000))
    assert answer == door.TOO_BIG
