"""Who sees a meeting, who reads its minutes, and who may convene, minute and sign."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit import clock
from audit.record import Capacity
from meetings.models import (
    AgendaItem,
    Attendance,
    Circulation,
    Decision,
    Extract,
    Meeting,
    Seat,
)

KEEPING = (access.CONVENE, access.MINUTE, access.SIGN, access.READ_RECORD)


def visible(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings a person knows of: a keeper always, others once the agenda is open."""
    sees = access.bodies_where(user, access.SEE).values("pk")
    invited = Attendance.objects.filter(
        Q(seat__member__in=sees) | _holds(user) | Q(substitute__in=_person(user))
    )
    opened = Q(agenda_opened_at__isnull=False) & (
        Q(body__in=sees) | Q(joint_with__in=sees) | Q(pk__in=invited.values("meeting_id"))
    )
    return Meeting.objects.filter(kept_by(user) | opened)


def audience(meeting: Meeting) -> QuerySet[User]:
    """Return the people to whom a meeting is visible."""
    people = Q(pk__in=keepers(meeting.body).values("pk"))
    if meeting.agenda_opened_at is not None:
        members = Body.objects.filter(held_seats__attendances__meeting=meeting)
        people |= Q(pk__in=access.people_who_may(access.SEE, _hosts(meeting)).values("pk"))
        people |= Q(pk__in=access.people_who_may(access.SEE, members).values("pk"))
        seats = Attendance.objects.filter(meeting=meeting)
        people |= _holders(seats) | _substitutes(seats)
    return User.objects.filter(people, is_active=True)


