"""How a body usually meets: kept once, used again, and repeated on a regular basis."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from meetings.models.meeting import Meeting


class MeetingTemplate(models.Model):
    """What a body's meetings of one sort have in common, with the questions they begin with."""

    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Meeting.Kind)
    place_kk = models.CharField(_("place, Kazakh"), max_length=200)
    place_ru = models.CharField(_("place, Russian"), max_length=200)
    begins = models.TimeField(_("begins"))
    length_minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    materials_days = models.PositiveSmallIntegerField(
        _("materials are taken until, working days before")
    )
    quorum_rule = models.CharField(_("quorum"), max_length=20, choices=Meeting.QuorumRule)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(_("kept"))

    class Meta:
        ordering = ["body", "name"]
        verbose_name = _("template of a meeting")
        verbose_name_plural = _("templates of meetings")
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="one_template_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Return the place in the active language."""
        return in_language(self, "place")


class TemplateItem(models.Model):
    """One question with which a meeting made from a template begins."""

    template = models.ForeignKey(MeetingTemplate, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("order"))
    title_kk = models.TextField(_("question, Kazakh"))
    title_ru = models.TextField(_("question, Russian"))
    speaker_kk = models.CharField(_("speaker, Kazakh"), max_length=300, blank=True)
    speaker_ru = models.CharField(_("speaker, Russian"), max_length=300, blank=True)
    minutes_allotted = models.PositiveSmallIntegerField(_("minutes allotted"), default=15)
    draft_decision_kk = models.TextField(_("draft decision, Kazakh"), blank=True)
    draft_decision_ru = models.TextField(_("draft decision, Russian"), blank=True)
    is_closed = models.BooleanField(_("closed question"), default=False)

    class Meta:
        ordering = ["template", "position"]
        verbose_name = _("question of a template")
        verbose_name_plural = _("questions of templates")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "position"], name="one_question_at_a_place_of_a_template"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title_ru}"


class MeetingSeries(models.Model):
    """Meetings that a body planned together, so many months apart."""

    class Every(models.IntegerChoices):
        MONTH = 1, _("every month")
        QUARTER = 3, _("every quarter")
        HALF_YEAR = 6, _("every half-year")

    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    every_months = models.PositiveSmallIntegerField(_("regularity"), choices=Every)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(_("planned"))

    class Meta:
        ordering = ["body", "-planned_at"]
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")

    def __str__(self) -> str:
        return f"{self.body}: {self.get_every_months_display()}"
