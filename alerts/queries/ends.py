"""Ends of terms that nobody has decided about: what is coming, what has run out, what next."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext, ngettext

from agencies.models import Territory, User
from alerts import levels
from alerts.models import Action, Level, LevelDecision, TermReminder
from alerts.queries.decisions import acts_of
from alerts.queries.drafts import Values, draft_of
from alerts.queries.standing import acts, is_decided, land
from alerts.texts.moments import say_days
from audit import clock

EXTEND, CANCEL = "extend", "cancel"


@dataclass(frozen=True)
class End:
    """One end of one decision: the places whose level stops there by itself."""

    decision: int
    ends_at: dt.datetime
    places: tuple[str, ...]
    level: Level
    since: dt.datetime


@dataclass(frozen=True)
class Stage:
    """One reminder of an end, and when it falls due."""

    name: str
    due_at: dt.datetime

    @property
    def is_immediate(self) -> bool:
        """Tell whether it rings at once on every channel: the last hours and the end itself."""
        return not self.name.startswith("days")


def undecided_ends() -> list[End]:
    """Return every end, ahead or past, about which no decision of this house has been taken."""
    told = levels.replay(acts(), land())
    now = clock.now()
    found: dict[tuple[int, dt.datetime], list[levels.OwnLevel]] = defaultdict(list)
    for own in told.state_at(now).own.values():
        if own.ends_at is not None and not is_decided(told, own):
            found[own.decision, own.ends_at].append(own)
    ours = _decisions_of_the_house({decision for decision, _ends_at in found})
    ends = [_end(laid) for (decision, _ends_at), laid in found.items() if decision in ours]
    return sorted(ends, key=lambda end: (end.ends_at, end.decision))


def ends_of(decision: LevelDecision) -> list[End]:
    """Return the undecided ends of one decision, the soonest first."""
    return [end for end in undecided_ends() if end.decision == decision.pk]


def stages_of(ends_at: dt.datetime) -> list[Stage]:
    """Return the reminders of an end in the order in which they fall due.

    Days are counted by the calendar and ring at an hour of the desk; hours are counted exactly.
    """
    day, hour = clock.local_date(ends_at), dt.timedelta(hours=settings.TERM_REMINDER_HOUR)
    stages = [
        Stage(f"days_{days}", clock.midnight(day - dt.timedelta(days=days)) + hour)
        for days in settings.TERM_REMINDER_DAYS
    ]
    stages += [
        Stage(f"hours_{hours}", ends_at - dt.timedelta(hours=hours))
        for hours in settings.TERM_REMINDER_HOURS
    ]
    before = [one for one in stages if one.due_at < ends_at]
    return sorted([*before, Stage(TermReminder.EXPIRED, ends_at)], key=lambda one: one.due_at)


def stages_for(decision: LevelDecision, end: End) -> list[Stage]:
    """Return the reminders a decision has: none due before it was published, but the end rings.

    A letter may arrive after its term has run out; nobody has decided about that end either.
    """
    begun = decision.published_at or end.since
    return [
        stage
        for stage in stages_of(end.ends_at)
        if begun < stage.due_at or stage.name == TermReminder.EXPIRED
    ]


def filled_draft(user: User, decision: LevelDecision, deed: str) -> Values:
    """Return the answers of a whole proposal that extends or ends what a decision laid."""
    values = _filled(decision, deed)
    draft = draft_of(user, values) if values else None
    if draft is None:
        return {}
    try:
        drafted = draft.drafted()
    except ValidationError:  # the page of the answers says what contradicts what
        return values
    return values | {"texts": drafted, "basis": drafted}


def _filled(decision: LevelDecision, deed: str) -> Values:
    ends = ends_of(decision)
    if deed not in (EXTEND, CANCEL) or not ends:
        return {}
    end = ends[0]
    has_run_out = end.ends_at <= clock.now()
    values = _paper_again(decision, end)
    if deed == CANCEL:
        return values | {"action": str(Action.CANCEL), "level": None, "term_text": ""}
    days = max(1, (clock.local_date(end.ends_at) - clock.local_date(end.since)).days)
    return values | {
        "action": str(Action.SET if has_run_out else Action.EXTEND),
        "level": int(end.level) if has_run_out else None,
        "starts_at": "" if has_run_out else end.ends_at.isoformat(),
        "term_text": say_days(days),
    }


def _paper_again(decision: LevelDecision, end: End) -> Values:
    criteria = {str(act.level): act.criterion for act in acts_of(decision) if act.criterion}
    return {
        "refers_to": decision.pk,
        "territories": list(end.places),
        "each": {},
        "criteria": criteria,
        "starts_at": end.ends_at.isoformat(),
        "stated_end": "",
        "review_on": "",
        "authority_kk": decision.authority_kk or decision.authority_ru,
        "authority_ru": decision.authority_ru,
        "legal_ground": decision.legal_ground,
        "is_operation_regime": decision.is_operation_regime,
    }


@dataclass(frozen=True)
class StageShown:
    """One reminder of an end: when it falls due, and whether it was made."""

    label: str
    due_at: dt.datetime
    made_at: dt.datetime | None = None
    people: int = 0
    instead: str = ""


@dataclass(frozen=True)
class EndShown:
    """One undecided end with its places and its reminders, as its page shows it."""

    end: End
    places: list[Territory]
    stages: list[StageShown]
    has_run_out: bool

    @property
    def level(self) -> str:
        """Return the colour as the templates ask for it."""
        return self.end.level.word


def ends_shown(decision: LevelDecision) -> list[EndShown]:
    """Return the undecided ends of a decision with the reminders made and still to come."""
    told = TermReminder.objects.filter(decision=decision).annotate(
        people=Count("notice__addressees__person", distinct=True)
    )
    made = {(one.ends_at, one.stage): one for one in told}
    now = clock.now()
    return [
        EndShown(
            end=end,
            places=places_named(end.places),
            stages=[_stage_shown(stage, end, made) for stage in stages_for(decision, end)],
            has_run_out=end.ends_at <= now,
        )
        for end in ends_of(decision)
    ]


def _stage_shown(
    stage: Stage, end: End, told: Mapping[tuple[dt.datetime, str], Any]
) -> StageShown:
    made = told.get((end.ends_at, stage.name))
    if made is None:
        return StageShown(label_of(stage.name), stage.due_at)
    instead = "" if made.notice_id else _sent_in_its_place(made, told.values())
    return StageShown(label_of(stage.name), stage.due_at, made.made_at, made.people, instead)


def _sent_in_its_place(silent: Any, told: Iterable[Any]) -> str:
    """Name the reminder that rang for one due with it: only the last of several rings."""
    rang = (one for one in told if one.notice_id and one.ends_at == silent.ends_at)
    return next((label_of(one.stage) for one in rang if one.made_at == silent.made_at), "")


def label_of(stage: str) -> str:
    """Return what a reminder is called: “5 days before”, “expired, undecided”."""
    kind, _line, number = stage.partition("_")
    if kind == "days":
        words = ngettext("%(count)s day before", "%(count)s days before", int(number))
    elif kind == "hours":
        words = ngettext("%(count)s hour before", "%(count)s hours before", int(number))
    else:
        return gettext("Expired, undecided")
    return words % {"count": number}


def places_named(codes: tuple[str, ...]) -> list[Territory]:
    """Return the territories of an end in their order."""
    return list(Territory.objects.filter(code__in=codes).order_by("order", "code"))


def _decisions_of_the_house(numbers: set[int]) -> set[int]:
    ours = LevelDecision.objects.exclude(origin=LevelDecision.Origin.IMPORTED)
    return set(ours.filter(pk__in=numbers).values_list("pk", flat=True))


def _end(laid: list[levels.OwnLevel]) -> End:
    first = laid[0]
    assert first.ends_at is not None  # noqa: S101 - only levels with an end come here
    return End(
        decision=first.decision,
        ends_at=first.ends_at,
        places=tuple(sorted(one.territory for one in laid)),
        level=max(one.level for one in laid),
        since=min(one.since for one in laid),
    )
