"""The first page of each role: what waits, in the order in which it presses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from agencies import access, background
from agencies.access import roles
from agencies.models import User
from alerts import queries as alerts
from alerts.queries import checklists, duty, handovers, rosters
from audit import clock
from centre.queries import people, record, regions
from centre.queries import work as works
from meetings import queries as meetings
from notices import watch
from plans import queries as plans
from plans.access import heads_own

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
        wanted = [
            "answers",
            "situation",
            "region",
            *(name for name in wanted if name not in AT_THE_CENTRE),
        ]
    return [section for name in wanted for section in SECTIONS[name](user)]


def _answers(user: User) -> list[Section]:
    """Show what asks for an answer; nothing when nothing does."""
    waiting = alerts.answers_waiting(user)
    rows = waiting.prefetch_related("decision__areas__territory")
    return [_section("answers", rows=rows[:SHORT], count=waiting.count())]


def _situation(user: User) -> list[Section]:
    """Show which situation reports are owed, and by when; nothing when none is."""
    owed = alerts.reports_owed(user)
    return [_section("situation", rows=owed[:SHORT], count=len(owed))] if owed else []


def _proposals(user: User) -> list[Section]:
    waiting = alerts.proposals_waiting(user)
    return [_section("proposals", rows=waiting[:SHORT], count=waiting.count())]


def _papers(user: User) -> list[Section]:
    """Show what waits for an approver beside proposals, and what is not settled yet."""
    waiting = alerts.papers_waiting(user)
    if not waiting.count and not waiting.loud:
        return []
    return [_section("papers", waiting=waiting, count=waiting.count)]


def _levels(user: User) -> list[Section]:
    shown = alerts.overview(user)
    return [
        _section(
            "levels",
            in_force=shown.laid,
            ending=shown.ending,
            expired=shown.expired,
            may_decide=alerts.may_propose(user),
        )
    ]


def _map(user: User) -> list[Section]:
    return [_section("map", units=alerts.unit_levels())]


def _boards(user: User) -> list[Section]:
    running = alerts.running_boards(user).prefetch_related("areas__territory")
    shown = [alerts.board(user, decision) for decision in running[:3]]
    return [_section("boards", boards=shown, count=running.count())]


def _duty(user: User) -> list[Section]:
    """Show who has the duty of each body at which the reader stands on the roster or writes it."""
    return [
        _section(
            "duty",
            duty=handovers.duty_seen(user, own.body),
            keeps=rosters.may_keep_roster(user, own.body),
            asked=[one for one in rosters.replacements_asked(user) if one.body == own.body],
            changes=handovers.changes_for(user, own.body),
        )
        for own in duty.duties(user)
    ]


def _checklists(user: User) -> list[Section]:
    """Show what the reader's bodies still have to do, what is late, and what is to be settled."""
    rows, late = checklists.open_lines(user), checklists.late_lines(user)
    return [
        _section(
            "checklists",
            rows=rows[:SHORT],
            count=rows.count(),
            late=late[:SHORT],
            late_count=late.count(),
            questions=list(checklists.questions_waiting(user)),
            tasks=list(checklists.lines_for_tasks(user)[:TEN]),
        )
    ]


def _delivery(user: User) -> list[Section]:
    """Show what stands still in the delivery, and when each channel was proven."""
    if not watch.may_watch(user):
        return []
    return [
        _section(
            "delivery",
            findings=watch.findings(),
            proofs=watch.proofs(),
            takes_tasks=background.takes_tasks(),
            broken=watch.broken_contacts(user).count(),
        )
    ]


def _contacts(user: User) -> list[Section]:
    """Show whose contacts do not work at the reader's bodies; nothing when all of them do."""
    rows = watch.broken_contacts(user)
    count = rows.count()
    return [_section("contacts", rows=rows[:SHORT], count=count)] if count else []


def _work(user: User) -> list[Section]:
    """Show what waits for the reader in every room, by what is to be done; nothing if nothing."""
    work = works.work(user, size=SHORT)
    return [_section("work", work=work)] if work.total else []


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
    heads = heads_own(user) is not None
    return [_section("closing", rows=rows[:THREE], count=rows.count(), heads=heads)]


def _extensions(user: User) -> list[Section]:
    rows = plans.extensions_to_decide(user)
    return [_section("extensions", rows=rows[:THREE], count=rows.count())]


def _worst(user: User) -> list[Section]:
    """Show what is most overdue; who may read none of it is shown no bare numbers."""
    every = plans.tasks_of(user)
    rows = every.filter(Q(is_readable=True)).late(clock.today())
    if not rows.exists() and every.exists():
        return []
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
    "situation": _situation,
    "proposals": _proposals,
    "papers": _papers,
    "levels": _levels,
    "map": _map,
    "boards": _boards,
    "duty": _duty,
    "checklists": _checklists,
    "delivery": _delivery,
    "contacts": _contacts,
    "work": _work,
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
LIAISONS_DESK = (
    "answers",
    "situation",
    "work",
    "checklists",
    "counts",
    "tasks",
    "meetings",
    "contacts",
)
HEADS_DESK = (
    "answers",
    "situation",
    "work",
    "levels",
    "checklists",
    "counts",
    "worst",
    "meetings",
    "contacts",
)
WATCHING_DESK = (
    "answers",
    "papers",
    "duty",
    "delivery",
    "levels",
    "boards",
    "checklists",
    "map",
)
DESKS: dict[str, tuple[str, ...]] = {
    roles.HQ_APPROVER: (
        "proposals",
        "papers",
        "levels",
        "boards",
        "delivery",
        "duty",
        "checklists",
        "meetings",
        "worst",
    ),
    roles.HQ_OFFICER: WATCHING_DESK,
    roles.DUTY: WATCHING_DESK,
    roles.CHAIR: ("work", "levels", "closing", "extensions", "protocols", "meetings", "worst"),
    roles.SECRETARY: (
        "answers",
        "situation",
        "work",
        "checklists",
        "reports",
        "protocols",
        "meetings",
        "silent",
        "counts",
    ),
    roles.HEAD: HEADS_DESK,
    roles.DEPUTY: HEADS_DESK,
    roles.MEMBER: ("answers", "meetings"),
    roles.LIAISON: LIAISONS_DESK,
    roles.AUDITOR: ("record",),
    roles.ADMINISTRATOR: ("people", "delivery"),
}  # fmt: skip
ORDER = tuple(DESKS)
AT_THE_CENTRE = ("answers", "levels", "worst", "silent", "map")
