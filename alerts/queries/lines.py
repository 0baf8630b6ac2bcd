"""Which lines a decision adds to the checklist of each body, and which ones it makes doubtful.

A body has the lines of the colour in force for it and of those below. What a running paper has
already given it for the same ground is not given again, in whichever version it was given.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max

from agencies.models import Body
from alerts import levels
from alerts.models import (
    ChecklistEntry,
    ChecklistLine,
    ChecklistTemplate,
    DecisionArea,
    Level,
    LevelDecision,
    manager_of,
)
from alerts.queries.addressees import counted_bodies
from alerts.queries.standing import acts, land
from audit import clock

Part = tuple[int, str]  # a colour, and the kind of body ("": every kind)


@dataclass(frozen=True)
class Ground:
    """The land before and after a decision has spoken, and where each body stands on it."""

    decision: LevelDecision
    areas: list[DecisionArea]
    land: levels.Land
    acts: list[levels.Act]

    @cached_property
    def instant(self) -> dt.datetime:
        """The instant at which everything the decision does has taken effect."""
        return max([clock.now(), *(one.starts_at for one in self.areas)])

    @cached_property
    def before(self) -> levels.State:
        """What was in force without the decision."""
        others = [one for one in self.acts if one.decision != self.decision.pk]
        return levels.replay(others, self.land).state_at(self.instant)

    @cached_property
    def after(self) -> levels.State:
        """What is in force once the decision has spoken."""
        return levels.replay(self.acts, self.land).state_at(self.instant)

    @cached_property
    def reached(self) -> dict[int, set[str]]:
        """Where each published decision of this world speaks."""
        reached: dict[int, set[str]] = defaultdict(set)
        for act in self.acts:
            reached[act.decision].add(act.territory)
        return reached

    def places(self, body: Body, codes: Iterable[str]) -> set[str]:
        """Return where acts reach a body: a commission is concerned on its own land alone."""
        listed = set(codes)
        if not body.is_commission:
            return listed
        found = set()
        for own in self.land.ground(body.territory.code, self.instant):
            wider = self.land.way_up(own, self.instant)
            found |= {own} if listed & set(wider) else set()
            found |= {code for code in listed if own in self.land.way_up(code, self.instant)}
        return found or listed

    def papers_over(self, code: str) -> frozenset[int]:
        """Return the decisions behind the levels that covered a place before this one."""
        covering = self.before.covering(code, self.instant)
        return frozenset().union(*(one.decisions for one in covering))


def ground_of(decision: LevelDecision) -> Ground:
    """Return the land on which a published decision speaks, in its own world."""
    areas = manager_of(DecisionArea, decision).filter(decision=decision)
    return Ground(
        decision=decision,
        areas=list(areas.select_related("territory").order_by("seq")),
        land=land(),
        acts=acts(exercise=decision.exercise),
    )


def lines_to_give(ground: Ground, bodies: Sequence[Body]) -> list[tuple[Body, ChecklistLine]]:
    """Return what a decision adds to each body's checklist: the difference and nothing else."""
    ranks = _ranks(ground, bodies)
    concerned = [body for body in bodies if ranks[body.pk]]
    if not concerned:
        return []
    given = _given(ground, concerned)
    adopted = _lines_of(_newest_adopted())
    return [
        (body, line)
        for body in concerned
        for level in range(Level.YELLOW, ranks[body.pk] + 1)
        for kind in ("", body.kind)
        for line in _missing(given[body.pk].get((level, kind)), adopted[level, kind])
    ]


def doubtful_entries(ground: Ground) -> list[ChecklistEntry]:
    """Return the unfinished lines of a higher level than what the decision leaves in force."""
    return [
        entry
        for entry in _open_entries(ground)
        if not entry.line.is_after_the_end and entry.line.template.level > _left(ground, entry)
    ]


def lines_after_the_end(ground: Ground) -> list[ChecklistEntry]:
    """Return the lines whose clock starts now that the level has ended for their body."""
    return [
        entry
        for entry in _open_entries(ground)
        if entry.line.is_after_the_end and entry.due_at is None and not _left(ground, entry)
    ]


def lines_ended_with(
    decision: LevelDecision, places: Iterable[str], ends_at: dt.datetime
) -> list[ChecklistEntry]:
    """Return the lines whose clock starts with the end of a term: nothing is left in force."""
    ground, before = ground_of(decision), ends_at - dt.timedelta.resolution
    state = levels.replay(ground.acts, ground.land).state_at(before)
    papers = {decision.pk, *chain_of(decision)}
    for place in places:
        papers.update(*(one.decisions for one in state.covering(place, before)))
    return [
        entry
        for entry in _open_entries_of(decision, papers)
        if entry.line.is_after_the_end and entry.due_at is None and not _left(ground, entry)
    ]


