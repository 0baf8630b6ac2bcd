"""The lines of packages on which a decision fell, on the package's page or anywhere else."""

from agencies.models import User
from audit import clock
from plans.models import ExtensionRequest, PackageLine, Task


def settle_lines(
    task: Task,
    *,
    actor: User,
    approved: bool,
    remark: str,
    request: ExtensionRequest | None = None,
) -> None:
    """Write a decision into every line that waits for it; the task is under lock."""
    outcomes = PackageLine.Outcome
    PackageLine.objects.filter(task=task, request=request, outcome=outcomes.AWAITED).update(
        outcome=outcomes.APPROVED if approved else outcomes.REFUSED,
        remark=remark,
        decided_by=actor,
        decided_at=clock.now(),
    )
