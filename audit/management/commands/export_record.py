"""manage.py export_record FILE: write the sealed record for a check outside the product."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from audit import chain


class Command(BaseCommand):
    """Writes the sealed record, one link of the chain per line."""

    help = "Write the sealed record as lines of JSON; docs/verify_record.py checks such a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the file to write."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Seal what is still open, then write every link."""
        while chain.seal_record():
            pass
        links = 0
        with file.open("w", encoding="utf-8") as lines:
            for line in chain.exported_lines():
                lines.write(line + "\n")
                links += 1
        self.stdout.write(f"{links} links of the record written to {file}")
