"""What a regional commission reports to its governor and up to the Centre."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Body


class CommissionReport(models.Model):
    """One commission's report of a half-year: written, accepted by its head, frozen once sent."""

    NUMBERS = ("events", "covered", "exercises", "facilities")
    TEXTS = ("done", "hindered", "planned")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="commission_reports", verbose_name=_("commission")
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    figures = models.JSONField(_("figures"), default=dict)
    figures_at = models.DateTimeField(_("figures as of"))
    events = models.PositiveIntegerField(_("events held"), null=True, blank=True)
    covered = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    exercises = models.PositiveIntegerField(_("exercises held"), null=True, blank=True)
    facilities = models.PositiveIntegerField(_("vulnerable facilities"), null=True, blank=True)
    done = models.TextField(_("what was done"), blank=True)
    hindered = models.TextField(_("what hindered"), blank=True)
    planned = models.TextField(_("what is planned"), blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-last_day", "body", "pk"]
        verbose_name = _("report of a commission")
        verbose_name_plural = _("reports of commissions")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "first_day", "last_day"], name="commission_reports_a_period_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")),
                name="commission_report_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="commission_report_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False, accepted_at__isnull=False),
                name="commission_report_sent_once_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}: {self.first_day:%Y-%m-%d}–{self.last_day:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Return the page of the report."""
        return reverse("centre:commission-report", args=[self.pk])

    @property
    def is_sent(self) -> bool:
        """Tell whether the report is with the Centre and frozen."""
        return self.sent_at is not None

    @property
    def is_accepted(self) -> bool:
        """Tell whether the head accepted the report as it stands."""
        return self.accepted_at is not None

    @property
    def ends_a_year(self) -> bool:
        """Tell whether the report closes a year: it carries the plan of the next one."""
        return self.last_day.month == dt.date(self.last_day.year, 12, 31).month
