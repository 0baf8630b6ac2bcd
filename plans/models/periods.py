"""Reporting periods: what is counted once a period is over, and frozen for good."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, Territory
from plans.models.programmes import Direction
from plans.models.tasks import Task


class PeriodReport(models.Model):
    """The figures of one body's tasks over one period, as they stood when it was closed."""

    controller = models.ForeignKey(
        Body, models.PROTECT, related_name="period_reports", verbose_name=_("controlling body")
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    number = models.PositiveSmallIntegerField(_("number"))
    closed_at = models.DateTimeField(_("figures as of"))
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    money = models.JSONField(_("money, million tenge"), default=list)
    indicators = models.JSONField(_("indicators"), default=list)
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    reopening_reason = models.TextField(_("why it was reopened"), blank=True)

    class Meta:
        ordering = ["-last_day", "controller", "-number"]
        verbose_name = _("report of a period")
        verbose_name_plural = _("reports of periods")
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "first_day", "last_day", "number"],
                name="period_report_number_once",
            ),
            models.UniqueConstraint(
                fields=["controller", "first_day", "last_day"],
                condition=Q(reopened_at__isnull=True),
                name="one_standing_report_of_a_period",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")), name="period_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False)
                & ~Q(reopening_reason=""),
                name="period_reopened_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d}–{self.last_day:%Y-%m-%d}, № {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of the report."""
        return reverse("plans:period", args=[self.pk])


class PeriodTask(models.Model):
    """One task as it stood in a report of a period: when it was due, and when it was done."""

    report = models.ForeignKey(PeriodReport, models.PROTECT, related_name="tasks")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    lead = models.ForeignKey(Body, models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    direction = models.ForeignKey(
        Direction, models.PROTECT, related_name="+", null=True, blank=True
    )
    original_due_on = models.DateField(_("original term"))
    due_on = models.DateField(_("term"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    returns = models.PositiveSmallIntegerField(_("returns"), default=0)
    extensions = models.PositiveSmallIntegerField(_("later terms"), default=0)
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        ordering = ["report", "original_due_on", "task"]
        verbose_name = _("task in a report of a period")
        verbose_name_plural = _("tasks in reports of periods")
        constraints = [
            models.UniqueConstraint(fields=["report", "task"], name="task_once_in_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}, {self.task_id}"

    @property
    def days_late(self) -> int | None:
        """Return how many days after the original term the task was done; None while it is not."""
        return (self.done_on - self.original_due_on).days if self.done_on else None
