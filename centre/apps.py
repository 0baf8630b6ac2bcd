"""The centre app."""

from django.apps import AppConfig

from centre.celery import app


class CentreConfig(AppConfig):
    """Tells Django about the centre app, and every process about the workers."""

    name = "centre"
    verbose_name = "Centre"
    workers = app
