"""manage.py working_day: enter a day that was moved, or newly declared a day of rest."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from plans import actions


class Command(BaseCommand):
    """Edits the calendar by which terms are moved to working days."""

    help = "Enter whether a day is worked; without a source it is marked as unverified."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day, what it is, and the act that says so."""
        parser.add_argument("day", type=dt.date.fromisoformat)
        kinds = parser.add_mutually_exclusive_group(required=True)
        kinds.add_argument("--work", action="store_true", help="the day is worked")
        kinds.add_argument("--rest", action="store_true", help="the day is rested")
        parser.add_argument("--source", default="", help="the act that says so")

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter the day and say how the calendar has it now."""
        entered = actions.enter_working_day(
            options["day"], actor=None, is_working=options["work"], source=options["source"]
        )
        self.stdout.write(f"{entered.day} {entered.name_ru} ({entered.confidence})")
