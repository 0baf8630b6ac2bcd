"""The board of a notice: who has answered, who is late, and what waits for whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from agencies.access.rights import Someone
from agencies.models import Body, Territory
from alerts import access
from alerts.models import (
    Acknowledgement,
    AddressedBody,
    Call,
    CallLease,
    Level,
    LevelDecision,
    manager_of,
)
from alerts.queries.pressing import rank_of
from alerts.queries.reporting import Reporting, period_of, reporting
from alerts.queries.standing import land
from audit import clock
from notices import queries as notices
from notices.models import Notice

LATE, LAPSED, WAITING = "late", "lapsed", "waiting"
CANNOT, RECEIVED, ACCEPTED = "cannot", "received", "accepted"
ANSWERED, SILENT = "answered", "silent"
ORDER = {LATE: 0, LAPSED: 1, CANNOT: 2, WAITING: 3, RECEIVED: 4, ACCEPTED: 5}


@dataclass(frozen=True)
class Line:
    """One organisation on the board: its steps in the round that runs, and what was tried."""

    addressed: AddressedBody
    state: str
    steps: tuple[Acknowledgement, ...] = ()
    call: Call | None = None
    lease: CallLease | None = None
    reporting: Reporting | None = None

    @property
    def body(self) -> Body:
        """Return the organisation."""
        return self.addressed.body

    @property
    def is_counted(self) -> bool:
        """Tell whether the organisation was asked to answer."""
        return self.addressed.is_counted

    @property
    def received(self) -> Acknowledgement | None:
        """Return the step that confirmed receipt."""
        return self.steps[0] if self.steps else None

    @property
    def final(self) -> Acknowledgement | None:
        """Return the step after which nothing more is asked."""
        return next((step for step in self.steps if step.is_final), None)

    @property
    def is_urgent(self) -> bool:
        """Tell whether somebody at the desk has to do something about it."""
        return self.state in (LATE, LAPSED, CANNOT)


@dataclass(frozen=True)
class Board:
    """The answers to one notice at one instant."""

    decision: LevelDecision
    lines: list[Line]
    norm_minutes: int
    due_at: dt.datetime | None
    at: dt.datetime
    deliveries: dict[str, int] = field(default_factory=dict)
    history: list[Acknowledgement] = field(default_factory=list)
    report_every: dt.timedelta | None = None
    only: str = ""

    @property
    def shown(self) -> list[Line]:
        """Return the lines behind the number that was followed; all that count for none."""
        if self.only == ANSWERED:
            return [line for line in self.counted if line.steps]
        if self.only == SILENT:
            return [line for line in self.counted if not line.steps]
        return [line for line in self.counted if self.only in ("", line.state)]

    @property
    def is_overdue(self) -> bool:
        """Tell whether the time to answer has passed."""
        return self.due_at is not None and self.due_at <= self.at

    @property
    def counted(self) -> list[Line]:
        """Return the organisations that were asked to answer."""
        return [line for line in self.lines if line.is_counted]

    @property
    def informed(self) -> list[Line]:
        """Return the organisations that were only informed."""
        return [line for line in self.lines if not line.is_counted]

    @property
    def total(self) -> int:
        """Return how many were asked."""
        return len(self.counted)

    @property
    def answered(self) -> int:
        """Return how many have answered in any way."""
        return sum(1 for line in self.counted if line.steps)

    @property
    def late(self) -> int:
        """Return how many are silent past the norm."""
        return sum(1 for line in self.counted if line.state == LATE)

    @property
    def lapsed(self) -> int:
        """Return how many accepted, showed no progress, and are asked anew."""
        return sum(1 for line in self.counted if line.state == LAPSED)

    @property
    def unable(self) -> list[Line]:
        """Return the organisations that have said that they cannot."""
        return [line for line in self.counted if line.state == CANNOT]

    @property
    def cannot(self) -> int:
        """Return how many have said that they cannot."""
        return len(self.unable)

    @property
    def to_call(self) -> int:
        """Return how many have not given a final answer in the round that runs, and still may."""
        if self.decision.notice is None or self.decision.notice.closed_at is not None:
            return 0
        return sum(1 for line in self.counted if line.final is None)

    @property
    def reporting(self) -> list[Reporting]:
        """Return how those stand who owe situation reports."""
        found = (line.reporting for line in self.counted if line.reporting is not None)
        return [one for one in found if one.due_at is not None]

    @property
    def late_reports(self) -> list[Reporting]:
        """Return those whose situation report is overdue."""
        return [one for one in self.reporting if one.is_late]


def norm_of(rank: int) -> dt.timedelta:
    """Return the time within which a level of some rank is to be answered."""
    word = Level(rank or Level.YELLOW).word
    return dt.timedelta(minutes=settings.ANSWER_NORM_MINUTES[word])


def board(user: Someone, decision: LevelDecision, only: str = "") -> Board:
    """Return the board of a decision as far as a person may read it: late first.

    `only` names the number that was followed: answered, or one state of an organisation.
    """
    now, notice = clock.now(), decision.notice
    norm = notice.norm if notice else None
    due_at = notice.issued_at + norm if notice and norm else None
    addressed = list(access.readable_answers(user, decision).select_related("body"))
    every = period_of(decision, now)
    steps = steps_of(decision, [one.body_id for one in addressed])
    lines = lines_of(decision, addressed, steps, now, every)
    return Board(
        decision=decision,
        lines=sorted(lines, key=lambda line: (ORDER[line.state], line.body.order, line.body.pk)),
        norm_minutes=int(norm.total_seconds() // 60) if norm else 0,
        due_at=due_at,
        at=now,
        deliveries=notices.delivery_counts(notice, user=user) if notice else {},
        history=sorted((s for own in steps.values() for s in own), key=lambda s: -s.pk),
        report_every=every,
        only=only if only in (*ORDER, ANSWERED, SILENT) else "",
    )


def lines_of(
    decision: LevelDecision,
    addressed: Iterable[AddressedBody],
    steps: dict[int, list[Acknowledgement]],
    at: dt.datetime,
    report_every: dt.timedelta | None = None,
) -> list[Line]:
    """Return the line of each addressed organisation at an instant, in the order given."""
    listed = list(addressed)
    calls, leases = _newest_calls(decision), _leases(decision, at)
    reports = reporting(decision, listed, at, report_every) if report_every else {}
    lines = []
    for one in listed:
        every = steps.get(one.body_id, [])
        own = _this_round(one, every)
        lines.append(
            Line(
                addressed=one,
                state=_state(one, own, _due_at(one, every, decision.notice), at),
                steps=own,
                call=calls.get(one.pk),
                lease=leases.get(one.pk),
                reporting=reports.get(one.body_id),
            )
        )
    return lines


def steps_of(decision: LevelDecision, bodies: list[int]) -> dict[int, list[Acknowledgement]]:
    """Return every step of the answers of some organisations, by organisation, oldest first."""
    steps: dict[int, list[Acknowledgement]] = defaultdict(list)
    rows = manager_of(Acknowledgement, decision).filter(notice=decision.notice_id, body__in=bodies)
    for row in rows.select_related("person", "acting_for", "recorded_by", "body").order_by("pk"):
        steps[row.body_id].append(row)
    return steps


def boards(user: Someone) -> QuerySet[LevelDecision]:
    """Return the decisions whose answers a person watches, the newest first."""
    return (
        access.boards(user)
        .select_related("headquarters", "notice")
        .order_by("-published_at", "-pk")
    )


def running_boards(user: Someone) -> QuerySet[LevelDecision]:
    """Return the boards on which answers are still awaited."""
    silent = AddressedBody.objects.filter(decision=OuterRef("pk"), is_counted=True).exclude(
        Exists(Acknowledgement.objects.in_this_round())
    )
    return boards(user).filter(Exists(silent), notice__closed_at__isnull=True)


def answers_waiting(user: Someone) -> QuerySet[AddressedBody]:
    """Return what waits for an answer of a person's bodies: what presses most stands first."""
    final = Acknowledgement.objects.in_this_round().filter(state__in=Acknowledgement.FINAL)
    return (
        _with_state(access.answerable(user))
        .filter(is_counted=True, notice__closed_at__isnull=True)
        .exclude(Exists(final))
        .annotate(rank=rank_of("decision"))
        .order_by("-rank", "notice__issued_at", "pk")
    )


