"""The papers of a meeting, until when they are taken, and who has opened which."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from agencies.access.rights import Someone
from meetings import access
from meetings.models import AgendaItem, Material, MaterialReceipt, Meeting
from meetings.queries.meetings import unveiled
from plans.queries.calendar import working_calendar


@dataclass(frozen=True)
class ItemPapers:
    """One question with its papers, the last version of each first."""

    item: AgendaItem
    materials: list[Material]


def limit_of(meeting: Meeting) -> dt.date:
    """Return the last day on which materials are taken: so many working days before."""
    return working_calendar().before(meeting.held_on, meeting.materials_days)


def visible_materials(user: Someone) -> QuerySet[Material]:
    """Return the materials that a person may open."""
    meetings = access.visible(user).values("pk")
    related = ("item__meeting__body", "stored_file", "added_by", "admitted__allowed_by")
    is_open = Q(item__is_closed=False) | Q(item__meeting__in=access.unveiled(user).values("pk"))
    return Material.objects.filter(is_open, item__meeting__in=meetings).select_related(*related)


def papers_by_item(user: Someone, meeting: Meeting) -> list[ItemPapers]:
    """Return the questions of a meeting with their papers and with how many bodies opened each."""
    receipts = MaterialReceipt.objects.select_related("body", "opened_by")
    found = visible_materials(user).filter(item__meeting=meeting)
    found = found.prefetch_related(Prefetch("receipts", receipts))
    rows = list(found.annotate(openings=Count("receipts")).order_by("item", "title", "-version"))
    items = meeting.items.select_related("late_admission__allowed_by").order_by("position")
    return [
        ItemPapers(item, [one for one in rows if one.item_id == item.pk])
        for item in unveiled(user, meeting, items)
    ]


def latest_materials(user: Someone, meeting: Meeting) -> list[Material]:
    """Return the last version of every paper, in the order of the agenda: the board book."""
    found = visible_materials(user).filter(item__meeting=meeting)
    last: dict[tuple[int, str], Material] = {}
    for one in found.order_by("item__position", "title", "version"):
        last[one.item_id, one.title] = one
    return list(last.values())
