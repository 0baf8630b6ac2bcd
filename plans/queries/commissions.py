"""The periodic reports of commissions: which there are, and the figures they begin with."""

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from agencies.access.rights import Someone
from agencies.models import Body
from plans import access
from plans.models import CommissionReport, PlanItemMoney, Task
from plans.queries.periods import counted_tasks

COUNTS = ("all", "done", "in_time", "not_done", "returned", "extended")


def visible_commission_reports(user: Someone) -> QuerySet[CommissionReport]:
    """Return the reports of commissions that a person may read, the latest period first."""
    related = ("body", "drafted_by", "accepted_by", "sent_by")
    found = access.visible_commission_reports(user).select_related(*related)
    return found.order_by("-last_day", "body__order", "pk")


def commission_of(user: Someone) -> Body | None:
    """Return the commission whose reports a person writes, if any."""
    return access.commissions_reported(user).first()


def commission_figures(
    user: Someone, commission: Body, first: dt.date, last: dt.date
) -> dict[str, Any]:
    """Count what a commission owed and gave in a period, as it stands now, and its money.

    Of the money, only what stands in measures that the writer of the report may read.
    """
    return {
        "given": _counts(Q(lead=commission), first, last),
        "own": _counts(Q(controller=commission), first, last),
        "money": _money(user, commission, last.year),
    }


def _counts(whose: Q, first: dt.date, last: dt.date) -> dict[str, int]:
    tasks = counted_tasks(Task.objects.filter(whose), first, last)
    done = Q(done_on__isnull=False)
    counts: dict[str, int] = tasks.order_by().aggregate(
        all=Count("pk"),
        done=Count("pk", filter=done),
        in_time=Count("pk", filter=done & Q(done_on__lte=F("original_due_on"))),
        not_done=Count("pk", filter=~done),
        returned=Count("pk", filter=Q(returns__gt=0)),
        extended=Count("pk", filter=Q(extensions__gt=0)),
    )
    return counts


def _money(user: Someone, commission: Body, year: int) -> list[dict[str, str]]:
    """Return what is planned, allocated and spent on the land of a commission, by source."""
    kinds = PlanItemMoney.Kind
    lands = access.lands_within([commission.territory_id])
    rows = PlanItemMoney.objects.filter(
        Q(territory__in=lands) | Q(territory__isnull=True, item__plan__territory__in=lands),
        item__in=access.visible_items(user).in_force().values("pk"),
        year=year,
    )
    summed = (
        rows.order_by("source")
        .values("source")
        .annotate(**{kind.value: Sum("amount", filter=Q(kind=kind)) for kind in kinds})
    )
    return [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in summed
    ]
