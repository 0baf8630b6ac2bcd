"""Who sees a meeting, who reads its minutes, and who may convene, minute and sign."""

from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit import clock
from audit.record import Capacity
from meetings.models import Attendance, Decision, Meeting, Seat

KEEPING = (access.CONVENE, access.MINUTE, access.SIGN, access.READ_RECORD)


def visible(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings a person knows of: a keeper always, others once the agenda is open."""
    sees = access.bodies_where(user, access.SEE).values("pk")
    invited = Attendance.objects.filter(Q(seat__member__in=sees) | _holds(user))
    opened = Q(agenda_opened_at__isnull=False) & (
        Q(body__in=sees) | Q(pk__in=invited.values("meeting_id"))
    )
    return Meeting.objects.filter(_kept_by(user) | opened)


def audience(meeting: Meeting) -> QuerySet[User]:
    """Return the people to whom a meeting is visible."""
    people = Q(pk__in=_keepers(meeting.body).values("pk"))
    if meeting.agenda_opened_at is not None:
        members = Body.objects.filter(held_seats__attendances__meeting=meeting)
        people |= Q(pk__in=access.people_who_may(access.SEE, meeting.body).values("pk"))
        people |= Q(pk__in=access.people_who_may(access.SEE, members).values("pk"))
        people |= _holders(Attendance.objects.filter(meeting=meeting))
    return User.objects.filter(people, is_active=True)


def readable(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings whose minutes a person reads: their keepers; after approval who came."""
    sees = access.bodies_where(user, access.SEE).values("pk")
    attends = access.bodies_where(user, access.ATTEND).values("pk")
    came = Attendance.objects.filter(
        Q(seat__member__in=attends) | _holds(user), state__in=Attendance.CAME
    )
    approved = Q(state=Meeting.State.APPROVED) & (
        Q(body__in=sees) | Q(pk__in=came.values("meeting_id"))
    )
    return Meeting.objects.filter(_kept_by(user) | approved, state__in=Meeting.AFTER)


def readers(meeting: Meeting) -> QuerySet[User]:
    """Return the people to whom the minutes of a meeting are readable."""
    if not meeting.is_after:
        return User.objects.none()
    people = Q(pk__in=_keepers(meeting.body).values("pk"))
    if meeting.is_approved:
        came = Attendance.objects.filter(meeting=meeting, state__in=Attendance.CAME)
        members = Body.objects.filter(held_seats__attendances__in=came)
        people |= Q(pk__in=access.people_who_may(access.SEE, meeting.body).values("pk"))
        people |= Q(pk__in=access.people_who_may(access.ATTEND, members).values("pk"))
        people |= _holders(came)
    return User.objects.filter(people, is_active=True)


def visible_decisions(user: Someone) -> QuerySet[Decision]:
    """Return the decisions a person reads: those of readable minutes, and what their body owes."""
    sees = access.bodies_where(user, access.SEE).values("pk")
    executes = Q(lead__in=sees) | Q(co_executors__body__in=sees)
    told = Q(meeting__state=Meeting.State.APPROVED) | Q(assignments__isnull=False)
    owed = Decision.objects.filter(executes & told)
    return Decision.objects.filter(
        Q(meeting__in=readable(user).values("pk")) | Q(pk__in=owed.values("pk"))
    )


def audience_of_decision(decision: Decision) -> QuerySet[User]:
    """Return the people to whom one decision is visible."""
    people = Q(pk__in=readers(decision.meeting).values("pk"))
    if decision.meeting.is_approved or decision.assignments.exists():
        executors = Body.objects.filter(
            Q(pk=decision.lead_id) | Q(pk__in=decision.co_executors.values("body_id"))
        )
        people |= Q(pk__in=access.people_who_may(access.SEE, executors).values("pk"))
    return User.objects.filter(people, is_active=True)


def convening_bodies(user: Someone) -> QuerySet[Body]:
    """Return the bodies for which a person may convene meetings."""
    return access.bodies_where(user, access.CONVENE)


def bodies_with_seats(user: Someone) -> QuerySet[Body]:
    """Return the convening bodies whose composition a person sees."""
    sees = access.bodies_where(user, access.SEE).values("pk")
    kinds = (Body.Kind.CENTRE, *Body.COMMISSIONS)
    seated = Q(seats__member__in=sees) | Q(seats__holder__in=_person(user))
    return Body.objects.filter(Q(pk__in=sees) | seated, kind__in=kinds).distinct()


def require_convener(user: Someone, body: Body) -> Capacity:
    """Return the capacity in which a person convenes a body's meetings, or refuse."""
    return access.require(user, access.CONVENE, body)


def require_minute_taker(user: Someone, meeting: Meeting) -> Capacity:
    """Return the capacity in which a person keeps the minutes, or refuse."""
    return access.require(user, access.MINUTE, meeting.body)


def require_signer(user: Someone, meeting: Meeting) -> Capacity:
    """Return the capacity in which a person signs the protocol, or refuse."""
    return access.require(user, access.SIGN, meeting.body)


def require_assigner(user: Someone, meeting: Meeting) -> Capacity:
    """Return the capacity in which a person gives the body's tasks, or refuse."""
    return access.require(user, access.ASSIGN, meeting.body)


def may_convene(user: Someone, body: Body) -> bool:
    """Tell whether a person may convene a body's meetings."""
    return access.may(user, access.CONVENE, body)


def may_minute(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person may keep the minutes of a meeting."""
    return access.may(user, access.MINUTE, meeting.body)


def may_sign(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person may sign the protocol of a meeting."""
    return access.may(user, access.SIGN, meeting.body)


def may_assign(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person may turn a meeting's decisions into tasks."""
    return access.may(user, access.ASSIGN, meeting.body)


def _kept_by(user: Someone) -> Q:
    kept = Q()
    for right in KEEPING:
        kept |= Q(body__in=access.bodies_where(user, right).values("pk"))
    return kept


def _keepers(body: Body) -> QuerySet[User]:
    people = Q()
    for right in KEEPING:
        people |= Q(pk__in=access.people_who_may(right, body).values("pk"))
    return User.objects.filter(people)


def _holds(user: Someone) -> Q:
    return Q(seat__in=Seat.objects.on(clock.today()).filter(holder__in=_person(user)).values("pk"))


def _holders(attendances: QuerySet[Attendance]) -> Q:
    seats = Seat.objects.on(clock.today()).filter(attendances__in=attendances)
    return Q(pk__in=seats.filter(holder__isnull=False).values("holder_id"))


def _person(user: Someone) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk or 0, is_active=True)
