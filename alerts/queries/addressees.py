"""Whom a decision on levels goes to: the one written rule, and the effect it will have.

Counted: the members of the Centre, always, and every unit commission whose territory contains,
equals or lies within an affected one. A commission also answers for what was cut from its
territory, unless a commission of its own stands there. Informed, not counted: the headquarters
and district commissions inside the area.

An update and an all-clear (a decision that refers to an earlier one) reach exactly those who got
the original, or their successors; a widening reaches the newly affected as well. A correction
reaches the very people of the wrong notice. Whom a wider level has told as much is spared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Max

from agencies import queries as agencies
from agencies.models import Body
from alerts.levels import Land
from alerts.models import (
    AddressedBody,
    DecisionArea,
    LevelDecision,
    SuppressedNotice,
    manager_of,
)
from alerts.queries.beginnings import brought_to_now
from alerts.queries.consequences import Consequence, consequences_of
from alerts.queries.digests import digest_of
from alerts.queries.duplicates import (
    AnyAct,
    Repetition,
    Spared,
    repetition_of,
)
from alerts.queries.effects import Effect
from alerts.queries.ladders import (
    by_roster,
    ladder_of_level,
    lines_of,
    on_the_ladder,
    terms_of_answer,
)
from alerts.queries.participants import participating
from alerts.queries.reach import reach_of, rung_of
from alerts.queries.routes import routes_of, routes_to_systems
from alerts.queries.standing import land
from audit import clock
from notices import actions as notices
from notices.models import Addressee, LadderStep, Notice
from notices.texts import AddresseeSpec

INFORMED_KINDS = (*Body.HEADQUARTERS, Body.Kind.DISTRICT_COMMISSION)


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


def effect_of(
    acts: Sequence[AnyAct],
    refers_to: LevelDecision | None = None,
    *,
    issuer: Body | None = None,
    wanted: int | None = None,
) -> Effect:
    """Return what a headquarters' decision would send, and the checksum of exactly that."""
    counted, informed = recipients_of(acts, refers_to)
    first_told = {one.pk for one in (*counted, *informed)}
    if refers_to is not None:
        first_told -= {one.pk for one in _original(refers_to)[2]}
    repeated = repetition_of(acts)
    news = [act.territory.code for act in acts if act.territory.code not in repeated.codes]
    counted, spared = _spare(counted, repeated, news, first_told, is_counted=True)
    informed, more = _spare(informed, repeated, news, first_told, is_counted=False)
    pairs = agencies.addressed_pairs(
        Body.objects.filter(pk__in=[one.pk for one in (*counted, *informed)])
    )
    told_already = (*spared, *more)
    return effect_on(
        counted,
        informed,
        pairs,
        leading_rank(acts),
        issuer=issuer,
        spared=told_already,
        consequences=consequences_of(acts),
        wanted=wanted,
    )


def recipients_of(
    acts: Sequence[AnyAct], refers_to: LevelDecision | None = None
) -> tuple[list[Body], list[Body]]:
    """Return whom a decision counts and informs: by the rule, or as the one it refers to did.

    An update and an all-clear reach exactly those who got the original; a widening, to further
    territories or to a higher level, reaches the newly affected as well.
    """
    codes = [act.territory.code for act in acts]
    counted, informed, _everyone = _original(refers_to) if refers_to else ([], [], [])
    if refers_to is not None and (counted or informed):
        codes = _newly_affected(acts, refers_to)
        if not codes:
            return counted, informed
    by_rule = counted_bodies(codes)
    counted += [one for one in by_rule if one not in counted]
    informed = [one for one in informed if one not in counted]
    informed += [one for one in informed_bodies(codes) if one not in (*counted, *informed)]
    return counted, informed


def effect_on(
    counted: list[Body],
    informed: list[Body],
    pairs: Iterable[tuple[int, int]],
    rank: int,
    *,
    issuer: Body | None,
    urgency: str = "",
    spared: tuple[Spared, ...] = (),
    consequences: tuple[Consequence, ...] = (),
    wanted: int | None = None,
    is_exercise: bool = False,
) -> Effect:
    """Return what sending to some organisations and (person, body) pairs would do."""
    specs = _specs(counted, pairs, rank, at_once=bool(urgency))
    terms = terms_of_answer(rank, len(counted), wanted=wanted, is_correction=bool(urgency))
    urgency = urgency or urgency_of(rank)
    heeds, needed = terms["heeds_mutes"], terms["answers_needed"]
    preview = notices.preview_notice(specs, urgency, issuer=issuer, heeds_mutes=heeds)
    told = () if is_exercise else notices.systems_told(specs, issuer=issuer, heeds_mutes=heeds)
    effect = Effect(
        counted=counted,
        informed=informed,
        without_people=_unreached(counted, specs),
        people=preview.people,
        routes=routes_of(preview.messages, preview.names) + routes_to_systems(len(told)),
        systems=told,
        reach=reach_of(preview, specs, counted, (*counted, *informed)),
        addressees=specs,
        urgency=urgency,
        digest="",
        spared=spared,
        later=preview.later,
        muted=tuple(preview.muted),
        ladder=lines_of(rank, rung_of(preview, specs)),
        by_roster=_rostered(specs, urgency),
        answers_needed=needed,
        consequences=consequences,
    )
    return replace(effect, digest=digest_of(effect, preview))


