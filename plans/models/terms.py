"""How a task may change after it was issued: its term by decision, its wording by correction."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body
from plans.models.tasks import Task


class ExtensionRequest(models.Model):
    """One request of the lead for a later term, made before the term, and the chair's decision."""

    class Decision(models.TextChoices):
        AWAITED = "awaited", _("to be decided")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    task = models.ForeignKey(Task, models.PROTECT, related_name="extension_requests")
    body = models.ForeignKey(Body, models.PROTECT, related_name="extension_requests")
    term_then = models.DateField(_("term at the time of the request"))
    proposed_on = models.DateField(_("proposed term"))
    reason = models.TextField(_("reason"))
    done_so_far = models.TextField(_("done so far"), blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"))
    decision = models.CharField(
        _("decision"), max_length=8, choices=Decision.choices, default=Decision.AWAITED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.TextField(_("remark of the chair"), blank=True)

    class Meta:
        ordering = ["task", "requested_at", "pk"]
        verbose_name = _("request for a later term")
        verbose_name_plural = _("requests for later terms")
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(decision="awaited"),
                name="one_extension_awaited_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(proposed_on__gt=F("term_then")), name="extension_is_for_a_later_term"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decision="awaited", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(decision="awaited") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="extension_decided_by_somebody_or_awaited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.term_then:%Y-%m-%d} → {self.proposed_on:%Y-%m-%d}"


class TermChange(models.Model):
    """One change of a task's current term; with them every earlier date is kept."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="term_changes")
    request = models.OneToOneField(
        ExtensionRequest, models.PROTECT, related_name="change", null=True, blank=True
    )
    old_due_on = models.DateField(_("earlier term"))
    new_due_on = models.DateField(_("later term"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"))
    reason = models.TextField(_("reason"))

    class Meta:
        ordering = ["task", "changed_at", "pk"]
        verbose_name = _("change of a term")
        verbose_name_plural = _("changes of terms")
        constraints = [
            models.CheckConstraint(
                condition=~Q(new_due_on=F("old_due_on")), name="term_change_changes_the_term"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.old_due_on:%Y-%m-%d} → {self.new_due_on:%Y-%m-%d}"


class Correction(models.Model):
    """One visible correction of an issued task's wording; the earlier wording stays readable."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="corrections")
    old_text_kk = models.TextField(_("earlier text in Kazakh"))
    old_text_ru = models.TextField(_("earlier text in Russian"))
    new_text_kk = models.TextField(_("corrected text in Kazakh"))
    new_text_ru = models.TextField(_("corrected text in Russian"))
    reason = models.TextField(_("reason"))
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(_("corrected"))

    class Meta:
        ordering = ["task", "corrected_at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}, {self.corrected_at:%Y-%m-%d}"
