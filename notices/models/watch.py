"""What the product notices about itself: signs of life, silences, and proofs of its channels."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notices.models.contacts import Contact


class Heartbeat(models.Model):
    """One part of the machinery and when it last showed that it lives."""

    class Part(models.TextChoices):
        WORKER = "worker", _("worker")
        BEAT = "beat", _("beat and sweep")
        AUDITOR = "auditor", _("auditor")

    part = models.CharField(_("part"), max_length=8, choices=Part.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    begun_at = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        ordering = ["part", "name"]
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")
        constraints = [
            models.UniqueConstraint(fields=["part", "name"], name="one_heartbeat_for_each_part"),
        ]

    def __str__(self) -> str:
        return self.name or self.get_part_display()


class Silence(models.Model):
    """Something that should have gone or spoken and did not, from when until when."""

    class Kind(models.TextChoices):
        UNDELIVERED = "undelivered", _("messages past their norm")
        LEASE = "lease", _("batches whose worker is gone")
        WORKER = "worker", _("a worker is dead")
        NO_WORKER = "no_worker", _("no worker lives")
        BEAT = "beat", _("the beat is silent")
        CHANNEL = "channel", _("a channel is not proven")

    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    about = models.CharField(_("where"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("how many"), default=0)
    since = models.DateTimeField(_("since"))
    noticed_at = models.DateTimeField(_("noticed"))
    ended_at = models.DateTimeField(_("over since"), null=True, blank=True)

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        verbose_name = _("silence")
        verbose_name_plural = _("silences")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=Q(ended_at__isnull=True),
                name="one_open_silence_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class Proof(models.Model):
    """One message to an address of our own, by which a channel proves that it works."""

    channel = models.CharField(_("channel"), max_length=10, choices=Contact.Channel.choices)
    address = models.CharField(_("address"), max_length=254)
    asked_at = models.DateTimeField(_("asked"))
    proven_at = models.DateTimeField(_("proven"), null=True, blank=True)
    words = models.CharField(_("what the provider said"), max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("proof of a channel")
        verbose_name_plural = _("proofs of channels")
        indexes = [models.Index(fields=["channel", "-asked_at"], name="proofs_newest_first")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.address}"
