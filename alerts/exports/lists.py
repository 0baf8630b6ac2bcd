"""The columns of the lists of levels: what stands in a cell, on the page and in a file."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.models import Level, LevelDecision
from alerts.queries.standing import InForce
from audit import clock
from plans.exports import Column

HOUR = dt.timedelta(hours=1)


def _hours_left(one: InForce) -> int | None:
    return max(0, (one.until - clock.now()) // HOUR) if one.until else None


def _hours_waited(decision: LevelDecision) -> int | None:
    return (clock.now() - decision.proposed_at) // HOUR if decision.proposed_at else None


def _acts(decision: LevelDecision) -> str:
    said = (
        f"{act.territory.name}: {act.get_action_display()} {Level(act.level).label}".strip()
        for act in decision.acts  # type: ignore[attr-defined]  # prefetched under this name
    )
    return "; ".join(said)


def _norm(decision: LevelDecision) -> int | None:
    notice = decision.notice
    return int(notice.norm.total_seconds() // 60) if notice and notice.norm else None


def _body(body: Any) -> str:
    return str(body.name) if body else ""


def _person(person: Any) -> str:
    return str(person.full_name) if person else ""


LEVELS = (
    Column("territory", _("Territory"), lambda one: one.territory.name, 40, is_extra=False),
    Column("level", _("Level"), lambda one: str(Level(one.rank).label), 16, is_extra=False),
    Column("since", _("Since"), lambda one: one.since, 18, is_extra=False),
    Column("until", _("Until"), lambda one: one.until, 18, is_extra=False),
    Column("decision", _("Decision"), lambda one: one.number, 18, is_extra=False),
    Column("kind", _("Kind of territory"), lambda one: one.territory.get_kind_display(), 28),
    Column("left", _("Hours left"), _hours_left, 14),
    Column("decided", _("The end is decided"),
           lambda one: str(_("yes") if one.is_decided else _("no")), 20),
    Column("headquarters", _("Headquarters"), lambda one: one.headquarters, 40),
    Column("source", _("Source"),
           lambda one: str(_("decision of a headquarters") if one.is_ours else _("public record")),
           24),
)  # fmt: skip

PROPOSALS = (
    Column("number", _("Number"), lambda one: one.number, 18, is_extra=False),
    Column("acts", _("What was decided"), _acts, 60, is_extra=False),
    Column("state", _("State"), lambda one: one.get_state_display(), 18, is_extra=False),
    Column("proposed", _("Proposed"), lambda one: one.proposed_at, 18, is_extra=False),
    Column("by", _("Proposed by"), lambda one: _person(one.proposed_by), 30),
    Column("headquarters", _("Headquarters"), lambda one: _body(one.headquarters), 40),
    Column("waits", _("Waits, hours"), _hours_waited, 14),
    Column("follows", _("Refers to"),
           lambda one: one.refers_to.number if one.refers_to else "", 18),
)  # fmt: skip

BOARDS = (
    Column("number", _("Number"), lambda one: one.number, 18, is_extra=False),
    Column("acts", _("What was decided"), _acts, 60, is_extra=False),
    Column("sent", _("Sent"), lambda one: one.published_at, 18, is_extra=False),
    Column("asked", _("Asked"), lambda one: one.asked, 12, is_extra=False),
    Column("answered", _("Answered"), lambda one: one.answered, 12, is_extra=False),
    Column("silent", _("Silent"), lambda one: one.silent, 12, is_extra=False),
    Column("due", _("Answers due by"), lambda one: one.due_at, 18, is_extra=False),
    Column("accepted", _("Have accepted"), lambda one: one.accepted, 12),
    Column("cannot", _("Cannot"), lambda one: one.cannot, 12),
    Column("norm", _("Norm, minutes"), _norm, 14),
    Column("headquarters", _("Headquarters"), lambda one: _body(one.headquarters), 40),
)  # fmt: skip

COLUMNS: dict[str, tuple[Column, ...]] = {
    "levels": LEVELS,
    "proposals": PROPOSALS,
    "boards": BOARDS,
}


def name_of(show: str) -> str:
    """Return under which name the columns of a list are kept: levels share theirs."""
    return show if show in COLUMNS else "levels"
