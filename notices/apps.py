"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Tells Django about the notices app."""

    name = "notices"
    verbose_name = "Notices"
