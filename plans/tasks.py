"""What the workers of this room are asked to do."""

from celery import shared_task

from plans import actions, queries, reminders


@shared_task(name="plans.tasks.read_plan_import")
def read_plan_import(pk: int) -> None:
    """Read the rows of a table that was brought in."""
    for one in queries.imports_to_read(pk):
        actions.read_plan_import(one, actor=None)


@shared_task(name="plans.tasks.remind_of_terms")
def remind_of_terms() -> None:
    """Remind those who owe something on one of the fixed days around its term."""
    reminders.remind_of_terms()


@shared_task(name="plans.tasks.send_digests")
def send_digests() -> None:
    """Send the weekly digests whose day has come."""
    reminders.send_digests()
