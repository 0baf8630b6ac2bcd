"""What ties tasks together across bodies: one waits until another is done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.models.tasks import Task


class TaskBlock(models.Model):
    """One task that waits for another, perhaps of another body, said openly on both sides."""

    task = models.ForeignKey(
        Task, models.PROTECT, related_name="blocked_by", verbose_name=_("task that waits")
    )
    blocker = models.ForeignKey(
        Task, models.PROTECT, related_name="blocks", verbose_name=_("task waited for")
    )
    reason = models.TextField(_("reason"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("entered"))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        ordering = ["task", "set_at", "pk"]
        verbose_name = _("tie between tasks")
        verbose_name_plural = _("ties between tasks")
        constraints = [
            models.CheckConstraint(condition=~Q(task=F("blocker")), name="task_waits_for_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="task_waits_with_a_reason"),
            models.UniqueConstraint(
                fields=["task", "blocker"],
                condition=Q(lifted_at__isnull=True),
                name="task_waits_for_another_once",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.task_id} ← № {self.blocker_id}"
