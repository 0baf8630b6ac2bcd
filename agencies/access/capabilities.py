"""Signed links: what one person may do for one body about one thing without signing in."""

import datetime as dt
import hashlib

from django.core import signing

from agencies.models import Capability
from audit import clock

_signer = signing.Signer(salt="agencies.capability")


def capability_token(
    purpose: str, subject: int, person_id: int, body_id: int, expires_at: dt.datetime
) -> str:
    """Return the token of a link; the same facts always give the same token."""
    facts = [purpose, subject, person_id, body_id, int(expires_at.timestamp())]
    return _signer.sign_object(facts)


def digest_of(token: str) -> str:
    """Return what is kept of a token: its hash, from which no link can be made."""
    return hashlib.sha256(token.encode()).hexdigest()


def bearer_of(token: str, purpose: str) -> Capability | None:
    """Return the live capability behind a token, or None when forged, foreign or expired."""
    try:
        _signer.unsign_object(token)
    except signing.BadSignature:
        return None
    return (
        Capability.objects.filter(
            digest=digest_of(token),
            purpose=purpose,
            expires_at__gt=clock.now(),
            person__is_active=True,
        )
        .select_related("person", "body")
        .first()
    )
