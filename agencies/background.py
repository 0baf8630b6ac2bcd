"""The seam to the workers: work that starts after the change it belongs to is committed."""

import redis
import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)


def after_commit(task: str, *arguments: int | str, queue: str = "default") -> None:
    """Ask a worker to run a task once this transaction stands; identifiers only."""

    def enqueue() -> None:
        # A dead broker must not turn a saved change into an error page: the sweep will find it.
        try:
            current_app.send_task(task, args=arguments, queue=queue, retry=False)
        except (OperationalError, OSError) as error:
            logger.warning("the broker did not take a task", task=task, error=str(error))

    transaction.on_commit(enqueue)


def takes_tasks() -> bool:
    """Tell whether the broker answers: what is decided stands without it, and goes out later."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5
        ) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
