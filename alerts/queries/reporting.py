"""Situation reports: who owes one by when, who is late, and what was reported."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Min

from agencies.access.rights import Someone
from agencies.models import Body
from alerts import access
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    DecisionArea,
    Level,
    LevelDecision,
    SituationReport,
    manager_of,
)
from alerts.queries.standing import replay
from audit import clock


@dataclass(frozen=True)
class Reporting:
    """How one organisation stands with its situation reports under a decision."""

    addressed: AddressedBody
    at: dt.datetime
    accepted_at: dt.datetime | None
    reports: list[SituationReport] = field(default_factory=list)
    due_at: dt.datetime | None = None

    @property
    def body(self) -> Body:
        """Return the organisation."""
        return self.addressed.body

    @property
    def newest(self) -> SituationReport | None:
        """Return the report sent last."""
        return self.reports[-1] if self.reports else None

    @property
    def is_late(self) -> bool:
        """Tell whether a report is overdue."""
        return self.due_at is not None and self.due_at <= self.at

    @property
    def has_needs(self) -> bool:
        """Tell whether the report sent last asks for something."""
        return self.newest is not None and self.newest.has_needs

    @property
    def has_accepted(self) -> bool:
        """Tell whether the organisation has accepted the level, so that it reports."""
        return self.accepted_at is not None


KINDS: dict[str, Callable[[Reporting], bool]] = {
    "asked": lambda one: True,
    "accepted": lambda one: one.has_accepted,
    "reported": lambda one: one.newest is not None,
    "silent": lambda one: one.has_accepted and one.newest is None,
    "late": lambda one: one.is_late,
    "needs": lambda one: one.has_needs,
}


@dataclass(frozen=True)
class Situation:
    """How all organisations of a decision stand with their reports, and those one asks for."""

    rows: list[Reporting]
    only: str
    every: dt.timedelta | None
    at: dt.datetime

    @property
    def every_hours(self) -> int:
        """Return how often the organisations report, in hours."""
        return int(self.every.total_seconds() // 3600) if self.every else 0

    @property
    def shown(self) -> list[Reporting]:
        """Return the rows behind the number that was followed; all of them for none."""
        return [one for one in self.rows if KINDS.get(self.only, KINDS["asked"])(one)]

    @property
    def figures(self) -> dict[str, int]:
        """Return each number; `shown` finds exactly its rows."""
        return {kind: sum(1 for one in self.rows if of(one)) for kind, of in KINDS.items()}


def period_of(decision: LevelDecision, at: dt.datetime | None = None) -> dt.timedelta | None:
    """Return how often a decision's organisations report: by the colour in force on its ground.

    None at yellow, where nobody owes a report, once the level is over, and once a later
    decision has taken this one's place.
    """
    return periods_of([decision], at)[decision.pk]


def periods_of(
    decisions: Iterable[LevelDecision], at: dt.datetime | None = None
) -> dict[int, dt.timedelta | None]:
    """Return the same for several decisions of one world (and of one exercise)."""
    listed = list(decisions)
    running = [one for one in listed if one.notice and one.notice.closed_at is None]
    found: dict[int, dt.timedelta | None] = dict.fromkeys(one.pk for one in listed)
    if running:
        in_force = replay(exercise=running[0].exercise).levels_at(at or clock.now())
        for pk, codes in _ground(running).items():
            rank = max((int(in_force[code]) for code in codes if code in in_force), default=0)
            hours = settings.SITUATION_REPORT_HOURS.get(Level(rank).word, 0)
            found[pk] = dt.timedelta(hours=hours) if hours else None
    return found


def chain_up(decision: LevelDecision) -> list[LevelDecision]:
    """Return a decision and those that it follows, the newest first."""
    found = [decision]
    while (earlier := found[-1].refers_to) is not None and earlier not in found:
        found.append(earlier)
    return found


def _ground(decisions: list[LevelDecision]) -> dict[int, set[str]]:
    """Return the territories of which decisions, and those that they follow, speak."""
    chains = {one.pk: {each.pk for each in chain_up(one)} for one in decisions}
    every = {pk for chain in chains.values() for pk in chain}
    codes: dict[int, set[str]] = {}
    acts = manager_of(DecisionArea, decisions[0]).filter(decision__in=every)
    for pk, code in acts.values_list("decision_id", "territory__code"):
        codes.setdefault(pk, set()).add(code)
    return {
        pk: {code for one in chain for code in codes.get(one, set())}
        for pk, chain in chains.items()
    }


def reporting(
    decision: LevelDecision,
    addressed: Iterable[AddressedBody],
    at: dt.datetime | None = None,
    period: dt.timedelta | None = None,
) -> dict[int, Reporting]:
    """Return how each addressed organisation stands with its reports, by organisation."""
    instant = at or clock.now()
    every = period or period_of(decision, instant)
    standings = _standings(
        list(addressed), {decision.pk: every}, instant, is_exercise=decision.is_exercise
    )
    return {one.addressed.body_id: one for one in standings}


def situation(decision: LevelDecision, only: str = "") -> Situation:
    """Return how every counted organisation of a decision stands, the late ones first."""
    now = clock.now()
    every = period_of(decision, now)
    counted = manager_of(AddressedBody, decision).filter(decision=decision, is_counted=True)
    listed = counted.select_related("body").order_by("body__order", "body_id")
    rows = reporting(decision, listed, now, every).values()
    return Situation(sorted(rows, key=lambda one: not one.is_late), only, every, now)


def reportable(user: Someone, pk: int, *, is_exercise: bool = False) -> AddressedBody | None:
    """Return what was addressed to a body for which a person may report, in one world."""
    asked = access.exercise_answerable(user) if is_exercise else access.answerable(user)
    related = ("decision__exercise", "decision__refers_to", "decision__headquarters", "notice")
    return asked.filter(pk=pk, is_counted=True).select_related("body", *related).first()


def reports_owed(user: Someone) -> list[Reporting]:
    """Return which reports the bodies owe for which a person answers, what is due first on top."""
    now = clock.now()
    related = ("decision__refers_to__refers_to", "decision__notice", "decision__exercise", "body")
    asked = access.answerable(user).filter(is_counted=True, notice__closed_at__isnull=True)
    listed: dict[LevelDecision, list[AddressedBody]] = {}
    for one in asked.select_related(*related).order_by("pk"):
        listed.setdefault(one.decision, []).append(one)
    periods = periods_of(listed, now)
    every = [one for own in listed.values() for one in own]
    owed = _standings(every, periods, now)
    return sorted((one for one in owed if one.due_at), key=lambda one: one.due_at or now)


def reporting_of(addressed: AddressedBody) -> Reporting:
    """Return how one organisation stands with its reports."""
    return reporting(addressed.decision, [addressed])[addressed.body_id]


def term_after(due_at: dt.datetime, period: dt.timedelta, sent_at: dt.datetime) -> dt.datetime:
    """Return when the next report is due: the terms stand where they stood, none is owed twice."""
    later = due_at + period
    if later <= sent_at:
        later += period * ((sent_at - later) // period + 1)
    return later


def passed_last(due_at: dt.datetime, period: dt.timedelta, at: dt.datetime) -> dt.datetime:
    """Return the last term that has passed for who reported none since `due_at`."""
    return due_at + period * max((at - due_at) // period, 0)


def _standings(
    addressed: list[AddressedBody],
    periods: dict[int, dt.timedelta | None],
    at: dt.datetime,
    *,
    is_exercise: bool = False,
) -> list[Reporting]:
    """Return how organisations of one world stand, in the order given, in two questions."""
    bodies = {one.body_id for one in addressed}
    steps = manager_of(Acknowledgement, is_exercise).filter(
        decision__in=periods, body__in=bodies, answered_at__lte=at
    )
    accepted: dict[tuple[int, int], dt.datetime] = {
        (decision, body): first
        for decision, body, first in steps.filter(state=Acknowledgement.State.ACCEPTED)
        .order_by("decision_id", "body_id")
        .values_list("decision_id", "body_id")
        .annotate(first=Min("answered_at"))
    }
    reports: dict[tuple[int, int], list[SituationReport]] = {}
    sent = manager_of(SituationReport, is_exercise).filter(
        decision__in=periods, body__in=bodies, sent_at__lte=at
    )
    for row in sent.select_related("sent_by", "sent_for").order_by("pk"):
        reports.setdefault((row.decision_id, row.body_id), []).append(row)
    return [
        _standing(one, accepted.get(key), reports.get(key, []), periods[one.decision_id], at)
        for one in addressed
        for key in [(one.decision_id, one.body_id)]
    ]


def _standing(
    addressed: AddressedBody,
    accepted_at: dt.datetime | None,
    reports: list[SituationReport],
    period: dt.timedelta | None,
    at: dt.datetime,
) -> Reporting:
    due_at = None
    if period and accepted_at and addressed.is_counted:
        last = reports[-1].next_due_at if reports else None
        due_at = last or _first_term(accepted_at, reports, period)
    return Reporting(addressed, at, accepted_at, reports, due_at)


def _first_term(
    accepted_at: dt.datetime, reports: list[SituationReport], period: dt.timedelta
) -> dt.datetime:
    """Count from the last report sent while none was owed, or else from the acceptance."""
    return max([accepted_at, *(one.sent_at for one in reports)]) + period
