"""The ways out: one module a channel, one line in the registry.

The order is that in which batches of equal priority go: the quickest channel first.
"""

from collections.abc import Callable

from django.conf import settings

from notices.channels.email import EmailChannel
from notices.channels.parcels import Channel
from notices.channels.sms import SmsChannel
from notices.channels.webhook import WebhookChannel

CHANNELS: dict[str, Callable[[], Channel]] = {
    "email": EmailChannel,
    "sms": SmsChannel,
    "webhook": WebhookChannel,
}


def in_use() -> list[str]:
    """Return the channels that this place has a way out for."""
    ready = {"sms": bool(settings.SMS_GATEWAY_URL)}
    return [name for name in CHANNELS if ready.get(name, True)]
