"""The daily canary: each channel carries one message to an address of our own."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import structlog
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from audit import clock
from notices import channels, gateway
from notices.channels.parcels import Parcel, UnreachableError, Verdict
from notices.models import Contact, Notice, Proof
from notices.texts import NoticeText

FRESH = dt.timedelta(days=1)
logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ProofOf:
    """When a channel last proved that it works, and what became of the last attempt."""

    channel: str
    proven_at: dt.datetime | None
    asked_at: dt.datetime | None
    words: str

    @property
    def name(self) -> str:
        """Return the channel in the reader's language."""
        return str(Contact.Channel(self.channel).label)

    @property
    def is_stale(self) -> bool:
        """Tell whether nobody knows since yesterday that it works."""
        return self.proven_at is None or clock.now() - self.proven_at > FRESH

    @property
    def hours(self) -> int | None:
        """Return how many whole hours ago it was proven."""
        if self.proven_at is None:
            return None
        return int((clock.now() - self.proven_at).total_seconds() // 3600)


@dataclass
class Canary:
    """A batch of one message that belongs to nobody; it takes what the provider says."""

    address: str
    number: int
    texts: Mapping[str, NoticeText]
    verdict: Verdict = Verdict.LATER
    words: str = ""
    notice: Notice = field(default_factory=lambda: Notice(kind=Notice.Kind.CONTACT))
    language: str = "ru"
    variant: str = "told"
    priority: int = 5
    size: int = 1
    contacts: frozenset[int] = frozenset()

    def parcels(self) -> Iterator[Parcel]:
        """Give the one message."""
        yield Parcel(
            pk=self.number,
            address=self.address,
            person_id=0,
            contact_id=0,
            attempts=0,
            message_id=f"<proof{self.number}@{settings.INSTANCE_DOMAIN}>",
        )

    def begin(self, parcel: Parcel) -> None:
        """Nothing is lost with a canary: no journal."""

    def settle(
        self, parcel: Parcel, verdict: Verdict, words: str, following: Parcel | None = None
    ) -> None:
        """Take what was said."""
        self.verdict, self.words = verdict, words


def proofs() -> list[ProofOf]:
    """Return for each channel in use when it was last proven."""
    asked = {name for name, address in settings.CANARY.items() if address} | {"email", "sms"}
    return [_proof_of(name) for name in channels.in_use() if name in asked]


def prove_channels() -> int:
    """Send one message through each channel that has an address of our own; return how many."""
    proven = 0
    for name in channels.in_use():
        address = settings.CANARY.get(name, "")
        if address:
            proven += _prove(name, address)
    return proven


def prove_what_was_forgotten() -> int:
    """Prove the channels that were never asked, or not since yesterday: the hour was missed."""
    forgotten = [
        one.channel
        for one in proofs()
        if settings.CANARY.get(one.channel)
        and (one.asked_at is None or clock.now() - one.asked_at > FRESH)
    ]
    return sum(_prove(name, settings.CANARY[name]) for name in forgotten)


def _prove(channel: str, address: str) -> bool:
    proof = Proof.objects.create(channel=channel, address=address, asked_at=clock.now())
    canary = Canary(address, proof.pk, gateway.checked(Notice(), _words()))
    way_out = channels.CHANNELS[channel]()
    try:
        way_out.send(canary)
    except UnreachableError as cut_off:
        canary.words = str(cut_off)
    finally:
        way_out.close()
    is_proven = canary.verdict is Verdict.ACCEPTED
    proof.proven_at = clock.now() if is_proven else None
    proof.words = canary.words[:300]
    proof.save(update_fields=["proven_at", "words"])
    if not is_proven:
        logger.error("a channel could not be proven", channel=channel, words=proof.words)
    return is_proven


def _proof_of(channel: str) -> ProofOf:
    own = Proof.objects.filter(channel=channel).order_by("-asked_at", "-pk")
    last, good = own.first(), own.filter(proven_at__isnull=False).first()
    return ProofOf(
        channel,
        good.proven_at if good else None,
        last.asked_at if last else None,
        last.words if last else "",
    )


def _words() -> dict[str, NoticeText]:
    said = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            said[language] = NoticeText(
                _("A daily proof of the channel"),
                _("This message proves that the channel works. Nobody needs to do anything."),
            )
    return said
