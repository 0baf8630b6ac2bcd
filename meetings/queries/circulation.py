"""A draft that goes round, its questions with the remarks beside them, and who is asked."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Body
from meetings import access
from meetings.models import Circulation, Meeting, ProtocolRemark


@dataclass(frozen=True)
class Beside:
    """One question of the draft, and what was remarked on it; the last row is of the whole."""

    item: dict[str, Any] | None
    remarks: list[ProtocolRemark]


def circulations_of(user: Someone, meeting_pk: int) -> QuerySet[Circulation]:
    """Return the drafts of a meeting that went round and that a person reads, the last first."""
    found = access.circulated(user).filter(meeting=meeting_pk)
    return found.select_related("meeting__body", "circulated_by", "ended_by").order_by("-number")


def visible_remarks(user: Someone) -> QuerySet[ProtocolRemark]:
    """Return the remarks on the drafts that a person reads."""
    readable = access.circulated(user).values("pk")
    related = ("circulation__meeting__body", "item", "body", "made_by", "answered_by")
    return ProtocolRemark.objects.filter(circulation__in=readable).select_related(*related)


def side_by_side(circulation: Circulation, language: str, user: Someone) -> list[Beside]:
    """Put each question of the draft beside its remarks, and the whole beside the rest."""
    remarks = list(visible_remarks(user).filter(circulation=circulation).order_by("pk"))
    items = list(circulation.meeting.items.order_by("position"))
    paper = circulation.paper(language)
    rows = [
        Beside(text, [one for one in remarks if one.item_id == item.pk])
        for item, text in zip(items, paper["items"], strict=True)
    ]
    return [*rows, Beside(None, [one for one in remarks if one.item_id is None])]


def people_to_ask(circulation: Circulation) -> list[tuple[int, int]]:
    """Return who is told that a draft goes round: who may read it and is told at their body."""
    meeting = circulation.meeting
    members = Body.objects.filter(
        held_seats__attendances__in=access.came_to(meeting)
    ) | Body.objects.filter(pk=meeting.body_id)
    readers = set(access.audience_of_circulation(circulation).values_list("pk", flat=True))
    pairs = rights.pairs_who_may(rights.BE_NOTIFIED, members.distinct())
    return [(person, body) for person, body in pairs if person in readers]


def unanswered_remarks(meeting: Meeting) -> int:
    """Count the remarks that the secretary has not answered."""
    awaited = ProtocolRemark.Outcome.AWAITED
    return ProtocolRemark.objects.filter(circulation__meeting=meeting, outcome=awaited).count()
