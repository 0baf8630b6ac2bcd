"""Tables of measures brought in from files: the file, its rows as read, what was done with it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.models.papers import ActionPlan
from plans.models.reports import StoredFile


class PlanImport(models.Model):
    """One file with the table of a plan: read, mended, applied whole or not at all."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        READING = "reading", _("being read")
        READ = "read", _("read")
        REFUSED = "refused", _("not readable")
        APPLIED = "applied", _("applied")
        DISCARDED = "discarded", _("discarded")

    class Form(models.TextChoices):
        A = "A", _("with cost and source")
        B = "B", _("with sums by year")
        C = "C", _("without sums")

    OPEN = (State.RECEIVED, State.READING, State.READ)

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="imports")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="plan_imports")
    file_name = models.CharField(_("name of the file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.RECEIVED
    )
    language = models.CharField(_("language"), max_length=2, blank=True)
    form = models.CharField(_("form of the table"), max_length=1, choices=Form.choices, blank=True)
    columns = models.JSONField(_("columns"), default=dict)
    refusal = models.CharField(_("why it is not readable"), max_length=300, blank=True)
    refusal_facts = models.JSONField(default=dict)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_total = models.PositiveIntegerField(_("rows in the file"), default=0)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    received_at = models.DateTimeField(_("received"))
    progress_at = models.DateTimeField(_("last progress"))
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    outcome = models.JSONField(_("outcome"), default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("table brought in")
        verbose_name_plural = _("tables brought in")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False)
                | ~Q(state="applied") & Q(applied_at__isnull=True),
                name="plan_import_applied_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the page of the dry run."""
        return reverse("plans:import", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Tell whether the file still waits to be applied or discarded."""
        return self.state in self.OPEN

    @property
    def refusal_in_words(self) -> str:
        """Say in the reader's language why the file is not readable."""
        facts: dict[str, Any] = {
            name: ", ".join(gettext(word) for word in value.split(", ") if word)
            if isinstance(value, str)
            else value
            for name, value in self.refusal_facts.items()
        }
        return gettext(self.refusal) % facts if self.refusal else ""


class PlanImportRow(models.Model):
    """One row of such a table as the file has it, with what was mended on the screen."""

    class Kind(models.TextChoices):
        SECTION = "section", _("section")
        MEASURE = "measure", _("measure")
        OTHER = "other", _("not a measure")

    plan_import = models.ForeignKey(PlanImport, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(_("row in the file"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    cells = models.JSONField(_("cells as the file has them"), default=dict)
    mended = models.JSONField(_("cells mended on the screen"), default=dict)
    merged = models.JSONField(_("cells merged with the row above"), default=list)

    class Meta:
        ordering = ["plan_import", "place"]
        verbose_name = _("row brought in")
        verbose_name_plural = _("rows brought in")
        constraints = [
            models.UniqueConstraint(fields=["plan_import", "place"], name="imported_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_import_id}, {self.place}"

    @property
    def words(self) -> dict[str, str]:
        """Return the cells as they stand now."""
        return {**self.cells, **self.mended}
