"""The workers: what Celery is told; everything that differs between places is in the settings."""

import os
from importlib import import_module
from typing import Any

import structlog
from celery import Celery, bootsteps
from django.db import DatabaseError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings")

logger = structlog.get_logger(__name__)
app = Celery("centre")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_default_queue="default",
    task_create_missing_queues=True,
    task_time_limit=1800,
    task_soft_time_limit=1500,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        # Above the longest task, so that no task is handed out twice while it still runs.
        "visibility_timeout": 3600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        # A person who decides while the broker is down must not wait for it: the sweep sends.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.1,
    },
    timezone="UTC",
)
app.autodiscover_tasks()


class SignsOfLife(bootsteps.StartStopStep):
    """Lets a worker show that it lives, so that a dead one is noticed."""

    requires = ("celery.worker.components:Timer",)
    every = 15.0

    def start(self, worker: Any) -> None:
        """Show it now and every quarter of a minute."""
        _life("show_life", worker.hostname)
        worker.timer.call_repeatedly(self.every, _life, ("show_life", worker.hostname))

    def stop(self, worker: Any) -> None:
        """Take leave: a worker that was told to end is not a dead one."""
        _life("forget_life", worker.hostname)


def _life(act: str, name: str) -> None:
    """Write the sign of life; a database that is away for a moment stops no worker."""
    try:
        getattr(import_module("notices.watch"), act)("worker", name)
    except DatabaseError as error:
        logger.warning("a sign of life could not be written", error=str(error))
    finally:
        connections.close_all()


app.steps["worker"].add(SignsOfLife)
