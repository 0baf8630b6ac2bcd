"""What a commission's report begins with: its tasks and money, and the meetings it held."""

import datetime as dt
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Body, User
from audit import clock
from meetings.models import Meeting
from plans import queries as plans
from plans.models import CommissionReport


def figures(user: User, commission: Body, first_day: dt.date, last_day: dt.date) -> dict[str, Any]:
    """Count what a commission's report says of a period by itself, as it stands now."""
    span = (clock.midnight(first_day), clock.midnight(last_day + dt.timedelta(days=1)))
    held = Meeting.objects.filter(
        body=commission, state__in=Meeting.AFTER, starts_at__gte=span[0], starts_at__lt=span[1]
    )
    approved = held.filter(state=Meeting.State.APPROVED)
    meetings = {"held": held.count(), "approved": approved.count()}
    found = plans.commission_figures(user, commission, first_day, last_day)
    return {**found, "meetings": meetings}


class Count(NamedTuple):
    """One figure of a report with its words."""

    label: str
    value: int | None


def counts_of(report: CommissionReport) -> list[Count]:
    """Say the frozen figures of a report in the reader's words; None is not known."""
    figures, lines = report.figures, []
    for group, words in (("given", _given()), ("own", _own())):
        counts = figures.get(group, {})
        lines += [Count(label, counts.get(name)) for name, label in words]
    held = figures.get("meetings", {})
    lines.append(Count(_("Meetings held"), held.get("held")))
    lines.append(Count(_("Of them with an approved protocol"), held.get("approved")))
    for name, label in _typed():
        lines.append(Count(label, getattr(report, name)))
    return lines


def _given() -> list[tuple[str, str]]:
    return [
        ("all", _("Tasks of the commission due in the period")),
        ("done", _("Of them done")),
        ("in_time", _("Of them done in time by the original term")),
        ("not_done", _("Of them not done")),
        ("extended", _("Of them with a later term")),
    ]


def _own() -> list[tuple[str, str]]:
    return [
        ("all", _("Tasks that the commission gave, due in the period")),
        ("done", _("Of them done")),
        ("not_done", _("Of them not done")),
    ]


def _typed() -> list[tuple[str, str]]:
    return [
        ("events", _("Events held")),
        ("covered", _("People reached by them")),
        ("exercises", _("Exercises held")),
        ("facilities", _("Vulnerable facilities on the list")),
    ]
