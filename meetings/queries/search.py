"""Seeking words in what was said and decided, among what the reader may read."""

from django.db.models import QuerySet

from agencies.access.rights import Someone
from meetings import access
from meetings.models import AgendaItem, Decision, Minutes
from meetings.queries.minutes import visible_decisions
from plans.queries.words import Folded, pieces_of, says

FOLDED_DECISION = ("folded_text_kk", "folded_text_ru")
FOLDED_MINUTES = (
    "folded_title_kk",
    "folded_title_ru",
    *(f"folded_{one}" for one in Minutes.TEXTS),
)


def found_decisions(user: Someone, words: str) -> QuerySet[Decision]:
    """Return the decisions that a person reads and that hold every word, the latest first."""
    if not pieces_of(words):
        return visible_decisions(user).none()
    folded = {name: Folded(name.removeprefix("folded_")) for name in FOLDED_DECISION}
    found = visible_decisions(user).annotate(**folded).filter(says(words, *FOLDED_DECISION))
    return found.order_by("-meeting__starts_at", "item__position", "number")


def found_minutes(user: Someone, words: str) -> QuerySet[AgendaItem]:
    """Return the questions whose minutes a person reads and that hold every word."""
    readable = access.readable(user).values("pk")
    found = AgendaItem.objects.filter(access.open_items(user), meeting__in=readable)
    if not pieces_of(words):
        return found.none()
    titles = {f"folded_{name}": Folded(name) for name in ("title_kk", "title_ru")}
    texts = {f"folded_{name}": Folded(f"minutes__{name}") for name in Minutes.TEXTS}
    found = found.annotate(**titles, **texts).filter(says(words, *FOLDED_MINUTES))
    related = found.select_related("meeting__body", "minutes")
    return related.order_by("-meeting__starts_at", "position")
