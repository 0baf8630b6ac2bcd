"""Which tasks one decision may be taken on at once."""

from agencies.access.rights import Someone
from plans import access
from plans.models import ExtensionRequest, Task, TaskQuerySet

MOST_AT_ONCE = 200


def tasks_for(user: Someone, act: str) -> TaskQuerySet:
    """Return the tasks on which a person may take a kind of decision, the nearest term first."""
    tasks = access.readable(user).select_related("lead", "controller", "form_of_completion")
    if act == "accept" or act == "return":
        found = tasks.filter(
            state=Task.State.SUBMITTED, controller__in=access.bodies_reviewed(user)
        )
    elif act == "close":
        closing = access.bodies_decided(user, access.CLOSING)
        found = tasks.filter(state=Task.State.PROPOSED_FOR_CLOSING, controller__in=closing)
    elif act == "extend":
        awaited = ExtensionRequest.objects.filter(decision=ExtensionRequest.Decision.AWAITED)
        moving = access.bodies_decided(user, access.TERM)
        found = tasks.open().filter(pk__in=awaited.values("task_id"), controller__in=moving)
    else:
        found = tasks.filter(state__in=Task.OWED, controller__in=access.bodies_assigned(user))
    return found.by_days_left()
