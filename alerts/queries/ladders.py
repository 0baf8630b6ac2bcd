"""The ladder of each level: who is told at once, who after which silence, on which channels.

It comes from the settings, is frozen when a notice starts, and is shown before it is sent.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from agencies import access as rights
from agencies.models import Appointment, Body, Post
from alerts import access
from alerts.models import Action, Level, LevelDecision
from alerts.queries.duty import on_duty_now
from audit import clock
from notices.texts import AddresseeSpec, StepSpec, Terms

WHOM = {"duty": 0, "heads": 1, "everyone": 2}
WHOM_LABELS = {
    "duty": _("those on duty and liaisons"),
    "heads": _("the head and deputies as well"),
    "everyone": _("everyone of the organisation who is told"),
}
CHANNELS = {"first": False, "every": True}
_R = Post.Role
GROUPS: dict[str, int] = {
    **dict.fromkeys((_R.LIAISON, _R.DUTY_OFFICER, _R.SECRETARY, _R.HEADQUARTERS_OFFICER), 0),
    **dict.fromkeys((_R.HEAD, _R.DEPUTY, _R.CHAIR, _R.HEADQUARTERS_APPROVER), 1),
}


@dataclass(frozen=True)
class Rung:
    """One step of the ladder of a level."""

    minutes: int
    whom: str
    every_channel: bool


@dataclass(frozen=True)
class LadderLine:
    """One step as the preview shows it: how many people it tells if nobody has answered."""

    minutes: int
    whom: str
    every_channel: bool
    people: int

    @property
    def whom_label(self) -> str:
        """Return in words who is told."""
        return str(WHOM_LABELS[self.whom])


def ladder_of_level(rank: int) -> tuple[Rung, ...]:
    """Return the ladder of a level, its first step at once."""
    word = _word(rank)
    return read_ladder(settings.LADDERS[word], f"LADDER_{word.upper()}")


def read_ladder(text: str, name: str) -> tuple[Rung, ...]:
    """Read a ladder from a setting: "0:duty:first 30:heads:every 60:everyone:every"."""
    try:
        parts = [step.split(":") for step in text.split()]
        rungs = tuple(
            Rung(int(minutes), whom, CHANNELS[channels]) for minutes, whom, channels in parts
        )
        groups = [WHOM[rung.whom] for rung in rungs]
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"{name}: a step reads minutes:whom:channels.") from error
    minutes = [rung.minutes for rung in rungs]
    if not rungs or minutes[0] != 0 or minutes != sorted(set(minutes)):
        raise ImproperlyConfigured(f"{name}: the first step is at 0, each later one after it.")
    if groups != sorted(groups):
        raise ImproperlyConfigured(f"{name}: a later step tells no fewer people.")
    return rungs


def on_the_ladder(pairs: Iterable[tuple[int, int]], rank: int) -> list[tuple[int, int, int]]:
    """Return (person, body, first step): those on duty first, whom the ladder never reaches last.

    Who is on duty the roster says; where none is kept, or nobody on it is told, the post does.
    Where nobody of a group holds a post, the next group stands in its place: no organisation
    waits for a step because it has no duty officer.
    """
    wanted = list(pairs)
    groups = _groups(wanted, by_roster(wanted))
    first: dict[int, int] = {}
    for (_person, body), group in groups.items():
        first[body] = min(group, first.get(body, group))
    reach = [WHOM[rung.whom] for rung in ladder_of_level(rank)]
    told = []
    for person, body in wanted:
        group = groups[person, body]
        needed = 0 if group == first[body] else group
        step = next((step for step, whom in enumerate(reach) if whom >= needed), len(reach))
        told.append((person, body, step))
    return told


def by_roster(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return who of those told is on duty by a roster, for each body where somebody is."""
    wanted = set(pairs)
    present = on_duty_now({body for _person, body in wanted})
    told = {
        body: frozenset(one for one in people if (one, body) in wanted)
        for body, people in present.items()
    }
    return {body: people for body, people in told.items() if people}


