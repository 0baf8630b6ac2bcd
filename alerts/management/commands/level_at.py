"""Print the effective level at an instant."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alerts import queries
from audit import clock


def instant_of(text: str) -> dt.datetime:
    """Read an ISO instant; without an offset it is the time where the institution sits."""
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"Not an ISO instant: {text}") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=clock.zone())


class Command(BaseCommand):
    """Print one territory's level, or that of every territory known."""

    help = "Print the effective level at an ISO instant."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the instant, a territory, the form, and what was known when."""
        parser.add_argument("instant")
        parser.add_argument("--territory", default="")
        parser.add_argument("--known-at", default="", help="as it was known at this instant")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the levels."""
        known_at = instant_of(options["known_at"]) if options["known_at"] else None
        levels = queries.levels_of_all(instant_of(options["instant"]), known_at)
        code = options["territory"]
        if code and code not in levels:
            raise CommandError(f"There is no territory {code}.")
        shown = {code: levels[code]} if code else levels
        if options["as_json"]:
            self.stdout.write(json.dumps(shown, ensure_ascii=False))
        elif code:
            self.stdout.write(shown[code])
        else:
            for one, level in shown.items():
                self.stdout.write(f"{one}\t{level}")
