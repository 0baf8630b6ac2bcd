"""A draft protocol that went round to those who came, and what they remarked on it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting


class Circulation(models.Model):
    """One draft of a protocol as it went round, with the instant until which remarks are taken."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="circulations")
    number = models.PositiveSmallIntegerField(_("number"))
    papers = models.JSONField(_("the paper in kk and ru"))
    checksum = models.CharField(_("checksum"), max_length=64)
    circulated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    circulated_at = models.DateTimeField(_("circulated"))
    ends_at = models.DateTimeField(_("remarks are taken until"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["meeting", "-number"]
        verbose_name = _("circulation of a draft protocol")
        verbose_name_plural = _("circulations of draft protocols")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="one_circulation_for_a_number"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(ended_at__isnull=True),
                name="one_draft_goes_round_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("circulated_at")),
                name="circulation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.meeting}"

    def get_absolute_url(self) -> str:
        """Return the page of the remarks."""
        return reverse("meetings:circulation", kwargs={"pk": self.meeting_id})

    @property
    def is_open(self) -> bool:
        """Tell whether a remark is still taken."""
        return self.ended_at is None and clock.now() < self.ends_at

    @property
    def last_minute(self) -> dt.datetime:
        """Return the last minute in which remarks are taken: a deadline is said by its own day."""
        return self.ends_at - dt.timedelta(minutes=1)

    @property
    def is_over(self) -> bool:
        """Tell whether the secretary has taken the draft back."""
        return self.ended_at is not None

    def paper(self, language: str) -> dict[str, Any]:
        """Return the draft as it went round, in Kazakh or Russian."""
        return dict(self.papers[language])


class ProtocolRemark(models.Model):
    """What one body remarked on a draft protocol, and what became of it."""

    class Outcome(models.TextChoices):
        AWAITED = "awaited", _("not answered yet")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="remarks")
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("question"),
    )
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    text = models.TextField(_("remark"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.AWAITED
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["circulation", "pk"]
        verbose_name = _("remark on a draft protocol")
        verbose_name_plural = _("remarks on draft protocols")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(outcome="awaited") | Q(answered_at__isnull=False),
                name="answered_remark_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(answer=""),
                name="declined_remark_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.text[:80]}"

    @property
    def is_awaited(self) -> bool:
        """Tell whether the secretary has not answered it."""
        return self.outcome == self.Outcome.AWAITED
