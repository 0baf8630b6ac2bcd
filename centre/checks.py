"""What must be true of a database before it is migrated."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# A state of the product that holds the whole history step by step.
UNFOLDED = "b7be1af"


@register(Tags.database)
def check_history(
    app_configs: object, databases: Sequence[str] | None = None, **options: object
) -> list[CheckMessage]:
    """Refuse a database that stands in the middle of the folded history: no step leads on."""
    return [
        Error(
            f"The database has only a part of the older history of {', '.join(halves)}: migrate "
            f"it to the end with commit {UNFOLDED}, then with this one (docs/adr/0064).",
            id="centre.E001",
        )
        for alias in databases or ()
        if (halves := _half_way(alias))
    ]


def _half_way(alias: str) -> list[str]:
    """Name the apps of which a database knows older steps and lacks others that exist no more."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return sorted(
        {
            app
            for (app, _name), migration in loader.disk_migrations.items()
            if any(old in applied for old in migration.replaces)
            and not all(
                old in applied or old in loader.disk_migrations for old in migration.replaces
            )
        }
    )
