"""Who decides for a body: its head, or another by delegation; who prepares and asks."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit.record import Capacity
from plans.models import DecisionPackage, Delegation, PeriodReport, Task

CLOSING, TERM = Delegation.Kind.CLOSING, Delegation.Kind.TERM


def bodies_reviewed(user: Someone) -> list[int]:
    """Return the ids of the bodies whose reports a person reviews."""
    return list(access.bodies_where(user, access.REVIEW).values_list("pk", flat=True))


def may_decide(user: Someone, task: Task, kind: str) -> bool:
    """Tell whether a person decides a kind of thing on a task: its head, or by delegation."""
    return task.controller_id in bodies_decided(user, kind)


def bodies_decided(user: Someone, kind: str) -> list[int]:
    """Return the ids of the bodies for which a person decides a kind of thing now."""
    own = access.bodies_where(user, access.DECIDE).values_list("pk", flat=True)
    return list({*own, *(one.body_id for one in _delegations(user, kind))})


def decided_for(user: Someone, kind: str) -> dict[int, str]:
    """Return in whose place a person decides a kind of thing, by body; none where they head it."""
    own = set(access.bodies_where(user, access.DECIDE).values_list("pk", flat=True))
    given = _delegations(user, kind)
    return {one.body_id: one.granted_by.full_name for one in given if one.body_id not in own}


def deciders_of(body: Body, kind: str) -> list[tuple[int, int]]:
    """Return (person, body) of who decides a kind of thing for a body: to be told of it."""
    heads = access.pairs_who_may(access.DECIDE, Body.objects.filter(pk=body.pk))
    given = Delegation.objects.filter(body=body, **{kind: True})
    others = [(one.delegate_id, body.pk) for one in _sound(given)]
    return list(dict.fromkeys([*heads, *others]))


def may_be_delegate(person: User, body: Body) -> bool:
    """Tell whether a person may decide in a head's place: who holds a post there and sees it."""
    holds_a_post = access.people_at(body).filter(pk=person.pk).exists()
    return holds_a_post and access.may(person, access.SEE, body)


def visible_packages(user: Someone) -> QuerySet[DecisionPackage]:
    """Return the packages a person prepares or decides."""
    prepared = access.bodies_where(user, access.REVIEW).values_list("pk", flat=True)
    return DecisionPackage.objects.filter(controller__in={*prepared, *_decided_somehow(user)})


def package_audience(package: DecisionPackage) -> QuerySet[User]:
    """Return the people who see a package: the mirror of `visible_packages`."""
    reviewers = access.people_who_may(access.REVIEW, package.controller)
    heads = access.people_who_may(access.DECIDE, package.controller)
    given = _sound(Delegation.objects.filter(body=package.controller))
    delegates = {one.delegate_id for one in given}
    seers = Q(pk__in=reviewers.values("pk")) | Q(pk__in=heads.values("pk")) | Q(pk__in=delegates)
    return User.objects.filter(seers)


def visible_delegations(user: Someone) -> QuerySet[Delegation]:
    """Return the delegations of the bodies that a person heads, and those to that person."""
    heads = access.bodies_where(user, access.DECIDE).values("pk")
    own = Q(delegate=user.pk) if user.is_authenticated else Q(pk__in=[])
    return Delegation.objects.filter(Q(body__in=heads) | own)


def require_decider(user: Someone, task: Task, kind: str = "") -> Capacity:
    """Return the capacity in which a person decides on a task, or refuse.

    A kind may be decided by delegation as well, in the place of who delegated it.
    """
    if kind and isinstance(user, User) and not access.may(user, access.DECIDE, task.controller):
        for one in _delegations(user, kind):
            if one.body_id == task.controller_id:
                return Capacity(person=user, body=task.controller, acting_for=one.granted_by)
    return access.require(user, access.DECIDE, task.controller)


def require_head(user: Someone, body: Body) -> Capacity:
    """Return the capacity in which a person heads a body and may delegate, or refuse."""
    return access.require(user, access.DECIDE, body)


def require_package_maker(user: Someone, controller: Body) -> Capacity:
    """Return the capacity in which a person lays packages before a head, or refuse."""
    return access.require(user, access.REVIEW, controller)


def require_package_decider(user: Someone, package: DecisionPackage) -> None:
    """Refuse who decides nothing for the body of a package; each line asks by its kind."""
    if package.controller_id not in _decided_somehow(user):
        raise PermissionDenied


def require_returner(user: Someone, task: Task) -> Capacity:
    """Return the capacity in which a person returns a report: reviewer, or who decides."""
    by_delegation = not access.may(user, access.REVIEW, task.controller)
    if by_delegation and may_decide(user, task, CLOSING):
        return require_decider(user, task, CLOSING)
    return access.require(user, access.REVIEW, task.controller)


def require_asker(user: Someone, task: Task) -> Capacity:
    """Return the capacity in which a person asks about a report, or refuse."""
    if may_decide(user, task, CLOSING):
        return require_decider(user, task, CLOSING)
    return access.require(user, access.REVIEW, task.controller)


def heads_own(user: Someone) -> Body | None:
    """Return the body of their own that a person heads, if any."""
    own = access.bodies_of(user).values("pk")
    where = access.bodies_where(user, access.DECIDE).filter(pk__in=own)
    return where.order_by("order", "pk").first()


def require_head_of_own(user: Someone) -> Body:
    """Return the body of their own that a person heads, or refuse."""
    body = heads_own(user)
    if body is None:
        raise PermissionDenied
    return body


def require_any_reviewer(user: Someone) -> None:
    """Refuse who reviews no reports anywhere."""
    if not access.may_anywhere(user, access.REVIEW):
        raise PermissionDenied


def require_any_decider(user: Someone) -> None:
    """Refuse who closes no tasks anywhere."""
    if not _decided_somehow(user):
        raise PermissionDenied


def may_reopen_period(user: Someone, report: PeriodReport) -> bool:
    """Tell whether a person may reopen the period of a report: who heads its body."""
    return access.may(user, access.DECIDE, report.controller)


def require_period_reopener(user: Someone, report: PeriodReport) -> Capacity:
    """Return the capacity in which a person reopens a closed period, or refuse."""
    return access.require(user, access.DECIDE, report.controller)


def _delegations(user: Someone, kind: str) -> list[Delegation]:
    """Return the delegations of a kind under which a person decides now."""
    if not isinstance(user, User) or not user.is_active:
        return []
    return _sound(Delegation.objects.filter(delegate=user, **{kind: True}))


def _sound(given: QuerySet[Delegation]) -> list[Delegation]:
    """Keep what is in force between a person who still heads and one who still serves."""
    in_force = Delegation.objects.in_force().filter(pk__in=given.values("pk"))
    return [
        one
        for one in in_force.select_related("body", "granted_by", "delegate").order_by("pk")
        if one.delegate.is_active
        and access.may(one.granted_by, access.DECIDE, one.body)
        and may_be_delegate(one.delegate, one.body)
    ]


def _decided_somehow(user: Someone) -> set[int]:
    return {*bodies_decided(user, CLOSING), *bodies_decided(user, TERM)}