def _specs(
    counted: list[Body], pairs: Iterable[tuple[int, int]], rank: int, *, at_once: bool
) -> tuple[AddresseeSpec, ...]:
    told = {one.pk for one in counted}
    return tuple(
        AddresseeSpec(person, body, counted=body in told, first_step=0 if at_once else step)
        for person, body, step in on_the_ladder(pairs, rank)
    )


def _rostered(specs: Iterable[AddresseeSpec], urgency: str) -> int:
    """Return at how many organisations a roster says who is told first; a correction asks none."""
    if urgency == Notice.Urgency.CORRECTION:
        return 0
    return len(by_roster((one.person_id, one.body_id) for one in specs))


def _unreached(counted: list[Body], specs: Iterable[AddresseeSpec]) -> list[Body]:
    """Return the organisations where nobody is told."""
    reached = {spec.body_id for spec in specs}
    return [one for one in counted if one.pk not in reached]


def effect_of_decision(decision: LevelDecision) -> Effect:
    """Return what approving a proposal would send now; an exercise has a list of its own."""
    own = manager_of(DecisionArea, decision).filter(decision=decision)
    acts = brought_to_now(list(own.select_related("territory").order_by("seq")))
    if decision.exercise is not None:
        bodies, pairs = participating(decision.exercise)
        rank, issuer = leading_rank(acts), decision.headquarters
        changed = consequences_of(acts, decision.exercise)
        return effect_on(
            bodies, [], pairs, rank, issuer=issuer, consequences=changed, is_exercise=True
        )
    return effect_of(
        acts, decision.refers_to, issuer=decision.headquarters, wanted=decision.answers_needed
    )


def effect_of_correction(wrong: LevelDecision) -> Effect:
    """Return what taking a decision back would send: to the very people it was sent to."""
    addressed = manager_of(AddressedBody, wrong).filter(decision=wrong).order_by("body__order")
    rows = list(addressed.select_related("body__territory"))
    made = LadderStep.objects.filter(notice=wrong.notice_id, made_at__isnull=False)
    last = made.aggregate(last=Max("rung"))["last"] or 0
    told = Addressee.objects.filter(notice=wrong.notice_id, first_step__lte=last).order_by("pk")
    return effect_on(
        [one.body for one in rows if one.is_counted],
        [one.body for one in rows if not one.is_counted],
        list(told.values_list("person_id", "body_id")),
        leading_rank(manager_of(DecisionArea, wrong).filter(decision=wrong)),
        issuer=wrong.headquarters,
        is_exercise=wrong.is_exercise,
        urgency=Notice.Urgency.CORRECTION,
    )


def leading_rank(acts: Iterable[object]) -> int:
    """Return the highest colour that a decision sets, or else the highest that it ends."""
    listed = list(acts)
    after = max((int(getattr(act, "level", 0)) for act in listed), default=0)
    return after or max((int(getattr(act, "level_before", 0)) for act in listed), default=0)


def urgency_of(rank: int) -> str:
    """Return how a level travels at once, as its ladder begins: by every channel or the first."""
    return "immediate" if ladder_of_level(rank)[0].every_channel else "ordinary"


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


def _original(earlier: LevelDecision) -> tuple[list[Body], list[Body], list[Body]]:
    """Return who got the original, counted, informed and all, or who stands in their place."""
    rows: list[AddressedBody | SuppressedNotice] = list(
        manager_of(AddressedBody, earlier)
        .filter(decision=earlier)
        .select_related("body__territory", "body__successor__territory")
        .order_by("body__order", "body_id")
    )
    rows += list(
        manager_of(SuppressedNotice, earlier)
        .filter(decision=earlier)
        .select_related("body__territory", "body__successor__territory")
    )
    counted = _standing(one.body for one in rows if one.is_counted)
    informed = [
        one
        for one in _standing(one.body for one in rows if not one.is_counted)
        if one not in counted
    ]
    return counted, informed, [*counted, *informed]


def _standing(bodies: Iterable[Body]) -> list[Body]:
    """Return the bodies in being, each ended one replaced by its successor."""
    today, found = clock.today(), []
    for body in bodies:
        heir: Body | None = body
        while heir is not None and not heir.is_in_being(today):
            heir = heir.successor
        if heir is not None and heir not in found:
            found.append(heir)
    return found


def _newly_affected(acts: Sequence[AnyAct], earlier: LevelDecision) -> list[str]:
    """Return the territories that the original did not reach, or not with so high a level."""
    tree, now = land(), clock.now()
    known = list(
        manager_of(DecisionArea, earlier).filter(decision=earlier).select_related("territory")
    )
    reached = {act.territory.code for act in known}
    highest = leading_rank(known)
    return [
        act.territory.code
        for act in acts
        if act.level > highest or not reached & set(tree.way_up(act.territory.code, now))
    ]


def _spare(
    bodies: list[Body],
    repeated: Repetition,
    news: list[str],
    first_told: set[int],
    *,
    is_counted: bool,
) -> tuple[list[Body], list[Spared]]:
    """Part those who are told from those whom a wider level has told the same already."""
    if not repeated.codes:
        return bodies, []
    rule = counted_bodies if is_counted else informed_bodies
    concerned = {one.pk for one in rule(news)} if news else set()
    spared = [
        found
        for body in bodies
        if body.pk in first_told and body.pk not in concerned
        if (found := repeated.spared(body, is_counted=is_counted))
    ]
    away = {one.body.pk for one in spared}
    return [one for one in bodies if one.pk not in away], spared
