"""manage.py load_demonstration: a year of an invented institution, in a database of its own."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from centre import demonstration


class Command(BaseCommand):
    """Loads the demonstration once; a second run finds it there."""

    help = "Load the demonstration (DEMONSTRATION=1, an empty database with reference data)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Allow asking only for the people one may be."""
        parser.add_argument("--people", action="store_true", help="print the people as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, saying how far it is; or print the people."""
        if options["people"]:
            lines = [asdict(line) for line in demonstration.people_to_be()]
            self.stdout.write(json.dumps(lines, ensure_ascii=False))
            return
        try:
            is_new = demonstration.load(self.stdout.write)
        except demonstration.RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        if not is_new:
            self.stdout.write("the demonstration is there already")
