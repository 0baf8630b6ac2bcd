"""Whom a decision on levels goes to: the one written rule, and the effect it will have.

Counted: the members of the Centre, always, and every unit commission whose territory contains,
equals or lies within an affected one. A commission also answers for what was cut from its
territory, unless a commission of its own stands there. Informed, not counted: the headquarters
and district commissions inside the area. Whoever was told of the decision referred to is told.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from agencies import queries as agencies
from agencies.models import Body, User
from alerts.levels import Land
from alerts.models import AddressedBody, Level, LevelDecision
from alerts.queries.standing import land
from audit import clock
from notices import actions as notices
from notices.texts import AddresseeSpec

INFORMED_KINDS = (*Body.HEADQUARTERS, Body.Kind.DISTRICT_COMMISSION)


@dataclass(frozen=True)
class Effect:
    """What approving a decision would send, counted by the code that sends."""

    counted: list[Body]
    informed: list[Body]
    without_people: list[Body]
    people: int
    by_channel: dict[str, int]
    without_contact: list[User]
    addressees: tuple[AddresseeSpec, ...]
    urgency: str
    digest: str

    @property
    def organisations(self) -> int:
        """Return how many organisations are asked to answer."""
        return len(self.counted)


def counted_bodies(codes: Iterable[str]) -> list[Body]:
    """Return the organisations that are asked to answer for a level on some territories."""
    tree = land()
    affected = frozenset(codes)
    members = list(agencies.members_of_the_centre().order_by("order", "pk"))
    commissions = list(
        agencies.unit_commissions().select_related("territory").order_by("order", "pk")
    )
    grounds = _grounds(tree, commissions)
    concerned = [
        one for one in commissions if any(_meet(tree, g, affected) for g in grounds[one.pk])
    ]
    return members + concerned


def informed_bodies(codes: Iterable[str]) -> list[Body]:
    """Return the headquarters and district commissions inside the area."""
    tree, now = land(), clock.now()
    affected = frozenset(codes)
    bodies = Body.objects.in_being(clock.today()).filter(kind__in=INFORMED_KINDS)
    return [
        one
        for one in bodies.select_related("territory").order_by("order", "pk")
        if any(
            affected & set(tree.way_up(code, now)) for code in tree.ground(one.territory.code, now)
        )
    ]


def effect_of(codes: Iterable[str], rank: int, refers_to: LevelDecision | None = None) -> Effect:
    """Return what a decision on some territories would send, and the checksum of exactly that."""
    codes = list(codes)
    counted, informed = counted_bodies(codes), informed_bodies(codes)
    if refers_to is not None:
        counted, informed = _with_those_told(refers_to, counted, informed)
    told = {one.pk for one in counted}
    pairs = agencies.addressed_pairs(
        Body.objects.filter(pk__in=[one.pk for one in (*counted, *informed)])
    )
    specs = tuple(AddresseeSpec(person, body, counted=body in told) for person, body in pairs)
    reached = {spec.body_id for spec in specs}
    urgency = urgency_of(rank)
    preview = notices.preview_notice(specs, urgency)
    return Effect(
        counted=counted,
        informed=informed,
        without_people=[one for one in counted if one.pk not in reached],
        people=preview.people,
        by_channel=dict(preview.by_channel),
        without_contact=list(preview.without_contact),
        addressees=specs,
        urgency=urgency,
        digest=_digest(counted, informed, specs, urgency, preview),
    )


def effect_of_decision(decision: LevelDecision) -> Effect:
    """Return what approving a proposal would send now."""
    acts = list(decision.areas.select_related("territory"))
    codes = [act.territory.code for act in acts]
    return effect_of(codes, leading_rank(acts), decision.refers_to)


def leading_rank(acts: Iterable[object]) -> int:
    """Return the highest colour that a decision sets, or else the highest that it ends."""
    listed = list(acts)
    after = max((int(getattr(act, "level", 0)) for act in listed), default=0)
    return after or max((int(getattr(act, "level_before", 0)) for act in listed), default=0)


def urgency_of(rank: int) -> str:
    """Return how a level travels: orange and red by every channel at once."""
    return "immediate" if rank >= Level.ORANGE else "ordinary"


def _grounds(tree: Land, commissions: list[Body]) -> dict[int, frozenset[str]]:
    """Return for each commission the territories of today for which it answers."""
    now = clock.now()
    taken = {one.territory.code for one in commissions}
    heirs: dict[str, list[str]] = {}
    for place in tree.places.values():
        heirs.setdefault(place.predecessor, []).append(place.code)

    def answered(code: str) -> set[str]:
        found = {code} if tree.way_up(code, now) else set()
        for heir in heirs.get(code, ()):
            if heir not in taken:
                found |= answered(heir)
        return found

    return {one.pk: frozenset(answered(one.territory.code)) for one in commissions}


def _meet(tree: Land, ground: str, affected: frozenset[str]) -> bool:
    """Tell whether a territory contains, equals or lies within an affected one."""
    now = clock.now()
    return bool(affected & set(tree.way_up(ground, now))) or any(
        ground in tree.way_up(code, now) for code in affected
    )


def _with_those_told(
    earlier: LevelDecision, counted: list[Body], informed: list[Body]
) -> tuple[list[Body], list[Body]]:
    told = AddressedBody.objects.filter(decision=earlier).select_related("body__territory")
    standing = [one for one in told if one.body.is_in_being(clock.today())]
    known = {one.pk for one in counted}
    counted = counted + [
        one.body for one in standing if one.is_counted and one.body_id not in known
    ]
    known |= {one.pk for one in counted} | {one.pk for one in informed}
    return counted, informed + [one.body for one in standing if one.body_id not in known]


def _digest(
    counted: list[Body],
    informed: list[Body],
    specs: tuple[AddresseeSpec, ...],
    urgency: str,
    preview: notices.NoticePreview,
) -> str:
    lines = [f"counted {pk}" for pk in sorted(one.pk for one in counted)]
    lines += [f"informed {pk}" for pk in sorted(one.pk for one in informed)]
    lines += sorted(f"told {one.person_id} {one.body_id} {one.counted}" for one in specs)
    lines += sorted(f"channel {name} {count}" for name, count in preview.by_channel.items())
    lines += sorted(f"unreached {person.pk}" for person in preview.without_contact)
    return hashlib.sha256("\n".join([urgency, *lines]).encode()).hexdigest()
