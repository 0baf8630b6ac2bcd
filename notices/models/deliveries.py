"""Messages on their way: one row each, in batches that one worker takes at a time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from notices.models.contacts import Contact
from notices.models.notices import Notice


class Variant(models.TextChoices):
    """Which of the two forms of a notice a reader gets."""

    ASKED = "asked", _("asked to answer")
    TOLD = "told", _("for information")


class DeliveryBatch(models.Model):
    """Some hundred deliveries alike in notice, channel, priority, language and variant.

    It is leased to one worker whole.
    """

    class State(models.TextChoices):
        READY = "ready", _("ready")
        LEASED = "leased", _("leased")
        DONE = "done", _("done")

    queue = models.CharField(max_length=10)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=10, choices=Contact.Channel.choices)
    language = models.CharField(max_length=2, choices=User.Language.choices)
    variant = models.CharField(max_length=5, choices=Variant.choices)
    priority = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.READY)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_host = models.CharField(max_length=100, blank=True)
    lease_journal = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("batch of deliveries")
        verbose_name_plural = _("batches of deliveries")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="leased")
                | (Q(leased_until__isnull=False) & ~Q(lease_journal="")),
                name="lease_has_holder_and_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "priority", "not_before", "id"],
                condition=Q(state="ready"),
                name="batches_ready",
            ),
            models.Index(
                fields=["leased_until"], condition=Q(state="leased"), name="batches_leased"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.channel}, {self.state}"


class Delivery(models.Model):
    """One message to one person, or to a body's system, at one step; its number is its id.

    It stands in a batch, or waits until an instant to be put into one.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped: answered meanwhile")
        DIGESTED = "digested", _("told in a digest")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", db_index=False)
    step = models.PositiveIntegerField(_("step"), default=0)
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("person"),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Contact.Channel.choices)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="deliveries", db_index=False)
    address = models.CharField(_("address"), max_length=254)
    language = models.CharField(_("language"), max_length=2, choices=User.Language.choices)
    variant = models.CharField(_("variant"), max_length=5, choices=Variant.choices)
    queue = models.CharField(max_length=10)
    priority = models.PositiveSmallIntegerField()
    batch = models.ForeignKey(
        DeliveryBatch, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("queued"))
    not_before = models.DateTimeField(_("waits until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("accepted by the provider"), null=True, blank=True)
    in_doubt_at = models.DateTimeField(_("in doubt since"), null=True, blank=True)
    words = models.CharField(_("what the provider said"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "step", "person", "channel"], name="delivery_once"
            ),
            models.UniqueConstraint(
                fields=["contact", "notice", "step"],
                condition=Q(person__isnull=True),
                name="delivery_to_a_system_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_its_time"
            ),
        ]
        indexes = [
            # Of nothing that changes when a message is sent: its row is then written in place.
            models.Index(
                fields=["not_before"],
                condition=Q(not_before__isnull=False),
                name="deliveries_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def message_id(self) -> str:
        """Return the id that every attempt of this message carries."""
        return message_id_of(self.pk)


def message_id_of(pk: int) -> str:
    """Return the id of the message that a delivery stands for."""
    return f"<n{pk}@{settings.INSTANCE_DOMAIN}>"
