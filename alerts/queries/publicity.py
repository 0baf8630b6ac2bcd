"""Where decisions were made public, and what the public side shows of them."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts import access
from alerts.models import DecisionArea, LevelDecision, Publication
from alerts.queries.decisions import visible_decisions
from alerts.texts import LANGUAGES
from notices.models import NoticeWording

MOST_NOTICES = 50
_ALWAYS = (
    Publication.Way.CENTRE_SITE,
    Publication.Way.OPERATORS,
    Publication.Way.MEDIA,
    Publication.Way.TELEGRAM,
)


@dataclass(frozen=True)
class Place:
    """One place where a decision is expected to be made public, with the ticks it has."""

    way: str
    label: str
    body: Body
    ticks: list[Publication]

    @property
    def is_done(self) -> bool:
        """Tell whether a tick stands here that was not taken back."""
        return any(not tick.is_taken_back for tick in self.ticks)

    @property
    def value(self) -> str:
        """Return how a form names this place."""
        return f"{self.way}-{self.body.pk}"


@dataclass(frozen=True)
class Publicity:
    """All places of one decision, and how many are done."""

    places: list[Place]

    @property
    def done(self) -> int:
        """Count the places that have a tick."""
        return sum(place.is_done for place in self.places)


def publicity_of(decision: LevelDecision) -> Publicity:
    """Return where a decision was made public, place by place, and where it is still awaited."""
    if decision.headquarters is None or not decision.is_published:
        return Publicity([])
    ticks: dict[tuple[str, int], list[Publication]] = defaultdict(list)
    for tick in _ticks(decision):
        ticks[tick.way, tick.body_id].append(tick)
    headquarters = decision.headquarters
    ways = [
        way
        for way in Publication.BY_HEADQUARTERS
        if way in _ALWAYS or (way, headquarters.pk) in ticks
    ]
    places = [_place(way, headquarters, ticks) for way in ways]
    commissions = access.commissions_told(decision)
    akimat = Publication.Way.AKIMAT_SITE
    return Publicity([*places, *(_place(akimat, body, ticks) for body in commissions)])


def places_to_tick(user: User, decision: LevelDecision) -> list[Place]:
    """Return the places that a person may tick for a decision."""
    akimat = Publication.Way.AKIMAT_SITE
    if access.may_publish_at(user, decision) and decision.headquarters:
        own = [_place(way, decision.headquarters, {}) for way in Publication.BY_HEADQUARTERS]
        return own + [_place(akimat, body, {}) for body in access.commissions_told(decision)]
    return [_place(akimat, body, {}) for body in access.commissions_publishing(user, decision)]


def publications(user: Someone) -> QuerySet[Publication]:
    """Return the ticks on every decision that a person sees."""
    return Publication.objects.filter(
        decision__in=access.visible(user).values("pk")
    ).select_related("decision__headquarters", "body")


def may_tick(user: User, tick: Publication) -> bool:
    """Tell whether a person may take a tick back: who may tick that place."""
    if tick.is_taken_back or tick.takes_back_id is not None:
        return False
    if access.may_publish_at(user, tick.decision):
        return True
    return access.commissions_publishing(user, tick.decision).filter(pk=tick.body_id).exists()


def published_decisions(user: Someone) -> QuerySet[LevelDecision]:
    """Return the published decisions that a person sees."""
    return visible_decisions(user).filter(state=LevelDecision.State.PUBLISHED)


def _ticks(decision: LevelDecision) -> QuerySet[Publication]:
    ticks = Publication.objects.filter(decision=decision, takes_back__isnull=True)
    return ticks.select_related("body", "noted_by", "noted_for", "taken_back_by__noted_by")


def _place(way: str, body: Body, ticks: dict[tuple[str, int], list[Publication]]) -> Place:
    label = str(Publication.Way(way).label)
    if way == Publication.Way.AKIMAT_SITE:
        label = f"{label}: {body.territory.name}"
    return Place(str(way), label, body, ticks.get((way, body.pk), []))


@dataclass(frozen=True)
class PublicNotice:
    """One approved text as the public reads it: exactly its words, and nothing behind them."""

    number: int
    subject: str
    text: str
    language: str
    published_at: dt.datetime
    updated_at: dt.datetime
    corrects: int = 0
    corrected_by: int = 0


def public_notices(language: str) -> list[PublicNotice]:
    """Return the approved texts, the newest first, each in a language or the next best."""
    return [_notice(one, language) for one in _public()[:MOST_NOTICES]]


def public_notice(number: int, language: str) -> PublicNotice | None:
    """Return one approved text, or none: proposals, exercises and records are never found."""
    found = _public().filter(pk=number).first()
    return _notice(found, language) if found else None


def public_record() -> list[DecisionArea]:
    """Return the changes that the public record tells, the newest first, for who shows them."""
    return list(
        DecisionArea.objects.filter(decision__origin=LevelDecision.Origin.IMPORTED)
        .select_related("territory", "decision")
        .order_by("-starts_at", "-seq")[: 2 * MOST_NOTICES]
    )


def _public() -> QuerySet[LevelDecision]:
    corrections = LevelDecision.objects.filter(
        origin=LevelDecision.Origin.CORRECTION, state=LevelDecision.State.PUBLISHED
    )
    return (
        LevelDecision.objects.filter(
            state=LevelDecision.State.PUBLISHED, published_at__isnull=False
        )
        .exclude(origin=LevelDecision.Origin.IMPORTED)
        .prefetch_related(
            Prefetch("later_decisions", queryset=corrections, to_attr="corrections"),
            Prefetch("notice__wordings", queryset=NoticeWording.objects.all()),
        )
        .only("origin", "text_kk", "text_ru", "text_en", "published_at", "refers_to", "notice")
        .order_by("-published_at", "-pk")
    )


def _notice(decision: LevelDecision, language: str) -> PublicNotice:
    texts = {code: getattr(decision, f"text_{code}") for code in LANGUAGES}
    spoken = next(code for code in (language, "ru", "kk") if texts[code])
    corrections: list[LevelDecision] = getattr(decision, "corrections", [])
    published_at = decision.published_at
    assert published_at is not None  # noqa: S101 - only published decisions come here
    changed = [one.published_at for one in corrections if one.published_at]
    return PublicNotice(
        number=decision.pk,
        subject=_subject(decision, spoken, texts[spoken]),
        text=texts[spoken],
        language=spoken,
        published_at=published_at,
        updated_at=max([published_at, *changed]),
        corrects=(decision.refers_to_id or 0)
        if decision.origin == LevelDecision.Origin.CORRECTION
        else 0,
        corrected_by=corrections[0].pk if corrections else 0,
    )


def _subject(decision: LevelDecision, language: str, text: str) -> str:
    """Return the words with which the notice went out, or the first line of the text."""
    if decision.notice is not None:
        for wording in decision.notice.wordings.all():
            if wording.language == language:
                return wording.subject
    return text.strip().split("\n", 1)[0][:200]
