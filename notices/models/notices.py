"""A notice, its words in each language, whom it addresses, and the steps that follow silence."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, User


class RealNotices(models.Manager["Notice"]):
    """The notices of the real world; exercises are another."""

    def get_queryset(self) -> models.QuerySet["Notice"]:
        """Leave exercises out."""
        return super().get_queryset().filter(is_exercise=False)


class ExerciseNotices(models.Manager["Notice"]):
    """The only door to the notices of exercises."""

    def get_queryset(self) -> models.QuerySet["Notice"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(is_exercise=True)


class Notice(models.Model):
    """One thing that people are told, and perhaps asked to answer, at one moment."""

    class Kind(models.TextChoices):
        LEVEL = "level", _("level of threat")
        MEETING = "meeting", _("meeting")
        TASK = "task", _("task")
        REPORT = "report", _("report")
        DUTY = "duty", _("duty")
        CONTACT = "contact", _("contact")
        DIGEST = "digest", _("digest")

    class Urgency(models.TextChoices):
        CORRECTION = "correction", _("every channel at once, before everything else")
        IMMEDIATE = "immediate", _("every channel at once")
        ORDINARY = "ordinary", _("first channel")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)
    thing_path = models.CharField(_("address of the thing"), max_length=300, blank=True)
    norm = models.DurationField(_("time to answer"), null=True, blank=True)
    is_exercise = models.BooleanField(_("exercise"), default=False)
    issued_at = models.DateTimeField(_("time of issue"))
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="issued_notices"
    )
    issuing_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="issued_notices"
    )
    answer_purpose = models.CharField(max_length=20, blank=True)
    answer_path = models.CharField(max_length=200, blank=True)
    answer_until = models.DateTimeField(_("links are valid until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("no longer asked since"), null=True, blank=True)
    progress_norm = models.DurationField(_("time to note progress"), null=True, blank=True)
    lapse_norm = models.DurationField(_("time to heed the reminder"), null=True, blank=True)
    answers_needed = models.PositiveIntegerField(_("answers needed"), null=True, blank=True)
    heeds_mutes = models.BooleanField(_("heeds mutes"), default=False)

    objects: ClassVar[models.Manager["Notice"]] = RealNotices()
    exercises: ClassVar[models.Manager["Notice"]] = ExerciseNotices()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_purpose="")
                | (Q(answer_until__isnull=False) & Q(answer_path__contains="{token}")),
                name="answer_link_has_path_and_end",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("issued_at")),
                name="notice_closes_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the page of this notice in the inbox."""
        return reverse("notices:notice", kwargs={"pk": self.pk})

    @property
    def is_answer_asked(self) -> bool:
        """Tell whether somebody must answer."""
        return self.norm is not None or bool(self.answer_purpose)

    @property
    def queue(self) -> str:
        """Return the queue of workers that carries this notice."""
        return "default" if self.urgency == self.Urgency.ORDINARY else "alerts"


class NoticeWording(models.Model):
    """The words of a notice in one language, as they were when it was issued."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=2, choices=User.Language.choices)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    act = models.TextField(_("what is asked"), blank=True)
    calendar = models.TextField(_("calendar object"), blank=True)

    class Meta:
        ordering = ["notice", "language"]
        verbose_name = _("wording of a notice")
        verbose_name_plural = _("wordings of notices")
        constraints = [
            models.UniqueConstraint(fields=["notice", "language"], name="wording_once"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(body=""), name="wording_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Addressee(models.Model):
    """One person told for one body; the body has answered once `answered_at` is set."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="addressees")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="addressed", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="addressed", verbose_name=_("person")
    )
    is_counted = models.BooleanField(_("counted"), default=True)
    first_step = models.PositiveSmallIntegerField(_("told from step"), default=0)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["notice", "body", "person"]
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints = [
            models.UniqueConstraint(fields=["notice", "body", "person"], name="addressee_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.person_id}"


class LadderStep(models.Model):
    """One frozen step of a notice: who has not answered by its time is told again.

    A step of one body belongs to a later round: that body's answer lapsed and it is asked anew.
    `rung` says how far up the ladder it stands: who is told from that rung on or from below it.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="steps")
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ladder_steps",
        verbose_name=_("organisation"),
    )
    number = models.PositiveIntegerField(_("step"))
    rung = models.PositiveSmallIntegerField(_("rung"), default=0)
    due_at = models.DateTimeField(_("falls due at"))
    every_channel = models.BooleanField(_("every channel"), default=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("not needed any more since"), null=True, blank=True)

    class Meta:
        ordering = ["notice", "number"]
        verbose_name = _("step of a ladder")
        verbose_name_plural = _("steps of ladders")
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="ladder_step_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ladder_begins_at_one"),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | Q(dropped_at__isnull=True),
                name="step_is_made_or_dropped",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(made_at__isnull=True, dropped_at__isnull=True),
                name="ladder_steps_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.number}"
