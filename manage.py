#!/usr/bin/env python3
"""Django's command line; it finds this checkout's environment and embedded servers by itself."""

import importlib.util
import os
import sys

from launch.places import places
from launch.servers import found


def main() -> None:
    """Run one management command."""
    here = places()
    python = here.python
    if importlib.util.find_spec("django") is None and python.exists():
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 the environment's own Python
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings")
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_URL_FILE"):
        servers = found(here)
        if not servers:
            sys.exit(
                "No database is running: start one with `make services`, or set DATABASE_URL."
            )
        for name, value in servers.items():
            os.environ.setdefault(name, value)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
