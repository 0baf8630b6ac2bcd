"""Work of the site itself that waits for no reader."""

from celery import shared_task

from centre import delivery


@shared_task(ignore_result=True)
def send_password_letter(person_id: int) -> None:
    """Send the letter with which a person sets their password."""
    delivery.send_password_letter(person_id)
