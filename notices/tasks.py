"""What the workers of this room are asked to do."""

from celery import shared_task

from notices import actions, delivery, watch


@shared_task(name="notices.tasks.deliver")
def deliver(queue: str) -> None:
    """Send what is ready in a queue."""
    delivery.deliver(queue)


@shared_task(name="notices.tasks.sweep_deliveries")
def sweep_deliveries() -> None:
    """Make sure that nothing stands still."""
    delivery.sweep()


@shared_task(name="notices.tasks.audit_deliveries")
def audit_deliveries() -> None:
    """Say what stands still."""
    watch.audit()


@shared_task(name="notices.tasks.make_digests")
def make_digests() -> None:
    """Tell in one message what was held."""
    actions.make_digests()


@shared_task(name="notices.tasks.prove_channels")
def prove_channels() -> None:
    """Let each channel prove that it works."""
    watch.prove_channels()
