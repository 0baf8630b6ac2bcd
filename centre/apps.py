"""The centre app."""

from django.apps import AppConfig


class CentreConfig(AppConfig):
    """Tells Django about the centre app."""

    name = "centre"
    verbose_name = "Centre"
