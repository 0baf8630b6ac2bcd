"""The alerts app."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Tells Django about the alerts app."""

    name = "alerts"
    verbose_name = "Levels"
