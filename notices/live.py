"""The stream of one open page: who asks, for which topics, and the events as they come."""

import asyncio
import random
import re
from collections.abc import AsyncGenerator
from enum import Enum
from http.cookies import CookieError, SimpleCookie
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.db import connections
from django.http import HttpRequest

from agencies import access
from notices.feed import Hub

COMMENT_EVERY = 15.0
LONGEST = 300.0
MOST_TOPICS = 20
_TOPIC = re.compile(r"[a-z][a-z0-9-]{0,60}\Z")


def topics_of(asked: str) -> set[str]:
    """Return the topics that an address asks for; what is no topic is left out."""
    return {one for one in asked.split(",")[:MOST_TOPICS] if _TOPIC.match(one)}


class Standing(Enum):
    """Who asks to listen: nobody we know, a person without a post, a person who serves."""

    UNKNOWN = "unknown"
    WITHOUT_POST = "without a post"
    SERVING = "serving"


async def standing(cookies: str) -> Standing:
    """Tell in what standing the person is to whom a cookie header belongs."""
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return Standing.UNKNOWN
    return await _standing_in(morsel.value) if morsel else Standing.UNKNOWN


@sync_to_async(thread_sensitive=True)
def _standing_in(session_key: str) -> Standing:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    try:
        person = get_user(request)
        if not person.is_active:
            return Standing.UNKNOWN
        return Standing.SERVING if access.serves(person) else Standing.WITHOUT_POST
    finally:
        # An open stream holds no database connection, however long it lasts.
        connections.close_all()


async def stream(hub: Hub, topics: set[str], *, again: bool) -> AsyncGenerator[bytes, None]:
    """Yield the events of some topics; a page that comes back is told to look at all of them.

    A stream ends after some minutes, so that a person who was blocked or has left has to prove
    themselves again; the browser comes back by itself after a pause of its own.
    """
    queue = hub.listen(topics)
    loop = asyncio.get_running_loop()
    until = loop.time() + LONGEST * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
    try:
        yield b"retry: %d\nid: 1\n\n" % random.randint(1000, 4000)  # noqa: S311
        for topic in sorted(topics) if again else ():
            yield _event(topic, 0)
        while loop.time() < until:
            try:
                async with asyncio.timeout(COMMENT_EVERY):
                    topic, pk = await queue.get()
            except TimeoutError:
                # An event, not a comment: the browser has to see that the stream lives.
                yield b"event: beat\ndata: 0\n\n"
            else:
                yield _event(topic, pk)
    finally:
        hub.leave(topics, queue)


def _event(topic: str, pk: int) -> bytes:
    return f"event: {topic}\ndata: {pk}\n\n".encode()
