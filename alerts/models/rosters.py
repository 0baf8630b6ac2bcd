"""The duty roster: who is on duty at a body from when until when, and who took whose place."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from agencies.models.posts import InstantRange
from notices.models import Notice


class Replacement(models.Model):
    """One person taking a stretch of another's duty: asked for, then made or refused, with why."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        MADE = "made", _("made")
        REFUSED = "refused", _("refused")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="replacements", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="duties_taken_over",
        verbose_name=_("who takes the duty"),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("replacement on duty")
        verbose_name_plural = _("replacements on duty")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="replacement_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="replacement_says_why"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True)
                | (~Q(state="asked") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="decided_replacement_names_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.person}"

    @property
    def is_asked(self) -> bool:
        """Tell whether the replacement waits for a decision."""
        return self.state == self.State.ASKED


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Named sets of shifts."""

    def standing(self) -> "ShiftQuerySet":
        """Keep the shifts that nobody else has taken over."""
        return self.filter(replaced_by__isnull=True)

    def touching(self, since: dt.datetime, until: dt.datetime) -> "ShiftQuerySet":
        """Keep the shifts that have an instant in a stretch of time."""
        return self.filter(starts_at__lt=until, ends_at__gt=since)


class Shift(models.Model):
    """One stretch of duty of one person at one body; replaced rather than changed."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="shifts", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="shifts",
        verbose_name=_("on duty"),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    made_at = models.DateTimeField(_("entered"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_through = models.ForeignKey(
        Replacement, models.PROTECT, null=True, blank=True, related_name="shifts_made"
    )
    replaced_by = models.ForeignKey(
        Replacement, models.PROTECT, null=True, blank=True, related_name="shifts_replaced"
    )

    objects: ClassVar[models.Manager["Shift"]] = models.Manager.from_queryset(ShiftQuerySet)()

    class Meta:
        ordering = ["body", "starts_at", "pk"]
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="one_person_on_duty_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    (InstantRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(replaced_by__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["body", "ends_at"],
                condition=Q(replaced_by__isnull=True),
                name="shifts_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.person}"

    def covers(self, instant: dt.datetime) -> bool:
        """Tell whether the shift runs at an instant."""
        return self.starts_at <= instant < self.ends_at


class GapNotice(models.Model):
    """That a hole in a roster was told to those who keep it, once for each day; only added."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    told_on = models.DateField(_("told on"))
    told_at = models.DateTimeField(_("told"))
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("notice")
    )

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = _("notice of a gap")
        verbose_name_plural = _("notices of gaps")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "starts_at", "told_on"], name="gap_told_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.starts_at:%Y-%m-%d %H:%M}"
