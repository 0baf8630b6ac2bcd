"""What goes out: notices, whom they address, contacts, and one row per message on its way."""

from notices.models.contacts import Contact, SystemKey
from notices.models.deliveries import Delivery, DeliveryBatch, Variant, message_id_of
from notices.models.mutes import Mute
from notices.models.notices import Addressee, LadderStep, Notice, NoticeWording
from notices.models.rest import Rest
from notices.models.watch import Heartbeat, Proof, Silence

__all__ = [
    "Addressee",
    "Contact",
    "Delivery",
    "DeliveryBatch",
    "Heartbeat",
    "LadderStep",
    "Mute",
    "Notice",
    "NoticeWording",
    "Proof",
    "Rest",
    "Silence",
    "SystemKey",
    "Variant",
    "message_id_of",
]
