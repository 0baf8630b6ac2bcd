"""What must be true of the levels' settings when the product starts."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from alerts.models import Level
from alerts.queries.ladders import answers_needed, ladder_of_level


@register
def check_ladders(app_configs: object, **options: object) -> list[CheckMessage]:
    """Refuse a ladder that nobody could climb."""
    try:
        for level in (Level.YELLOW, Level.ORANGE, Level.RED):
            ladder_of_level(level)
        answers_needed(settings.ANSWERS_NEEDED, 1)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="alerts.E001")]
    return []
