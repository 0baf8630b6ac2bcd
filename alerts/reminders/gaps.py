"""Gaps in the duty rosters: each one is told once a day to those who keep the roster."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from agencies import access as rights
from agencies.models import Body
from alerts import access
from alerts.models import GapNotice, Shift
from alerts.queries.rosters import Gap, coming_gaps
from alerts.reminders.each import each
from alerts.texts.duty import gap_texts
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices import feed


def tell_of_gaps() -> int:
    """Tell of every gap of the next seven days that was not told today; return how many."""
    keeping = Shift.objects.filter(replaced_by__isnull=True).values("body_id").distinct()
    bodies = Body.objects.in_being(clock.today()).filter(pk__in=keeping)
    return each(bodies.order_by("order", "pk"), _tell, "tell_of_gaps")


@transaction.atomic
def _tell(body: Body) -> int:
    """Write a row for each gap and one notice about them: a unique row keeps it to once a day."""
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    today = clock.today()
    told = set(
        GapNotice.objects.filter(body=body, told_on=today).values_list("starts_at", flat=True)
    )
    gaps = [gap for gap in coming_gaps(body) if gap.starts_at not in told]
    if not gaps:
        return 0
    capacity = Capacity(None, body)
    notice = None
    if people := _concerned(body):
        notice = notices.tell(
            capacity,
            people,
            gap_texts(body, [(gap.starts_at, gap.ends_at) for gap in gaps]),
            thing_path=reverse("alerts:roster", kwargs={"pk": body.pk}),
        )
    now = clock.now()
    GapNotice.objects.bulk_create(
        GapNotice(
            body=body,
            starts_at=gap.starts_at,
            ends_at=gap.ends_at,
            told_on=today,
            told_at=now,
            notice=notice,
        )
        for gap in gaps
    )
    _enter(capacity, body, gaps)
    return len(gaps)


def _enter(capacity: Capacity, body: Body, gaps: list[Gap]) -> None:
    verb = gettext_noop("told of gaps in the duty roster")
    spans = [
        f"{gap.starts_at.isoformat()}/{gap.ends_at.isoformat() if gap.ends_at else ''}"
        for gap in gaps
    ]
    record(capacity, verb, body, changes={"gaps": [[], spans]}, body=body)
    feed.publish("desk-alerts", body.pk)


def _concerned(body: Body) -> list[tuple[int, int]]:
    """Return who keeps the roster and who stands on it, each once."""
    own = Body.objects.filter(pk=body.pk)
    keepers = [pair for right in access.KEEPING for pair in rights.pairs_who_may(right, own)]
    officers = [
        (person, body.pk) for person in access.duty_people(body).values_list("pk", flat=True)
    ]
    return list(dict.fromkeys([*keepers, *officers]))
