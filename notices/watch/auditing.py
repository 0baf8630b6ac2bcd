"""The auditor: each minute it writes down what stands still, says it aloud, pings outside."""

import urllib.error
import urllib.request

import structlog
from django.conf import settings
from django.db import transaction

from audit import clock
from notices import feed
from notices.models import Heartbeat, Silence
from notices.watch.findings import Finding, findings
from notices.watch.life import show_life
from notices.watch.proving import prove_what_was_forgotten

PATIENCE = 5
logger = structlog.get_logger(__name__)


def audit() -> list[Finding]:
    """Look for what stands still; an error in the log when it begins, a ping outside each time."""
    show_life(Heartbeat.Part.AUDITOR)
    prove_what_was_forgotten()
    found = findings()
    for one in _write_down(found):
        logger.error(
            "something stands still",
            kind=one.kind,
            about=one.about,
            number=one.number,
            since=one.since.isoformat(),
        )
    _ping(found)
    return found


@transaction.atomic
def _write_down(found: list[Finding]) -> list[Finding]:
    """Open what is new, note what goes on, end what is over; return what is new."""
    now = clock.now()
    still = {
        (one.kind, one.about): one
        for one in Silence.objects.select_for_update().filter(ended_at__isnull=True)
    }
    new = [one for one in found if (one.kind, one.about) not in still]
    Silence.objects.bulk_create(
        [
            Silence(
                kind=one.kind, about=one.about, number=one.number, since=one.since, noticed_at=now
            )
            for one in new
        ],
        ignore_conflicts=True,
    )
    for one in found:
        row = still.pop((one.kind, one.about), None)
        if row is not None and row.number != one.number:
            Silence.objects.filter(pk=row.pk).update(number=one.number)
    over = [row.pk for row in still.values()]
    Silence.objects.filter(pk__in=over).update(ended_at=now)
    if new or over:
        feed.publish("delivery", 0)
    return new


def _ping(found: list[Finding]) -> None:
    """Tell a watchman outside that we live: he rings when he is told otherwise, or nothing."""
    if not settings.HEARTBEAT_URL:
        return
    url = f"{settings.HEARTBEAT_URL}/fail" if found else settings.HEARTBEAT_URL
    said = "\n".join(f"{one.kind} {one.about}: {one.number}" for one in found).encode() or b"ok"
    try:
        with urllib.request.urlopen(url, data=said, timeout=PATIENCE):  # noqa: S310 - a setting
            pass
    except (urllib.error.URLError, OSError, ValueError) as error:
        logger.warning("the heartbeat outside did not answer", error=str(error))
