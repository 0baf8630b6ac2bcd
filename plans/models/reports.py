"""What a body says of a task: notes of progress, reports of execution, and the files with them."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from plans.models.papers import FormOfCompletion
from plans.models.tasks import CoExecutor, Task


class ProgressNote(models.Model):
    """One note on how far a body has come with a task; written once, never changed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="progress_notes")
    body = models.ForeignKey(Body, models.PROTECT, related_name="progress_notes")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("entered"))
    happened_on = models.DateField(_("date"))
    text = models.TextField(_("what was done"))

    class Meta:
        ordering = ["task", "noted_at", "pk"]
        verbose_name = _("note of progress")
        verbose_name_plural = _("notes of progress")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="progress_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}, {self.happened_on:%Y-%m-%d}"


class ExecutionReport(models.Model):
    """One report of a body that a task is done, and what the secretariat answered."""

    class Outcome(models.TextChoices):
        AWAITED = "awaited", _("to be reviewed")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    task = models.ForeignKey(Task, models.PROTECT, related_name="reports")
    body = models.ForeignKey(Body, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what was done"))
    letter_number = models.CharField(_("number of the letter"), max_length=60)
    letter_on = models.DateField(_("date of the letter"))
    form_given = models.ForeignKey(
        FormOfCompletion,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("what is handed in"),
    )
    without_evidence = models.TextField(_("why without a paper"), blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"))
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.AWAITED
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    review_note = models.TextField(_("remark of the secretariat"), blank=True)
    repeat_on = models.DateField(_("to be reported again by"), null=True, blank=True)

    class Meta:
        ordering = ["task", "number", "pk"]
        verbose_name = _("report of execution")
        verbose_name_plural = _("reports of execution")
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(outcome="awaited"),
                name="report_awaited",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task", "body", "number"], name="report_number_once"),
            models.UniqueConstraint(
                fields=["task", "body"],
                condition=Q(outcome="awaited"),
                name="one_report_awaited_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(letter_number=""), name="report_has_text_and_letter"
            ),
            models.CheckConstraint(
                condition=Q(outcome="awaited", reviewed_at__isnull=True, reviewed_by__isnull=True)
                | ~Q(outcome="awaited") & Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="report_reviewed_by_somebody_or_awaited",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(review_note=""),
                name="report_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}, {self.letter_number}"


class Part(models.Model):
    """One part that a co-executor sent to the lead, and what the lead answered."""

    class Outcome(models.TextChoices):
        AWAITED = "awaited", _("with the lead")
        RECEIVED = "received", _("received by the lead")
        RETURNED = "returned", _("returned")

    shared = models.ForeignKey(CoExecutor, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what was done"))
    letter_number = models.CharField(_("number of the letter"), max_length=60)
    letter_on = models.DateField(_("date of the letter"))
    without_evidence = models.TextField(_("why without a paper"), blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"))
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.AWAITED
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer_note = models.TextField(_("remark of the lead"), blank=True)
    merged_in = models.ForeignKey(
        ExecutionReport,
        models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
        verbose_name=_("report it went into"),
    )

    class Meta:
        ordering = ["shared", "number", "pk"]
        verbose_name = _("part of a co-executor")
        verbose_name_plural = _("parts of co-executors")
        constraints = [
            models.UniqueConstraint(fields=["shared", "number"], name="part_number_once"),
            models.UniqueConstraint(
                fields=["shared"],
                condition=Q(outcome="awaited"),
                name="one_part_awaited_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(letter_number=""), name="part_has_text_and_letter"
            ),
            models.CheckConstraint(
                condition=Q(outcome="awaited", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(outcome="awaited") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="part_answered_by_somebody_or_awaited",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(answer_note=""),
                name="part_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}, {self.letter_number}"


class StoredFile(models.Model):
    """One content kept under the hash of its bytes, whoever attached it."""

    sha256 = models.CharField(_("hash"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    content_type = models.CharField(_("kind of content"), max_length=100)
    stored_at = models.DateTimeField(_("stored"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stored_file_named_by_its_hash"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Return where the content lies in the storage."""
        return f"files/{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    def content(self) -> bytes:
        """Return the content as it was kept; whoever hands it out records that."""
        with default_storage.open(self.path, "rb") as kept:
            return bytes(kept.read())


class Evidence(models.Model):
    """One file that a body attached to its report or its part, under the name it gave."""

    report = models.ForeignKey(
        ExecutionReport, models.PROTECT, related_name="evidence", null=True, blank=True
    )
    part = models.ForeignKey(Part, models.PROTECT, related_name="evidence", null=True, blank=True)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uses")
    name = models.CharField(_("name of the file"), max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["report", "stored_file"], name="evidence_once"),
            models.UniqueConstraint(fields=["part", "stored_file"], name="evidence_of_part_once"),
            models.CheckConstraint(
                condition=Q(report__isnull=False, part__isnull=True)
                | Q(report__isnull=True, part__isnull=False),
                name="evidence_of_a_report_or_of_a_part",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="evidence_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def task(self) -> Task:
        """Return the task that this file is about."""
        if self.part is not None:
            return self.part.shared.task
        return self.report.task  # type: ignore[union-attr]  # the database keeps one of the two
