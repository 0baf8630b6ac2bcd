"""The after-action pack: one level from its first decision to its end, and how it was answered."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from agencies.access.rights import Someone
from agencies.models import Body
from alerts import access
from alerts.models import (
    Acknowledgement,
    Action,
    AddressedBody,
    Call,
    CentreReport,
    ChecklistEntry,
    DecisionArea,
    LevelDecision,
    SituationReport,
    manager_of,
)
from alerts.queries.desk import unreachable_of
from alerts.queries.reporting import chain_up
from audit.models import Entry
from notices.models import Addressee, Delivery, LadderStep

A_HUNDREDTH = dt.timedelta(minutes=1) / 100
MOST_STEPS = 50  # no level has been followed by so many decisions


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    at: dt.datetime
    who: str
    what: str
    about: str
    reason: str
    human: bool


@dataclass(frozen=True)
class Answered:
    """How one organisation answered one decision, against the norm."""

    body: Body
    first: Acknowledgement | None
    last: Acknowledgement | None
    took: dt.timedelta | None
    is_in_norm: bool

    @property
    def minutes(self) -> float | None:
        """Return how many minutes it took, never less than it did: 60.01 is late against 60."""
        return math.ceil(self.took / A_HUNDREDTH) / 100 if self.took is not None else None

    @property
    def said(self) -> str:
        """Say how long it took to the second, so that the reader sees why it is late."""
        return say_span(self.took) if self.took is not None else ""


@dataclass(frozen=True)
class Answers:
    """The answers to one decision, against its norm."""

    decision: LevelDecision
    norm_minutes: int | None
    rows: list[Answered]

    @property
    def total(self) -> int:
        """Return how many were asked."""
        return len(self.rows)

    @property
    def in_norm(self) -> int:
        """Return how many answered within the norm."""
        return sum(1 for row in self.rows if row.is_in_norm)

    @property
    def late(self) -> int:
        """Return how many answered after the norm."""
        return sum(1 for row in self.rows if row.first is not None and not row.is_in_norm)

    @property
    def never(self) -> int:
        """Return how many did not answer."""
        return sum(1 for row in self.rows if row.first is None)

    @property
    def cannot(self) -> int:
        """Return how many said that they cannot."""
        cannot = Acknowledgement.State.CANNOT
        return sum(1 for row in self.rows if row.last is not None and row.last.state == cannot)

    @property
    def median_said(self) -> str:
        """Say after how long half of those who answered had answered."""
        given = [row.took.total_seconds() for row in self.rows if row.took is not None]
        return say_span(dt.timedelta(seconds=median(given))) if given else ""


@dataclass(frozen=True)
class ChecklistRow:
    """How much of its checklist one organisation did."""

    body: str
    done: int
    late: int
    dropped: int
    open: int
    total: int


@dataclass(frozen=True)
class Pack:
    """Everything that stays of a level once it is over."""

    decisions: list[LevelDecision]
    timeline: list[Moment]
    answers: list[Answers]
    checklists: list[ChecklistRow]
    corrections: list[LevelDecision]
    failed: list[Delivery]
    unanswered: list[Call]
    unreachable: list[Addressee]
    reports: list[SituationReport]
    centre_reports: list[CentreReport]


def chain_of(decision: LevelDecision) -> list[LevelDecision]:
    """Return the sent decisions of one level: the first, and all that followed, oldest first."""
    world = manager_of(LevelDecision, decision)
    known = {chain_up(decision)[-1].pk}
    for _step in range(MOST_STEPS):
        later = set(world.filter(refers_to__in=known).values_list("pk", flat=True))
        if later <= known:
            break
        known |= later
    related = ("headquarters", "notice", "exercise", "refers_to", "proposed_by", "approved_by")
    sent = world.filter(pk__in=known, state=LevelDecision.State.PUBLISHED)
    return list(sent.select_related(*related).order_by("published_at", "pk"))


def pack_of(user: Someone, decision: LevelDecision) -> Pack:
    """Return the after-action pack of a level, of the decisions whose boards are open to one."""
    open_to_them = set(
        access.desks(user, is_exercise=decision.is_exercise).values_list("pk", flat=True)
    )
    decisions = [one for one in chain_of(decision) if one.pk in open_to_them]
    reports = _reports(decision, decisions)
    centre_reports = _centre_reports(decision, decisions)
    return Pack(
        decisions=decisions,
        timeline=_timeline(decisions, reports, centre_reports),
        answers=_answers(decision, decisions),
        checklists=_checklists(decision, decisions),
        corrections=_corrections(decision, decisions),
        failed=_failed(decisions),
        unanswered=_unanswered(decision, decisions),
        unreachable=[one for each in decisions for one in unreachable_of(each)],
        reports=reports,
        centre_reports=centre_reports,
    )


def _timeline(
    decisions: list[LevelDecision],
    reports: Iterable[SituationReport],
    centre_reports: Iterable[CentreReport],
) -> list[Moment]:
    of = Entry.objects.filter
    entries = (
        of(object_type=LevelDecision._meta.label, object_id__in=_keys(decisions))
        | of(object_type=SituationReport._meta.label, object_id__in=_keys(reports))
        | of(object_type=CentreReport._meta.label, object_id__in=_keys(centre_reports))
    )
    told = [_moment(entry) for entry in entries.select_related("body").order_by("pk")]
    return sorted(told + _rungs(decisions), key=lambda one: one.at)


def _keys(things: Iterable[LevelDecision | SituationReport | CentreReport]) -> list[str]:
    return [str(one.pk) for one in things]


def _moment(entry: Entry) -> Moment:
    return Moment(
        at=entry.recorded_at,
        who=entry.actor_name,
        what=_(entry.verb),
        about=entry.body.name if entry.body else "",
        reason=entry.reason,
        human=entry.actor_id is not None,
    )


def _rungs(decisions: list[LevelDecision]) -> list[Moment]:
    """Return the steps of the ladders that were made: who was silent was told again."""
    made = LadderStep.objects.filter(
        notice__in=[one.notice_id for one in decisions], made_at__isnull=False
    )
    numbers = {one.notice_id: one.number for one in decisions}
    return [
        Moment(
            at=one.made_at,
            who="",
            what=_("told those who were silent again"),
            about=one.body.name if one.body else numbers[one.notice_id],
            reason="",
            human=False,
        )
        for one in made.select_related("body")
        if one.made_at is not None
    ]


def _answers(world: LevelDecision, decisions: list[LevelDecision]) -> list[Answers]:
    addressed: dict[int, list[AddressedBody]] = {}
    counted = manager_of(AddressedBody, world).filter(decision__in=decisions, is_counted=True)
    for one in counted.select_related("body").order_by("body__order", "body_id"):
        addressed.setdefault(one.decision_id, []).append(one)
    steps: dict[tuple[int, int], list[Acknowledgement]] = {}
    given = manager_of(Acknowledgement, world).filter(decision__in=decisions)
    for step in given.select_related("person", "recorded_by").order_by("pk"):
        steps.setdefault((step.decision_id, step.body_id), []).append(step)
    return [
        Answers(
            decision=one,
            norm_minutes=_minutes(one.notice.norm) if one.notice and one.notice.norm else None,
            rows=[
                _answered(one, row.body, steps.get((one.pk, row.body_id), []))
                for row in addressed.get(one.pk, [])
            ],
        )
        for one in decisions
    ]


def _answered(decision: LevelDecision, body: Body, steps: list[Acknowledgement]) -> Answered:
    spoken = [step for step in steps if step.state != Acknowledgement.State.LAPSED]
    first, notice = next(iter(spoken), None), decision.notice
    silent = first.answered_at - notice.issued_at if first and notice else None
    norm = notice.norm if notice else None
    return Answered(
        body=body,
        first=first,
        last=spoken[-1] if spoken else None,
        took=silent,
        is_in_norm=silent is not None and (norm is None or silent <= norm),
    )


def say_span(span: dt.timedelta) -> str:
    """Say a span in minutes and seconds; a second that has begun counts whole."""
    minutes, seconds = divmod(math.ceil(span.total_seconds()), 60)
    if not seconds:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds}


def _minutes(span: dt.timedelta) -> int:
    return int(span.total_seconds() // 60)


def _checklists(world: LevelDecision, decisions: list[LevelDecision]) -> list[ChecklistRow]:
    outcome = ChecklistEntry.Outcome
    rows = list(
        manager_of(ChecklistEntry, world)
        .filter(decision__in=decisions)
        .order_by("body__order", "body_id")
        .values("body__order", "body_id")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(outcome=outcome.DONE)),
            late=Count("pk", filter=Q(outcome=outcome.DONE, done_at__gt=F("due_at"))),
            dropped=Count("pk", filter=Q(outcome__in=[outcome.NOT_NEEDED, outcome.TASK])),
            open=Count("pk", filter=Q(outcome=outcome.OPEN)),
        )
    )
    bodies = Body.objects.in_bulk([row["body_id"] for row in rows])
    return [
        ChecklistRow(
            body=bodies[row["body_id"]].name,
            done=row["done"],
            late=row["late"],
            dropped=row["dropped"],
            open=row["open"],
            total=row["total"],
        )
        for row in rows
    ]


def _corrections(world: LevelDecision, decisions: list[LevelDecision]) -> list[LevelDecision]:
    taking_back = set(
        manager_of(DecisionArea, world)
        .filter(decision__in=decisions, action=Action.CORRECT)
        .values_list("decision_id", flat=True)
    )
    return [one for one in decisions if one.is_correction or one.pk in taking_back]


def _failed(decisions: list[LevelDecision]) -> list[Delivery]:
    failed = Delivery.objects.filter(
        notice__in=[one.notice_id for one in decisions], state=Delivery.State.FAILED
    )
    return list(
        failed.select_related("person", "notice", "contact__body").order_by("queued_at", "pk")
    )


def _unanswered(world: LevelDecision, decisions: list[LevelDecision]) -> list[Call]:
    calls = manager_of(Call, world).filter(
        addressed__decision__in=decisions, outcome__in=Call.FAILURES
    )
    related = ("addressed__body", "addressed__decision", "person", "caller")
    return list(calls.select_related(*related).order_by("called_at", "pk"))


def _reports(world: LevelDecision, decisions: list[LevelDecision]) -> list[SituationReport]:
    sent: QuerySet[SituationReport] = manager_of(SituationReport, world).filter(
        decision__in=decisions
    )
    return list(sent.select_related("body", "sent_by", "decision").order_by("sent_at", "pk"))


def _centre_reports(world: LevelDecision, decisions: list[LevelDecision]) -> list[CentreReport]:
    made = manager_of(CentreReport, world).filter(decision__in=decisions)
    return list(made.select_related("prepared_by", "decision").order_by("as_of", "pk"))
