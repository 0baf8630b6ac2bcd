"""Exercises: a world of their own, with a scenario, a headquarters and a list of participants."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body
from notices.models import Notice


class Exercise(models.Model):
    """One exercise of a headquarters: what is played, when, and from when to when it ran."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("under way")
        ENDED = "ended", _("ended")

    number = models.CharField(_("number"), max_length=40, unique=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    headquarters = models.ForeignKey(
        Body, models.PROTECT, related_name="exercises", verbose_name=_("headquarters")
    )
    starts_at = models.DateTimeField(_("planned start"))
    ends_at = models.DateTimeField(_("planned end"))
    scenario = models.TextField(_("scenario"))
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.PLANNED
    )
    prepared_at = models.DateTimeField(_("prepared"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="prepared_exercises"
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending_notice = models.OneToOneField(
        Notice, models.PROTECT, null=True, blank=True, related_name="ended_exercise"
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="exercise_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(started_at__isnull=True, ended_at__isnull=True),
                name="planned_exercise_has_not_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(started_at__isnull=False, ended_at__isnull=True),
                name="running_exercise_has_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ended_exercise_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(name_kk="") & ~Q(name_ru=""), name="exercise_has_both_names"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the page of the exercise."""
        return reverse("alerts:exercise", kwargs={"pk": self.pk})

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return in_language(self, "name")

    @property
    def is_planned(self) -> bool:
        """Tell whether nothing has been sent yet."""
        return self.state == self.State.PLANNED

    @property
    def is_running(self) -> bool:
        """Tell whether the exercise has begun and not ended."""
        return self.state == self.State.RUNNING

    @property
    def is_ended(self) -> bool:
        """Tell whether the exercise is over."""
        return self.state == self.State.ENDED

    @property
    def is_called_off(self) -> bool:
        """Tell whether the exercise ended before it began: nobody was told anything."""
        return self.is_ended and self.started_at is None


class Participant(models.Model):
    """One organisation on the list of an exercise; with a person, only that person is told."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="participants")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )

    class Meta:
        ordering = ["exercise", "body", "person"]
        verbose_name = _("participant of an exercise")
        verbose_name_plural = _("participants of exercises")
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "body", "person"],
                nulls_distinct=False,
                name="participant_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise}: {self.body}"
