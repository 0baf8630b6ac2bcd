"""The first page of each role: what waits, in the order in which it presses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agencies import access
from agencies.access import roles
from agencies.models import User
from alerts import queries as alerts
from audit import clock
from centre.queries import people, record, regions
from meetings import queries as meetings
from plans import queries as plans

THREE = 3
SHORT = 5
TEN = 10


@dataclass(frozen=True)
class Section:
    """One piece of a desk: the template that shows it, and what it shows."""

    template: str
    data: dict[str, Any] = field(default_factory=dict)


def desk(user: User) -> list[Section]:
    """Return the sections of a reader's desk, each once, the most pressing first."""
    held = access.roles_held(user)
    wanted: list[str] = []
    for role in ORDER:
        if role in held:
            wanted += [name for name in DESKS[role] if name not in wanted]
    if regions.own_units(user):
        wanted = ["answers", "region", *(name for name in wanted if name not in AT_THE_CENTRE)]
    return [section for name in wanted for section in SECTIONS[name](user)]


def _answers(user: User) -> list[Section]:
    """Show what asks for an answer; nothing when nothing does."""
    waiting = alerts.answers_waiting(user)
    rows = waiting.prefetch_related("decision__areas__territory")
    return [_section("answers", rows=rows[:SHORT], count=waiting.count())]


def _proposals(user: User) -> list[Section]:
    waiting = alerts.proposals_waiting(user)
    return [_section("proposals", rows=waiting[:SHORT], count=waiting.count())]


def _levels(user: User) -> list[Section]:
    return [
        _section(
            "levels",
            in_force=alerts.levels_in_force(user),
            ending=alerts.ending_within(72, user),
            expired=alerts.expired_undecided(user),
        )
    ]


def _map(user: User) -> list[Section]:
    return [_section("map", units=alerts.unit_levels())]


def _boards(user: User) -> list[Section]:
    running = alerts.running_boards(user).prefetch_related("areas__territory")
    shown = [alerts.board(user, decision) for decision in running[:3]]
    return [_section("boards", boards=shown, count=running.count())]


def _counts(user: User) -> list[Section]:
    return [_section("counts", counts=plans.desk_counts(user))]


def _tasks(user: User) -> list[Section]:
    rows = plans.tasks_of(user).open()
    returned = plans.returned_tasks(user)
    return [_section("tasks", rows=rows[:TEN], returned=returned[:SHORT])]


def _reports(user: User) -> list[Section]:
    rows = plans.reports_to_review(user)
    return [_section("reports", rows=rows[:SHORT], count=rows.count())]


def _closing(user: User) -> list[Section]:
    rows = plans.tasks_to_close(user)
    return [_section("closing", rows=rows[:THREE], count=rows.count())]


def _extensions(user: User) -> list[Section]:
    rows = plans.extensions_to_decide(user)
    return [_section("extensions", rows=rows[:THREE], count=rows.count())]


def _worst(user: User) -> list[Section]:
    rows = plans.tasks_of(user).late(clock.today())
    return [_section("worst", rows=rows[:TEN], count=rows.count())]


def _meetings(user: User) -> list[Section]:
    return [_section("meetings", coming=meetings.next_meetings(user)[:SHORT])]


def _protocols(user: User) -> list[Section]:
    rows = meetings.protocols_in_progress(user)
    return [_section("protocols", rows=rows[:SHORT], count=rows.count())]


def _silent(user: User) -> list[Section]:
    rows = meetings.units_without_meeting_this_quarter(user)
    return [_section("silent", rows=rows, count=rows.count())]


def _region(user: User) -> list[Section]:
    return [
        _section("region", region=regions.region(user, unit)) for unit in regions.own_units(user)
    ]


def _record(user: User) -> list[Section]:
    newest = record.entries(user, {})[:TEN]
    return [
        _section(
            "record",
            lines=record.lines(newest),
            seals=record.seals(user),
            readers=record.last_readers(user),
        )
    ]


def _people(user: User) -> list[Section]:
    return [_section("people", figures=people.figures(user), ending=people.ending_soon(user))]


def _section(template: str, **data: Any) -> Section:
    return Section(f"centre/desk/{template}.html", data)


SECTIONS: dict[str, Callable[[User], list[Section]]] = {
    "answers": _answers,
    "proposals": _proposals,
    "levels": _levels,
    "map": _map,
    "boards": _boards,
    "counts": _counts,
    "tasks": _tasks,
    "reports": _reports,
    "closing": _closing,
    "extensions": _extensions,
    "worst": _worst,
    "meetings": _meetings,
    "protocols": _protocols,
    "silent": _silent,
    "region": _region,
    "record": _record,
    "people": _people,
}
LIAISONS_DESK = ("answers", "counts", "tasks", "meetings")
HEADS_DESK = ("answers", "levels", "counts", "worst", "meetings")
DESKS: dict[str, tuple[str, ...]] = {
    roles.HQ_APPROVER: ("proposals", "levels", "boards", "meetings", "worst"),
    roles.HQ_OFFICER: ("answers", "levels", "boards", "map"),
    roles.DUTY: ("answers", "levels", "boards", "map"),
    roles.CHAIR: ("levels", "closing", "extensions", "protocols", "meetings", "worst"),
    roles.SECRETARY: ("answers", "reports", "protocols", "meetings", "silent", "counts"),
    roles.HEAD: HEADS_DESK,
    roles.DEPUTY: HEADS_DESK,
    roles.MEMBER: ("answers", "meetings"),
    roles.LIAISON: LIAISONS_DESK,
    roles.AUDITOR: ("record",),
    roles.ADMINISTRATOR: ("people",),
}
ORDER = tuple(DESKS)
AT_THE_CENTRE = ("answers", "levels", "worst", "silent", "map")
