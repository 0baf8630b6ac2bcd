"""Calls to organisations that are silent: each one a row, and who is calling whom just now."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alerts.models.answers import AddressedBody
from notices.models import Contact


class RealCalls(models.Manager["Call"]):
    """The calls of the real world."""

    def get_queryset(self) -> models.QuerySet["Call"]:
        """Leave the calls of exercises out."""
        return super().get_queryset().filter(addressed__decision__is_exercise=False)


class ExerciseCalls(models.Manager["Call"]):
    """The only door to the calls made in exercises."""

    def get_queryset(self) -> models.QuerySet["Call"]:
        """Keep the calls made in exercises alone."""
        return super().get_queryset().filter(addressed__decision__is_exercise=True)


class Call(models.Model):
    """One telephone call of an officer to a person of an organisation; only added."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted for execution")
        RECEIVED = "received", _("confirmed receipt only")
        CANNOT = "cannot", _("cannot")
        NO_ANSWER = "no_answer", _("no answer")
        BUSY = "busy", _("busy")
        WRONG_NUMBER = "wrong_number", _("wrong number")

    ANSWERS = (Outcome.ACCEPTED, Outcome.RECEIVED, Outcome.CANNOT)
    FAILURES = (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER)

    addressed = models.ForeignKey(
        AddressedBody, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    number = models.CharField(_("telephone number"), max_length=254)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    note = models.TextField(_("note"), blank=True)
    caller = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    caller_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_at = models.DateTimeField(_("time of the call"))

    objects: ClassVar[models.Manager["Call"]] = RealCalls()
    exercises: ClassVar[models.Manager["Call"]] = ExerciseCalls()

    class Meta:
        ordering = ["called_at", "pk"]
        verbose_name = _("call to an organisation")
        verbose_name_plural = _("calls to organisations")
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="call_names_the_number"),
            models.CheckConstraint(
                condition=~Q(outcome="cannot") | ~Q(note=""), name="call_of_cannot_says_why"
            ),
        ]
        indexes = [models.Index(fields=["addressed", "called_at"], name="calls_of_a_body")]

    def __str__(self) -> str:
        return f"{self.addressed.body}: {self.number}"

    @property
    def is_answered(self) -> bool:
        """Tell whether somebody spoke for the organisation."""
        return self.outcome in self.ANSWERS


class RealLeases(models.Manager["CallLease"]):
    """The leases of the real world."""

    def get_queryset(self) -> models.QuerySet["CallLease"]:
        """Leave exercises out."""
        return super().get_queryset().filter(addressed__decision__is_exercise=False)


class ExerciseLeases(models.Manager["CallLease"]):
    """The only door to the leases of exercises."""

    def get_queryset(self) -> models.QuerySet["CallLease"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(addressed__decision__is_exercise=True)


class CallLease(models.Model):
    """Which officer is calling an organisation just now, so that nobody else does; it expires."""

    addressed = models.OneToOneField(
        AddressedBody, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("officer")
    )
    taken_at = models.DateTimeField(_("taken"))
    expires_at = models.DateTimeField(_("expires"))

    objects: ClassVar[models.Manager["CallLease"]] = RealLeases()
    exercises: ClassVar[models.Manager["CallLease"]] = ExerciseLeases()

    class Meta:
        ordering = ["addressed"]
        verbose_name = _("call under way")
        verbose_name_plural = _("calls under way")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gte=F("taken_at")), name="call_lease_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.addressed_id}: {self.holder}"