def chain_of(decision: LevelDecision) -> list[int]:
    """Return the decisions that a decision refers to, the nearest first."""
    found: list[int] = []
    papers = manager_of(LevelDecision, decision)
    earlier = decision.refers_to_id
    while earlier is not None and earlier not in found:
        found.append(earlier)
        earlier = papers.filter(pk=earlier).values_list("refers_to_id", flat=True).first()
    return found


def _ranks(ground: Ground, bodies: Sequence[Body]) -> dict[int, int]:
    """Return the highest colour that a decision leaves in force for each body it concerns."""
    colours = sorted({int(area.level) for area in ground.areas} - {0})
    # In an exercise its own list says who is concerned, whatever land they answer for.
    others = max(colours, default=0) if ground.decision.is_exercise else 0
    ranks = {body.pk: others for body in bodies}
    for level in colours:
        codes = [area.territory.code for area in ground.areas if area.level >= level]
        ranks |= dict.fromkeys((body.pk for body in counted_bodies(codes)), level)
    return ranks


def _given(ground: Ground, bodies: list[Body]) -> dict[int, dict[Part, list[ChecklistEntry]]]:
    """Return what running papers have given each body for the same ground, by colour and kind."""
    chain = frozenset(chain_of(ground.decision))
    entries = manager_of(ChecklistEntry, ground.decision).filter(body__in=bodies)
    known = {body.pk: chain | _papers_over_all(ground, body) for body in bodies}
    given: dict[int, dict[Part, list[ChecklistEntry]]] = defaultdict(lambda: defaultdict(list))
    papers = frozenset().union(*known.values())
    rows = entries.filter(decision__in=papers).select_related("line__template")
    for entry in rows.order_by("-decision", "line__order"):
        if entry.decision_id in known[entry.body_id]:
            template = entry.line.template
            given[entry.body_id][template.level, template.kind].append(entry)
    return given


def _papers_over_all(ground: Ground, body: Body) -> frozenset[int]:
    """Return the papers that already covered every place where this one reaches a body."""
    codes = [area.territory.code for area in ground.areas if area.level]
    covering = [ground.papers_over(place) for place in ground.places(body, codes)]
    return frozenset.intersection(*covering) if covering else frozenset()


def _missing(
    given: list[ChecklistEntry] | None, adopted: list[ChecklistLine]
) -> list[ChecklistLine]:
    """Return the newest lines where none were given, else what was dropped of those given."""
    if not given:
        return adopted
    dropped = ChecklistEntry.Outcome.NOT_NEEDED
    standing = {entry.line_id for entry in given if entry.outcome != dropped}
    lines = {entry.line_id: entry.line for entry in given}
    return [line for pk, line in lines.items() if pk not in standing]


def _newest_adopted() -> list[int]:
    versions = (
        ChecklistTemplate.objects.filter(adopted_at__isnull=False)
        .values("level", "kind")
        .annotate(newest=Max("version"))
    )
    newest = {(row["level"], row["kind"], row["newest"]) for row in versions}
    return [
        one.pk
        for one in ChecklistTemplate.objects.all()
        if (one.level, one.kind, one.version) in newest
    ]


def _lines_of(templates: list[int]) -> dict[Part, list[ChecklistLine]]:
    lines: dict[Part, list[ChecklistLine]] = defaultdict(list)
    rows = ChecklistLine.objects.filter(template__in=templates).select_related("template")
    for line in rows.order_by("template__level", "order"):
        lines[line.template.level, line.template.kind].append(line)
    return lines


def _open_entries(ground: Ground) -> list[ChecklistEntry]:
    """Return the unfinished lines given by the papers that a decision follows or overtakes."""
    papers = set(chain_of(ground.decision))
    for area in ground.areas:
        papers |= ground.papers_over(area.territory.code)
    return _open_entries_of(ground.decision, papers)


def _open_entries_of(decision: LevelDecision, papers: Iterable[int]) -> list[ChecklistEntry]:
    entries = manager_of(ChecklistEntry, decision).filter(
        decision__in=papers, outcome=ChecklistEntry.Outcome.OPEN
    )
    return list(
        entries.select_related("body__territory", "line__template", "decision").order_by(
            "body__order", "body_id", "line__template__level", "line__order", "pk"
        )
    )


def _left(ground: Ground, entry: ChecklistEntry) -> int:
    """Return the highest colour left in force for a body where an earlier paper reached it."""
    places = ground.places(entry.body, ground.reached[entry.decision_id])
    found = [ground.after.level(place, ground.instant) for place in places]
    return max(found, default=Level.NONE)
