"""Approval by telephone: what the officer wrote down, and what the approver said of it later."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alerts.models.decisions import LevelDecision


class RealCalls(models.Manager["TelephoneApproval"]):
    """The approvals by telephone of the real world."""

    def get_queryset(self) -> models.QuerySet["TelephoneApproval"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseCalls(models.Manager["TelephoneApproval"]):
    """The only door to the approvals by telephone of exercises."""

    def get_queryset(self) -> models.QuerySet["TelephoneApproval"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class TelephoneApproval(models.Model):
    """One call in which a decision was approved, as the officer who called recorded it."""

    decision = models.OneToOneField(LevelDecision, models.PROTECT, related_name="telephone")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("approver")
    )
    called_at = models.DateTimeField(_("called"))
    number_called = models.CharField(_("number called"), max_length=60)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    objects: ClassVar[models.Manager["TelephoneApproval"]] = RealCalls()
    exercises: ClassVar[models.Manager["TelephoneApproval"]] = ExerciseCalls()

    class Meta:
        ordering = ["called_at", "pk"]
        verbose_name = _("approval by telephone")
        verbose_name_plural = _("approvals by telephone")
        constraints = [
            models.CheckConstraint(
                condition=~Q(approver=F("recorded_by")), name="nobody_telephones_themselves"
            ),
            models.CheckConstraint(condition=~Q(number_called=""), name="call_names_its_number"),
            models.CheckConstraint(
                condition=Q(called_at__lte=F("recorded_at")), name="call_before_its_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.approver}"


class RealConfirmations(models.Manager["TelephoneConfirmation"]):
    """The confirmations of the real world."""

    def get_queryset(self) -> models.QuerySet["TelephoneConfirmation"]:
        """Leave exercises out."""
        return super().get_queryset().filter(approval__decision__is_exercise=False)


class ExerciseConfirmations(models.Manager["TelephoneConfirmation"]):
    """The only door to the confirmations of exercises."""

    def get_queryset(self) -> models.QuerySet["TelephoneConfirmation"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(approval__decision__is_exercise=True)


class TelephoneConfirmation(models.Model):
    """What that very approver said of the call once signed in: it was so, or it was not."""

    approval = models.OneToOneField(TelephoneApproval, models.PROTECT, related_name="confirmation")
    is_denied = models.BooleanField(_("denied"), default=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("time"))
    reason = models.TextField(_("reason"), blank=True)

    objects: ClassVar[models.Manager["TelephoneConfirmation"]] = RealConfirmations()
    exercises: ClassVar[models.Manager["TelephoneConfirmation"]] = ExerciseConfirmations()

    class Meta:
        ordering = ["said_at", "pk"]
        verbose_name = _("confirmation of an approval by telephone")
        verbose_name_plural = _("confirmations of approvals by telephone")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_denied=False) | ~Q(reason=""), name="denied_call_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.approval)
