"""What was said on each item, and the paper that fixes it."""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from audit import clock
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting


class Minutes(models.Model):
    """What was heard, said and decided on one item of the agenda, in Kazakh and in Russian."""

    TEXTS = ("heard_kk", "heard_ru", "spoke_kk", "spoke_ru", "decided_kk", "decided_ru")

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="minutes")
    heard_kk = models.TextField(_("heard, Kazakh"), blank=True)
    heard_ru = models.TextField(_("heard, Russian"), blank=True)
    spoke_kk = models.TextField(_("spoke, Kazakh"), blank=True)
    spoke_ru = models.TextField(_("spoke, Russian"), blank=True)
    decided_kk = models.TextField(_("decided, Kazakh"), blank=True)
    decided_ru = models.TextField(_("decided, Russian"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("written down"))

    class Meta:
        ordering = ["item"]
        verbose_name = _("minutes of an item")
        verbose_name_plural = _("minutes of items")

    def __str__(self) -> str:
        return str(self.item)

    @property
    def heard(self) -> str:
        """Return what was heard, in the active language."""
        return in_language(self, "heard")

    @property
    def spoke(self) -> str:
        """Return who spoke and of what, in the active language."""
        return in_language(self, "spoke")

    @property
    def decided(self) -> str:
        """Return the opening words of the decision, in the active language."""
        return in_language(self, "decided")


class Protocol(models.Model):
    """The paper of a meeting: submitted by the secretary, approved and numbered by the chair."""

    class Capacity(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="protocol")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="protocols")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("signed by the secretary"))
    submitted_checksum = models.CharField(_("checksum as submitted"), max_length=64)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_as = models.CharField(
        _("approved as"), max_length=12, choices=Capacity, blank=True, default=""
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    papers = models.JSONField(_("the paper in kk and ru"), default=dict)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True)

    class Meta:
        ordering = ["-year", "-number", "-pk"]
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="one_protocol_for_a_number_in_a_year"
            ),
            models.CheckConstraint(
                condition=Q(
                    approved_at__isnull=True, approved_by__isnull=True, number__isnull=True
                )
                | Q(
                    ~Q(checksum=""),
                    ~Q(approved_as=""),
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    number__isnull=False,
                ),
                name="approved_protocol_is_numbered_and_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number or '—'}, {self.meeting}"

    def get_absolute_url(self) -> str:
        """Return the protocol's page."""
        return reverse("meetings:protocol", kwargs={"pk": self.meeting_id})

    @property
    def short_checksum(self) -> str:
        """Return the first letters of the checksum, as printed on the paper."""
        return self.checksum[:12]

    def paper(self, language: str) -> dict[str, Any]:
        """Return the approved paper in Kazakh or Russian."""
        return dict(self.papers[language])


class Extract(models.Model):
    """What one body has to carry out of a protocol, as it was sent to it with the approval."""

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="extracts")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="extracts")
    papers = models.JSONField(_("the paper in kk and ru"))
    checksum = models.CharField(_("checksum"), max_length=64)
    notice = models.ForeignKey(
        "notices.Notice", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))
    is_closed = models.BooleanField(_("holds points on closed questions"), default=False)

    class Meta:
        ordering = ["protocol", "body__order", "pk"]
        verbose_name = _("extract from a protocol")
        verbose_name_plural = _("extracts from protocols")
        indexes = [models.Index(fields=["checksum"], name="extract_checksum")]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "body"], name="one_extract_for_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.protocol}: {self.body}"

    def get_absolute_url(self) -> str:
        """Return the extract's page."""
        return reverse(
            "meetings:extract",
            kwargs={"pk": self.protocol.meeting_id, "body_pk": self.body_id},
        )

    @property
    def short_checksum(self) -> str:
        """Return the first letters of the checksum, as printed on the paper."""
        return self.checksum[:12]

    def paper(self, language: str) -> dict[str, Any]:
        """Return the extract in Kazakh or Russian."""
        return dict(self.papers[language])


class Addendum(models.Model):
    """A numbered correction that stands beside an approved protocol and never inside it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField(_("number"))
    text_kk = models.TextField(_("text, Kazakh"))
    text_ru = models.TextField(_("text, Russian"))
    reason = models.TextField(_("why"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="one_addendum_for_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.meeting}"

    @property
    def text(self) -> str:
        """Return the correction in the active language."""
        return in_language(self, "text")

    @property
    def added_on(self) -> dt.date:
        """Return the day on which the correction was made."""
        return clock.local_date(self.added_at)

    @property
    def checksum(self) -> str:
        """Return the checksum of the two texts."""
        return hashlib.sha256(f"{self.text_kk}\n{self.text_ru}".encode()).hexdigest()
