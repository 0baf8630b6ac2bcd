"""Reading exercises: their lists, their participants, and the levels played in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies import access as rights
from agencies.access.rights import Someone
from agencies.models import Body, Territory, User
from alerts import access
from alerts.models import (
    CRITERIA,
    Action,
    DecisionArea,
    Exercise,
    Level,
    LevelDecision,
    Participant,
)
from alerts.queries.effects import Effect
from alerts.queries.participants import participating
from alerts.queries.places import territories_offered
from alerts.queries.standing import land, replay
from alerts.texts import ActSpec
from audit import clock

STATES = LevelDecision.State


@dataclass(frozen=True)
class Taking:
    """One organisation on the list of an exercise, and the people who are told for it."""

    body: Body
    people: list[User]
    is_named: bool


@dataclass(frozen=True)
class Played:
    """One level in force inside an exercise, and nowhere else."""

    territory: Territory
    level: str
    rank: int
    since: object
    until: object


def exercises(user: Someone) -> QuerySet[Exercise]:
    """Return the exercises a person sees, the latest first."""
    return _shown(access.exercises(user))


def led_exercises(user: Someone) -> QuerySet[Exercise]:
    """Return the exercises of the headquarters a person sees."""
    return _shown(access.led_exercises(user))


def begins_early(exercise: Exercise) -> bool:
    """Tell whether sending a level now would begin an exercise before its planned start."""
    return exercise.is_planned and clock.now() < exercise.starts_at


def takes_part(user: Someone) -> bool:
    """Tell whether an exercise that is under way asks this person."""
    return access.exercises(user).filter(state=Exercise.State.RUNNING).exists()


def headquarters_for_exercises(user: Someone) -> QuerySet[Body]:
    """Return the headquarters at which a person may prepare an exercise, the widest first."""
    return access.headquarters_for_proposals(user)


def may_prepare_exercise(user: Someone, exercise: Exercise) -> bool:
    """Tell whether a person prepares this exercise."""
    return access.may_prepare_exercise(user, exercise)


def may_end_exercise(user: Someone, exercise: Exercise) -> bool:
    """Tell whether a person may end this exercise now."""
    return not exercise.is_ended and access.may_end_exercise(user, exercise)


def leads_exercise(user: Someone, exercise: Exercise) -> bool:
    """Tell whether a person sees the plan, the boards and the statistics of an exercise."""
    return access.led_exercises(user).filter(pk=exercise.pk).exists()


def bodies_offered(headquarters: Body) -> QuerySet[Body]:
    """Return the organisations that an exercise of a headquarters may ask: those of its land."""
    tree, now, own = land(), clock.now(), headquarters.territory.code
    inside = [code for code in tree.places if own in tree.way_up(code, now)]
    return (
        Body.objects.in_being(clock.today())
        .filter(territory__code__in=inside)
        .select_related("territory")
        .order_by("order", "pk")
    )


def people_offered(body: Body) -> QuerySet[User]:
    """Return the people who would be told for an organisation."""
    pairs = rights.pairs_who_may(rights.BE_NOTIFIED, Body.objects.filter(pk=body.pk))
    return User.objects.filter(pk__in=[person for person, _body in pairs]).order_by(
        "full_name", "pk"
    )


def participants_of(exercise: Exercise) -> list[Taking]:
    """Return the organisations of an exercise with the people who are told for each."""
    bodies, pairs = participating(exercise)
    people = User.objects.in_bulk({person for person, _body in pairs})
    named = set(
        Participant.objects.filter(exercise=exercise, person__isnull=False).values_list(
            "body_id", flat=True
        )
    )
    return [
        Taking(
            body,
            sorted(
                (people[person] for person, told_for in pairs if told_for == body.pk),
                key=lambda one: one.full_name,
            ),
            body.pk in named,
        )
        for body in bodies
    ]


def territories_played(exercise: Exercise) -> list[Territory]:
    """Return the territories of the exercise's headquarters that exist now."""
    return territories_offered(exercise.headquarters)


