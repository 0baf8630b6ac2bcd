"""The ways out: one module a channel, one line in the registry."""

from collections.abc import Callable

from notices.channels.email import EmailChannel
from notices.channels.parcels import Channel

CHANNELS: dict[str, Callable[[], Channel]] = {
    "email": EmailChannel,
}
