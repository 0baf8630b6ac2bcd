"""manage.py appoint_administrator EMAIL NAME: the first person of a new house."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from agencies.models import User
from centre import actions, delivery


class Command(BaseCommand):
    """Appoints the first administrator and prints the link that sets their password."""

    help = "Appoint the first administrator (refused as soon as there is one)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask who it is, and which language they read."""
        parser.add_argument("email", help="their e-mail, which is how they sign in")
        parser.add_argument("name", help="their full name")
        parser.add_argument(
            "--language", choices=User.Language.values, default=User.Language.RUSSIAN
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint; the link is also on its way by mail, but a new house may have no relay yet."""
        try:
            validate_email(options["email"])
            person = actions.appoint_first_administrator(
                email=options["email"], full_name=options["name"], language=options["language"]
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{person.full_name} is the administrator of this house.")
        self.stdout.write("The password is set once, by whoever opens this link:")
        self.stdout.write(delivery.password_link(person))
