"""How a person likes a list to look: the columns they chose for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnChoice(models.Model):
    """The columns that one person wants to see in one list beside those it always has.

    `listing` is a list of this app or of one above it, by the name that the app gave it.
    """

    class Listing(models.TextChoices):
        TASKS = "tasks", _("Tasks")
        MEASURES = "measures", _("Measures")
        REPORTS = "reports", _("Reports of execution")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="column_choices"
    )
    listing = models.CharField(_("list"), max_length=10)
    columns = models.JSONField(_("columns"), default=list)

    class Meta:
        ordering = ["person", "listing"]
        verbose_name = _("choice of columns")
        verbose_name_plural = _("choices of columns")
        constraints = [
            models.UniqueConstraint(fields=["person", "listing"], name="columns_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {', '.join(self.columns)}"
