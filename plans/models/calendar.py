"""The calendar of working days: only the days that break the rule of the week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language


class WorkingDayException(models.Model):
    """One day that is rested or worked against the rule of the week."""

    class Confidence(models.TextChoices):
        SEEN = "seen", _("seen in a source")
        COMPUTED = "computed", _("follows from the law on holidays")
        UNVERIFIED = "unverified", _("not verified")

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"), default=False)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)
    confidence = models.CharField(
        _("certainty"), max_length=10, choices=Confidence.choices, default=Confidence.UNVERIFIED
    )

    class Meta:
        ordering = ["day"]
        verbose_name = _("exception in the calendar")
        verbose_name_plural = _("exceptions in the calendar")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"

    @property
    def name(self) -> str:
        """Return the name of the day in the reader's language."""
        return in_language(self, "name")
