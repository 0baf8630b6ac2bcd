"""Who sees programmes, plans, measures and tables brought in; who keeps them."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies import access
from agencies.access.rights import Someone
from agencies.models import Body, User
from audit.record import Capacity
from plans.access.tasks import bodies_seen, is_read_through
from plans.models import (
    ActionPlan,
    PlanImport,
    PlanItem,
    PlanItemQuerySet,
    Programme,
    Task,
)


def visible_plans(user: Someone) -> QuerySet[ActionPlan]:
    """Return the plans a person keeps under control or has a measure or a task of."""
    seen = bodies_seen(user)
    with_items = _items_through(seen)
    return ActionPlan.objects.filter(
        Q(controller__in=seen) | Q(pk__in=with_items.values("plan_id"))
    )


def visible_imports(user: Someone) -> QuerySet[PlanImport]:
    """Return the tables brought into the plans that a person keeps."""
    kept = access.bodies_where(user, access.ASSIGN).values("pk")
    return PlanImport.objects.filter(plan__controller__in=kept)


def import_audience(one: PlanImport) -> QuerySet[User]:
    """Return the people who see a table brought in: the mirror of `visible_imports`."""
    return access.people_who_may(access.ASSIGN, one.plan.controller)


def visible_items(user: Someone) -> PlanItemQuerySet:
    """Return the measures a person may read: of a plan seen whole all, else their bodies'.

    A version in preparation is read by those alone who keep the plan.
    """
    seen = bodies_seen(user)
    whole = Q(plan__controller__in=seen, added_in__approved_on__isnull=False)
    kept = Q(plan__controller__in=access.bodies_where(user, access.ASSIGN).values("pk"))
    return PlanItem.objects.filter(whole | kept | Q(pk__in=_items_through(seen).values("pk")))


def visible_programmes(user: Someone) -> QuerySet[Programme]:
    """Return the programmes: published acts, open to everyone who sees any body."""
    if access.may_anywhere(user, access.SEE):
        return Programme.objects.all()
    return Programme.objects.none()


def bodies_assigned(user: Someone) -> list[int]:
    """Return the ids of the bodies in whose name a person gives tasks."""
    return list(access.bodies_where(user, access.ASSIGN).values_list("pk", flat=True))


def require_assigner(user: Someone, controller: Body) -> Capacity:
    """Return the capacity in which a person gives tasks and keeps plans of a body, or refuse."""
    return access.require(user, access.ASSIGN, controller)


def require_controller(user: Someone) -> Body:
    """Return the body in whose name a person gives tasks, or refuse."""
    own = access.bodies_of(user).values("pk")
    where = access.bodies_where(user, access.ASSIGN).filter(pk__in=own)
    body = where.order_by("order", "pk").first()
    if body is None:
        raise PermissionDenied
    return body


def _items_through(seen: list[int]) -> QuerySet[PlanItem]:
    tasks = Task.objects.filter(is_read_through(seen), plan_item__isnull=False)
    return PlanItem.objects.filter(
        Q(responsible__body__in=seen) | Q(pk__in=tasks.values("plan_item_id")),
        added_in__approved_on__isnull=False,
    ).distinct()