def terms_of_answer(
    rank: int,
    counted: int,
    actions: Collection[str] = (),
    *,
    wanted: int | None = None,
    is_correction: bool = False,
) -> Terms:
    """Return on which terms a level is to be answered; they are frozen with the notice.

    `wanted` is how many answers end the ladder of this very notice, where its paper says so.
    Progress is asked for where a level is set or raised: an extension, a lowering and an
    all-clear give nobody anything new to do. A correction rings past every mute: whom the wrong
    notice reached before they were muted would otherwise go on believing it.
    """
    word, is_work = _word(rank), bool({Action.SET, Action.RAISE} & set(actions))
    progress_norm = dt.timedelta(minutes=settings.PROGRESS_MINUTES[word])
    return {
        "norm": norm_of(rank),
        "progress_norm": progress_norm if is_work else None,
        "lapse_norm": dt.timedelta(minutes=settings.LAPSE_MINUTES[word]),
        "answers_needed": min(wanted, counted)
        if wanted
        else answers_needed(settings.ANSWERS_NEEDED, counted),
        "heeds_mutes": rank < Level.RED and not is_correction,
    }


def steps_of(rank: int) -> list[StepSpec]:
    """Return the steps that follow silence, as the notice freezes them."""
    return [
        StepSpec(after=dt.timedelta(minutes=rung.minutes), every_channel=rung.every_channel)
        for rung in ladder_of_level(rank)[1:]
    ]


def lines_of(rank: int, specs: Iterable[AddresseeSpec]) -> tuple[LadderLine, ...]:
    """Return the ladder as it will be frozen, with how many people each step would tell."""
    every = list(specs)
    return tuple(
        LadderLine(
            rung.minutes,
            rung.whom,
            rung.every_channel,
            len({one.person_id for one in every if _is_told_at(step, one)}),
        )
        for step, rung in enumerate(ladder_of_level(rank))
    )


def _is_told_at(step: int, one: AddresseeSpec) -> bool:
    """Tell whether a step tells somebody if nobody has answered; the informed are told once."""
    return one.first_step <= step if one.counted else one.first_step == step


def answers_needed(setting: str, counted: int) -> int | None:
    """Return how many answers end the ladder: "all" (none named), a number, or "80%"."""
    if setting == "all":
        return None
    try:
        number, is_share = int(setting.removesuffix("%")), setting.endswith("%")
    except ValueError as error:
        raise ImproperlyConfigured("ANSWERS_NEEDED: all, a number, or a share (80%).") from error
    return math.ceil(counted * number / 100) if is_share else number


def deciders_of(decision: LevelDecision) -> list[tuple[int, int]]:
    """Return (person, body) of the officers and approvers of the deciding headquarters.

    Where nobody is appointed there, those of the republican one; never so in an exercise.
    """
    own = Body.objects.filter(level_decisions=decision)
    republican = Body.objects.filter(kind=Body.Kind.REPUBLICAN_HEADQUARTERS)
    for bodies in (own,) if decision.is_exercise else (own, republican):
        pairs = [
            pair
            for right in (rights.PROPOSE_LEVEL, rights.APPROVE_LEVEL)
            for pair in rights.pairs_who_may(right, bodies)
        ]
        if pairs:
            return list(dict.fromkeys(pairs))
    return []


def norm_of(rank: int) -> dt.timedelta:
    """Return the time within which a level of some rank is to be answered."""
    return dt.timedelta(minutes=settings.ANSWER_NORM_MINUTES[_word(rank)])


def _word(rank: int) -> str:
    return Level(rank or Level.YELLOW).word


def _groups(
    pairs: list[tuple[int, int]], on_duty: dict[int, frozenset[int]]
) -> dict[tuple[int, int], int]:
    """Return for each (person, body) the first group that one of their posts puts them in.

    Where a roster names who is on duty, a duty post alone puts nobody among the first.
    """
    held = Appointment.objects.valid_at(clock.now()).filter(
        person__in={person for person, _body in pairs}
    )
    groups = dict.fromkeys(pairs, WHOM["everyone"])
    for person, body, role in held.values_list("person_id", "post__body_id", "post__role"):
        if (person, body) in groups:
            found = GROUPS.get(role, WHOM["everyone"])
            if role in access.DUTY_ROLES and person not in on_duty.get(body, {person}):
                found = WHOM["everyone"]
            groups[person, body] = min(found, groups[person, body])
    return groups
