"""What is laid before a head and decided by one: packages, delegations, questions on reports."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from audit import clock
from plans.models.reports import ExecutionReport
from plans.models.tasks import Task
from plans.models.terms import ExtensionRequest


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Named sets of delegations."""

    def in_force(self) -> "DelegationQuerySet":
        """Keep the delegations that hold today and were not taken back."""
        today = clock.today()
        return self.filter(starts_on__lte=today, ends_on__gte=today, revoked_at__isnull=True)


class Delegation(models.Model):
    """One head's word that another decides for them, on some kinds of things, between two days."""

    class Kind(models.TextChoices):
        CLOSING = "closing", _("closing tasks")
        TERM = "term", _("moving terms")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="delegations", verbose_name=_("organisation")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_granted"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegations_held",
        verbose_name=_("who decides"),
    )
    closing = models.BooleanField(_("closing tasks"), default=False)
    term = models.BooleanField(_("moving terms"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to and including"))
    ground = models.CharField(_("ground"), max_length=300, blank=True)
    granted_at = models.DateTimeField(_("delegated"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects: ClassVar[models.Manager["Delegation"]] = models.Manager.from_queryset(
        DelegationQuerySet
    )()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(closing=True) | Q(term=True), name="delegation_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(granted_by=F("delegate")), name="nobody_delegates_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate}, {self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"


class DecisionPackage(models.Model):
    """One package of closings and later terms that a secretariat lays before the head."""

    controller = models.ForeignKey(Body, models.PROTECT, related_name="decision_packages")
    number = models.PositiveIntegerField(_("number"))
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("prepared"))

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        verbose_name = _("package for decision")
        verbose_name_plural = _("packages for decision")
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "number"], name="package_number_once_per_body"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of the package."""
        return reverse("plans:package", args=[self.pk])


class PackageLine(models.Model):
    """One thing in a package: a task to close or a later term to grant, with its ground."""

    class Outcome(models.TextChoices):
        AWAITED = "awaited", _("to be decided")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    package = models.ForeignKey(DecisionPackage, models.PROTECT, related_name="lines")
    task = models.ForeignKey(Task, models.PROTECT, related_name="package_lines")
    request = models.ForeignKey(
        ExtensionRequest, models.PROTECT, related_name="package_lines", null=True, blank=True
    )
    ground = models.CharField(_("ground"), max_length=300)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.AWAITED
    )
    remark = models.TextField(_("remark of the chair"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering = ["package", "pk"]
        verbose_name = _("line of a package")
        verbose_name_plural = _("lines of packages")
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(outcome="awaited", request__isnull=True),
                name="task_awaits_closing_in_one_package",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(outcome="awaited"),
                name="request_awaits_in_one_package",
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="package_line_has_a_ground"),
            models.CheckConstraint(
                condition=Q(outcome="awaited", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(outcome="awaited") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="package_line_decided_by_somebody_or_awaited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id}: № {self.task_id}"

    @property
    def kind(self) -> str:
        """Return of which kind the decision is, as heads delegate it."""
        return Delegation.Kind.TERM if self.request_id else Delegation.Kind.CLOSING


class ReportQuestion(models.Model):
    """One question on a report, asked by who decides on it, and the lead's answer."""

    report = models.ForeignKey(ExecutionReport, models.PROTECT, related_name="questions")
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["report", "asked_at", "pk"]
        verbose_name = _("question on a report")
        verbose_name_plural = _("questions on reports")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="question_answered_by_somebody_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
