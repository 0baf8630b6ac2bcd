"""manage.py demonstration_people: whom one may be in the demonstration, and how to sign in."""

from typing import Any

from django.core.management.base import BaseCommand

from centre import demonstration


class Command(BaseCommand):
    """Prints the people of the sign-in page with their e-mail and the common password."""

    help = "Print the people one may be in the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each person, then the password."""
        for line in demonstration.people_to_be():
            self.stdout.write(f"{line.name:20} {line.role:28} {line.email:32} {line.body}")
        self.stdout.write(
            f"\nOne click each on the sign-in page. Password: {demonstration.PASSWORD}"
        )
