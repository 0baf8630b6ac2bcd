"""How a task goes from one state to the next: one row, one entry of the record."""

from audit.record import Capacity, Changes, record
from plans.models import Task


def set_state(
    capacity: Capacity,
    task: Task,
    state: str,
    verb: str,
    *fields: str,
    reason: str = "",
    also: Changes | None = None,
) -> None:
    """Write the new state of a task with the fields that go with it, and record the step."""
    old, task.state = task.state, state
    task.save(update_fields=["state", *fields])
    changes = {"state": [old, state], **(also or {})}
    record(capacity, verb, task, changes=changes, reason=reason)
