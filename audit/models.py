"""The record: who did what, to what, when, for whom and why."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One thing that one person (or the system) did; written once, never changed."""

    recorded_at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    actor_name = models.CharField(_("who"), max_length=200, blank=True)
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acting_for_name = models.CharField(_("for whom"), max_length=200, blank=True)
    body = models.ForeignKey(
        "agencies.Body", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    body_name = models.CharField(_("organisation"), max_length=300, blank=True)
    verb = models.CharField(_("what was done"), max_length=120)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("number of the object"), max_length=40)
    object_name = models.CharField(_("object"), max_length=300)
    changes = models.JSONField(_("what changed"), default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("record entry")
        verbose_name_plural = _("record entries")
        indexes = [
            models.Index(fields=["body", "-id"], name="entry_body"),
            models.Index(fields=["object_type", "object_id", "-id"], name="entry_object"),
            models.Index(fields=["actor", "-id"], name="entry_actor"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(verb=""), name="entry_says_what_was_done"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name or 'system'} {self.verb} {self.object_name}"


class Seal(models.Model):
    """The number and the hash that chain one entry to the one sealed before it."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.number}: {self.hash[:12]}"
