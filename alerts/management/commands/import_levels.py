"""Load a public record of levels from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alerts import actions


class Command(BaseCommand):
    """Load a file as history, whole or not at all; nobody is notified."""

    help = "Load a public record of levels (columns as in data/levels_2016.csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file, say what was done, and name each bad row if it is refused."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            report = actions.import_levels(path, actor=None)
        except actions.RefusedRecordError as refusal:
            for problem in refusal.problems:
                self.stderr.write(problem)
            raise CommandError(
                f"{path.name} is refused whole: {len(refusal.problems)} bad. Nothing was loaded."
            ) from refusal
        for warning in report.warnings:
            self.stderr.write(f"warning: {warning}")
        for code in report.territories:
            self.stdout.write(f"new territory {code}: its Kazakh name is missing")
        self.stdout.write(
            f"{report.added} acts of {report.decisions} decisions loaded, "
            f"{report.skipped} already there"
        )
