"""The consent of the republican headquarters: asked once for a proposal, given or refused."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from alerts.models.decisions import LevelDecision


class RealConsents(models.Manager["Consent"]):
    """The consents of the real world."""

    def get_queryset(self) -> models.QuerySet["Consent"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseConsents(models.Manager["Consent"]):
    """The only door to the consents of exercises."""

    def get_queryset(self) -> models.QuerySet["Consent"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class Consent(models.Model):
    """One question to a higher headquarters: may this proposal go out; once answered it stays."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for consent")
        GIVEN = "given", _("consent given")
        REFUSED = "refused", _("consent refused")

    decision = models.OneToOneField(LevelDecision, models.PROTECT, related_name="consent")
    asked_of = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("headquarters asked")
    )
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)

    objects: ClassVar[models.Manager["Consent"]] = RealConsents()
    exercises: ClassVar[models.Manager["Consent"]] = ExerciseConsents()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("consent to a decision")
        verbose_name_plural = _("consents to decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answered_consent_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="refused_consent_says_why"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | (
                    ~Q(answered_by=F("asked_by"))
                    & (Q(answered_for__isnull=True) | ~Q(answered_for=F("asked_by")))
                ),
                name="who_asks_gives_no_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="asked"), name="consents_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has answered yet."""
        return self.state == self.State.ASKED

    @property
    def is_refused(self) -> bool:
        """Tell whether the higher headquarters said no."""
        return self.state == self.State.REFUSED
