"""What the addressed organisations answered, one row per step."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from alerts.models.decisions import LevelDecision
from notices.models import Notice


class RealAddressees(models.Manager["AddressedBody"]):
    """The organisations addressed in the real world."""

    def get_queryset(self) -> models.QuerySet["AddressedBody"]:
        """Leave those of exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseAddressees(models.Manager["AddressedBody"]):
    """The only door to the organisations addressed in exercises."""

    def get_queryset(self) -> models.QuerySet["AddressedBody"]:
        """Keep those of exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class AddressedBody(models.Model):
    """One organisation that a decision was sent to, also when nobody there could be told."""

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="addressed")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="addressed_bodies")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="addressed_decisions", verbose_name=_("organisation")
    )
    is_counted = models.BooleanField(_("counted"), default=True)

    objects: ClassVar[models.Manager["AddressedBody"]] = RealAddressees()
    exercises: ClassVar[models.Manager["AddressedBody"]] = ExerciseAddressees()

    class Meta:
        ordering = ["decision", "body"]
        verbose_name = _("addressed organisation")
        verbose_name_plural = _("addressed organisations")
        constraints = [
            models.UniqueConstraint(fields=["notice", "body"], name="body_addressed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.body}"


class RealAnswers(models.Manager["Acknowledgement"]):
    """The answers of the real world."""

    def get_queryset(self) -> models.QuerySet["Acknowledgement"]:
        """Leave the answers to exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseAnswers(models.Manager["Acknowledgement"]):
    """The only door to the answers given in exercises."""

    def get_queryset(self) -> models.QuerySet["Acknowledgement"]:
        """Keep the answers given in exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class Acknowledgement(models.Model):
    """One step of one body's answer: received, then accepted or cannot; only added."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        ACCEPTED = "accepted", _("accepted")
        CANNOT = "cannot", _("cannot")

    FINAL = (State.ACCEPTED, State.CANNOT)

    class Way(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        LINK = "link", _("by signed link")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="acknowledgements")
    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="acknowledgements")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="acknowledgements", verbose_name=_("organisation")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="acknowledgements"
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    way = models.CharField(_("way"), max_length=10, choices=Way.choices, default=Way.SIGNED_IN)
    reason = models.TextField(_("reason"), blank=True)
    answered_at = models.DateTimeField(_("time"))

    objects: ClassVar[models.Manager["Acknowledgement"]] = RealAnswers()
    exercises: ClassVar[models.Manager["Acknowledgement"]] = ExerciseAnswers()

    class Meta:
        ordering = ["answered_at", "pk"]
        verbose_name = _("answer of an organisation")
        verbose_name_plural = _("answers of organisations")
        constraints = [
            models.UniqueConstraint(fields=["notice", "body", "state"], name="answer_step_once"),
            models.UniqueConstraint(
                fields=["notice", "body"],
                condition=Q(state__in=("accepted", "cannot")),
                name="one_final_answer_per_body",
            ),
            models.CheckConstraint(
                condition=~Q(state="cannot") | ~Q(reason=""), name="cannot_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_state_display()}"

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more is asked of the body."""
        return self.state in self.FINAL
