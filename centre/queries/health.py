"""Whether the servers that the site stands on answer."""

from django.db import DatabaseError, connection

from agencies import background


def parts() -> dict[str, bool]:
    """Return each part the site needs with whether it answers now."""
    return {"database": _database_answers(), "broker": background.takes_tasks()}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
