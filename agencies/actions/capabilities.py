"""Issuing signed links, many at once."""

import datetime as dt
from collections.abc import Iterable

from agencies.access.capabilities import capability_token, digest_of
from agencies.models import Capability


def issue_capabilities(
    pairs: Iterable[tuple[int, int]], *, purpose: str, subject: int, expires_at: dt.datetime
) -> int:
    """Let each (person, body) do one thing without signing in; part of a recorded action.

    The tokens themselves are kept nowhere: `access.capability_token` makes them anew.
    """
    rows = [
        Capability(
            person_id=person,
            body_id=body,
            purpose=purpose,
            subject=subject,
            digest=digest_of(capability_token(purpose, subject, person, body, expires_at)),
            expires_at=expires_at,
        )
        for person, body in pairs
    ]
    return len(Capability.objects.bulk_create(rows, ignore_conflicts=True))
