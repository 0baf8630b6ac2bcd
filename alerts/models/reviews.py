"""What follows a decision that was not the ordinary one: its review, and the notices saved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from alerts.models.decisions import LevelDecision


class RealReviews(models.Manager["DecisionReview"]):
    """The reviews of the real world."""

    def get_queryset(self) -> models.QuerySet["DecisionReview"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseReviews(models.Manager["DecisionReview"]):
    """The only door to the reviews of exercises."""

    def get_queryset(self) -> models.QuerySet["DecisionReview"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class DecisionReview(models.Model):
    """One look back at what one person decided alone, owed by another person until completed."""

    class Ground(models.TextChoices):
        BREAK_GLASS = "break_glass", _("one person decided in an emergency")
        TELEPHONE = "telephone", _("an approver approved it by telephone")
        CORRECTION = "correction", _("a decision was sent by mistake and taken back")
        DENIED_CALL = "denied_call", _("the approver denies the approval by telephone")

    decision = models.OneToOneField(LevelDecision, models.PROTECT, related_name="review")
    ground = models.CharField(_("ground"), max_length=12, choices=Ground.choices)
    opened_at = models.DateTimeField(_("opened"))
    due_at = models.DateTimeField(_("due"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who decided")
    )
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    findings = models.TextField(_("findings"), blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    completed_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[models.Manager["DecisionReview"]] = RealReviews()
    exercises: ClassVar[models.Manager["DecisionReview"]] = ExerciseReviews()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("review of a decision")
        verbose_name_plural = _("reviews of decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True, completed_by__isnull=True)
                | (Q(completed_at__isnull=False, completed_by__isnull=False) & ~Q(findings="")),
                name="completed_review_says_what_was_found",
            ),
            models.CheckConstraint(
                condition=Q(completed_by__isnull=True)
                | (
                    ~Q(completed_by=F("decided_by"))
                    & (Q(decided_for__isnull=True) | ~Q(completed_by=F("decided_for")))
                    & (Q(completed_for__isnull=True) | ~Q(completed_for=F("decided_by")))
                ),
                name="reviewer_is_not_the_decider",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("opened_at")), name="review_is_due_after_opening"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(completed_at__isnull=True), name="reviews_owed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_ground_display()}"

    @property
    def is_open(self) -> bool:
        """Tell whether the review is still owed."""
        return self.completed_at is None


class RealSuppressions(models.Manager["SuppressedNotice"]):
    """The notices not sent twice in the real world."""

    def get_queryset(self) -> models.QuerySet["SuppressedNotice"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseSuppressions(models.Manager["SuppressedNotice"]):
    """The only door to the notices not sent twice in exercises."""

    def get_queryset(self) -> models.QuerySet["SuppressedNotice"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class SuppressedNotice(models.Model):
    """One organisation not told of a decision, as a wider level had told it as much already."""

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="suppressed")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    is_counted = models.BooleanField(_("counted"), default=True)
    covered_by = models.ForeignKey(
        LevelDecision, models.PROTECT, related_name="+", verbose_name=_("told already by")
    )
    reason = models.CharField(_("reason"), max_length=300)
    suppressed_at = models.DateTimeField(_("time"))

    objects: ClassVar[models.Manager["SuppressedNotice"]] = RealSuppressions()
    exercises: ClassVar[models.Manager["SuppressedNotice"]] = ExerciseSuppressions()

    class Meta:
        ordering = ["decision", "body"]
        verbose_name = _("notice not sent twice")
        verbose_name_plural = _("notices not sent twice")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "body"], name="notice_suppressed_once_per_body"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="suppression_says_why"),
            models.CheckConstraint(
                condition=~Q(decision=F("covered_by")), name="suppressed_by_another_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.body}"
