"""Who may read, tick and write the checklists."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies import access
from agencies import queries as agencies
from agencies.access.rights import Someone
from agencies.models import Body, User
from alerts.models import (
    ChecklistEntry,
    manager_of,
)
from audit.record import Capacity


def checklist(user: Someone) -> QuerySet[ChecklistEntry]:
    """Return the lines that the bodies a person answers for have to do."""
    own = access.bodies_where(user, access.ACKNOWLEDGE)
    return ChecklistEntry.objects.filter(body__in=own.values("pk"))


def readable_lines(user: Someone, *, is_exercise: bool = False) -> QuerySet[ChecklistEntry]:
    """Return the checklist lines a person may read: of bodies they see, or of their decisions."""
    seen = access.bodies_where(user, access.SEE).values("pk")
    world = manager_of(ChecklistEntry, is_exercise)
    return world.filter(Q(body__in=seen) | Q(decision__headquarters__in=seen))


def readers_of_line(entry: ChecklistEntry) -> QuerySet[User]:
    """Return everyone who may read a line: the mirror of `readable_lines`."""
    bodies = Body.objects.filter(Q(pk=entry.body_id) | Q(level_decisions__pk=entry.decision_id))
    return access.people_who_may(access.SEE, bodies)


def require_reader_of_line(user: User, entry: ChecklistEntry) -> Capacity:
    """Return the capacity in which somebody reads a line and its proof, or refuse."""
    headquarters = entry.decision.headquarters
    for body in (entry.body, headquarters):
        if body is not None and access.may(user, access.SEE, body):
            return access.require(user, access.SEE, body)
    raise PermissionDenied(_("Only who reads this line may take its evidence."))


def controller_of_line(user: User, entry: ChecklistEntry) -> Body:
    """Return the body in whose name a person gives the body of a line a task, or refuse."""
    superior = agencies.superior_of(entry.body)
    for body in (superior, entry.body):
        if body is not None and access.may(user, access.ASSIGN, body):
            return body
    raise PermissionDenied(_("Your appointments do not let you give this organisation a task."))


def checklist_house() -> Body | None:
    """Return where checklists are adopted: the republican headquarters."""
    kind = Body.Kind.REPUBLICAN_HEADQUARTERS
    return Body.objects.filter(kind=kind).order_by("order", "pk").first()


def may_draft_checklists(user: Someone) -> bool:
    """Tell whether a person writes drafts of checklists."""
    house = checklist_house()
    rights = (access.PROPOSE_LEVEL, access.APPROVE_LEVEL)
    return house is not None and any(access.may(user, right, house) for right in rights)


def may_adopt_checklists(user: Someone) -> bool:
    """Tell whether a person adopts checklists."""
    house = checklist_house()
    return house is not None and access.may(user, access.APPROVE_LEVEL, house)


def require_checklist_drafter(user: User) -> Capacity:
    """Return the capacity in which somebody drafts a checklist, or refuse."""
    house = checklist_house() or Body(pk=0)
    if access.may(user, access.PROPOSE_LEVEL, house):
        return access.require(user, access.PROPOSE_LEVEL, house)
    return access.require(user, access.APPROVE_LEVEL, house)


def require_checklist_adopter(user: User) -> Capacity:
    """Return the capacity in which somebody adopts a checklist, or refuse."""
    return access.require(user, access.APPROVE_LEVEL, checklist_house() or Body(pk=0))
