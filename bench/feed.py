"""The live feed: a thousand open pages on one core, and when the last of them is served.

`python -m bench.feed` (or `make bench-feed`), N= sets the number of pages. A table, then one JSON
object as the last line. The product's own ASGI process answers, held on one core; the pages are
sockets of this process. Each round publishes one event as an action does and waits until every
page has it. The baseline, in the same rounds, writes the same bytes over as many bare sockets.
"""

import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import connection, connections
from django.test import Client

from agencies.actions import load_bodies, load_territories
from agencies.models import Post, User
from bench.house import DATA, appoint
from launch.ports import LOOPBACK, free_port
from notices import feed

PAGES = int(os.environ.get("N") or 1000)
ROUNDS, MUST_MS, AIM_MS, PATIENCE = 20, 150.0, 60.0, 30.0
TOPIC = "desk-alerts"
EVENT = b"event: desk-alerts\ndata: 7\n\n"
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def main() -> int:
    """Build a house of one reader, measure, print; 1 when the last one waits too long."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    server = None
    try:
        cookie, port = cookie_of_a_reader(), free_port()
        server = start_the_feed(port)
        figures = asyncio.run(measure(port, cookie))
    finally:
        if server is not None:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    show(figures)
    return 0 if float(figures["last_served_ms"]) <= MUST_MS else 1


def cookie_of_a_reader() -> str:
    """Sign one invented liaison in and return their cookie."""
    load_territories(DATA)
    load_bodies(DATA)
    appoint("reader", (("moh", Post.Role.LIAISON),))
    person = User.objects.get(email="reader@example.invalid")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    morsel: SimpleCookie = client.cookies
    return f"{settings.SESSION_COOKIE_NAME}={morsel[settings.SESSION_COOKIE_NAME].value}"


def start_the_feed(port: int) -> "subprocess.Popen[bytes]":
    """Start the product's live feed on one core and wait until it answers."""
    facts = connection.settings_dict
    database = (
        f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST'] or LOOPBACK}"
        f":{facts['PORT']}/{facts['NAME']}"
    )
    if str(facts["HOST"]).startswith("/"):
        database = f"postgres://{facts['USER']}@/{facts['NAME']}?host={facts['HOST']}"
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "centre.settings",
        "DATABASE_URL": database,
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "PLAIN_HTTP": "1",
    }
    command = [sys.executable, "-m", "granian", "--host", LOOPBACK, "--port", str(port),
               "--no-ws", "--log-level", "error", "--workers-kill-timeout", "2",
               "--interface", "asgi", "centre.asgi:application"]  # fmt: skip
    server = subprocess.Popen(command, env=told, preexec_fn=stay_on_one_core)
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://{LOOPBACK}:{port}/live/health", timeout=2),
        ):
            return server
        time.sleep(0.1)
    server.kill()
    raise SystemExit("the live feed did not start")


def stay_on_one_core() -> None:
    """Hold the process that is measured on the first core it may use."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


async def measure(port: int, cookie: str) -> dict[str, float | int | str]:
    """Open the pages, publish by turns with the baseline, and keep what each round took."""
    began = time.perf_counter()
    pages = [await open_page(port, cookie) for _page in range(PAGES)]
    opened = time.perf_counter() - began
    bare, everyone = await bare_lines()
    took, base = [], []
    for _round in range(ROUNDS):
        base.append(await one_round([reader for reader, _writer in bare], everyone))
        took.append(await one_round([reader for reader, _writer in pages], publish))
    return {
        "pages": PAGES,
        "opened_s": opened,
        "last_served_ms": min(took),
        "last_served_median_ms": statistics.median(took),
        "last_served_worst_ms": max(took),
        "bare_sockets_ms": min(base),
        "feed_to_bare": min(took) / min(base),
        "must_ms": MUST_MS,
        "aim_ms": AIM_MS,
        "cores": 1,
    }


async def open_page(port: int, cookie: str) -> Line:
    """Open one page's stream and read its first words."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    head = f"GET /live/?topics={TOPIC} HTTP/1.1\r\nHost: {LOOPBACK}\r\nCookie: {cookie}\r\n\r\n"
    writer.write(head.encode())
    async with asyncio.timeout(PATIENCE):
        status = await reader.readline()
        if b" 200 " not in status:
            raise SystemExit(f"the live feed refused a page: {status!r}")
        await reader.readuntil(b"id: ")
        await reader.readuntil(b"\n\n")
    return reader, writer


async def bare_lines() -> tuple[list[Line], Callable[[], Awaitable[None]]]:
    """Open as many bare sockets, and return what writes the event to all of them."""
    there: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(
        lambda _reader, writer: there.append(writer), LOOPBACK, 0, backlog=PAGES
    )
    port = server.sockets[0].getsockname()[1]
    lines = [await asyncio.open_connection(LOOPBACK, port) for _page in range(PAGES)]
    while len(there) < PAGES:
        await asyncio.sleep(0.01)

    async def everyone() -> None:
        for writer in there:
            writer.write(EVENT)

    return lines, everyone


async def publish() -> None:
    """Publish one event as an action does after its commit."""

    def act() -> None:
        feed.publish(TOPIC, 7)
        connections.close_all()

    await asyncio.to_thread(act)


async def one_round(
    readers: list[asyncio.StreamReader], send: Callable[[], Awaitable[None]]
) -> float:
    """Return after how many milliseconds the last reader had the event."""
    waiting = [asyncio.create_task(reader.readuntil(b"data: 7\n\n")) for reader in readers]
    await asyncio.sleep(0.2)
    began = time.perf_counter()
    await send()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*waiting)
    return (time.perf_counter() - began) * 1000


def show(figures: dict[str, float | int | str]) -> None:
    """Print the table for people and the object for machines."""
    for name, value in figures.items():
        print(f"{name:24} {value:12.3f}" if isinstance(value, float) else f"{name:24} {value:>12}")
    rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in figures.items()}
    print(json.dumps(rounded))


if __name__ == "__main__":
    sys.exit(main())
