"""What went out about a meeting, and the secret address of a person's calendar."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting


class Invitation(models.Model):
    """One notice that called people to a meeting, or said that it changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    notice = models.OneToOneField("notices.Notice", models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(_("change of the invitation"))

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.meeting}, {self.sequence}"


class CalendarFeed(models.Model):
    """A person's meetings at an address that nobody can guess, until it is revoked."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds"
    )
    digest = models.CharField(_("hash of the address"), max_length=64, unique=True)
    opened_at = models.DateTimeField(_("opened"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("personal calendar")
        verbose_name_plural = _("personal calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_live_calendar_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
