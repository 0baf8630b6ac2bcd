"""The meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Tells Django about the meetings app."""

    name = "meetings"
    verbose_name = "Meetings"
