"""What the engine and a channel say to each other."""

import enum
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from notices.models import Notice, Variant
from notices.texts import NoticeText


class Verdict(enum.Enum):
    """What became of one message: sent, to be tried again, given up, or in doubt."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"
    NO_SUCH_ADDRESS = "no such address"  # given up, and the contact is shown as broken
    IN_DOUBT = "in doubt"  # it went and nobody answered: tried again under the same number


class Parcel(NamedTuple):
    """One delivery, and what its reader alone gets: links to answer with, or a code."""

    pk: int
    address: str
    person_id: int | None  # none where a body's own system is told
    contact_id: int
    attempts: int
    message_id: str
    links: tuple[tuple[str, str], ...] = ()
    code: str = ""


def act_asked(batch: "Batch", text: NoticeText) -> str:
    """Return what is asked of these readers: nothing, where they are informed alone."""
    return "" if is_only_told(batch) else text.act


def is_only_told(batch: "Batch") -> bool:
    """Tell whether others are asked to answer, and these readers are informed of it."""
    return bool(batch.notice.answer_purpose) and batch.variant != Variant.ASKED


class UnreachableError(Exception):
    """The provider cannot be reached; nothing is known of the messages that were going."""


class Batch(Protocol):
    """Deliveries alike in notice, channel, priority, language and variant, to be sent in order.

    A channel takes parcels here and reports each one as soon as it is decided; every call comes
    from one thread. What has begun and is not settled when `send` ends or dies is in doubt.
    """

    notice: Notice
    texts: Mapping[str, NoticeText]
    language: str
    variant: str
    priority: int
    size: int
    contacts: frozenset[int]  # of all its parcels, also of those not yet taken

    def parcels(self) -> Iterator[Parcel]:
        """Give what is still to be sent, in order, leaving out what was stopped meanwhile."""

    def begin(self, parcel: Parcel) -> None:
        """Note, before its first byte, that a parcel is about to go."""

    def settle(
        self, parcel: Parcel, verdict: Verdict, words: str, following: Parcel | None = None
    ) -> None:
        """Note what the provider said and, in the same write, which parcel goes next."""


class Channel(Protocol):
    """One way out: a module of this package and a line in its registry.

    A worker makes one for its run, keeps it from batch to batch and closes it in the end.
    """

    def send(self, batch: Batch) -> None:
        """Send every parcel, outside any transaction; raise UnreachableError when cut off."""

    def close(self) -> None:
        """Let the connections go."""
