"""What goes out: notices, whom they address, contacts, and one row per message on its way."""

from notices.models.contacts import Contact
from notices.models.deliveries import Delivery, DeliveryBatch
from notices.models.notices import Addressee, LadderStep, Notice, NoticeWording

__all__ = [
    "Addressee",
    "Contact",
    "Delivery",
    "DeliveryBatch",
    "LadderStep",
    "Notice",
    "NoticeWording",
]
