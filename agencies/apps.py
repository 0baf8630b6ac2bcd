"""The agencies app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Tells Django about the agencies app."""

    name = "agencies"
    verbose_name = "Agencies"
