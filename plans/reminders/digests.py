"""A digest once a week: the liaison and the secretariat begin the week with it, heads end it."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from agencies import access
from agencies.access import roles
from agencies.models import Body, User
from audit import clock
from audit.record import SYSTEM
from notices import actions as notices
from plans.models import Digest
from plans.queries.control import desk_counts, digest_lines, late_by_lead
from plans.texts import digest_texts

KINDS = {
    "head": (roles.CHAIR, roles.HEAD),
    "secretariat": (roles.SECRETARY,),
    "liaison": (roles.LIAISON,),
}  # who holds several roles gets the first


def send_digests() -> int:
    """Send the digests of this week whose day has come; each person's once; return how many."""
    now, today = clock.now(), clock.today()
    if now.astimezone(clock.zone()).hour < settings.TASK_REMINDER_HOUR:
        return 0
    monday = today - dt.timedelta(days=today.weekday())
    sent = set(Digest.objects.filter(week_on=monday).values_list("person_id", flat=True))
    return sum(
        _send(person, body, kind, monday)
        for person, body, kind in _readers()
        if person not in sent and today.weekday() >= settings.DIGEST_WEEKDAYS[kind]
    )


def _readers() -> Iterator[tuple[int, int, str]]:
    """Walk (person, body, kind), each person once."""
    known: set[int] = set()
    for kind, held in KINDS.items():
        for person, body in access.pairs_in_roles(held, Body.objects.all()):
            if person not in known:
                known.add(person)
                yield person, body, kind


@transaction.atomic
def _send(person: int, body: int, kind: str, monday: dt.date) -> int:
    """Send one digest, unless another worker has done so; nothing to say is not said."""
    reader = User.objects.select_for_update(no_key=True).get(pk=person)
    if Digest.objects.filter(person=reader, week_on=monday).exists():
        return 0
    counts = desk_counts(reader)
    if not (counts.open or counts.to_review or counts.to_close or counts.to_extend):
        return 0
    bodies = late_by_lead(reader) if kind != "liaison" else []
    notice = notices.tell(
        SYSTEM,
        [(person, body)],
        digest_texts(kind, counts, digest_lines(reader), bodies),
        kind="task",
        thing_path="/tasks/",
        urgency="ordinary",
        heeds_mutes=True,
    )
    Digest.objects.create(
        notice=notice, person=reader, role=KINDS[kind][0], week_on=monday, sent_at=clock.now()
    )
    return 1
