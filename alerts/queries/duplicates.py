"""What a wider level has told already: the notices that a narrower decision need not send again.

An act is a duplicate where a wider territory's level is as high and lasts as long. An organisation
is spared the second notice when every such wider level was told to it; everyone else is told.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body
from alerts.levels import OwnLevel
from alerts.models import Action, AddressedBody, DecisionArea, LevelDecision, SuppressedNotice
from alerts.queries.standing import replay
from alerts.texts import ActSpec
from audit import clock

COVERED = gettext_noop("A wider level that is as high and lasts as long was told already")
REPEATS = (Action.SET, Action.RAISE, Action.EXTEND)
AnyAct = ActSpec | DecisionArea


@dataclass(frozen=True)
class Spared:
    """One organisation that is not told a second time, and the decision that told it first."""

    body: Body
    is_counted: bool
    covered_by: LevelDecision


@dataclass(frozen=True)
class SparedGroup:
    """The organisations not told a second time, by the decision that told them first."""

    covered_by: LevelDecision
    reason: str
    bodies: list[Body] = field(default_factory=list)


@dataclass(frozen=True)
class Repetition:
    """The territories on which a decision says nothing new, and who has been told so."""

    codes: frozenset[str] = frozenset()
    told: tuple[dict[int, LevelDecision], ...] = ()
    informed: tuple[dict[int, LevelDecision], ...] = ()

    def spared(self, body: Body, *, is_counted: bool) -> Spared | None:
        """Return what spares an organisation the notice, or nothing."""
        papers = [group.get(body.pk) for group in (self.told if is_counted else self.informed)]
        if not papers or None in papers:
            return None
        first = papers[0]
        return Spared(body, is_counted, first) if first else None


def groups_of(spared: Iterable[Spared | SuppressedNotice]) -> list[SparedGroup]:
    """Return the spared by the decision that told them first."""
    groups: dict[int, SparedGroup] = {}
    for one in spared:
        empty = SparedGroup(one.covered_by, _(COVERED))
        groups.setdefault(one.covered_by.pk, empty).bodies.append(one.body)
    return list(groups.values())


def repetition_of(acts: Iterable[AnyAct]) -> Repetition:
    """Return which of some acts repeat a wider level that is in force, and to whom it was told."""
    listed = [act for act in acts if act.action in REPEATS]
    if not listed:
        return Repetition()
    told, now = replay(), clock.now()
    covering: dict[str, OwnLevel] = {}
    for act in listed:
        instant = max(act.starts_at, now)
        state = told.state_at(instant)
        wider = [one for one in state.covering(act.territory.code, instant) if _covers(one, act)]
        if wider:
            covering[act.territory.code] = wider[-1]
    groups = {level.decisions for level in covering.values()}
    return Repetition(
        frozenset(covering),
        tuple(_told(papers, counted=True) for papers in groups),
        tuple(_told(papers, counted=False) for papers in groups),
    )


def _covers(wider: OwnLevel, act: AnyAct) -> bool:
    is_wider = wider.territory != act.territory.code
    return is_wider and wider.level >= act.level and _lasts(wider.ends_at, act.ends_at)


def _lasts(wider: dt.datetime | None, narrower: dt.datetime | None) -> bool:
    """Tell whether the wider level ends no sooner than the narrower one."""
    return wider is None or (narrower is not None and narrower <= wider)


def _told(papers: frozenset[int], *, counted: bool) -> dict[int, LevelDecision]:
    rows = AddressedBody.objects.filter(decision__in=papers).select_related("decision")
    if counted:
        rows = rows.filter(is_counted=True)
    return {row.body_id: row.decision for row in rows.order_by("decision_id")}
