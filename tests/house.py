"""The house that tests copy: one database, migrated and with its people, built once a run."""

from django.core.management import call_command
from django.db import connection

from agencies.models import Body
from tests import cast

BUILDERS = 7001  # the advisory lock under which processes that start together take turns


def settle() -> None:
    """Load the land and the roster and engage the cast, unless they are here."""
    if not Body.objects.exists():
        cast.load_house()
        cast.engage()


def build_once(name: str) -> None:
    """Build the house under this name; whoever comes while it is built waits for it."""
    with connection._nodb_cursor() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [BUILDERS])
        server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not server.fetchone():
            server.execute(f"CREATE DATABASE {name}_unfinished")
            _furnish(f"{name}_unfinished")
            server.execute(f"ALTER DATABASE {name}_unfinished RENAME TO {name}")


def _furnish(name: str) -> None:
    """Migrate a database and let the people of the tests move in."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
        settle()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
