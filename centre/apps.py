"""The centre app."""

from importlib import import_module

from django.apps import AppConfig

from centre.celery import app


class CentreConfig(AppConfig):
    """Tells Django about the centre app, and every process about the workers."""

    name = "centre"
    verbose_name = "Centre"
    workers = app

    def ready(self) -> None:
        """Have the history of a database checked before it is migrated."""
        import_module("centre.checks")
