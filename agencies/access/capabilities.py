"""Signed links: what one person may do for one body about one thing without signing in."""

import datetime as dt
import hashlib
import hmac
import json
from base64 import urlsafe_b64encode

from django.core import signing
from django.utils.encoding import force_bytes

from agencies.models import Capability
from audit import clock

_SALT = "agencies.capability"
_signer = signing.Signer(salt=_SALT)
_key = hashlib.sha256(f"{_SALT}signer".encode() + force_bytes(_signer.key)).digest()


def capability_token(
    purpose: str, subject: int, person_id: int, body_id: int, expires_at: dt.datetime
) -> str:
    """Return the token of a link; the same facts always give the same token."""
    # What `_signer.sign_object` returns, its key derived once: links are made by the thousand.
    facts = [purpose, subject, person_id, body_id, int(expires_at.timestamp())]
    said = urlsafe_b64encode(json.dumps(facts, separators=(",", ":")).encode("ascii"))
    value = said.rstrip(b"=")
    signature = urlsafe_b64encode(hmac.digest(_key, value, "sha256")).rstrip(b"=")
    return f"{value.decode()}{_signer.sep}{signature.decode()}"


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