def levels_played(exercise: Exercise) -> list[Played]:
    """Return the levels in force inside an exercise now; none once it has ended."""
    if not exercise.is_running:
        return []
    now = clock.now()
    own = [
        one for one in replay(exercise=exercise).state_at(now).own.values() if one.is_running(now)
    ]
    places = {
        one.code: one for one in Territory.objects.filter(code__in=[o.territory for o in own])
    }
    played = [
        Played(places[one.territory], one.level.word, int(one.level), one.since, one.ends_at)
        for one in own
    ]
    return sorted(played, key=lambda one: (-one.rank, one.territory.order, one.territory.code))


def exercise_levels(user: Someone) -> QuerySet[LevelDecision]:
    """Return the levels of exercises a person sees, with their acts, the latest first."""
    acts = DecisionArea.exercises.select_related("territory").order_by("starts_at", "seq")
    return (
        access.exercise_levels(user)
        .select_related("exercise__headquarters__territory", "headquarters__territory",
                        "proposed_by", "proposed_for", "approved_by", "approved_for",
                        "withdrawn_by", "notice", "refers_to")
        .prefetch_related(Prefetch("areas", queryset=acts, to_attr="acts"))
        .order_by("-proposed_at", "-pk")
    )  # fmt: skip


def exercise_boards(user: Someone) -> QuerySet[LevelDecision]:
    """Return the levels of exercises whose answers a person watches: the headquarters'."""
    led = access.led_exercises(user).values("pk")
    return exercise_levels(user).filter(exercise__in=led, notice__isnull=False)


def injected_acts(
    exercise: Exercise, territories: Sequence[Territory], level: int, criterion: str = ""
) -> list[ActSpec]:
    """Return the acts that lead from what is in force inside the exercise to a level."""
    now = clock.now()
    state = replay(exercise=exercise).state_at(now)
    usual = str(CRITERIA[Level(level)][0]) if level else ""
    return [
        ActSpec(
            territory=one,
            action=_action(int(state.level(one.code, now)), level, one),
            level=level,
            starts_at=now,
            criterion=criterion if level and criterion else usual,
            stated_end=exercise.ends_at if exercise.ends_at > now else None,
            is_from_approval=True,
        )
        for one in territories
    ]


def earlier_level(exercise: Exercise, codes: Iterable[str]) -> LevelDecision | None:
    """Return the latest level sent in an exercise that names one of some territories."""
    named = DecisionArea.exercises.filter(territory__code__in=list(codes)).values("decision_id")
    sent = LevelDecision.exercises.filter(exercise=exercise, state=STATES.PUBLISHED)
    return sent.filter(pk__in=named).order_by("-published_at", "-pk").first()


def exercise_send_words(
    exercise: Exercise, acts: Sequence[ActSpec | DecisionArea], effect: Effect
) -> str:
    """Return what the button does, in words that no real button ever has."""
    count = effect.organisations
    highest = max((act.level for act in acts), default=0)
    said = {"level": str(Level(highest).label).upper(), "count": count}
    if not highest:
        return ngettext(
            "Exercise: send the all-clear to %(count)d participant",
            "Exercise: send the all-clear to %(count)d participants",
            count,
        ) % {"count": count}
    if exercise.is_planned:
        return (
            ngettext(
                "Start the exercise: send %(level)s to %(count)d participant",
                "Start the exercise: send %(level)s to %(count)d participants",
                count,
            )
            % said
        )
    return (
        ngettext(
            "Exercise: send %(level)s to %(count)d participant",
            "Exercise: send %(level)s to %(count)d participants",
            count,
        )
        % said
    )


def _shown(found: QuerySet[Exercise]) -> QuerySet[Exercise]:
    bodies = Count("participants__body", distinct=True)
    return (
        found.select_related("headquarters__territory", "prepared_by", "ended_by")
        .annotate(bodies=bodies)
        .order_by("-starts_at", "-pk")
    )


def _action(before: int, level: int, territory: Territory) -> str:
    if before == level:
        raise ValidationError(
            _("%(place)s: this is what is in force in the exercise already.")
            % {"place": territory.name}
        )
    if level > before:
        return Action.RAISE if before else Action.SET
    return Action.LOWER if level else Action.CANCEL
