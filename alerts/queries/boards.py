"""The board of a notice: who has answered, who is late, and what waits for whom."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from agencies.access.rights import Someone
from agencies.models import Body, Territory
from alerts import access
from alerts.models import Acknowledgement, AddressedBody, Level, LevelDecision
from alerts.queries.standing import land
from audit import clock
from notices import queries as notices

LATE, WAITING, CANNOT, RECEIVED, ACCEPTED = "late", "waiting", "cannot", "received", "accepted"
ORDER = {LATE: 0, CANNOT: 1, WAITING: 2, RECEIVED: 3, ACCEPTED: 4}


@dataclass(frozen=True)
class Line:
    """One organisation on the board."""

    body: Body
    state: str
    is_counted: bool
    steps: tuple[Acknowledgement, ...] = ()

    @property
    def received(self) -> Acknowledgement | None:
        """Return the step that confirmed receipt."""
        return self.steps[0] if self.steps else None

    @property
    def final(self) -> Acknowledgement | None:
        """Return the step after which nothing more is asked."""
        return next((step for step in self.steps if step.is_final), None)


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
    def cannot(self) -> int:
        """Return how many have said that they cannot."""
        return sum(1 for line in self.counted if line.state == CANNOT)


def norm_of(rank: int) -> dt.timedelta:
    """Return the time within which a level of some rank is to be answered."""
    word = Level(rank or Level.YELLOW).word
    return dt.timedelta(minutes=settings.ANSWER_NORM_MINUTES[word])


def board(user: Someone, decision: LevelDecision) -> Board:
    """Return the board of a decision as far as a person may read it: late first."""
    now, notice = clock.now(), decision.notice
    norm = notice.norm if notice else None
    due_at = notice.issued_at + norm if notice and norm else None
    addressed = list(access.readable_answers(user, decision).select_related("body"))
    steps = _steps(decision, [one.body_id for one in addressed])
    lines = [_line(one, tuple(steps[one.body_id]), due_at, now) for one in addressed]
    return Board(
        decision=decision,
        lines=sorted(lines, key=lambda line: (ORDER[line.state], line.body.order, line.body.pk)),
        norm_minutes=int(norm.total_seconds() // 60) if norm else 0,
        due_at=due_at,
        at=now,
        deliveries=dict(notices.delivery_counts(notice)) if notice else {},
        history=sorted((s for own in steps.values() for s in own), key=lambda s: -s.pk),
    )


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
        Exists(Acknowledgement.objects.filter(notice=OuterRef("notice"), body=OuterRef("body")))
    )
    return boards(user).filter(Exists(silent), notice__closed_at__isnull=True)


def answers_waiting(user: Someone) -> QuerySet[AddressedBody]:
    """Return what waits for an answer of the bodies a person answers for, the newest first."""
    final = Acknowledgement.objects.filter(
        notice=OuterRef("notice"), body=OuterRef("body"), state__in=Acknowledgement.FINAL
    )
    return (
        _with_state(access.answerable(user))
        .filter(is_counted=True, notice__closed_at__isnull=True)
        .exclude(Exists(final))
        .order_by("-pk")
    )


def answers_given(user: Someone) -> QuerySet[AddressedBody]:
    """Return everything that was addressed to the bodies a person answers for."""
    return _with_state(access.answerable(user)).filter(is_counted=True).order_by("-pk")


def unanswered_in(territory: Territory, user: Someone) -> list[AddressedBody]:
    """Return the organisations of a territory that have not answered a running notice."""
    tree, now = land(), clock.now()
    beneath = {code for code in tree.places if territory.code in tree.way_up(code, now)}
    beneath |= {territory.code}
    any_answer = Acknowledgement.objects.filter(notice=OuterRef("notice"), body=OuterRef("body"))
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


def _steps(decision: LevelDecision, bodies: list[int]) -> dict[int, list[Acknowledgement]]:
    steps: dict[int, list[Acknowledgement]] = defaultdict(list)
    rows = Acknowledgement.objects.filter(notice=decision.notice_id, body__in=bodies)
    for row in rows.select_related("person", "acting_for", "body").order_by("pk"):
        steps[row.body_id].append(row)
    return steps


def _line(
    addressed: AddressedBody,
    steps: tuple[Acknowledgement, ...],
    due_at: dt.datetime | None,
    now: dt.datetime,
) -> Line:
    if steps:
        state = str(steps[-1].state)
    elif addressed.is_counted and due_at is not None and due_at <= now:
        state = LATE
    else:
        state = WAITING
    return Line(addressed.body, state, addressed.is_counted, steps)
