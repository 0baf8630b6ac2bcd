"""What the system has said by itself of tasks: reminders on fixed days, and weekly digests."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, Post
from notices.models import Notice
from plans.models.tasks import Task


class Reminder(models.Model):
    """One person reminded of one task, for one body, on one fixed day around a term."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders_of_tasks"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="reminders_of_tasks")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reminders")
    due_on = models.DateField(_("term at that time"))
    step = models.SmallIntegerField(_("days after the term, before it if negative"))
    sent_at = models.DateTimeField(_("reminded"))

    class Meta:
        ordering = ["task", "sent_at", "pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body", "task", "due_on", "step"], name="reminded_of_a_step_once"
            ),
        ]
        indexes = [models.Index(fields=["person", "-sent_at"], name="reminder_last_of_person")]

    def __str__(self) -> str:
        return f"№ {self.task_id}, {self.step:+d}"


class Digest(models.Model):
    """One weekly digest sent to one person, in the role that it was written for."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    role = models.CharField(_("role"), max_length=16, choices=Post.Role.choices)
    week_on = models.DateField(_("Monday of the week"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        ordering = ["week_on", "person"]
        verbose_name = _("weekly digest")
        verbose_name_plural = _("weekly digests")
        constraints = [
            models.UniqueConstraint(fields=["person", "week_on"], name="digest_once_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.week_on:%Y-%m-%d}"
