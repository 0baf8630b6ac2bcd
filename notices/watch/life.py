"""Signs of life: each part of the machinery writes one row again and again."""

from audit import clock
from notices.models import Heartbeat


def show_life(part: str, name: str = "") -> None:
    """Note that a part of the machinery lives."""
    now = clock.now()
    Heartbeat.objects.bulk_create(
        [Heartbeat(part=part, name=name, begun_at=now, seen_at=now)],
        update_conflicts=True,
        update_fields=["seen_at"],
        unique_fields=["part", "name"],
    )


def forget_life(part: str, name: str = "") -> None:
    """Forget a part that was ended on purpose: its silence says nothing."""
    Heartbeat.objects.filter(part=part, name=name).delete()