def readable(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings whose minutes a person reads: their keepers; after approval who came."""
    sees = access.bodies_where(user, access.SEE).values("pk")
    attends = access.bodies_where(user, access.ATTEND).values("pk")
    came = Attendance.objects.filter(
        Q(seat__member__in=attends)
        | _holds(user)
        | Q(substitute__in=_person(user), state=Attendance.State.SUBSTITUTE),
        state__in=Attendance.CAME,
    )
    approved = Q(state=Meeting.State.APPROVED) & (
        Q(body__in=sees) | Q(joint_with__in=sees) | Q(pk__in=came.values("meeting_id"))
    )
    return Meeting.objects.filter(kept_by(user) | approved, state__in=Meeting.AFTER)


def readers(meeting: Meeting) -> QuerySet[User]:
    """Return the people to whom the minutes of a meeting are readable."""
    if not meeting.is_after:
        return User.objects.none()
    people = Q(pk__in=keepers(meeting.body).values("pk"))
    if meeting.is_approved:
        came = came_to(meeting)
        members = Body.objects.filter(held_seats__attendances__in=came)
        people |= Q(pk__in=access.people_who_may(access.SEE, _hosts(meeting)).values("pk"))
        people |= Q(pk__in=access.people_who_may(access.ATTEND, members).values("pk"))
        sat_in = came.filter(state=Attendance.State.SUBSTITUTE)
        people |= _holders(came) | _substitutes(sat_in)
    return User.objects.filter(people, is_active=True)


def unveiled(user: Someone) -> QuerySet[Meeting]:
    """Return the meetings whose closed questions a person reads: keepers, and who sits there."""
    attends = access.bodies_where(user, access.ATTEND).values("pk")
    sits = Attendance.objects.filter(
        Q(seat__member__in=attends) | _holds(user) | Q(substitute__in=_person(user))
    )
    inside = Q(body__in=attends) | Q(joint_with__in=attends) | Q(pk__in=sits.values("meeting_id"))
    opened = Q(agenda_opened_at__isnull=False) & inside
    return Meeting.objects.filter(kept_by(user) | opened)


def insiders(meeting: Meeting) -> QuerySet[User]:
    """Return the people who read the closed questions of a meeting."""
    people = Q(pk__in=keepers(meeting.body).values("pk"))
    if meeting.agenda_opened_at is not None:
        seats = Attendance.objects.filter(meeting=meeting)
        houses = Body.objects.filter(
            Q(held_seats__attendances__in=seats) | Q(pk__in=_hosts(meeting).values("pk"))
        )
        people |= Q(pk__in=access.people_who_may(access.ATTEND, houses).values("pk"))
        people |= _holders(seats) | _substitutes(seats)
    return User.objects.filter(people, is_active=True)


def reads_closed(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person reads the closed questions of a meeting."""
    return unveiled(user).filter(pk=meeting.pk).exists()


def open_items(user: Someone) -> Q:
    """Return the condition that a question is open to a person, written for `AgendaItem`."""
    return Q(is_closed=False) | Q(meeting__in=unveiled(user).values("pk"))


def visible_decisions(user: Someone) -> QuerySet[Decision]:
    """Return the decisions a person reads: those of readable minutes, and what their body owes."""
    executes = _executes(access.bodies_where(user, access.SEE))
    speaks = access.bodies_where(user, access.REPORT) | access.bodies_where(user, access.ATTEND)
    executes &= Q(item__is_closed=False) | _executes(speaks)
    told = Q(meeting__state=Meeting.State.APPROVED) | Q(assignments__isnull=False)
    owed = Decision.objects.filter(executes & told)
    read = Q(meeting__in=readable(user).values("pk"))
    read &= Q(item__is_closed=False) | Q(meeting__in=unveiled(user).values("pk"))
    return Decision.objects.filter(read | Q(pk__in=owed.values("pk")))


def audience_of_decision(decision: Decision) -> QuerySet[User]:
    """Return the people to whom one decision is visible."""
    people = Q(pk__in=readers(decision.meeting).values("pk"))
    is_closed = decision.item.is_closed
    if is_closed:
        people &= Q(pk__in=insiders(decision.meeting).values("pk"))
    if decision.meeting.is_approved or decision.assignments.exists():
        executors = Body.objects.filter(
            Q(pk=decision.lead_id) | Q(pk__in=decision.co_executors.values("body_id"))
        )
        seeing = Q(pk__in=access.people_who_may(access.SEE, executors).values("pk"))
        people |= seeing & _speakers(executors) if is_closed else seeing
    return User.objects.filter(people, is_active=True)


def visible_extracts(user: Someone) -> QuerySet[Extract]:
    """Return the extracts a person reads: those made for a body that they see."""
    sees = access.bodies_where(user, access.SEE).values("pk")
    speaks = access.bodies_where(user, access.REPORT) | access.bodies_where(user, access.ATTEND)
    kept = Meeting.objects.filter(kept_by(user)).values("pk")
    close = Q(body__in=speaks.values("pk")) | Q(protocol__meeting__in=kept)
    return Extract.objects.filter(Q(is_closed=False) | close, body__in=sees)


def audience_of_extract(extract: Extract) -> QuerySet[User]:
    """Return the people to whom an extract is visible."""
    seeing = access.people_who_may(access.SEE, extract.body)
    if not extract.is_closed:
        return seeing
    kept = Q(pk__in=keepers(extract.protocol.body).values("pk"))
    own = Body.objects.filter(pk=extract.body_id)
    return seeing.filter(kept | _speakers(own))


def circulated(user: Someone) -> QuerySet[Circulation]:
    """Return the drafts that went round and that a person reads: keepers, and who came."""
    attends = access.bodies_where(user, access.ATTEND).values("pk")
    came = Attendance.objects.filter(
        Q(seat__member__in=attends) | _holds(user), state__in=Attendance.CAME
    )
    kept = Meeting.objects.filter(kept_by(user) | Q(pk__in=came.values("meeting_id")))
    return Circulation.objects.filter(meeting__in=kept.values("pk"))


def audience_of_circulation(circulation: Circulation) -> QuerySet[User]:
    """Return the people to whom a draft that went round is readable."""
    came = came_to(circulation.meeting)
    members = Body.objects.filter(held_seats__attendances__in=came)
    people = Q(pk__in=keepers(circulation.meeting.body).values("pk"))
    people |= Q(pk__in=access.people_who_may(access.ATTEND, members).values("pk"))
    return User.objects.filter(people | _holders(came), is_active=True)


def answerable(user: Someone) -> QuerySet[Attendance]:
    """Return the seats for which a person answers invitations: a member's people, a holder."""
    speaks = access.bodies_where(user, access.REPORT) | access.bodies_where(user, access.ATTEND)
    own = Q(seat__member__in=speaks.values("pk")) | _holds(user)
    opened = Meeting.objects.filter(agenda_opened_at__isnull=False)
    return Attendance.objects.filter(own, meeting__in=opened.values("pk"))


def require_to_answer(user: User, attendance: Attendance) -> Capacity:
    """Return the capacity in which a person answers for a seat, or refuse."""
    if not answerable(user).filter(pk=attendance.pk).exists():
        raise PermissionDenied
    member = attendance.seat.member
    if member is None:
        return Capacity(person=user, body=attendance.meeting.body)
    right = access.REPORT if access.may(user, access.REPORT, member) else access.ATTEND
    return access.require(user, right, member)


def came_to(meeting: Meeting) -> QuerySet[Attendance]:
    """Return the seats of a meeting in which somebody sat."""
    return Attendance.objects.filter(meeting=meeting, state__in=Attendance.CAME)


def may_remark(user: Someone, circulation: Circulation) -> bool:
    """Tell whether a person may remark on a draft in the name of a body that came."""
    return _remarking_body(user, circulation) is not None


def require_remarker(user: Someone, circulation: Circulation) -> Capacity:
    """Return the capacity in which a person remarks on a draft, or refuse."""
    body = _remarking_body(user, circulation)
    if body is None:
        raise PermissionDenied
    return access.require(user, access.ATTEND, body)


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


def require_chair(user: Someone, meeting: Meeting) -> Capacity:
    """Return the capacity in which a person decides for the body that meets, or refuse."""
    return access.require(user, access.DECIDE, meeting.body)


def require_reader_of_materials(user: User, item: AgendaItem) -> Capacity:
    """Return the capacity in which a person opens the papers of a question, or refuse."""
    meetings = visible(user)
    if item.is_closed:
        meetings = meetings & unveiled(user)
    if not meetings.filter(pk=item.meeting_id).exists():
        raise PermissionDenied
    seats = Attendance.objects.filter(meeting=item.meeting_id)
    seated = access.bodies_of(user).filter(held_seats__attendances__in=seats)
    return Capacity(person=user, body=seated.first() or access.home_body(user))


def may_chair(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person decides for the body that meets."""
    return access.may(user, access.DECIDE, meeting.body)


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


def may_approve(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person may approve a submitted protocol: whoever signed it may not."""
    if not meeting.is_submitted or not may_sign(user, meeting):
        return False
    capacity = require_signer(user, meeting)
    return meeting.protocol.submitted_by_id not in capacity.people


def may_assign(user: Someone, meeting: Meeting) -> bool:
    """Tell whether a person may turn a meeting's decisions into tasks."""
    return access.may(user, access.ASSIGN, meeting.body)


def _remarking_body(user: Someone, circulation: Circulation) -> Body | None:
    """Return in whose name a person attends: a member that came, else the meeting's own body."""
    if not circulated(user).filter(pk=circulation.pk).exists():
        return None
    came = came_to(circulation.meeting)
    attends = access.bodies_where(user, access.ATTEND)
    members = attends.filter(held_seats__attendances__in=came).order_by("order", "pk")
    own = attends.filter(pk=circulation.meeting.body_id)
    return members.first() or own.first()


def _executes(bodies: QuerySet[Body]) -> Q:
    """Return the condition that one of some bodies carries a decision out."""
    own = bodies.values("pk")
    return Q(lead__in=own) | Q(co_executors__body__in=own)


def _speakers(bodies: QuerySet[Body]) -> Q:
    """Return the condition that a person speaks for one of some bodies, directly."""
    people = Q()
    for right in (access.REPORT, access.ATTEND):
        people |= Q(pk__in=access.people_who_may(right, bodies).values("pk"))
    return people


def kept_bodies(user: Someone) -> QuerySet[Body]:
    """Return the bodies whose meetings a person keeps."""
    found = Body.objects.none()
    for right in KEEPING:
        found |= access.bodies_where(user, right)
    return found


def kept_by(user: Someone) -> Q:
    """Return the condition that a person keeps a meeting, written for `Meeting`."""
    kept = Q()
    for right in KEEPING:
        kept |= Q(body__in=access.bodies_where(user, right).values("pk"))
    return kept


def _hosts(meeting: Meeting) -> QuerySet[Body]:
    """Return the body that convened a meeting, with the one it meets jointly with."""
    return Body.objects.filter(Q(pk=meeting.body_id) | Q(pk=meeting.joint_with_id))


def keepers(body: Body) -> QuerySet[User]:
    """Return the people who keep the meetings of a body."""
    people = Q()
    for right in KEEPING:
        people |= Q(pk__in=access.people_who_may(right, body).values("pk"))
    return User.objects.filter(people)


def _holds(user: Someone) -> Q:
    return Q(seat__in=Seat.objects.on(clock.today()).filter(holder__in=_person(user)).values("pk"))


def _holders(attendances: QuerySet[Attendance]) -> Q:
    seats = Seat.objects.on(clock.today()).filter(attendances__in=attendances)
    return Q(pk__in=seats.filter(holder__isnull=False).values("holder_id"))


def _substitutes(attendances: QuerySet[Attendance]) -> Q:
    named = attendances.filter(substitute__isnull=False)
    return Q(pk__in=named.values("substitute_id"))


def _person(user: Someone) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk or 0, is_active=True)
