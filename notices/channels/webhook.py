"""Messages to a body's own system: JSON, signed with its key and the time, over kept connections.

The receiver reads the time and any of the signatures from the header, and computes HMAC-SHA256
over "time.content". While a key is being changed both sign.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Set
from urllib.parse import urlsplit

from django.conf import settings

from audit import clock
from notices.access import keys_of
from notices.channels.lines import NOBODY, Answer, Post
from notices.channels.parcels import Batch, Parcel, Verdict
from notices.channels.posting import Pool
from notices.models import SystemKey

_LATER = (408, 409, 425, 429)
_GONE = 410


class WebhookChannel:
    """Other systems; the connections stay open from batch to batch."""

    def __init__(self) -> None:
        """Begin without a connection."""
        self._pool = Pool(settings.WEBHOOK_CONNECTIONS)

    def send(self, batch: Batch) -> None:
        """Send every parcel of a batch; a system that cannot be reached keeps no other waiting."""
        for post, answer in self._pool.answers(self._posts(batch)):
            batch.settle(post.parcel, verdict_of(answer), answer.words)

    def close(self) -> None:
        """Let the connections go."""
        self._pool.close()

    def _posts(self, batch: Batch) -> Iterator[Post]:
        content, keys = _common(batch), _keys(batch.contacts)
        for parcel in batch.parcels():
            batch.begin(parcel)
            yield post_of(parcel, {"id": parcel.message_id.strip("<>"), **content}, keys)


def post_of(parcel: Parcel, content: dict[str, object], keys: dict[int, list[bytes]]) -> Post:
    """Write and sign the request for one message."""
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    moment = str(int(clock.now().timestamp()))
    signatures = [f"v1={signature(key, moment, said)}" for key in keys.get(parcel.contact_id, [])]
    url, is_ours = way_to(parcel.address)
    return Post(
        parcel,
        url,
        said,
        {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "coordination-centre",
            "Idempotency-Key": parcel.message_id.strip("<>"),
            "X-Notice-Timestamp": moment,
            "X-Notice-Signature": ",".join(signatures),
        },
        only_public=not is_ours,
    )


def way_to(address: str) -> tuple[str, bool]:
    """Return where a system is asked, and whether that may lie in a network of our own.

    In a demonstration the local stand-in answers for every invented system.
    """
    parts = urlsplit(address)
    if settings.WEBHOOK_STAND_IN:
        return f"{settings.WEBHOOK_STAND_IN}/{parts.hostname}{parts.path}", True
    return address, parts.hostname in settings.WEBHOOK_PRIVATE_HOSTS


def signature(key: bytes, moment: str, content: bytes) -> str:
    """Return what proves that a content was sent by us at a moment."""
    return hmac.new(key, moment.encode() + b"." + content, hashlib.sha256).hexdigest()


def verdict_of(answer: Answer) -> Verdict:
    """Read a status: a system that is away is asked again, what it refuses is refused."""
    if 200 <= answer.status < 300:
        return Verdict.ACCEPTED
    if answer.status == _GONE:
        return Verdict.NO_SUCH_ADDRESS
    if answer.status == NOBODY and answer.is_final:
        return Verdict.REFUSED
    if answer.status == NOBODY:
        return Verdict.IN_DOUBT if answer.has_gone else Verdict.LATER
    is_later = answer.status in _LATER or answer.status >= 500
    return Verdict.LATER if is_later else Verdict.REFUSED


def _common(batch: Batch) -> dict[str, object]:
    """Return what every system is told of a notice."""
    notice = batch.notice
    first = batch.texts.get("ru") or next(iter(batch.texts.values()))
    return {
        "notice": notice.pk,
        "kind": str(notice.kind),
        "urgency": str(notice.urgency),
        "issued_at": notice.issued_at.isoformat() if notice.issued_at else None,
        "issued_by": notice.issuing_body.code if notice.issuing_body else None,
        "exercise": notice.is_exercise,
        "demonstration": bool(settings.DEMONSTRATION),
        "subject": first.subject,
        "texts": {
            language: {"subject": text.subject, "text": text.body, "act": text.act}
            for language, text in batch.texts.items()
        },
        "link": f"{settings.PUBLIC_ADDRESS}{notice.thing_path}" if notice.thing_path else "",
    }


def _keys(contacts: Set[int]) -> dict[int, list[bytes]]:
    rows = SystemKey.objects.filter(system__in=contacts)
    return {row.system_id: keys_of(row) for row in rows}
