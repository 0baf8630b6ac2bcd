"""What the engine and a channel say to each other."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from notices.models import Delivery
from notices.texts import NoticeText


class Verdict(enum.Enum):
    """What a provider decided about one message."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"
    NO_SUCH_ADDRESS = "no such address"


@dataclass(frozen=True)
class Parcel:
    """One delivery, the marked words, and what its reader alone gets: links, or a code."""

    delivery: Delivery
    texts: Mapping[str, NoticeText]
    links: tuple[tuple[str, str], ...] = ()
    code: str = ""


class UnreachableError(Exception):
    """The provider cannot be reached; nothing is known of the message that was going."""


class Progress(Protocol):
    """Where a channel takes its parcels from and reports each one as soon as it is decided."""

    def parcels(self) -> Iterator[Parcel]:
        """Give what is still to be sent, in order, leaving out what was stopped meanwhile."""

    def begin(self, parcel: Parcel) -> None:
        """Note that the first parcel, or one after a pause, is about to go."""

    def settle(
        self, parcel: Parcel, verdict: Verdict, words: str, following: Parcel | None = None
    ) -> None:
        """Note what was said of a parcel and, in the same write, which one goes next."""


class Channel(Protocol):
    """One way out; keeps its connections between batches and closes them in the end."""

    def send(self, progress: Progress) -> None:
        """Send every parcel, outside any transaction; raise UnreachableError when cut off."""

    def close(self) -> None:
        """Let the connections go."""
