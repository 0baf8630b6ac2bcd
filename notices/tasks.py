"""What the workers of this room are asked to do."""

from celery import shared_task

from notices import delivery


@shared_task(name="notices.tasks.deliver")
def deliver(queue: str) -> None:
    """Send what is ready in a queue."""
    delivery.deliver(queue)


@shared_task(name="notices.tasks.sweep_deliveries")
def sweep_deliveries() -> None:
    """Make sure that nothing stands still."""
    delivery.sweep()
