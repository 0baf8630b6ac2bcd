"""The alerts app."""

from importlib import import_module

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Tells Django about the alerts app."""

    name = "alerts"
    verbose_name = "Levels"

    def ready(self) -> None:
        """Have the settings of the ladders checked at start."""
        import_module("alerts.checks")
