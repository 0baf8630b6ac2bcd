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
    """One organisation that a decision was sent to, also when nobody there could be told.

    A round ends when an acceptance lapses without progress; the organisation is asked anew.
    """

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="addressed")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="addressed_bodies")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="addressed_decisions", verbose_name=_("organisation")
    )
    is_counted = models.BooleanField(_("counted"), default=True)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    progress_due_at = models.DateTimeField(_("progress is due at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    objects: ClassVar[models.Manager["AddressedBody"]] = RealAddressees()
    exercises: ClassVar[models.Manager["AddressedBody"]] = ExerciseAddressees()

    class Meta:
        ordering = ["decision", "body"]
        verbose_name = _("addressed organisation")
        verbose_name_plural = _("addressed organisations")
        constraints = [
            models.UniqueConstraint(fields=["notice", "body"], name="body_addressed_once"),
            models.CheckConstraint(condition=Q(round__gte=1), name="rounds_begin_at_one"),
            models.CheckConstraint(
                condition=Q(reminded_at__isnull=True) | Q(progress_due_at__isnull=False),
                name="reminded_of_a_progress_that_is_due",
            ),
        ]
        indexes = [
            models.Index(
                fields=["progress_due_at"],
                condition=Q(progress_due_at__isnull=False),
                name="progress_that_is_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.body}"


class RealAnswers(models.Manager["Acknowledgement"]):
    """The answers of the real world."""

    def get_queryset(self) -> models.QuerySet["Acknowledgement"]:
        """Leave the answers to exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)

    def in_this_round(self) -> models.QuerySet["Acknowledgement"]:
        """Return, inside a query of those addressed, the steps given since each was last asked."""
        ground = {name: models.OuterRef(name) for name in ("notice", "body", "round")}
        return self.filter(**ground).exclude(state=Acknowledgement.State.LAPSED)


class ExerciseAnswers(models.Manager["Acknowledgement"]):
    """The only door to the answers given in exercises."""

    def get_queryset(self) -> models.QuerySet["Acknowledgement"]:
        """Keep the answers given in exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class Acknowledgement(models.Model):
    """One step of one body's answer: received, then accepted or cannot; only added.

    An acceptance without progress lapses: that step has no person, and the next round begins.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        ACCEPTED = "accepted", _("accepted")
        CANNOT = "cannot", _("cannot")
        LAPSED = "lapsed", _("lapsed")

    FINAL = (State.ACCEPTED, State.CANNOT)

    class Way(models.TextChoices):
        SIGNED_IN = "signed_in", _("on the site")
        LINK = "link", _("by signed link")
        TELEPHONE = "telephone", _("by telephone")
        CLOCK = "clock", _("by itself, without progress")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="acknowledgements")
    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="acknowledgements")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="acknowledgements", verbose_name=_("organisation")
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acknowledgements",
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    way = models.CharField(_("way"), max_length=10, choices=Way.choices, default=Way.SIGNED_IN)
    reason = models.TextField(_("reason"), blank=True)
    answered_at = models.DateTimeField(_("time"))

    objects: ClassVar[RealAnswers] = RealAnswers()
    exercises: ClassVar[models.Manager["Acknowledgement"]] = ExerciseAnswers()

    class Meta:
        ordering = ["answered_at", "pk"]
        verbose_name = _("answer of an organisation")
        verbose_name_plural = _("answers of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "body", "round", "state"], name="answer_step_once"
            ),
            models.UniqueConstraint(
                fields=["notice", "body", "round"],
                condition=Q(state__in=("accepted", "cannot")),
                name="one_final_answer_per_body",
            ),
            models.CheckConstraint(
                condition=~Q(state="cannot") | ~Q(reason=""), name="cannot_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="lapsed") | Q(person__isnull=False),
                name="answer_names_who",
            ),
            models.CheckConstraint(
                condition=~Q(way="telephone") | Q(recorded_by__isnull=False),
                name="answer_by_telephone_names_who_wrote_it_down",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_state_display()}"

    @property
    def is_final(self) -> bool:
        """Tell whether nothing more is asked of the body."""
        return self.state in self.FINAL


class RealProgress(models.Manager["ProgressNote"]):
    """The progress of the real world."""

    def get_queryset(self) -> models.QuerySet["ProgressNote"]:
        """Leave exercises out."""
        return super().get_queryset().filter(addressed__decision__is_exercise=False)


class ExerciseProgress(models.Manager["ProgressNote"]):
    """The only door to the progress of exercises."""

    def get_queryset(self) -> models.QuerySet["ProgressNote"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(addressed__decision__is_exercise=True)


class ProgressNote(models.Model):
    """What one organisation has done since it accepted, in its own words; only added."""

    addressed = models.ForeignKey(AddressedBody, models.PROTECT, related_name="progress_notes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="progress_notes"
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.CharField(_("what has been done"), max_length=500)
    noted_at = models.DateTimeField(_("time"))

    objects: ClassVar[models.Manager["ProgressNote"]] = RealProgress()
    exercises: ClassVar[models.Manager["ProgressNote"]] = ExerciseProgress()

    class Meta:
        ordering = ["noted_at", "pk"]
        verbose_name = _("note of progress")
        verbose_name_plural = _("notes of progress")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="progress_says_what"),
        ]

    def __str__(self) -> str:
        return self.text
