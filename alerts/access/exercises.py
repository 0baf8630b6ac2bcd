"""Who may see, prepare, lead and answer an exercise."""

from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts.models import (
    AddressedBody,
    ChecklistEntry,
    ChecklistQuestion,
    Exercise,
    LevelDecision,
    Participant,
)
from audit.record import Capacity


def exercises(user: Someone) -> QuerySet[Exercise]:
    """Return the exercises of the headquarters a person sees, and those begun that ask them."""
    if not isinstance(user, User) or not user.is_active:
        return Exercise.objects.none()
    seen = access.bodies_where(user, access.SEE).values("pk")
    asked = _participants_asking(user).values("exercise_id")
    return Exercise.objects.filter(
        Q(headquarters__in=seen) | Q(started_at__isnull=False, pk__in=asked)
    )


def exercise_audience(exercise: Exercise) -> QuerySet[User]:
    """Return everyone who may see an exercise: the mirror of `exercises`."""
    staff = access.people_who_may(access.SEE, exercise.headquarters)
    if exercise.started_at is None:
        return staff
    listed = exercise.participants.filter(person__isnull=True).values("body_id")
    asked = access.people_who_may(access.BE_NOTIFIED, Body.objects.filter(pk__in=listed))
    named = [
        one.person_id
        for one in exercise.participants.filter(person__isnull=False).select_related("body")
        if access.people_who_may(access.BE_NOTIFIED, one.body)
        .filter(pk=one.person_id or 0)
        .exists()
    ]
    everyone = Q(pk__in=staff.values("pk")) | Q(pk__in=asked.values("pk")) | Q(pk__in=named)
    return User.objects.filter(everyone)


def led_exercises(user: Someone) -> QuerySet[Exercise]:
    """Return the exercises of the headquarters a person sees: plans, boards and statistics."""
    return Exercise.objects.filter(
        headquarters__in=access.bodies_where(user, access.SEE).values("pk")
    )


def may_prepare_exercise(user: Someone, exercise: Exercise) -> bool:
    """Tell whether a person prepares an exercise: an officer of its headquarters."""
    return access.may(user, access.PROPOSE_LEVEL, exercise.headquarters)


def may_end_exercise(user: Someone, exercise: Exercise) -> bool:
    """Tell whether a person may end an exercise: an officer or approver of its headquarters."""
    rights = (access.PROPOSE_LEVEL, access.APPROVE_LEVEL)
    return any(access.may(user, right, exercise.headquarters) for right in rights)


def require_exercise_ender(user: User, exercise: Exercise) -> Capacity:
    """Return the capacity in which somebody ends an exercise, or refuse."""
    if may_prepare_exercise(user, exercise):
        return access.require(user, access.PROPOSE_LEVEL, exercise.headquarters)
    return access.require(user, access.APPROVE_LEVEL, exercise.headquarters)


def exercise_levels(user: Someone) -> QuerySet[LevelDecision]:
    """Return the levels of exercises: all for the headquarters, what was sent for those asked."""
    led = led_exercises(user).values("pk")
    asked = exercises(user).values("pk")
    return LevelDecision.exercises.filter(
        Q(exercise__in=led) | Q(exercise__in=asked, state=LevelDecision.State.PUBLISHED)
    )


def exercise_answerable(user: Someone) -> QuerySet[AddressedBody]:
    """Return what exercises addressed to the bodies for which a person may answer."""
    own = access.bodies_where(user, access.ACKNOWLEDGE)
    return AddressedBody.exercises.filter(
        body__in=own.values("pk"), decision__exercise__in=exercises(user).values("pk")
    )


def exercise_checklist(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return the lines that exercises gave to the bodies a person answers for."""
    own = access.bodies_where(user, access.ACKNOWLEDGE)
    return ChecklistEntry.exercises.filter(
        body__in=own.values("pk"), decision__exercise__in=exercises(user).values("pk")
    )


def exercise_questions(user: Someone) -> QuerySet[ChecklistQuestion]:
    """Return what exercises ask about unfinished lines of the bodies a person answers for."""
    return ChecklistQuestion.exercises.filter(entry__in=exercise_checklist(user).values("pk"))


def _participants_asking(user: User) -> QuerySet[Participant]:
    own = access.bodies_where(user, access.BE_NOTIFIED).values("pk")
    return Participant.objects.filter(Q(person__isnull=True) | Q(person=user), body__in=own)
