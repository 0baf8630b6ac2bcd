"""Passing on what a person began in the room of tasks and has not finished."""

from agencies.models import User
from audit.record import Capacity
from plans.models import PlanImport


def hand_over_drafts(capacity: Capacity, leaving: User, successor: User) -> int:
    """Give a successor the tables a person brought in and did not apply; part of an action."""
    begun = PlanImport.objects.filter(
        received_by=leaving, plan__controller=capacity.body, state__in=PlanImport.OPEN
    )
    return begun.update(received_by=successor)
