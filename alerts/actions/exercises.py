"""Exercises: planning one, choosing who takes part, playing levels, and ending it for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.models import Body, Territory, User
from alerts import access, queries
from alerts.actions.checklists import answer_about_line, tick_line
from alerts.actions.proposals import propose_level, withdraw_proposal
from alerts.actions.publishing import Publication, publish
from alerts.models import (
    ChecklistEntry,
    ChecklistQuestion,
    Exercise,
    Level,
    LevelDecision,
    Participant,
)
from alerts.queries import sending
from alerts.queries.participants import participating
from alerts.texts.exercises import ending_texts, exercise_texts
from alerts.texts.papers import Paper
from audit import clock
from audit.record import Capacity, record
from notices import actions as notices
from notices.models import Notice
from notices.texts import AddresseeSpec

WORDS_FOR_EXERCISE = frozenset({"exercise", "учение", "оқу-жаттығу"})
STATES = Exercise.State


@dataclass(frozen=True)
class ExercisePlan:
    """What an exercise is called, what is played in it, and from when until when."""

    name_kk: str
    name_ru: str
    scenario: str
    starts_at: dt.datetime
    ends_at: dt.datetime


@transaction.atomic
def plan_exercise(headquarters: Body, *, actor: User, plan: ExercisePlan) -> Exercise:
    """Enter a new exercise of a headquarters; nobody is told until its first level is sent."""
    capacity = access.require_proposer(actor, headquarters)
    _require_plan(plan)
    Body.objects.select_for_update(no_key=True).get(pk=headquarters.pk)
    exercise = Exercise.objects.create(
        number=_next_number(headquarters),
        headquarters=headquarters,
        prepared_at=clock.now(),
        prepared_by=actor,
        **vars(plan),
    )
    record(capacity, gettext_noop("planned the exercise"), exercise)
    return exercise


@transaction.atomic
def change_exercise(exercise: Exercise, *, actor: User, plan: ExercisePlan) -> Exercise:
    """Change the plan of an exercise that has not begun; the same plan changes nothing."""
    capacity = access.require_proposer(actor, exercise.headquarters)
    exercise = _planned(exercise)
    _require_plan(plan)
    changes = {
        name: [_said(getattr(exercise, name)), _said(value)]
        for name, value in vars(plan).items()
        if getattr(exercise, name) != value
    }
    if not changes:
        return exercise
    for name in changes:
        setattr(exercise, name, getattr(plan, name))
    exercise.save(update_fields=list(changes))
    record(capacity, gettext_noop("changed the plan of the exercise"), exercise, changes=changes)
    return exercise


@transaction.atomic
def choose_participants(exercise: Exercise, *, actor: User, bodies: Iterable[Body]) -> Exercise:
    """Choose the organisations that take part; the list is fixed once the exercise has begun."""
    capacity = access.require_proposer(actor, exercise.headquarters)
    exercise = _planned(exercise)
    chosen = {one.pk for one in bodies}
    offered = set(queries.bodies_offered(exercise.headquarters).values_list("pk", flat=True))
    if not chosen or not chosen <= offered:
        raise ValidationError({"bodies": _("Choose organisations of this headquarters' land.")})
    listed = set(exercise.participants.values_list("body_id", flat=True))
    if chosen == listed:
        return exercise
    exercise.participants.exclude(body__in=chosen).delete()
    Participant.objects.bulk_create(
        Participant(exercise=exercise, body_id=body) for body in sorted(chosen - listed)
    )
    changes = {"organisations": [len(listed), len(chosen)]}
    record(
        capacity, gettext_noop("chose who takes part in the exercise"), exercise, changes=changes
    )
    return exercise


@transaction.atomic
def name_participants(
    exercise: Exercise, body: Body, *, actor: User, people: Iterable[User]
) -> Exercise:
    """Name the people of one organisation who alone are told; none named means all of them."""
    capacity = access.require_proposer(actor, exercise.headquarters)
    exercise = _planned(exercise)
    own = exercise.participants.filter(body=body)
    if not own.exists():
        raise ValidationError(_("This organisation is not on the list of the exercise."))
    named = {one.pk for one in people}
    offered = set(queries.people_offered(body).values_list("pk", flat=True))
    if not named <= offered:
        raise ValidationError({"people": _("Name people who are told for this organisation.")})
    listed = set(own.filter(person__isnull=False).values_list("person_id", flat=True))
    if named == listed:
        return exercise
    own.delete()
    Participant.objects.bulk_create(
        Participant(exercise=exercise, body=body, person_id=person)
        for person in (sorted(named) if named else [None])
    )
    changes = {"people": [len(listed), len(named)]}
    record(
        capacity,
        gettext_noop("named who takes part in the exercise for the organisation"),
        exercise,
        changes=changes,
        body=body,
    )
    return exercise


@transaction.atomic
def inject_level(
    exercise: Exercise,
    *,
    actor: User,
    territories: Sequence[Territory],
    level: int,
    criterion: str = "",
    told: dict[str, str] | None = None,
) -> LevelDecision:
    """Lay a level of an exercise before another person; its texts carry the mark."""
    access.require_proposer(actor, exercise.headquarters)
    exercise = _locked(exercise)
    _require_open(exercise)
    if not exercise.participants.exists():
        raise ValidationError(_("Choose who takes part before a level is played."))
    acts = queries.injected_acts(exercise, territories, level, criterion)
    settled = queries.settle_acts(exercise.headquarters, acts, exercise, earliest=clock.now())
    texts = exercise_texts(exercise, settled, told or {})
    body = exercise.headquarters
    is_open = any(act.ends_at is None for act in settled)
    paper = Paper(
        body.name_kk or body.name_ru,
        body.name_ru,
        texts["kk"],
        texts["ru"],
        texts["en"],
        review_on=clock.today() if is_open else None,
    )
    return propose_level(
        body,
        actor=actor,
        acts=acts,
        paper=paper,
        refers_to=queries.earlier_level(exercise, [one.code for one in territories]),
        number=f"{exercise.number}-{_levels(exercise) + 1}",
        exercise=exercise,
    )


@transaction.atomic
def send_exercise_level(
    decision: LevelDecision, *, actor: User, digest: str, typed_word: str = ""
) -> LevelDecision:
    """Send a level of an exercise to its participants alone; the first one starts the exercise.

    The word that confirms red is never that of the real world: here one types "exercise".
    """
    access.require_approver(actor, decision)
    exercise = _locked(_exercise_of(decision))
    decision = sending.locked_proposal(decision)
    if decision.is_published:
        return decision
    capacity = access.require_approver(actor, decision)
    _require_open(exercise)
    acts = sending.acts_in_order(decision)
    is_red = queries.leading_rank(acts) == Level.RED
    if is_red and typed_word.strip().lower() not in WORDS_FOR_EXERCISE:
        raise ValidationError({"typed_word": _("Type the word: exercise.")})
    decision.exercise = exercise
    effect = queries.effect_of_decision(decision)
    sending.require_still_true(effect)
    sending.require_shown(effect, digest)
    _start(exercise, capacity)
    verb = gettext_noop("sent the level of the exercise")
    origin = LevelDecision.Origin.TWO_PERSON
    publication = Publication(capacity, origin, verb)
    return publish(decision, acts, effect, publication, capacity=capacity)


@transaction.atomic
def tick_exercise_line(
    entry: ChecklistEntry,
    *,
    actor: User,
    note: str = "",
    evidence: str = "",
    file: UploadedFile[bytes] | None = None,
) -> ChecklistEntry:
    """Mark a line of an exercise's checklist as done, while the exercise is under way."""
    access.require_answerer(actor, entry.body)
    _require_open(_locked(_exercise_of(entry.decision)))
    return tick_line(entry, actor=actor, note=note, evidence=evidence, file=file)


