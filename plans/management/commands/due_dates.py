"""manage.py due_dates: the due dates of a term phrase, as a plan would compute them."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans import queries, terms


class Command(BaseCommand):
    """Answers when something worded so is due, by the calendar of working days."""

    help = "Say which due dates a term phrase gives between two days, or why it gives none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the phrase, the period, and the day of signing."""
        day = dt.date.fromisoformat
        parser.add_argument("phrase", help="the term as the paper words it, in ru or kk")
        parser.add_argument("--from", dest="start", type=day, required=True, help="first day")
        parser.add_argument("--to", dest="end", type=day, required=True, help="last day")
        parser.add_argument("--signed", type=day, help="day of signing: “within a month” counts")
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the dates, and the same before the shift to a working day."""
        if options["end"] < options["start"]:
            raise CommandError("The last day lies before the first.")
        found = terms.due_dates(
            options["phrase"],
            start=options["start"],
            end=options["end"],
            signed=options["signed"],
            working=queries.working_calendar(),
        )
        self.stdout.write(as_json(found) if options["json"] else in_words(found))


def as_json(found: terms.DueDates) -> str:
    """Return the answer as one JSON object."""
    answer = {
        "dates": [day.isoformat() for day in found.dates],
        "reason": found.reason,
        "shifted": [day.isoformat() for day in found.before_shift],
    }
    return json.dumps(answer, ensure_ascii=False)


def in_words(found: terms.DueDates) -> str:
    """Return the answer line by line: the due date, and what was stated where it moved."""
    if not found.dates:
        return found.reason
    return "\n".join(
        due.isoformat() if stated == due else f"{due.isoformat()}  ({stated.isoformat()})"
        for stated, due in found.pairs
    )
