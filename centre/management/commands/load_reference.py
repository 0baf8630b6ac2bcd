"""manage.py load_reference: the land, the roster and the calendar, from the files in data/."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from agencies import actions as agencies
from alerts import actions as alerts
from plans import actions as plans


class Command(BaseCommand):
    """Loads the reference data; a second run adds only what is missing."""

    help = "Load territories, bodies and the working-day calendar from data/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each part and say how much there is now."""
        folder = settings.BASE_DIR / "data"
        territories = agencies.load_territories(folder)
        bodies = agencies.load_bodies(folder)
        days = plans.load_working_days(folder)
        agencies.refresh_posts()
        alerts.load_checklists(folder, actor=None)
        alerts.load_wordings(actor=None)
        self.stdout.write(f"{territories} territories, {bodies} bodies, {days} special days")
