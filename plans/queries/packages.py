"""Packages for the head: what may go into one, what lies in it, who decides in whose place."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Value, When

from agencies import access as agencies_access
from agencies.access.rights import Someone
from agencies.models import Body, User
from plans import access
from plans.models import (
    DecisionPackage,
    Delegation,
    ExtensionRequest,
    PackageLine,
    ReportQuestion,
    Task,
)

AWAITED = PackageLine.Outcome.AWAITED
MOST_CANDIDATES = 200


@dataclass(frozen=True)
class Candidate:
    """One thing that may go into a package, with the ground that its papers suggest."""

    task: Task
    request: ExtensionRequest | None
    ground: str

    @property
    def key(self) -> str:
        """Return the name under which a form knows it."""
        return f"request_{self.request.pk}" if self.request else f"task_{self.task.pk}"


def candidates(controller: Body) -> list[Candidate]:
    """Return what waits for the head and lies in no package yet: closings, then later terms."""
    waiting = PackageLine.objects.filter(outcome=AWAITED)
    closed = waiting.filter(request__isnull=True).values("task_id")
    tasks = Task.objects.filter(state=Task.State.PROPOSED_FOR_CLOSING, controller=controller)
    tasks = tasks.exclude(pk__in=closed).select_related("lead", "controller").order_by("pk")
    ready = tasks.prefetch_related("reports")[:MOST_CANDIDATES]
    requests = ExtensionRequest.objects.filter(
        decision=ExtensionRequest.Decision.AWAITED,
        task__controller=controller,
        task__state__in=Task.OPEN,
    ).exclude(pk__in=waiting.filter(request__isnull=False).values("request_id"))
    asked = requests.select_related("task__lead", "task__controller").order_by("term_then", "pk")
    return [
        *(Candidate(task, None, _ground(task)) for task in ready),
        *(Candidate(one.task, one, _line(one.reason)) for one in asked[:MOST_CANDIDATES]),
    ]


def visible_packages(user: Someone) -> QuerySet[DecisionPackage]:
    """Return the packages a person prepares or decides, the newest first, with their counts."""
    counted = access.visible_packages(user).annotate(
        size=Count("lines"), waiting=Count("lines", filter=Q(lines__outcome=AWAITED))
    )
    return counted.select_related("controller", "prepared_by").order_by("-prepared_at", "-pk")


def lines_of(package: DecisionPackage) -> QuerySet[PackageLine]:
    """Return the lines of a package, what waits on top."""
    related = ("task__lead", "request", "decided_by")
    turn = Case(When(outcome=AWAITED, then=Value(0)), default=Value(1))
    return package.lines.select_related(*related).order_by(turn, "task_id", "pk")


def kinds_decided(user: Someone, package: DecisionPackage) -> frozenset[str]:
    """Return which kinds of things a person decides for the body of a package."""
    kinds = (access.CLOSING, access.TERM)
    return frozenset(
        kind for kind in kinds if package.controller_id in access.bodies_decided(user, kind)
    )


def package_maker_of(user: Someone) -> Body | None:
    """Return the body in whose name a person lays packages before its head."""
    own = agencies_access.bodies_of(user).values("pk")
    where = agencies_access.bodies_where(user, agencies_access.REVIEW).filter(pk__in=own)
    return where.order_by("order", "pk").first()


def visible_delegations(user: Someone) -> QuerySet[Delegation]:
    """Return the delegations of a head's bodies and those to a person, the latest first."""
    related = ("body", "granted_by", "delegate")
    return access.visible_delegations(user).select_related(*related).order_by("-starts_on", "-pk")


def possible_delegates(user: Someone, body: Body) -> QuerySet[User]:
    """Return who may decide in a head's place: those who hold a post at the body and see it."""
    seers = agencies_access.people_who_may(agencies_access.SEE, body)
    people = agencies_access.people_at(body).filter(pk__in=seers.values("pk"))
    return (people.exclude(pk=user.pk) if user.pk else people).order_by("full_name", "pk")


def visible_questions(user: Someone) -> QuerySet[ReportQuestion]:
    """Return the questions on reports of the tasks that a person may read."""
    seen = access.readable(user).values("pk")
    asked = ReportQuestion.objects.filter(report__task__in=seen)
    return asked.select_related("report__task__lead", "asked_by")


def _ground(task: Task) -> str:
    reports = sorted(task.reports.all(), key=lambda one: (one.submitted_at, one.pk))
    last = reports[-1] if reports else None
    return _line((last.review_note or last.text) if last else "")


def _line(text: str) -> str:
    return " ".join(text.split())[:300]
