"""Situation reports of the organisations, and the frozen reports of the Centre made of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from alerts.models.answers import AddressedBody
from alerts.models.decisions import LevelDecision


class RealReports(models.Manager["SituationReport"]):
    """The situation reports of the real world."""

    def get_queryset(self) -> models.QuerySet["SituationReport"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseReports(models.Manager["SituationReport"]):
    """The only door to the situation reports of exercises."""

    def get_queryset(self) -> models.QuerySet["SituationReport"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class SituationReport(models.Model):
    """What one organisation reports under one decision: conditions, actions, needs; only added."""

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="+")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="situation_reports", verbose_name=_("organisation")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    conditions = models.TextField(_("conditions"))
    actions = models.TextField(_("actions taken"))
    needs = models.TextField(_("needs"), blank=True)
    due_at = models.DateTimeField(_("was due"), null=True, blank=True)
    next_due_at = models.DateTimeField(_("next one is due"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[models.Manager["SituationReport"]] = RealReports()
    exercises: ClassVar[models.Manager["SituationReport"]] = ExerciseReports()

    class Meta:
        ordering = ["sent_at", "pk"]
        verbose_name = _("situation report")
        verbose_name_plural = _("situation reports")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "body", "number"], name="situation_report_once"
            ),
            models.CheckConstraint(
                condition=~Q(conditions="") & ~Q(actions=""),
                name="situation_report_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.number}"

    @property
    def is_late(self) -> bool:
        """Tell whether the report came after its term."""
        return self.due_at is not None and self.sent_at > self.due_at

    @property
    def has_needs(self) -> bool:
        """Tell whether the organisation asks for something."""
        return bool(self.needs)


class RealReminders(models.Manager["ReportReminder"]):
    """The reminders of the real world."""

    def get_queryset(self) -> models.QuerySet["ReportReminder"]:
        """Leave exercises out."""
        return super().get_queryset().filter(addressed__decision__is_exercise=False)


class ExerciseReminders(models.Manager["ReportReminder"]):
    """The only door to the reminders of exercises."""

    def get_queryset(self) -> models.QuerySet["ReportReminder"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(addressed__decision__is_exercise=True)


class ReportReminder(models.Model):
    """That an organisation was reminded of one situation report once it fell due; only added."""

    addressed = models.ForeignKey(AddressedBody, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("was due"))
    reminded_at = models.DateTimeField(_("reminded"))

    objects: ClassVar[models.Manager["ReportReminder"]] = RealReminders()
    exercises: ClassVar[models.Manager["ReportReminder"]] = ExerciseReminders()

    class Meta:
        ordering = ["reminded_at", "pk"]
        verbose_name = _("reminder of a situation report")
        verbose_name_plural = _("reminders of situation reports")
        constraints = [
            models.UniqueConstraint(fields=["addressed", "due_at"], name="report_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.addressed_id}: {self.due_at:%Y-%m-%d %H:%M}"


class RealCentreReports(models.Manager["CentreReport"]):
    """The Centre's reports on the real world."""

    def get_queryset(self) -> models.QuerySet["CentreReport"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseCentreReports(models.Manager["CentreReport"]):
    """The only door to the Centre's reports on exercises."""

    def get_queryset(self) -> models.QuerySet["CentreReport"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class CentreReport(models.Model):
    """One frozen report of the Centre: the situation reports that stood at an instant."""

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    as_of = models.DateTimeField(_("as of"))
    summary = models.TextField(_("summary of the Centre"), blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checksum = models.CharField(_("checksum"), max_length=64)

    objects: ClassVar[models.Manager["CentreReport"]] = RealCentreReports()
    exercises: ClassVar[models.Manager["CentreReport"]] = ExerciseCentreReports()

    class Meta:
        ordering = ["decision", "-number"]
        verbose_name = _("report of the Centre")
        verbose_name_plural = _("reports of the Centre")
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="centre_report_once"),
            models.CheckConstraint(
                condition=Q(checksum__regex="^[0-9a-f]{64}$"), name="centre_report_has_a_checksum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}/{self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of the report, in the world of its decision."""
        world = "exercise-" if self.decision.is_exercise else ""
        return reverse(
            f"alerts:{world}centre-report", kwargs={"pk": self.decision_id, "number": self.number}
        )


class RealLines(models.Manager["CentreReportLine"]):
    """The lines of the Centre's reports on the real world."""

    def get_queryset(self) -> models.QuerySet["CentreReportLine"]:
        """Leave exercises out."""
        return super().get_queryset().filter(report__decision__is_exercise=False)


class ExerciseLines(models.Manager["CentreReportLine"]):
    """The only door to the lines of the Centre's reports on exercises."""

    def get_queryset(self) -> models.QuerySet["CentreReportLine"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(report__decision__is_exercise=True)


class CentreReportLine(models.Model):
    """How one organisation stood when the Centre's report was frozen, with its newest report."""

    report = models.ForeignKey(CentreReport, models.PROTECT, related_name="+")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    situation = models.ForeignKey(
        SituationReport, models.PROTECT, null=True, blank=True, related_name="+"
    )
    has_accepted = models.BooleanField(_("has accepted the level"), default=False)
    is_late = models.BooleanField(_("late with the report"), default=False)
    has_needs = models.BooleanField(_("asks for something"), default=False)

    objects: ClassVar[models.Manager["CentreReportLine"]] = RealLines()
    exercises: ClassVar[models.Manager["CentreReportLine"]] = ExerciseLines()

    class Meta:
        ordering = ["report", "body__order", "body"]
        verbose_name = _("line of a report of the Centre")
        verbose_name_plural = _("lines of reports of the Centre")
        constraints = [
            models.UniqueConstraint(fields=["report", "body"], name="centre_report_line_once"),
            models.CheckConstraint(
                condition=Q(has_needs=False) | Q(situation__isnull=False),
                name="needs_stand_in_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.body}"
