"""Sending what is queued: claim under a lease, send outside any transaction, record what was said.

Nothing is lost: a lease is committed before the first byte, the journal keeps every answer, and
the sweep gives back what a dead worker held. docs/adr/0010 states when a message may go twice.
"""

from notices.delivery.runs import deliver
from notices.delivery.stopping import close_notice, settle_played_past, stop_deliveries
from notices.delivery.sweeping import sweep

__all__ = ["close_notice", "deliver", "settle_played_past", "stop_deliveries", "sweep"]
