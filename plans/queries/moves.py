"""What a person may do with a task in its present state: the buttons of its page."""

from agencies import access as agencies_access
from agencies.access.rights import Someone
from audit import clock
from plans import access
from plans.models import ExtensionRequest, Task


def moves_open_to(user: Someone, task: Task) -> frozenset[str]:
    """Return the names of the acts that are open to a person on a task now."""
    held = access.rights_on(user, task)
    moves: set[str] = set()
    if agencies_access.REPORT in held:
        moves |= _of_the_lead(task)
    if task.is_owed and access.noting_body(user, task) is not None:
        moves.add("note")
    if agencies_access.REVIEW in held and task.state == Task.State.SUBMITTED:
        moves |= {"accept", "return"}
    if agencies_access.DECIDE in held:
        moves |= _of_the_chair(task)
    if agencies_access.ASSIGN in held:
        moves |= _of_the_assigner(task)
    return frozenset(moves)


def awaited_extension(task: Task) -> ExtensionRequest | None:
    """Return the request for a later term that waits for its decision."""
    return (
        task.extension_requests.filter(decision=ExtensionRequest.Decision.AWAITED)
        .select_related("requested_by")
        .first()
    )


def _of_the_lead(task: Task) -> set[str]:
    moves: set[str] = set()
    if task.state in (Task.State.ISSUED, Task.State.RETURNED):
        moves.add("take")
    if task.is_owed and not task.is_suspended:
        moves.add("report")
    if task.is_owed and task.due_on and task.due_on >= clock.today():
        moves.add("extend")
    return moves


def _of_the_chair(task: Task) -> set[str]:
    if task.state == Task.State.PROPOSED_FOR_CLOSING:
        return {"close", "return"}
    if task.is_suspended:
        return {"resume"}
    return {"suspend"} if task.is_owed else set()


def _of_the_assigner(task: Task) -> set[str]:
    if task.state == Task.State.DRAFT:
        return {"issue", "correct"}
    moves = {"correct"} if task.is_open else set()
    has_ended = not task.lead.is_in_being(clock.today())
    return moves | {"move"} if task.is_open and has_ended and task.lead.successor_id else moves
