"""What the desk of a decision knows beside the answers: the ladder, mutes, who is unreachable."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from agencies.access.rights import Someone
from alerts import access
from alerts.models import LevelDecision
from alerts.queries.duplicates import SparedGroup
from alerts.queries.papers import spared_by
from notices import queries as notices
from notices.fanout import choose
from notices.models import Addressee, LadderStep, Mute
from notices.texts import AddresseeSpec


@dataclass(frozen=True)
class Desk:
    """Everything around one board that only the headquarters sees."""

    ladder: list[LadderStep] = field(default_factory=list)
    mutes: list[Mute] = field(default_factory=list)
    unreachable: list[Addressee] = field(default_factory=list)
    spared: list[SparedGroup] = field(default_factory=list)


def watched_decision(user: Someone, pk: int) -> LevelDecision | None:
    """Return a decision whose board a person watches."""
    return _first(access.boards(user).filter(pk=pk))


def desk_decision(user: Someone, pk: int, *, is_exercise: bool = False) -> LevelDecision | None:
    """Return a decision of one world whose whole board is open to a person."""
    return _first(access.desks(user, is_exercise=is_exercise).filter(pk=pk))


def has_desk(user: Someone, decision: LevelDecision) -> bool:
    """Tell whether the whole board of a decision is open to a person."""
    open_to_them = access.desks(user, is_exercise=decision.is_exercise)
    return open_to_them.filter(pk=decision.pk).exists()


def desk(decision: LevelDecision) -> Desk:
    """Return what surrounds the board of a decision."""
    notice = decision.notice
    if notice is None:
        return Desk()
    return Desk(
        ladder=list(notices.ladder_of(notice).select_related("body")),
        mutes=list(notices.mutes_of(notice)),
        unreachable=unreachable_of(decision),
        spared=spared_by(decision),
    )


def unreachable_of(decision: LevelDecision) -> list[Addressee]:
    """Return who was to be told and has no contact that works."""
    told = list(
        Addressee.objects.filter(notice=decision.notice_id, person__is_active=True)
        .select_related("person", "body")
        .order_by("body__order", "body_id", "person__full_name", "person_id")
    )
    specs = [AddresseeSpec(one.person_id, one.body_id) for one in told]
    reached = {person for person, _channel in choose(specs, every_channel=False)}
    return [one for one in told if one.person_id not in reached]


def _first(decisions: QuerySet[LevelDecision]) -> LevelDecision | None:
    related = ("headquarters", "notice", "exercise", "refers_to", "proposed_by")
    return decisions.select_related(*related).first()
