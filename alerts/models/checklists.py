"""Checklists: versioned templates for each colour, and the lines each body has to tick."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body
from alerts.models.choices import COLOURS, Level
from alerts.models.decisions import LevelDecision


class ChecklistTemplate(models.Model):
    """One version of what a colour adds to the checklist; an adopted version never changes."""

    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    adopted_at = models.DateTimeField(_("adopted"))

    class Meta:
        ordering = ["level", "-version"]
        verbose_name = _("checklist template")
        verbose_name_plural = _("checklist templates")
        constraints = [
            models.UniqueConstraint(fields=["level", "version"], name="checklist_version_once"),
            models.CheckConstraint(
                condition=Q(level__in=[int(one) for one in COLOURS]), name="checklist_of_a_colour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.version}"


class ChecklistLine(models.Model):
    """One administrative line of a template; `kind` empty means every kind of body."""

    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(
        _("kind of body"), max_length=24, choices=Body.Kind.choices, blank=True
    )
    text_kk = models.CharField(_("text in Kazakh"), max_length=300)
    text_ru = models.CharField(_("text in Russian"), max_length=300)
    text_en = models.CharField(_("text in English"), max_length=300)

    class Meta:
        ordering = ["template", "order"]
        verbose_name = _("line of a checklist")
        verbose_name_plural = _("lines of checklists")
        constraints = [
            models.UniqueConstraint(fields=["template", "order"], name="checklist_line_once"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return the line in the reader's language."""
        return in_language(self, "text")


class RealEntries(models.Manager["ChecklistEntry"]):
    """The checklists of the real world."""

    def get_queryset(self) -> models.QuerySet["ChecklistEntry"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseEntries(models.Manager["ChecklistEntry"]):
    """The only door to the checklists of exercises."""

    def get_queryset(self) -> models.QuerySet["ChecklistEntry"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class ChecklistEntry(models.Model):
    """One line that one body has to do under one decision, and who ticked it when."""

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="checklist")
    body = models.ForeignKey(Body, models.PROTECT, related_name="checklist")
    line = models.ForeignKey(ChecklistLine, models.PROTECT, related_name="entries")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["ChecklistEntry"]] = RealEntries()
    exercises: ClassVar[models.Manager["ChecklistEntry"]] = ExerciseEntries()

    class Meta:
        ordering = ["decision", "body", "line"]
        verbose_name = _("line to be done")
        verbose_name_plural = _("lines to be done")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "body", "line"], name="checklist_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_by__isnull=False),
                name="done_line_names_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.line}"