@transaction.atomic
def answer_exercise_line(
    question: ChecklistQuestion, *, actor: User, answer: str, reason: str = ""
) -> ChecklistQuestion:
    """Say of an unfinished line of a higher level played: keep it, or drop it with a reason."""
    access.require_answerer(actor, question.entry.body)
    _require_open(_locked(_exercise_of(question.decision)))
    return answer_about_line(question, actor=actor, answer=answer, reason=reason)


@transaction.atomic
def end_exercise(exercise: Exercise, *, actor: User) -> Exercise:
    """End an exercise and tell every participant; afterwards nothing of it is open."""
    capacity = access.require_exercise_ender(actor, exercise)
    exercise = _locked(exercise)
    if exercise.is_ended:
        return exercise
    was, levels = exercise.state, LevelDecision.exercises.filter(exercise=exercise)
    for proposal in levels.filter(state=LevelDecision.State.PROPOSED).order_by("pk"):
        withdraw_proposal(proposal, actor=actor, reason=_("The exercise has ended."))
    for decision in levels.filter(notice__closed_at__isnull=True).select_related("notice"):
        if decision.notice is not None:
            notices.close_notice(decision.notice)
    if exercise.is_running:
        exercise.ending_notice = _tell_the_end(exercise, capacity)
    exercise.state, exercise.ended_at, exercise.ended_by = STATES.ENDED, clock.now(), actor
    exercise.save(update_fields=["state", "ended_at", "ended_by", "ending_notice"])
    changes = {"state": [was, exercise.state]}
    record(capacity, gettext_noop("ended the exercise"), exercise, changes=changes)
    return exercise


