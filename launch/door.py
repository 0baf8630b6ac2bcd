"""The one address: hands /live/ to the live feed and everything else to the pages.

A machine with a proxy needs none of this. `make run` has none, and a browser must find pages and
live feed under one origin. One request per connection: the head is read, the connection to the
right process is made, and from then on bytes are copied in both directions until one side closes.
Usage: python -m launch.door PORT PAGES_PORT LIVE_PORT
"""

import asyncio
import contextlib
import sys

from launch.ports import LOOPBACK

LONGEST_HEAD = 64 * 1024
STREAM = b"/live/"
OURS = (b"connection", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host",
        b"x-real-ip", b"forwarded", b"keep-alive", b"proxy-connection")  # fmt: skip


def refusal(status: bytes, sentence: bytes) -> bytes:
    """Write an answer of the door's own."""
    return (
        b"HTTP/1.1 " + status + b"\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Connection: close\r\n\r\n" + sentence + b"\n"
    )


TOO_BIG = refusal(b"431 Request Header Fields Too Large", b"The request's head is too long.")
NOT_THERE = refusal(b"502 Bad Gateway", b"The product is starting or stopping: try once more.")


def rewritten(head: bytes, client: str) -> bytes:
    """Replace what the browser claims about the way with what the door knows."""
    lines = head.rstrip(b"\r\n").split(b"\r\n")
    kept = [line for line in lines[1:] if line.split(b":", 1)[0].strip().lower() not in OURS]
    ours = [
        b"Connection: close",
        b"X-Forwarded-For: " + client.encode(),
        b"X-Forwarded-Proto: http",
    ]
    return b"\r\n".join([lines[0], *kept, *ours]) + b"\r\n\r\n"


def is_for_the_live_feed(head: bytes) -> bool:
    """Tell whether a request asks for the live feed."""
    words = head.split(b"\r\n", 1)[0].split(b" ")
    return len(words) > 1 and words[1].startswith(STREAM)


async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Copy bytes as they come until the source closes."""
    while data := await source.read(65536):
        target.write(data)
        await target.drain()


async def pass_on(
    head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int
) -> None:
    """Pass one request to a process and its answer back; either side's leaving ends both."""
    client = writer.get_extra_info("peername")[0]
    try:
        back, forth = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        writer.write(NOT_THERE)
        return
    try:
        forth.write(rewritten(head, client))
        ways = [asyncio.create_task(copy(reader, forth)), asyncio.create_task(copy(back, writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
    finally:
        forth.close()


class Door:
    """Serves every connection that comes in."""

    def __init__(self, pages: int, live: int) -> None:
        """Remember the ports of the two processes behind."""
        self.pages = pages
        self.live = live

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection, which carries one request."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.LimitOverrunError:
                writer.write(TOO_BIG)
            else:
                port = self.live if is_for_the_live_feed(head) else self.pages
                await pass_on(head, reader, writer, port)
            await writer.drain()
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def open_door(port: int, pages: int, live: int) -> None:
    """Listen on the one address until told to end."""
    server = await asyncio.start_server(
        Door(pages, live).serve, LOOPBACK, port, limit=LONGEST_HEAD, backlog=512
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(open_door(*(int(argument) for argument in sys.argv[1:4])))
    except KeyboardInterrupt:
        sys.exit(0)
