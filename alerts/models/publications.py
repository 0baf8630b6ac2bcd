"""What followed a published decision outside: where it was made public, and who was reminded."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from alerts.models.decisions import LevelDecision
from notices.models import Notice


class RealPublications(models.Manager["Publication"]):
    """The publications of the real world."""

    def get_queryset(self) -> models.QuerySet["Publication"]:
        """Leave those of exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExercisePublications(models.Manager["Publication"]):
    """The only door to publications played in exercises."""

    def get_queryset(self) -> models.QuerySet["Publication"]:
        """Keep those of exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class Publication(models.Model):
    """One tick: where a decision was made public, when, and who says so; only added."""

    class Way(models.TextChoices):
        CENTRE_SITE = "centre_site", _("site of the Centre")
        AKIMAT_SITE = "akimat_site", _("site of the akimat")
        OPERATORS = "operators", _("SMS by the mobile operators")
        MEDIA = "media", _("media: television, radio, press")
        TELEGRAM = "telegram", _("Telegram")
        NETWORKS = "networks", _("other social networks")
        OTHER = "other", _("another way")

    BY_HEADQUARTERS = (
        Way.CENTRE_SITE,
        Way.OPERATORS,
        Way.MEDIA,
        Way.TELEGRAM,
        Way.NETWORKS,
        Way.OTHER,
    )
    WITH_LINK = (Way.CENTRE_SITE, Way.AKIMAT_SITE, Way.TELEGRAM)

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="publications")
    way = models.CharField(_("where"), max_length=12, choices=Way.choices)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="publications", verbose_name=_("organisation")
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"))
    noted_at = models.DateTimeField(_("noted"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="noted_publications"
    )
    noted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    takes_back = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back_by",
        verbose_name=_("takes back"),
    )

    objects: ClassVar[models.Manager["Publication"]] = RealPublications()
    exercises: ClassVar[models.Manager["Publication"]] = ExercisePublications()

    class Meta:
        ordering = ["published_at", "pk"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=~Q(way__in=("centre_site", "akimat_site", "telegram"))
                | Q(takes_back__isnull=False)
                | ~Q(link=""),
                name="publication_on_a_site_has_its_link",
            ),
            models.CheckConstraint(
                condition=~Q(link="") | ~Q(note=""), name="publication_says_where"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_way_display()}"

    @property
    def is_taken_back(self) -> bool:
        """Tell whether somebody said that this tick was wrong."""
        return hasattr(self, "taken_back_by")


class RealReminders(models.Manager["TermReminder"]):
    """The reminders of the real world."""

    def get_queryset(self) -> models.QuerySet["TermReminder"]:
        """Leave those of exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseReminders(models.Manager["TermReminder"]):
    """The only door to reminders of exercises."""

    def get_queryset(self) -> models.QuerySet["TermReminder"]:
        """Keep those of exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class TermReminder(models.Model):
    """One reminder of one end of a decision, made once; without a notice it was overtaken."""

    EXPIRED = "expired"

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="term_reminders")
    ends_at = models.DateTimeField(_("end of the term"))
    stage = models.CharField(_("stage"), max_length=10)
    due_at = models.DateTimeField(_("falls due at"))
    made_at = models.DateTimeField(_("made at"))
    notice = models.OneToOneField(
        Notice, models.PROTECT, null=True, blank=True, related_name="term_reminder"
    )

    objects: ClassVar[models.Manager["TermReminder"]] = RealReminders()
    exercises: ClassVar[models.Manager["TermReminder"]] = ExerciseReminders()

    class Meta:
        ordering = ["-due_at", "-pk"]
        verbose_name = _("reminder of a term")
        verbose_name_plural = _("reminders of terms")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "ends_at", "stage"], name="term_reminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.stage}"
