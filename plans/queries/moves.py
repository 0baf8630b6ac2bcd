"""What a person may do with a task in its present state: the buttons of its page."""

from dataclasses import dataclass

from agencies import access as agencies_access
from agencies.access.rights import Someone
from audit import clock
from plans import access
from plans.models import CoExecutor, ExtensionRequest, Part, Task
from plans.queries.tasks import co_executors_of
from plans.queries.ties import may_split, may_tie


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
    if access.may_decide(user, task, access.CLOSING):
        moves |= _of_who_closes(task)
    if agencies_access.DECIDE in held:
        moves |= _of_the_chair(task)
    if agencies_access.ASSIGN in held:
        moves |= _of_the_assigner(task)
    ties = {"split": may_split(user, task), "block": may_tie(user, task)}
    return frozenset(moves | {name for name, is_open in ties.items() if is_open})


@dataclass(frozen=True)
class PartRow:
    """One co-executor of a task, what it sent, and what the reader may do about it now."""

    shared: CoExecutor
    parts: list[Part]
    is_late: bool
    may_answer: bool
    may_work: bool

    @property
    def may_take(self) -> bool:
        """Tell whether the part can be taken into work."""
        return self.may_work and self.shared.state != CoExecutor.State.IN_WORK


def parts_open_to(user: Someone, task: Task) -> list[PartRow]:
    """Return the co-executors of a task with what a person may do about each part now."""
    own = set(access.parts_sent_by(user)) if task.is_owed else set()
    today = clock.today()
    return [
        PartRow(
            shared,
            list(shared.parts.all()),
            is_late=task.is_owed and shared.is_late(today),
            may_answer=task.lead_id in own,
            may_work=shared.body_id in own and shared.is_owed,
        )
        for shared in co_executors_of(task)
    ]


def may_move_term(user: Someone, task: Task) -> bool:
    """Tell whether a person decides on a later term of a task."""
    return access.may_decide(user, task, access.TERM)


def works_for_lead(user: Someone, task: Task) -> bool:
    """Tell whether a person answers for the lead of a task."""
    return agencies_access.REPORT in access.rights_on(user, task)


def may_ask(user: Someone, task: Task) -> bool:
    """Tell whether a person asks about the reports on a task."""
    reviews = agencies_access.REVIEW in access.rights_on(user, task)
    return reviews or access.may_decide(user, task, access.CLOSING)


def awaited_extension(task: Task) -> ExtensionRequest | None:
    """Return the request for a later term that waits for its decision."""
    return (
        task.extension_requests.filter(decision=ExtensionRequest.Decision.AWAITED)
        .select_related("requested_by")
        .first()
    )


def _of_the_lead(task: Task) -> set[str]:
    moves: set[str] = {"remind"} if task.is_owed else set()
    if task.state in (Task.State.ISSUED, Task.State.RETURNED):
        moves.add("take")
    if task.is_owed and not task.is_suspended:
        moves.add("report")
    if task.is_owed and task.due_on and not task.has_run_out(clock.today()):
        moves.add("extend")
    return moves


def _of_who_closes(task: Task) -> set[str]:
    return {"close", "return"} if task.state == Task.State.PROPOSED_FOR_CLOSING else set()


def _of_the_chair(task: Task) -> set[str]:
    if task.is_suspended:
        return {"resume"}
    return {"suspend"} if task.is_owed else set()


def _of_the_assigner(task: Task) -> set[str]:
    if task.state == Task.State.DRAFT:
        return {"issue", "correct"}
    moves = {"correct"} if task.is_open else set()
    has_ended = not task.lead.is_in_being(clock.today())
    return moves | {"move"} if task.is_open and has_ended and task.lead.successor_id else moves
