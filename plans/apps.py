"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Tells Django about the plans app."""

    name = "plans"
    verbose_name = "Plans"
