"""`manage.py catch_mail`: a real mail server that keeps everything and carries nothing on."""

import asyncio
import signal
from argparse import ArgumentParser
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.core.management.base import BaseCommand

from notices import catcher


class Keeper:
    """Takes every message, after the delay that a slow relay would have."""

    def __init__(self, delay: float) -> None:
        """Remember how slow to be."""
        self.delay = delay

    async def handle_EHLO(  # noqa: N802 - the server calls it by this name
        self, _server: SMTP, session: Session, _envelope: Envelope, host: str, said: list[str]
    ) -> list[str]:
        """Offer pipelining: the server reads line by line, so it always could."""
        session.host_name = host
        return [*said[:-1], "250-PIPELINING", said[-1]]

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a message, then be slow to say so: the worst moment for a worker to die."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        catcher.keep(raw, envelope.rcpt_tos)
        if self.delay:
            await asyncio.sleep(self.delay)
        return "250 2.0.0 Ok: kept"


class Command(BaseCommand):
    """Starts the catcher and runs until it is told to stop."""

    help = "Run a local mail server that keeps every message in CATCHER_FOLDER."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the place differ from the settings."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.CATCHER_SMTP_PORT)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT."""
        asyncio.run(_serve(options["host"], options["port"]))


async def _serve(host: str, port: int) -> None:
    keeper = Keeper(settings.CATCHER_DELAY_MS / 1000)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname=settings.INSTANCE_DOMAIN, ident="catcher", loop=loop),
        host,
        port,
    )
    async with server:
        await stop.wait()
