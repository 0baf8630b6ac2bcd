"""What the workers of this room are asked to do."""

from celery import shared_task

from alerts import reminders


@shared_task(name="alerts.tasks.remind_of_ends")
def remind_of_ends() -> None:
    """Remind of the ends of terms that draw near, and ring for those that ran out undecided."""
    reminders.remind_of_ends()


@shared_task(name="alerts.tasks.remind_of_reports")
def remind_of_reports() -> None:
    """Remind organisations of the situation reports that have fallen due."""
    reminders.remind_of_reports()


@shared_task(name="alerts.tasks.tell_of_gaps")
def tell_of_gaps() -> None:
    """Tell of the gaps in the duty rosters, each once a day."""
    reminders.tell_of_gaps()


@shared_task(name="alerts.tasks.check_progress")
def check_progress() -> None:
    """Remind of missing progress, and let acceptances lapse that nobody follows up."""
    reminders.check_progress()
