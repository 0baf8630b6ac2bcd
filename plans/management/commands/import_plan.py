"""manage.py import_plan: bring the table of a plan in from a file, or rehearse it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agencies.models import User
from plans import actions, queries


class Command(BaseCommand):
    """Reads a table, shows what is not understood and what would change, and applies it whole."""

    help = "Bring the table of a plan (form A, B or C; XLSX or DOCX; ru or kk) into a plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the plan, and what to do."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--plan", required=True, help="code of the plan")
        parser.add_argument("--as", dest="email", help="e-mail of the person who brings it in")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the table in; a table not understood whole is applied not at all."""
        plan = queries.plan_called(options["plan"])
        if plan is None:
            known = ", ".join(queries.plan_codes())
            raise CommandError(f"There is no plan {options['plan']}. Known: {known or 'none'}.")
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        actor = person_called(options["email"]) if options["email"] else None
        try:
            answer = self.bring(plan, options["file"], actor, is_rehearsal=options["dry_run"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        told = json.dumps(answer, ensure_ascii=False) if options["json"] else in_words(answer)
        self.stdout.write(told)
        if answer["problems"] and not options["dry_run"]:
            raise CommandError("Nothing was applied: mend the cells named above.")

    def bring(self, plan: Any, path: Path, actor: Any, *, is_rehearsal: bool) -> dict[str, Any]:
        """Receive, read and apply the file; of a rehearsal nothing stays."""
        with path.open("rb") as content, transaction.atomic():
            upload = UploadedFile(content, name=path.name, size=path.stat().st_size)
            one = actions.receive_plan_file(plan, actor=actor, upload=upload)
            one = actions.read_plan_import(one, actor=actor)
            answer = answer_for(one)
            if one.refusal:
                raise ValidationError(one.refusal_in_words)
            if not is_rehearsal and not answer["problems"]:
                one = actions.apply_plan_import(one, actor=actor)
                answer["applied"] = True
            transaction.set_rollback(is_rehearsal)
        return answer


def person_called(email: str) -> User:
    """Return the person with an e-mail address, or refuse."""
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise CommandError(f"There is nobody with the address {email}.")
    return person


def answer_for(one: Any) -> dict[str, Any]:
    """Return everything the dry run shows, as one object."""
    reading = queries.reading_of(one)
    difference = queries.difference(one.plan, reading)
    return {
        "plan": one.plan.code,
        "file": one.file_name,
        "language": one.language,
        "form": one.form,
        "rows": len(reading.measures),
        "sections": len(reading.sections),
        **difference.counts,
        "problems": queries.problems_of(one, reading, notes=False),
        "notes": queries.problems_of(one, reading, notes=True),
        "measures": [
            {
                "row": measure.place,
                "number": measure.number,
                "term": measure.term,
                "dates": [day.isoformat() for day in measure.due.dates],
                "shifted": [day.isoformat() for day in measure.due.before_shift],
                "reason": measure.due.reason,
            }
            for measure in reading.measures
        ],
        "applied": False,
    }


def in_words(answer: dict[str, Any]) -> str:
    """Return the answer line by line."""
    lines = [
        f"{problem['cell']}  {problem['message']}  [{problem['text']}]"
        for problem in answer["problems"]
    ]
    counts = ", ".join(
        f"{answer[name]} {name}" for name in ("added", "changed", "removed", "unchanged")
    )
    state = "applied" if answer["applied"] else "not applied"
    return "\n".join([*lines, f"{answer['rows']} measures: {counts}; {state}"])
