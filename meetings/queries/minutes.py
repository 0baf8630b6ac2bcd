"""What was said and decided."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from agencies.access import BE_NOTIFIED, pairs_who_may
from agencies.access.rights import Someone
from agencies.models import Body
from meetings import access, documents
from meetings.models import (
    Addendum,
    AgendaItem,
    Assignment,
    CoExecutor,
    Decision,
    Dissent,
    Meeting,
)
from meetings.queries.meetings import unveiled
from meetings.queries.remarks import Remarks, remarks_on
from plans.models import FormOfCompletion
from plans.queries.calendar import working_calendar


def readable_items(user: Someone) -> QuerySet[AgendaItem]:
    """Return the items whose minutes a person reads."""
    items = AgendaItem.objects.filter(
        access.open_items(user), meeting__in=access.readable(user).values("pk")
    )
    return items.select_related("meeting__body", "minutes__recorded_by")


def minutes_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the items of a meeting with their minutes and decisions."""
    decisions = _with_relations(Decision.objects.all()).order_by("number")
    items = meeting.items.select_related("meeting__body", "minutes__recorded_by")
    return items.prefetch_related(Prefetch("decisions", decisions)).order_by("position")


@dataclass(frozen=True)
class DecisionLine:
    """One decision with what it still lacks."""

    decision: Decision
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class ItemLine:
    """One item with its decisions, as the overview of the minutes shows it."""

    item: AgendaItem
    introduction: str
    decisions: list[DecisionLine]


def lines_of_minutes(user: Someone, meeting: Meeting, *, with_remarks: bool) -> list[ItemLine]:
    """Return the items of a meeting with their decisions, and for its keeper the remarks."""
    read = unveiled(user, meeting, minutes_of(meeting))
    items = [one for one in read if not one.is_veiled]
    every = [one for item in items for one in item.decisions.all()]
    remarks = remarks_of(meeting, every) if with_remarks and meeting.is_being_written else {}
    return [ItemLine(one, "", []) if one.is_veiled else _line(one, remarks) for one in read]


def _line(item: AgendaItem, remarks: dict[int, Remarks]) -> ItemLine:
    decisions = [
        DecisionLine(one, remarks[one.pk].sentences if one.pk in remarks else ())
        for one in item.decisions.all()
    ]
    return ItemLine(item, _introduction(item), decisions)


def _introduction(item: AgendaItem) -> str:
    """Return the words before the points of a decision, unless a point says the same."""
    minutes = getattr(item, "minutes", None)
    decided: str = minutes.decided if minutes else ""
    return "" if decided in {one.text for one in item.decisions.all()} else decided


def visible_decisions(user: Someone) -> QuerySet[Decision]:
    """Return the decisions that a person reads."""
    return _with_relations(access.visible_decisions(user))


def decisions_of(meeting: Meeting) -> QuerySet[Decision]:
    """Return the decisions of a meeting in the order of its protocol."""
    rows = _with_relations(Decision.objects.filter(meeting=meeting))
    return rows.order_by("item__position", "number")


def remarks_of(meeting: Meeting, decisions: Collection[Decision]) -> dict[int, Remarks]:
    """Return what each of some decisions of a meeting still lacks, by its number."""
    members = meeting.attendances.filter(seat__member__isnull=False)
    reached = {*members.values_list("seat__member_id", flat=True), *_told(decisions)}
    calendar = working_calendar()
    return {one.pk: remarks_on(one, reached, calendar) for one in decisions}


def _told(decisions: Collection[Decision]) -> set[int]:
    """Return the executors at which somebody is told: the extract will reach them."""
    bodies = {one.lead_id for one in decisions if one.lead_id}
    bodies |= {row.body_id for one in decisions for row in one.co_executors.all()}
    pairs = pairs_who_may(BE_NOTIFIED, Body.objects.filter(pk__in=bodies))
    return {body for _person, body in pairs}


def forms_of_completion() -> QuerySet[FormOfCompletion]:
    """Return the institution's words for how a task is proved."""
    return FormOfCompletion.objects.order_by("order", "pk")


def addenda_of(user: Someone, meeting: Meeting) -> list[Addendum]:
    """Return the corrections of a protocol in their order, as a person may read them.

    A correction names no question: beside a protocol with a closed one, only who reads that too
    reads its words. Everybody else gets stand-ins without a key, with number and day.
    """
    rows = list(meeting.addenda.select_related("added_by").order_by("number"))
    is_partial = bool(rows) and meeting.items.filter(is_closed=True).exists()
    if not is_partial or access.reads_closed(user, meeting):
        return rows
    words = {
        f"text_{language}": documents.WORDS[language]["withheld"] for language in ("kk", "ru")
    }
    return [Addendum(number=one.number, added_at=one.added_at, **words) for one in rows]


def _with_relations(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    return decisions.select_related(
        "item", "meeting__body", "lead", "form_of_completion"
    ).prefetch_related(
        Prefetch("co_executors", CoExecutor.objects.select_related("body")),
        Prefetch("dissents", Dissent.objects.select_related("seat__member", "seat__holder")),
        Prefetch("assignments", Assignment.objects.select_related("task", "assigned_by")),
    )


def visible_dissents(user: Someone) -> QuerySet[Dissent]:
    """Return the dissenting opinions on the decisions that a person reads."""
    readable = access.visible_decisions(user).values("pk")
    related = ("decision__meeting__body", "seat__member", "seat__holder")
    return Dissent.objects.filter(decision__in=readable).select_related(*related)
