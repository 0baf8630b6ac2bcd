"""Messages to other systems that answer after 20 ms: what share of the possible rate is reached.

`python -m bench.webhooks` (or `make bench-webhooks`), N= sets the number of messages. A table,
then one JSON object as the last line. One worker of the product sends one notice over 50
connections: 50 ÷ 20 ms = 2,500 a second are possible. The reference, by turns with it, posts the
same number of bare requests over as many threads, without database, journal or signature.
"""

import asyncio
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import connection

from agencies.actions import load_bodies, load_territories
from agencies.models import Body, User
from audit import clock
from audit.record import Capacity
from bench.ladders import DATA
from launch.ports import LOOPBACK, free_port
from notices import actions, delivery
from notices.models import Contact, Delivery, SystemKey
from notices.texts import AddresseeSpec, NoticeText

MESSAGES = int(os.environ.get("N") or 5000)
DELAY, CONNECTIONS, ROUNDS, MUST, AIM = 0.02, 50, 3, 0.6, 0.75
POSSIBLE = CONNECTIONS / DELAY
ANSWER = b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class Receiver(asyncio.Protocol):
    """One connection of a system that answers each request after 20 ms."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin with nothing read."""
        self._transport, self._read = transport, b""

    def data_received(self, data: bytes) -> None:
        """Read one request after the other; answer each when its time has come."""
        self._read += data
        while b"\r\n\r\n" in self._read:
            head, rest = self._read.split(b"\r\n\r\n", 1)
            length = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            )
            if len(rest) < length:
                return
            self._read = rest[length:]
            asyncio.get_running_loop().call_later(DELAY, self._answer)

    def _answer(self) -> None:
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.write(ANSWER)


async def receive(port: int) -> None:
    """Answer until the process is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Receiver, LOOPBACK, port, backlog=500)
    await server.serve_forever()


def main() -> int:
    """Build, measure by turns, print; 1 when the share is too small."""
    settings.JOURNAL_FOLDER = tempfile.mkdtemp(prefix="bench-webhooks-")
    settings.WEBHOOK_CONNECTIONS, settings.WEBHOOK_PRIVATE_HOSTS = CONNECTIONS, [LOOPBACK]
    settings.WORKERS = 1
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    port = free_port()
    receiver = subprocess.Popen([sys.executable, "-m", "bench.webhooks", "receive", str(port)])
    try:
        build(port)
        figures = measure(port)
    finally:
        receiver.kill()
        receiver.wait()
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    show(figures)
    return 0 if figures["share"] >= MUST else 1


def build(port: int) -> None:
    """Set up one body with as many systems as there are messages, all of them switched on."""
    load_territories(DATA)
    load_bodies(DATA)
    now, body = clock.now(), Body.objects.get(code="moh")
    User.objects.create(email="head@example.invalid", full_name="Head")
    systems = Contact.objects.bulk_create(
        Contact(
            body=body,
            channel="webhook",
            address=f"http://{LOOPBACK}:{port}/systems/{number}",
            added_at=now,
            verified_at=now,
        )
        for number in range(MESSAGES)
    )
    SystemKey.objects.bulk_create(
        SystemKey(system=one, nonce=f"{one.pk:032x}", changed_at=now) for one in systems
    )
    wait_for(port)


def wait_for(port: int) -> None:
    """Wait until the receiver answers."""
    for _try in range(200):
        try:
            post(http.client.HTTPConnection(LOOPBACK, port, timeout=1), b"{}")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the receiver did not start")


def measure(port: int) -> dict[str, float]:
    """Send a notice and the bare requests by turns; keep the best of each."""
    took, bare, spent = [], [], []
    for _round in range(ROUNDS):
        bare.append(post_bare(port))
        began = time.process_time()
        took.append(send_notice())
        spent.append(time.process_time() - began)
    return {
        "messages": MESSAGES,
        "connections": CONNECTIONS,
        "delay_ms": DELAY * 1000,
        "per_second": MESSAGES / min(took),
        "share": MESSAGES / min(took) / POSSIBLE,
        "bare_per_second": MESSAGES / min(bare),
        "to_bare": min(bare) / min(took),
        "processor_us": min(spent) / MESSAGES * 1_000_000,
        "must": MUST,
        "aim": AIM,
    }


def send_notice() -> float:
    """Issue one notice, deliver it as a worker does, and return what the delivery took."""
    body, person = Body.objects.get(code="moh"), User.objects.get()
    text = NoticeText("Алматы: красный уровень", "Республиканский штаб: Алматы.", "Подтвердите")
    notice = actions.issue_notice(
        Capacity(person, body),
        kind="level",
        thing_path="/levels/1/",
        texts=dict.fromkeys(("kk", "ru", "en"), text),
        addressees=[AddresseeSpec(person.pk, body.pk)],
        urgency="immediate",
    )
    began = time.perf_counter()
    delivery.deliver("alerts", longest=120)
    took = time.perf_counter() - began
    sent = Delivery.objects.filter(notice=notice, state="sent").count()
    assert sent == MESSAGES, f"{sent} of {MESSAGES} were taken"
    return took


def post_bare(port: int) -> float:
    """Post as many bare requests over as many threads, and return how long it took."""
    own, content = threading.local(), json.dumps({"text": "x" * 700}).encode()

    def one(_number: int) -> None:
        if not hasattr(own, "line"):
            own.line = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
        post(own.line, content)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        began = time.perf_counter()
        for _done in threads.map(one, range(MESSAGES)):
            pass
        return time.perf_counter() - began


def post(line: http.client.HTTPConnection, content: bytes) -> None:
    """Post one request and read its answer."""
    line.request("POST", "/", content, {"Content-Type": "application/json"})
    line.getresponse().read()


def show(figures: dict[str, float]) -> None:
    """Print the table for people and the object for machines."""
    for name, value in figures.items():
        print(f"{name:20} {value:12.3f}" if isinstance(value, float) else f"{name:20} {value:12}")
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["receive"]:
        asyncio.run(receive(int(sys.argv[2])))
    else:
        sys.exit(main())
