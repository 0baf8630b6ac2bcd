"""Loading a public record of levels: as history, whole or not at all, and telling nobody."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.actions.reference import add_territory
from agencies.models import Territory, User
from alerts.models import DecisionArea, Level, LevelDecision
from alerts.queries.record_file import (
    PLACES_INSIDE,
    Cells,
    RefusedRecordError,
    Row,
    read_record,
)
from alerts.queries.standing import land, replay
from alerts.terms import end_of_term
from audit.record import SYSTEM, Capacity, record


@dataclass
class ImportReport:
    """What loading a record did."""

    added: int = 0
    skipped: int = 0
    decisions: int = 0
    territories: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@transaction.atomic
def import_levels(path: Path, *, actor: User | None) -> ImportReport:
    """Load a public record as history (no actor: the command); nobody is notified."""
    rows, problems = read_record(path)
    known = _known({row.cells["decision_id"] for row in rows})
    new, report = [], ImportReport()
    for row in rows:
        earlier = known.get(row.key)
        if earlier is None:
            new.append(row)
        elif _differs(earlier, row.cells):
            problems.append(
                _("%(row)s: already loaded with other content (%(fields)s)")
                % {"row": row.name, "fields": ", ".join(_differs(earlier, row.cells))}
            )
        else:
            report.skipped += 1
    problems += _foreign_numbers(new)
    if problems:
        raise RefusedRecordError(problems)
    capacity = Capacity(person=actor) if actor else SYSTEM
    places = _places(new, report, capacity)
    _write(new, places, report, capacity)
    report.warnings += _doubts(new)
    return report


def _known(numbers: set[str]) -> dict[tuple[str, int], Cells]:
    loaded = DecisionArea.objects.filter(
        decision__number__in=numbers, decision__origin=LevelDecision.Origin.IMPORTED
    )
    rows = loaded.values_list("decision__number", "seq", "source")
    return {(number, seq): source for number, seq, source in rows}


def _differs(earlier: Cells, now: Cells) -> list[str]:
    columns = dict.fromkeys([*earlier, *now])
    return [name for name in columns if earlier.get(name, "") != now.get(name, "")]


def _foreign_numbers(rows: Iterable[Row]) -> list[str]:
    own = set(
        LevelDecision.objects.exclude(origin=LevelDecision.Origin.IMPORTED)
        .filter(number__in={row.cells["decision_id"] for row in rows})
        .values_list("number", flat=True)
    )
    return [
        _("%(row)s: the number belongs to a decision of this house") % {"row": row.name}
        for row in rows
        if row.cells["decision_id"] in own
    ]


def _places(rows: Iterable[Row], report: ImportReport, capacity: Capacity) -> dict[str, Territory]:
    places = {one.code: one for one in Territory.objects.all()}
    for row in rows:
        code, cells = row.cells["territory_code"], row.cells
        if code in places:
            continue
        places[code] = add_territory(
            capacity,
            code=code,
            kind=PLACES_INSIDE[cells["territory_type"].lower()],
            parent=places[code.split("/")[0]],
            name_kk="",
            name_ru=cells.get("territory_name_ru") or cells["territory_name_en"],
            name_en=cells.get("territory_name_en") or cells["territory_name_ru"],
        )
        report.territories.append(code)
    return places


def _write(
    rows: Iterable[Row], places: dict[str, Territory], report: ImportReport, capacity: Capacity
) -> None:
    by_paper: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_paper[row.cells["decision_id"]].append(row)
    for number, acts in by_paper.items():
        decision = _paper(number, sorted(acts, key=lambda row: (row.starts_at, row.seq)))
        DecisionArea.objects.bulk_create(
            _area(decision, row, places[row.cells["territory_code"]]) for row in acts
        )
        record(
            capacity,
            gettext_noop("loaded the decision from the public record"),
            decision,
            changes={"acts": [0, len(acts)]},
        )
        report.decisions += 1
        report.added += len(acts)


def _paper(number: str, acts: list[Row]) -> LevelDecision:
    first = acts[0]
    paper, _added = LevelDecision.objects.get_or_create(
        number=number,
        defaults={
            "origin": LevelDecision.Origin.IMPORTED,
            "state": LevelDecision.State.PUBLISHED,
            "authority_ru": first.cells.get("deciding_authority", ""),
            "consent_by": first.cells.get("consulted", ""),
            "decided_at": first.starts_at,
            "announced_at": first.known_at,
        },
    )
    return paper


def _area(decision: LevelDecision, row: Row, territory: Territory) -> DecisionArea:
    return DecisionArea(
        decision=decision,
        seq=row.seq,
        territory=territory,
        action=row.action,
        level_before=row.before or Level.NONE,
        level=row.level,
        starts_at=row.starts_at,
        start_precision=row.cells.get("effective_precision", ""),
        term_text=row.cells.get("term_text", ""),
        stated_end=row.stated_end,
        computed_end=row.computed_end if row.has_term else None,
        ends_at=row.ends_at,
        known_at=row.known_at,
        source=row.cells,
    )


def _doubts(rows: Iterable[Row]) -> list[str]:
    """Say where the file and the replay disagree; a doubt is a warning and never a refusal."""
    told = replay()
    asked = {(row.cells["territory_code"], row.starts_at, row.seq): row for row in rows}
    doubts = [_ends_differ(row) for row in rows] + [_term_unclear(row) for row in rows]
    tree = land()
    state = told.state_at(dt.datetime.min.replace(tzinfo=dt.UTC))
    for act in told.acts:
        row = asked.get((act.territory, act.starts_at, int(str(act.order[1]))))
        if row is not None and not tree.way_up(act.territory, act.starts_at):
            doubts.append(_("%(row)s: the territory did not exist then") % {"row": row.name})
        if row is not None and row.before is not None:
            moment_before = act.starts_at - dt.timedelta(microseconds=1)
            found = {state.level(act.territory, at) for at in (moment_before, act.starts_at)}
            if row.before not in found:
                doubts.append(_levels_differ(row, state.level(act.territory, moment_before)))
        state.apply(act)
    return [doubt for doubt in doubts if doubt]


def _levels_differ(row: Row, found: Level) -> str:
    return _("%(row)s: level_from says %(said)s, the replay gives %(found)s") % {
        "row": row.name,
        "said": (row.before or Level.NONE).word,
        "found": found.word,
    }


def _ends_differ(row: Row) -> str:
    if not row.has_term or not row.stated_end or not row.computed_end:
        return ""
    if row.stated_end == row.computed_end:
        return ""
    return _("%(row)s: valid_until says %(said)s, the term gives %(found)s") % {
        "row": row.name,
        "said": row.stated_end.isoformat(),
        "found": row.computed_end.isoformat(),
    }


def _term_unclear(row: Row) -> str:
    words = row.cells.get("term_text", "")
    if not row.has_term or row.stated_end or end_of_term(words, row.starts_at).is_understood:
        return ""
    return _("%(row)s: no end could be computed from “%(words)s”; the level stays open") % {
        "row": row.name,
        "words": words,
    }
