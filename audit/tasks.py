"""Work of the record outside a request."""

from celery import shared_task

from audit import chain


@shared_task(ignore_result=True)
def seal_record() -> None:
    """Number and chain what was recorded since the last sealing."""
    chain.seal_record()
