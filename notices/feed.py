"""The live feed: after a commit, open pages learn that something changed, never what."""

import asyncio
import contextlib
import json
from collections import defaultdict
from functools import cache

import redis
import redis.asyncio
import structlog
from django.conf import settings
from django.db import transaction

CHANNEL = "live"
logger = structlog.get_logger(__name__)


def publish(topic: str, pk: int) -> None:
    """Tell the open pages after this commit that a thing of a topic changed."""

    def send() -> None:
        # The feed is a courtesy: pages also ask by themselves, so a dead broker only warns.
        try:
            _client().publish(CHANNEL, json.dumps([topic, pk]))
        except (redis.RedisError, OSError) as error:
            logger.warning("the live feed did not take an event", topic=topic, error=str(error))

    transaction.on_commit(send)


@cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1, retry=None
    )


class Hub:
    """One subscription for a whole process, handed on to every open page that asked for a topic.

    A page that reads too slowly loses events, not the process its memory: it also polls.
    """

    def __init__(self) -> None:
        """Begin with no listeners."""
        self._listeners: dict[str, set[asyncio.Queue[tuple[str, int]]]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    def listen(self, topics: set[str]) -> asyncio.Queue[tuple[str, int]]:
        """Return a queue that receives the events of these topics."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._follow())
        queue: asyncio.Queue[tuple[str, int]] = asyncio.Queue(maxsize=100)
        for topic in topics:
            self._listeners[topic].add(queue)
        return queue

    def leave(self, topics: set[str], queue: asyncio.Queue[tuple[str, int]]) -> None:
        """Forget a queue whose page has gone."""
        for topic in topics:
            self._listeners[topic].discard(queue)
            if not self._listeners[topic]:
                del self._listeners[topic]

    async def close(self) -> None:
        """End the subscription with the process."""
        # The client may swallow a cancellation while it connects: it is told until it listens.
        while self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=0.1)

    async def _follow(self) -> None:
        while True:
            try:
                await self._subscribe()
            except (redis.RedisError, OSError) as error:
                logger.warning("the live feed lost its broker", error=str(error))
                await asyncio.sleep(1)

    async def _subscribe(self) -> None:
        async with (
            redis.asyncio.Redis.from_url(settings.REDIS_URL) as client,
            client.pubsub() as subscription,
        ):
            await subscription.subscribe(CHANNEL)
            async for event in subscription.listen():
                if event["type"] == "message":
                    self._hand_on(*json.loads(event["data"]))

    def _hand_on(self, topic: str, pk: int) -> None:
        for queue in self._listeners.get(topic, ()):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait((topic, pk))
