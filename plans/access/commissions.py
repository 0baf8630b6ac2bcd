"""Who writes, accepts and reads the periodic report of a commission."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit.record import Capacity
from plans.access.tasks import bodies_seen
from plans.models import CommissionReport


def visible_commission_reports(user: Someone) -> QuerySet[CommissionReport]:
    """Return a commission's own reports to its people; once sent, to all who see it."""
    sent = Q(sent_at__isnull=False, body__in=bodies_seen(user))
    return CommissionReport.objects.filter(sent | Q(body__in=_own_bodies_seen(user)))


def commission_report_audience(report: CommissionReport) -> QuerySet[User]:
    """Return the people who see a commission's report: the mirror of the above."""
    seers = access.people_who_may(access.SEE, report.body)
    if report.sent_at is not None:
        return seers
    return seers.filter(pk__in=access.people_at(report.body).values("pk"))


def require_reporter(user: Someone, commission: Body) -> Capacity:
    """Return the capacity in which a person writes and sends a commission's report, or refuse."""
    return access.require(user, access.REPORT, commission)


def may_accept_report(user: Someone, commission: Body) -> bool:
    """Tell whether a person heads a commission themselves: nobody above accepts in its place."""
    own = access.bodies_of(user).filter(pk=commission.pk)
    return own.exists() and access.may(user, access.DECIDE, commission)


def require_acceptor(user: Someone, commission: Body) -> Capacity:
    """Return the capacity in which a governor accepts the report of a commission, or refuse."""
    if not may_accept_report(user, commission):
        raise PermissionDenied
    return access.require(user, access.DECIDE, commission)


def commissions_reported(user: Someone) -> QuerySet[Body]:
    """Return the commissions for which a person writes reports."""
    found = access.bodies_where(user, access.REPORT).filter(kind__in=Body.COMMISSIONS)
    return found.order_by("order", "pk")


def _own_bodies_seen(user: Someone) -> QuerySet[Body]:
    seen = access.bodies_where(user, access.SEE).values("pk")
    return access.bodies_of(user).filter(pk__in=seen)