def answers_given(user: Someone) -> QuerySet[AddressedBody]:
    """Return everything that was addressed to the bodies a person answers for."""
    return _with_state(access.answerable(user)).filter(is_counted=True).order_by("-pk")


def unanswered_in(territory: Territory, user: Someone) -> list[AddressedBody]:
    """Return the organisations of a territory that have not answered a running notice."""
    tree, now = land(), clock.now()
    beneath = {code for code in tree.places if territory.code in tree.way_up(code, now)}
    beneath |= {territory.code}
    any_answer = Acknowledgement.objects.in_this_round()
    silent = (
        access.answers_readable_by(user)
        .filter(
            is_counted=True,
            notice__closed_at__isnull=True,
            body__territory__code__in=beneath,
        )
        .exclude(Exists(any_answer))
    )
    return list(
        silent.select_related("body", "decision", "notice").order_by("-decision", "body__order")
    )


def _with_state(addressed: QuerySet[AddressedBody]) -> QuerySet[AddressedBody]:
    last = Acknowledgement.objects.filter(
        notice=OuterRef("notice"), body=OuterRef("body")
    ).order_by("-pk")
    return addressed.select_related("decision__headquarters", "notice", "body").annotate(
        answer_state=Subquery(last.values("state")[:1])
    )


def _this_round(
    addressed: AddressedBody, steps: list[Acknowledgement]
) -> tuple[Acknowledgement, ...]:
    return tuple(
        step
        for step in steps
        if step.round == addressed.round and step.state != Acknowledgement.State.LAPSED
    )


def _state(
    addressed: AddressedBody,
    steps: tuple[Acknowledgement, ...],
    due_at: dt.datetime | None,
    now: dt.datetime,
) -> str:
    if steps:
        return str(steps[-1].state)
    if addressed.is_counted and due_at is not None and due_at <= now:
        return LATE
    return LAPSED if addressed.round > 1 else WAITING


def _due_at(
    addressed: AddressedBody, steps: list[Acknowledgement], notice: Notice | None
) -> dt.datetime | None:
    """Return when an answer is due: counted from the issue, or from the lapse of the last one."""
    if notice is None or notice.norm is None:
        return None
    lapses = [one.answered_at for one in steps if one.state == Acknowledgement.State.LAPSED]
    asked_at = lapses[-1] if lapses and addressed.round > 1 else notice.issued_at
    return asked_at + notice.norm


def _newest_calls(decision: LevelDecision) -> dict[int, Call]:
    calls = manager_of(Call, decision).filter(addressed__decision=decision)
    newest = calls.order_by("addressed_id", "-pk").distinct("addressed_id")
    return {one.addressed_id: one for one in newest.select_related("person", "caller")}


def _leases(decision: LevelDecision, at: dt.datetime) -> dict[int, CallLease]:
    running = manager_of(CallLease, decision).filter(
        addressed__decision=decision, expires_at__gt=at
    )
    return {one.addressed_id: one for one in running.select_related("holder")}
