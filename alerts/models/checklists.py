"""Checklists: versioned templates for colours and kinds of bodies, and what each body does."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body
from alerts.models.choices import COLOURS, Level
from alerts.models.decisions import LevelDecision
from plans.models import StoredFile, Task


class ChecklistTemplate(models.Model):
    """One version of what a colour adds for a kind of body (empty: for every kind).

    A draft is edited; once adopted, a version never changes.
    """

    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    kind = models.CharField(
        _("kind of body"), max_length=24, choices=Body.Kind.choices, blank=True
    )
    version = models.PositiveSmallIntegerField(_("version"))
    drafted_at = models.DateTimeField(_("drafted"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    adopted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["level", "kind", "-version"]
        verbose_name = _("checklist template")
        verbose_name_plural = _("checklist templates")
        constraints = [
            models.UniqueConstraint(
                fields=["level", "kind", "version"], name="checklist_version_once"
            ),
            models.UniqueConstraint(
                fields=["level", "kind"],
                condition=Q(adopted_at__isnull=True),
                name="one_draft_of_a_checklist",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[int(one) for one in COLOURS]), name="checklist_of_a_colour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.version}"

    def get_absolute_url(self) -> str:
        """Return the page of the version."""
        return reverse("alerts:checklist-version", kwargs={"pk": self.pk})

    @property
    def is_adopted(self) -> bool:
        """Tell a version in use from a draft."""
        return self.adopted_at is not None

    @property
    def level_word(self) -> str:
        """Return the colour as the templates ask for it."""
        return Level(self.level).word


class ChecklistLine(models.Model):
    """One administrative line of a template, with the time given for it."""

    class Start(models.TextChoices):
        GIVEN = "given", _("from the level")
        ENDED = "ended", _("from its end")

    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(_("order"))
    text_kk = models.CharField(_("text in Kazakh"), max_length=300)
    text_ru = models.CharField(_("text in Russian"), max_length=300)
    text_en = models.CharField(_("text in English"), max_length=300)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    start = models.CharField(
        _("counted"), max_length=5, choices=Start.choices, default=Start.GIVEN
    )

    class Meta:
        ordering = ["template", "order"]
        verbose_name = _("line of a checklist")
        verbose_name_plural = _("lines of checklists")
        constraints = [
            models.UniqueConstraint(fields=["template", "order"], name="checklist_line_once"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gt=0),
                name="checklist_clock_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return the line in the reader's language."""
        return in_language(self, "text")

    @property
    def is_after_the_end(self) -> bool:
        """Tell a line that falls due only once the level has ended."""
        return self.start == self.Start.ENDED

    def due_after(self, instant: dt.datetime) -> dt.datetime | None:
        """Return until when the line is to be done when its clock starts at an instant."""
        return instant + dt.timedelta(minutes=self.minutes) if self.minutes else None


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
    """One line a body has to do under a decision: until when, done by whom, with which proof."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("to be done")
        DONE = "done", _("done")
        NOT_NEEDED = "not_needed", _("no longer needed")
        TASK = "task", _("became a task")

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="checklist")
    body = models.ForeignKey(Body, models.PROTECT, related_name="checklist")
    line = models.ForeignKey(ChecklistLine, models.PROTECT, related_name="entries")
    given_at = models.DateTimeField(_("given"))
    due_at = models.DateTimeField(_("to be done by"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    evidence = models.URLField(_("link to the evidence"), max_length=500, blank=True)
    evidence_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    reason = models.CharField(_("why no longer needed"), max_length=300, blank=True)
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="checklist_entry"
    )

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
            models.CheckConstraint(
                condition=Q(outcome="done", done_at__isnull=False)
                | (~Q(outcome="done") & Q(done_at__isnull=True)),
                name="done_line_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_needed") | ~Q(reason=""), name="dropped_line_says_why"
            ),
            models.CheckConstraint(
                condition=Q(evidence_file__isnull=True, evidence_name="")
                | (Q(evidence_file__isnull=False, outcome="done") & ~Q(evidence_name="")),
                name="file_of_a_done_line_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(outcome="task", task__isnull=False)
                | (~Q(outcome="task") & Q(task__isnull=True)),
                name="line_that_became_a_task_names_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(outcome="open"), name="checklist_lines_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.line}"

    @property
    def is_open(self) -> bool:
        """Tell whether the line is still to be done."""
        return self.outcome == self.Outcome.OPEN

    def is_late_at(self, instant: dt.datetime) -> bool:
        """Tell whether the line was or is late at an instant."""
        return self.due_at is not None and (self.done_at or instant) > self.due_at


class RealQuestions(models.Manager["ChecklistQuestion"]):
    """The questions of the real world."""

    def get_queryset(self) -> models.QuerySet["ChecklistQuestion"]:
        """Leave exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseQuestions(models.Manager["ChecklistQuestion"]):
    """The only door to the questions of exercises."""

    def get_queryset(self) -> models.QuerySet["ChecklistQuestion"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class ChecklistQuestion(models.Model):
    """What a lowering asks of one unfinished line of the higher level, and what was answered."""

    class Answer(models.TextChoices):
        KEEP = "keep", _("keep it")
        NOT_NEEDED = "not_needed", _("no longer needed")
        TASK = "task", _("make it a task")

    entry = models.ForeignKey(ChecklistEntry, models.PROTECT, related_name="questions")
    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[models.Manager["ChecklistQuestion"]] = RealQuestions()
    exercises: ClassVar[models.Manager["ChecklistQuestion"]] = ExerciseQuestions()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("question about a line")
        verbose_name_plural = _("questions about lines")
        constraints = [
            models.UniqueConstraint(fields=["entry", "decision"], name="line_asked_about_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answer_about_a_line_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(answer="not_needed") | ~Q(reason=""),
                name="line_no_longer_needed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="line_answered_after_it_was_asked",
            ),
        ]
        indexes = [
            models.Index(fields=["entry"], condition=Q(answer=""), name="line_questions_open"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.entry}"
