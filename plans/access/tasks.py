"""Who may see, read and work on tasks; asked both ways.

A task exists for those who see its lead, a co-executor or its controller, and (state and dates
alone) for the commission or headquarters on whose land it is due.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, Territory, TerritoryParent, User
from audit.record import Capacity
from plans.models import CoExecutor, Task, TaskQuerySet


def visible(user: Someone) -> TaskQuerySet:
    """Return the tasks whose existence a person may know."""
    seen = bodies_seen(user)
    return Task.objects.filter(_read_through(seen) | _due_on_the_land_of(user))


def readable(user: Someone) -> TaskQuerySet:
    """Return the tasks whose content a person may read."""
    return Task.objects.filter(_read_through(bodies_seen(user)))


def audience(task: Task) -> QuerySet[User]:
    """Return the people who may know that a task exists: the mirror of `visible`."""
    readers = readership(task)
    if task.state == Task.State.DRAFT:
        return readers
    answering = Body.objects.filter(territory__in=lands_around(task.territory_id))
    onlookers = access.people_who_may(access.SEE_REGION, answering)
    return User.objects.filter(Q(pk__in=readers.values("pk")) | Q(pk__in=onlookers.values("pk")))


def readership(task: Task) -> QuerySet[User]:
    """Return the people who may read a task: the mirror of `readable`."""
    concerned = [task.controller_id]
    if task.state != Task.State.DRAFT:
        shared = CoExecutor.objects.filter(task=task).values_list("body_id", flat=True)
        concerned += [task.lead_id, *shared]
    return access.people_who_may(access.SEE, Body.objects.filter(pk__in=concerned))


def bodies_seen(user: Someone) -> list[int]:
    """Return the ids of the bodies that a person sees."""
    return list(access.bodies_where(user, access.SEE).values_list("pk", flat=True))


def is_read_through(bodies: Iterable[int]) -> Q:
    """Return the condition that a task is open to those who see these bodies."""
    return _read_through(list(bodies))


def rights_on(user: Someone, task: Task) -> frozenset[str]:
    """Return which of the working rights a person holds on a task."""
    held = {
        right
        for right in (access.ASSIGN, access.REVIEW, access.DECIDE)
        if access.may(user, right, task.controller)
    }
    if access.may(user, access.REPORT, task.lead):
        held.add(access.REPORT)
    return frozenset(held)


def noting_body(user: Someone, task: Task) -> Body | None:
    """Return the body for which a person may note progress: the lead before a co-executor."""
    own = access.bodies_where(user, access.REPORT)
    if own.filter(pk=task.lead_id).exists():
        return task.lead
    shared = CoExecutor.objects.filter(task=task).values("body_id")
    return own.filter(pk__in=shared).order_by("order", "pk").first()


def require_reader(user: Someone, task: Task) -> Capacity:
    """Return the capacity in which a person reads a task, or refuse."""
    shared = CoExecutor.objects.filter(task=task).values_list("body_id", flat=True)
    concerned = [task.lead_id, *shared, task.controller_id]
    seen = access.bodies_where(user, access.SEE).filter(pk__in=concerned)
    body = seen.order_by("-kind", "order", "pk").first()
    return access.require(user, access.SEE, body or task.controller)


def require_worker(user: Someone, task: Task) -> Capacity:
    """Return the capacity in which a person works on a task for its lead, or refuse."""
    return access.require(user, access.REPORT, task.lead)


def require_noter(user: Someone, task: Task) -> Capacity:
    """Return the capacity in which a person notes progress for the lead or a co-executor."""
    return access.require(user, access.REPORT, noting_body(user, task) or task.lead)


def parts_sent_by(user: Someone) -> list[int]:
    """Return the ids of the bodies for which a person works on tasks."""
    return list(access.bodies_where(user, access.REPORT).values_list("pk", flat=True))


def require_co_worker(user: Someone, shared: CoExecutor) -> Capacity:
    """Return the capacity in which a person works on a part for its co-executor, or refuse."""
    return access.require(user, access.REPORT, shared.body)


def require_reviewer(user: Someone, task: Task) -> Capacity:
    """Return the capacity in which a person reviews reports on a task, or refuse."""
    return access.require(user, access.REVIEW, task.controller)


def may_split(user: Someone, task: Task) -> bool:
    """Tell whether a person splits a task: who gives tasks for its lead."""
    return access.may(user, access.ASSIGN, task.lead)


def may_tie(user: Someone, task: Task) -> bool:
    """Tell whether a person says for what a task waits: who works on it or who gave it."""
    works = access.may(user, access.REPORT, task.lead)
    return works or access.may(user, access.ASSIGN, task.controller)


def require_tier(user: Someone, task: Task) -> Capacity:
    """Return the capacity in which a person ties a task to another, or refuse."""
    if access.may(user, access.REPORT, task.lead):
        return require_worker(user, task)
    return access.require(user, access.ASSIGN, task.controller)


def lands_within(territories: Iterable[int]) -> set[int]:
    """Return territories with all that lies in them, their heirs included."""
    return _reached(set(territories), [(wide, narrow) for narrow, wide in _land_links()])


def lands_around(territory: int) -> set[int]:
    """Return a territory with all that contain it, those it came from included."""
    return _reached({territory}, _land_links())


def _read_through(seen: list[int]) -> Q:
    shared = CoExecutor.objects.filter(body__in=seen).values("task_id")
    issued = ~Q(state=Task.State.DRAFT)
    concerned = Q(lead__in=seen) | Q(pk__in=shared)
    return Q(controller__in=seen) | (concerned & issued)


def _due_on_the_land_of(user: Someone) -> Q:
    posts = access.bodies_where(user, access.SEE_REGION).values_list("territory_id", flat=True)
    lands = lands_within(posts)
    return Q(territory__in=lands) & ~Q(state=Task.State.DRAFT)


def _land_links() -> list[tuple[int, int]]:
    """Return (narrower, wider) pairs: where each land lies or last lay, and what it came from."""
    return access.once("land links", _read_land_links)


def _read_land_links() -> list[tuple[int, int]]:
    ordered = TerritoryParent.objects.order_by("valid_to").values_list("territory_id", "parent_id")
    last = dict(ordered)  # PostgreSQL puts an open end last, and the last link of a land wins
    heirs = Territory.objects.filter(predecessor__isnull=False)
    return [*last.items(), *heirs.values_list("pk", "predecessor_id")]


def _reached(found: set[int], links: list[tuple[int, int]]) -> set[int]:
    while True:
        more = {end for start, end in links if start in found} - found
        if not more:
            return found
        found = found | more
