"""Work of the site itself that waits for no reader."""

from celery import shared_task

from centre import delivery, demonstration


@shared_task(ignore_result=True)
def send_password_letter(person_id: int) -> None:
    """Send the letter with which a person sets their password."""
    delivery.send_password_letter(person_id)


@shared_task(ignore_result=True)
def answer_for_the_invented() -> None:
    """Let the people of the demonstration answer the levels that run (nothing elsewhere)."""
    demonstration.answer_what_is_due()