def _start(exercise: Exercise, capacity: Capacity) -> None:
    if not exercise.is_planned:
        return
    exercise.state, exercise.started_at = STATES.RUNNING, clock.now()
    exercise.save(update_fields=["state", "started_at"])
    changes = {"state": [STATES.PLANNED.value, exercise.state]}
    record(capacity, gettext_noop("started the exercise"), exercise, changes=changes)


def _tell_the_end(exercise: Exercise, capacity: Capacity) -> Notice:
    _bodies, pairs = participating(exercise)
    return notices.issue_notice(
        capacity,
        kind=Notice.Kind.DUTY,
        thing_path=exercise.get_absolute_url(),
        texts=ending_texts(exercise),
        addressees=[AddresseeSpec(person, body, counted=False) for person, body in pairs],
        urgency=Notice.Urgency.IMMEDIATE,
        exercise=True,
    )


def _locked(exercise: Exercise) -> Exercise:
    return (
        Exercise.objects.select_for_update(of=("self",))
        .select_related("headquarters__territory")
        .get(pk=exercise.pk)
    )


def _planned(exercise: Exercise) -> Exercise:
    exercise = _locked(exercise)
    if not exercise.is_planned:
        raise ValidationError(_("The exercise has begun or ended: its plan stands."))
    return exercise


def _exercise_of(decision: LevelDecision) -> Exercise:
    if decision.exercise is None:
        raise ValidationError(_("This is no exercise: nothing real is done from here."))
    return decision.exercise


def _require_open(exercise: Exercise) -> None:
    if exercise.is_ended:
        raise ValidationError(_("The exercise has ended: nothing of it is open any more."))


def _require_plan(plan: ExercisePlan) -> None:
    if not plan.name_kk.strip() or not plan.name_ru.strip() or not plan.scenario.strip():
        raise ValidationError(_("An exercise needs its name in both languages and a scenario."))
    if plan.ends_at <= plan.starts_at:
        raise ValidationError({"ends_at": _("The end lies before the beginning.")})


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


def _levels(exercise: Exercise) -> int:
    return LevelDecision.exercises.filter(exercise=exercise).count()


def _next_number(headquarters: Body) -> str:
    start = f"EX-{headquarters.territory.code}-{clock.today().year}/"
    return f"{start}{Exercise.objects.filter(number__startswith=start).count() + 1:02d}"
