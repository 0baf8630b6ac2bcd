"""Whether the servers that the site stands on answer."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection


def parts() -> dict[str, bool]:
    """Return each part the site needs with whether it answers now."""
    return {"database": _database_answers(), "broker": _broker_answers()}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
